"""The verbs of speech in a sentence that somebody is said to have spoken: which, whose, to whom (English only)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.en.function_words import CENTRAL_DETERMINERS, DO, PREPOSITIONS
from bot.language.en.speech import subjects
from bot.language.en.speech.addressees import addressee
from bot.language.en.speech.noun_phrases import is_adverb
from bot.language.en.speech.speech_verbs import (
    ADDRESSED,
    BE,
    CUES,
    DETERMINERS,
    HAVE,
    MODALS,
    NEGATIONS,
    NOUN_TOO,
    PEOPLE,
    PHRASAL,
    PRONOUNS,
    ROLES,
    TIMES,
    WRITTEN,
    Cue,
)
from bot.language.speech.grammar import Phrase
from bot.language.speech.tokens import SpeechToken

_NEED_A_NOUN = CENTRAL_DETERMINERS | {"every", "no", "any"}
"""Determiners that never are a subject by themselves, as "another" and "two" may be."""

_OF_SPEECH = frozenset((*CUES, *PHRASAL))

_SINGLE = (DETERMINERS | PRONOUNS) & frozenset("a an this that each every one he she it".split())
"""What a subject of one begins with."""
_BEFORE_PARTICIPLE = PREPOSITIONS & frozenset("by in after before".split()) | {"while"}
"""Words before a verb in -ing that is no noun: “after saying”."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb of speech at tokens `[first, last)`; `left`/`right` bound it with its subject and addressee.

    `shared`: its subject is that of another verb ("…, and said"); `inverted`: the subject stands behind it.
    """

    cue: Cue
    first: int
    last: int
    left: int
    right: int
    subject: Phrase | None = None
    addressee: Phrase | None = None
    shared: bool = False
    inverted: bool = False


def predicates(tokens: Sequence[SpeechToken]) -> list[Predicate]:
    """Return the predicates of a sentence in order; verbs that are denied, wished or passive are none."""
    found: list[Predicate] = []
    for index in (index for index, token in enumerate(tokens) if token.low in _OF_SPEECH):
        read = _read(tokens, index)
        if read:
            found.append(read)
    return found


def _cue_at(tokens: Sequence[SpeechToken], index: int) -> tuple[Cue, int] | None:
    low = tokens[index].low
    if low in PHRASAL:
        follows = tokens[index + 1].low if index + 1 < len(tokens) else ""
        cue = PHRASAL[low].get(follows) if follows else None
        if cue:
            return cue, index + 2
        if "" in PHRASAL[low]:
            return PHRASAL[low][""], index + 1
    return (CUES[low], index + 1) if low in CUES else None


def _read(tokens: Sequence[SpeechToken], index: int) -> Predicate | None:
    given = _cue_at(tokens, index)
    if given is None:
        return None
    cue, last = given
    if _is_told_to(tokens, index, last, cue):
        return None
    if tokens[index].kind == "name" and index > 0 and tokens[index - 1].text not in (".", "”", ":"):
        return None
    stop = _subject_end(tokens, index, cue)
    if stop is None:
        return None
    inverted = _inverted(tokens, index, last, cue) if stop == index else None
    if inverted:
        return inverted
    shared = _is_shared(tokens, stop, cue, index)
    subject = None
    if not shared:
        by_name = cue.form == "ing" and stop == index
        subject = (subjects.described if by_name else subjects.before)(tokens, stop, 0)
    if (subject is None and not shared) or (subject and cue.form == "base" and _is_single(tokens, subject)):
        return None
    told = addressee(tokens, last) if cue.lemma in ADDRESSED else None
    left = subject.first if subject else stop
    return Predicate(cue, index, last, left, told.last if told else last, subject, told, shared)


def _subject_end(tokens: Sequence[SpeechToken], index: int, cue: Cue) -> int | None:
    """Return where the subject of the verb must end; None where the verb asserts nothing or is no verb."""
    at, being, having, doing = index, False, False, False
    while at > 0:
        token = tokens[at - 1]
        low = token.low
        if low in NEGATIONS or (low in MODALS and token.kind == "word") or low == "to":
            return None
        if low in HAVE:
            having = True
        elif low in BE:
            being = True
        elif low in DO:
            doing = True
        elif not is_adverb(token):
            passed = _past_insertion(tokens, at)
            if passed is None:
                break
            at = passed
            continue
        at -= 1
    fits = {
        "ing": being or at == index,
        "past": not being,
        "base": doing or not (being or having),
        "s": not (being or having or doing),
    }
    if not fits[cue.form] or (at == index and not _is_verb_here(tokens, index, cue)):
        return None
    return at


def _is_told_to(tokens: Sequence[SpeechToken], index: int, last: int, cue: Cue) -> bool:
    """Participles and wishes that assert nothing: "the dam, said to leak", "who asked not to be named"."""
    follows = [token.low for token in tokens[last : last + 3]]
    if cue.form == "past" and follows[:1] == ["to"]:
        return cue.lemma == "tell" or (cue.lemma in ("say", "report") and follows[1:2] in (["be"], ["have"]))
    return cue.lemma in ("ask", "request") and (
        follows[:2] == ["not", "to"] or (follows[:1] == ["that"] and "not" in follows)
    )


def _is_single(tokens: Sequence[SpeechToken], subject: Phrase) -> bool:
    """ "a liberal think (tank)": one does not "think", "say"."""
    return tokens[subject.first].low in _SINGLE


def _past_insertion(tokens: Sequence[SpeechToken], at: int) -> int | None:
    """Step over ", however," between subject and verb."""
    if at >= 3 and tokens[at - 1].text == "," and tokens[at - 3].text == "," and is_adverb(tokens[at - 2]):
        return at - 3
    return None


def _is_verb_here(tokens: Sequence[SpeechToken], index: int, cue: Cue) -> bool:
    """Tell a verb from a noun by its neighbours: "the report", "of claims", "Smith's call" are nouns."""
    if index == 0:
        return tokens[0].low == "said"
    previous = tokens[index - 1]
    if previous.low in _NEED_A_NOUN:
        return False
    if previous.low in PREPOSITIONS:
        return cue.form == "ing" and previous.low in _BEFORE_PARTICIPLE
    if previous.text.endswith(("'s", "’s", "s’")):
        return False
    if cue.form == "ing" and previous.kind == "name":
        return _opens_speech(tokens, index + 1)
    if cue.form == "ing":
        return previous.text in (",", "--", "–", "—", "and") or previous.kind == "quote"
    if tokens[index].low in NOUN_TOO:
        return _noun_acts(tokens, index, previous)
    return True


def _opens_speech(tokens: Sequence[SpeechToken], at: int) -> bool:
    """A quotation or "that" comes next: "footage of Mary Smith asking, “…”"."""
    if at < len(tokens) and tokens[at].text in (",", ":"):
        return at + 1 < len(tokens) and tokens[at + 1].kind == "quote"
    return at < len(tokens) and (tokens[at].kind == "quote" or tokens[at].low == "that")


def _noun_acts(tokens: Sequence[SpeechToken], index: int, previous: SpeechToken) -> bool:
    if previous.low in PRONOUNS or previous.low in ("others", "some", "many", "that", "which"):
        return True
    follows = tokens[index + 1] if index + 1 < len(tokens) else None
    if follows is None or (follows.kind == "mark" and follows.text not in (":", ",")):
        return False
    opens = (
        follows.low == "that" or follows.kind == "quote" or follows.text == ":" or follows.low in DETERMINERS | PRONOUNS
    )
    if previous.kind == "name" or previous.text == ")":
        return opens or follows.kind == "name"
    return opens and (previous.low in PEOPLE or previous.low in ROLES or previous.low in WRITTEN)


def _is_shared(tokens: Sequence[SpeechToken], stop: int, cue: Cue, index: int) -> bool:
    if stop == 0:
        return False
    previous = tokens[stop - 1]
    if previous.low in ("and", "but", "or", "then"):
        return True
    if previous.low in _BEFORE_PARTICIPLE:
        return cue.form == "ing"
    return cue.form == "ing" and stop == index and previous.kind != "name"


def _inverted(tokens: Sequence[SpeechToken], index: int, last: int, cue: Cue) -> Predicate | None:
    """“…,” said the mayor; also "Said the mayor: …" and "So said the mayor"."""
    if cue.manner != "say" or cue.form not in ("past", "s") or cue.lemma == "tell":
        return None
    before = tokens[index - 1] if index else None
    if before is not None and not (
        before.kind == "quote" or before.text in (",", "?", "!", "--", "–", "—", ".") or before.low == "so"
    ):
        return None
    subject = subjects.after(tokens, last)
    if subject is None or not _closed(tokens, subject.last):
        return None
    return Predicate(cue, index, last, index, subject.last, subject, inverted=True)


def _closed(tokens: Sequence[SpeechToken], at: int) -> bool:
    if at >= len(tokens):
        return True
    token = tokens[at]
    return (
        token.kind in ("mark", "quote")
        or token.low in PREPOSITIONS
        or token.low in TIMES
        or token.low in ("who", "when", "as", "while", "to", "whose")
        or token.low.endswith("ing")
    )
