"""Who is said to say what in one sentence: each verb of speech with the words that it attributes (English only)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.language.en.function_words import SUBJECTS
from bot.language.en.speech import subjects
from bot.language.en.speech.according_to import by_source, clause_start
from bot.language.en.speech.content_spans import content_after, content_before, resumed
from bot.language.en.speech.predicates import Predicate, predicates
from bot.language.speech.grammar import Attribution, Phrase
from bot.language.speech.tokens import SpeechToken

_DASHES = frozenset("―—–-") | {"--"}
_LABEL = 12
"""Tokens: a longer opening before a colon is no speaker's name."""


def attributions(tokens: Sequence[SpeechToken]) -> list[Attribution]:
    """Return what a sentence attributes, in the order of the cues."""
    verbs = _with_subjects(tokens, predicates(tokens))
    found = [*by_source(tokens), *_by_verb(tokens, verbs)]
    if not found:
        found += _by_label(tokens)
    return sorted(found, key=lambda item: item.cue.first)


# -- verbs ----------------------------------------------------------------------------------------


def _with_subjects(tokens: Sequence[SpeechToken], verbs: list[Predicate]) -> list[Predicate]:
    """Give a verb without a subject of its own that of the verb before it, or of the sentence."""
    found: list[Predicate] = []
    for verb in verbs:
        subject = _shared_subject(tokens, verb, found) if verb.shared else verb.subject
        if subject is not None:
            found.append(replace(verb, subject=subject))
    return found


def _shared_subject(tokens: Sequence[SpeechToken], verb: Predicate, found: list[Predicate]) -> Phrase | None:
    start = clause_start(tokens, verb.left)
    earlier = next((other for other in reversed(found) if other.first >= start), None)
    near = _near_subject(tokens, verb.left, earlier.right if earlier else start)
    if near or earlier:
        return near or (earlier.subject if earlier else None)
    return subjects.opening(tokens, start, verb.left)


def _near_subject(tokens: Sequence[SpeechToken], stop: int, floor: int) -> Phrase | None:
    """The pronoun that opens the clause of a second verb: "when it was over, she laughed and said"."""
    for index in range(stop - 2, floor, -1):
        if tokens[index - 1].text == "," or tokens[index - 1].low in ("but", "because", "although", "while", "when"):
            return Phrase(index, index + 1) if tokens[index].low in SUBJECTS - {"it", "you"} else None
    return None


def _by_verb(tokens: Sequence[SpeechToken], verbs: list[Predicate]) -> Iterator[Attribution]:
    for verb in verbs:
        cue = Phrase(verb.first, verb.last)
        after = content_after(tokens, verb, verbs)
        if after:
            yield Attribution(cue, verb.subject, (after,), verb.addressee, manner=verb.cue.manner)
            continue
        rest = resumed(tokens, verb, verbs)
        before = content_before(tokens, verb, verbs, broken=bool(rest))
        if before:
            contents = (before, *rest)
            yield Attribution(cue, verb.subject, contents, verb.addressee, closes=True, manner=verb.cue.manner)
        elif verb.inverted and verb.first > 0 and tokens[verb.first - 1].low == "so":
            yield Attribution(cue, verb.subject, (), so=True)


# -- names that stand beside a quotation ----------------------------------------------------------


def _by_label(tokens: Sequence[SpeechToken]) -> Iterator[Attribution]:
    """ "“…” — Mary Smith" and "Mary Smith: “…”"."""
    if len(tokens) < 3:
        return
    if tokens[0].kind == "quote" and tokens[1].text in _DASHES and tokens[2].kind == "name":
        stop = 2
        while stop < len(tokens) and tokens[stop].text not in (",", ".", "("):
            stop += 1
        yield Attribution(Phrase(1, 2), Phrase(2, stop), (Phrase(0, 1),), closes=True)
        return
    colon = next((index for index, token in enumerate(tokens[:_LABEL]) if token.text == ":"), 0)
    if colon and colon + 1 < len(tokens) and tokens[colon + 1].kind == "quote" and tokens[colon - 1].kind == "name":
        subject = subjects.opening(tokens, 0, colon)
        if subject:
            yield Attribution(Phrase(colon, colon + 1), subject, (Phrase(colon + 1, len(tokens)),))
