"""Who is said to say what in one sentence: each verb of speech with the words that it attributes (English only)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.evidence import phrases
from bot.evidence.clauses import Token
from bot.evidence.cues import ADVERBIAL_OPENERS, PREPOSITIONS, PRONOUNS, REQUESTS, SUBORDINATORS, TIMES, WRITTEN
from bot.evidence.phrases import Phrase
from bot.evidence.predicates import Predicate, predicates

_CLAUSE = 4
"""Tokens: less than that after "said" is an adverb and no content."""
_OPENING = frozenset(",?!–—:") | {"--", "..."}


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue (tokens `[first, last)`) with its subject and the stretches of tokens that it attributes.

    `before`: at least one of these stands before the cue, so that the cue closes or breaks what was said.
    """

    cue: Phrase
    subject: Phrase | None
    contents: tuple[Phrase, ...]
    addressee: Phrase | None = None
    before: bool = False


def attributions(tokens: Sequence[Token]) -> list[Attribution]:
    """Return what a sentence attributes, in the order of the cues."""
    verbs = _with_subjects(tokens, predicates(tokens))
    found = [*_according(tokens), *_spoken(tokens, verbs)]
    if not found:
        found += _labelled(tokens)
    return sorted(found, key=lambda item: item.cue.first)


def _with_subjects(tokens: Sequence[Token], verbs: list[Predicate]) -> list[Predicate]:
    """Give a verb without a subject of its own that of the verb before it, or of the sentence."""
    found: list[Predicate] = []
    for verb in verbs:
        if verb.shared:
            earlier = next(
                (other for other in reversed(found) if other.subject and _same_clause(tokens, other, verb)), None
            )
            subject = (
                earlier.subject if earlier else phrases.opening(tokens, _clause_start(tokens, verb.left), verb.left)
            )
            if subject is None:
                continue
            verb = replace(verb, subject=subject)  # noqa: PLW2901
        found.append(verb)
    return found


def _shared_subject(tokens: Sequence[Token], verb: Predicate, found: list[Predicate]) -> Phrase | None:
    earlier = next((other for other in reversed(found) if other.subject and _same_clause(tokens, other, verb)), None)
    near = _near_subject(tokens, verb.left, earlier.right if earlier else 0)
    if near or (earlier and earlier.subject):
        return near or (earlier.subject if earlier else None)
    return phrases.opening(tokens, _clause_start(tokens, verb.left), verb.left)


def _near_subject(tokens: Sequence[Token], stop: int, floor: int) -> Phrase | None:
    """The pronoun that opens the clause of a second verb: "when it was over, she laughed and said"."""
    for index in range(stop - 2, floor, -1):
        if tokens[index - 1].text == "," or tokens[index - 1].low in ("but", "because", "although", "while", "when"):
            return Phrase(index, index + 1) if tokens[index].low in ("he", "she", "they", "i", "we") else None
    return None


def _same_clause(tokens: Sequence[Token], other: Predicate, verb: Predicate) -> bool:
    """A full stop or a semicolon between two verbs parts their subjects."""
    return not any(token.text in (".", ";") for token in tokens[other.last : verb.left])


def _clause_start(tokens: Sequence[Token], stop: int) -> int:
    for index in range(stop - 1, -1, -1):
        if tokens[index].text in (".", ";") or (tokens[index].kind == "quote" and index < stop - 1 and index == 0):
            return index + 1
    return 0


def _spoken(tokens: Sequence[Token], verbs: list[Predicate]) -> Iterator[Attribution]:
    for verb in verbs:
        follows = _after(tokens, verb, verbs)
        if follows is not None and not _worth(tokens, verb, follows):
            continue
        contents: tuple[Phrase, ...]
        if follows is not None:
            yield Attribution(Phrase(verb.first, verb.last), verb.subject, (follows,), verb.addressee)
            continue
        said = _said_before(tokens, verb, verbs)
        if said is None:
            continue
        contents = (said, *_resumed(tokens, verb, verbs))
        yield Attribution(Phrase(verb.first, verb.last), verb.subject, contents, verb.addressee, before=True)


# -- what stands after the verb -----------------------------------------------------------------


def _after(tokens: Sequence[Token], verb: Predicate, verbs: list[Predicate]) -> Phrase | None:
    """Return the content behind the verb; None where nothing that was said begins there."""
    begin = _content_start(tokens, verb)
    if begin is None or begin >= len(tokens):
        return None
    stop = _content_end(tokens, begin, verb, verbs)
    return Phrase(begin, stop) if begin < stop else None


def _content_start(tokens: Sequence[Token], verb: Predicate) -> int | None:
    at, end = verb.right, len(tokens)
    if at >= end:
        return None
    closes = _may_close(tokens, verb)
    token = tokens[at]
    if token.text == ":" or (
        token.text in (",", "--", "–", "—") and at + 1 < end and tokens[at + 1].kind == "quote" and not closes
    ):
        return at + 1
    if token.kind == "quote":
        return at if not closes or at + 1 < end else None
    if token.text == "," and _opened_by_adverbial(tokens, verb) and end - at > _CLAUSE:
        return at + 1
    if token.kind == "mark":
        return None
    if token.low == "that":
        return at + 1 if at + 1 < end else None
    if verb.inverted:
        return None
    if verb.cue.lemma in REQUESTS and verb.addressee and token.low == "to":
        return at
    if not _adjunct(token):
        return None if closes and _too_short(tokens, at) else at
    return _past_adjunct(tokens, at, verb, closes)


def _opened_by_adverbial(tokens: Sequence[Token], verb: Predicate) -> bool:
    """ "In those years, the mayor said, nobody cared": the clause comes after."""
    if verb.shared or verb.inverted or verb.left < 2 or tokens[verb.left - 1].text != "," or verb.cue.manner not in ("say", "hold"):
        return False
    return _is_adverbial(tokens, 0, verb.left) and not any(token.kind == "quote" for token in tokens[: verb.left])


def _adjunct(token: Token) -> bool:
    low = token.low
    return (
        low in PREPOSITIONS
        or low in TIMES
        or low in ("as", "when", "while", "to", "who", "after")
        or phrases.is_adverb(token)
    )


def _too_short(tokens: Sequence[Token], at: int) -> bool:
    stop = next((index for index in range(at, len(tokens)) if tokens[index].kind in ("mark", "quote")), len(tokens))
    return stop - at < _CLAUSE - 1 and stop >= len(tokens) - 1


def _past_adjunct(tokens: Sequence[Token], at: int, verb: Predicate, closes: bool) -> int | None:
    """ "said in a statement on Monday that …", "said in a statement: “…”"; else the clause itself."""
    for index in range(at, min(len(tokens), at + 24)):
        token = tokens[index]
        if token.low == "that" and index + 1 < len(tokens) and tokens[index - 1].kind != "mark":
            return index + 1
        if token.text == ":" or (token.text == "," and index + 1 < len(tokens) and tokens[index + 1].kind == "quote"):
            return index + 1 if not closes else None
        if token.kind == "quote":
            return index if not closes and index > at + 1 else at if not closes else None
        if token.text in (".", ";", "?", "!") or (token.text == "," and closes):
            return None if closes else at
    return None if closes else at


def _may_close(tokens: Sequence[Token], verb: Predicate) -> bool:
    """Tell whether something that may have been said ends right before the verb and its subject."""
    if verb.inverted:
        return True
    if verb.cue.manner == "act" or verb.shared or verb.left == 0:
        return False
    last = tokens[verb.left - 1]
    if last.kind != "quote" and last.text not in _OPENING:
        return False
    if last.kind == "quote" and (last.text.rstrip()[-1:] in ",.?!—–-" or verb.left == 1):
        return True
    begin = 0
    for index in range(verb.left - 1, -1, -1):
        if tokens[index].text in (".", ";"):
            begin = index + 1
            break
    return verb.left - begin > _CLAUSE and not _is_adverbial(tokens, begin, verb.left)


def _is_adverbial(tokens: Sequence[Token], begin: int, stop: int) -> bool:
    """An opening that says when, where or why: "After the vote,", "Asked about it,"."""
    while begin < stop and tokens[begin].low in ("but", "and", "so", "yet", "or"):
        begin += 1
    if begin >= stop:
        return True
    if any(token.kind == "quote" and len(token.text) > 40 for token in tokens[begin:stop]):
        return False
    token = tokens[begin]
    if token.low not in ADVERBIAL_OPENERS and not token.low.endswith("ing") and not phrases.is_adverb(token):
        return False
    comma = next((index for index in range(begin, stop) if tokens[index].text == ","), stop)
    return comma >= stop - 1


def _content_end(tokens: Sequence[Token], begin: int, verb: Predicate, verbs: list[Predicate]) -> int:
    """Return where the content ends: before the next verb that is the author's, and before an outer "…, said X"."""
    for other in verbs:
        if other.first <= verb.first or other.first < begin:
            continue
        cut = _cut_before(tokens, begin, other)
        if cut is not None and cut > begin:
            return cut
    for index in range(begin, len(tokens)):
        if tokens[index].text == "." and index + 1 < len(tokens) and tokens[begin].kind != "quote":
            return index
    return len(tokens)


def _cut_before(tokens: Sequence[Token], begin: int, other: Predicate) -> int | None:
    """Where another verb ends what this one says; None where it belongs to it."""
    at = other.left
    if other.inverted:
        return at if _ends_sentence(tokens, other) else None
    previous = tokens[at - 1] if at > 0 else None
    if previous is None:
        return None
    if other.shared:
        if previous.low in ("and", "but"):
            return at - 2 if at >= 2 and tokens[at - 2].text == "," else at - 1
        return at - 1 if previous.text in (",", "--", "–", "—") else at if previous.kind == "quote" else None
    if previous.kind == "quote" or (previous.text in (",", "--", "–", "—")):
        if _ends_sentence(tokens, other):
            return at
        return None
    if previous.low in ("but", "while", "although", "though") and at >= 2 and tokens[at - 2].text in (",", ";", "--"):
        return at - 2
    if previous.low == "and" and at >= 2 and (tokens[at - 2].text in (",", ";") or tokens[at - 2].kind == "quote"):
        return at - 2 if tokens[at - 2].kind != "quote" else at - 1
    return None


def _ends_sentence(tokens: Sequence[Token], verb: Predicate) -> bool:
    """Nothing but a time or a place follows: "…, the ministry said on Monday."."""
    end = len(tokens)
    while end > verb.right and tokens[end - 1].kind == "mark":
        end -= 1
    if verb.right >= end:
        return True
    token = tokens[verb.right]
    if token.text in (",", ".", ";", "--", "–", "—"):
        return True
    return (
        _adjunct(token)
        and not any(item.low == "that" or item.kind == "quote" for item in tokens[verb.right : end])
        and end - verb.right < 16
    )


def _worth(tokens: Sequence[Token], verb: Predicate, content: Phrase) -> bool:
    """Whether a stretch is something said, given what the verb can take."""
    inside = tokens[content.first : content.last]
    words = sum(token.kind != "mark" for token in inside)
    if any(token.kind == "quote" for token in inside):
        return True
    manner = verb.cue.manner
    if manner == "act":
        return words >= 2
    if words < 3:
        return False
    clause = tokens[content.first - 1].low == "that"
    if manner == "find" or verb.cue.lemma in ("know", "see", "feel", "hear", "read", "sing"):
        written = verb.subject is not None and any(
            t.low in WRITTEN for t in tokens[verb.subject.first : verb.subject.last]
        )
        return clause or written
    return True


# -- what stands before it ----------------------------------------------------------------------


def _said_before(tokens: Sequence[Token], verb: Predicate, verbs: list[Predicate]) -> Phrase | None:
    if not _may_close(tokens, verb):
        return None
    begin, stop = 0, verb.left
    for other in verbs:
        if other.first >= verb.first:
            break
        if other.left > 0 and _closes_itself(tokens, other, verb):
            begin = other.right
    while begin < stop and tokens[begin].kind == "mark" and tokens[begin].text not in ("(", "["):
        begin += 1
    while stop > begin and tokens[stop - 1].text in (",", "--", "–", "—", ":"):
        stop -= 1
    if stop - begin == 1 and tokens[begin].kind == "quote":
        return Phrase(begin, stop)
    for index in range(stop - 2, begin - 1, -1):  # a sentence of the author before the one that is quoted
        if tokens[index].text in (".", ";") and index + 1 < stop:
            begin = index + 1
            break
    if tokens[begin].low in ("as",):
        return None
    words = sum(token.kind != "mark" for token in tokens[begin:stop])
    return Phrase(begin, stop) if words >= 3 or any(token.kind == "quote" for token in tokens[begin:stop]) else None


def _closes_itself(tokens: Sequence[Token], other: Predicate, verb: Predicate) -> bool:
    """An earlier “…,” he said, after which something new begins."""
    return (
        other.right < verb.left
        and tokens[other.right].text in (",", ".", ";")
        and (tokens[other.left - 1].kind == "quote" or tokens[other.left - 1].text == ",")
        and any(token.kind == "quote" for token in tokens[other.right : verb.left])
    )


def _resumed(tokens: Sequence[Token], verb: Predicate, verbs: list[Predicate]) -> tuple[Phrase, ...]:
    """The other part of something that the attribution breaks: "…," she said, "and …"."""
    at, end = verb.right, len(tokens)
    limit = min([other.left for other in verbs if other.first > verb.first], default=end)
    for index in range(at, min(end, at + 30)):
        token = tokens[index]
        if token.kind == "quote" and (index < limit or index == at) and _resumes(tokens, at, index):
            stop = _quote_run(tokens, index)
            return (Phrase(index, stop),)
        if token.text in (".", ";"):
            break
    if (
        at < end
        and tokens[at].text == ","
        and limit == end
        and not verb.inverted
        and tokens[verb.left - 1].kind != "quote"
    ):
        follows = at + 1
        if follows < end and not tokens[follows].low.endswith("ing") and tokens[follows].low not in ("who", "which", "when", "as", "while", "a", "the"):
            return (Phrase(follows, end),)
    return ()


def _resumes(tokens: Sequence[Token], at: int, index: int) -> bool:
    return (
        index == at
        or tokens[index - 1].text in (",", ":", ".", ";", "--", "–", "—", "...")
        or tokens[index - 1].low in ("and", "but", "that")
    )


def _quote_run(tokens: Sequence[Token], index: int) -> int:
    return index + 1


# -- sources without a verb ---------------------------------------------------------------------


def _according(tokens: Sequence[Token]) -> Iterator[Attribution]:
    for index in range(len(tokens) - 2):
        if tokens[index].low == "according" and tokens[index + 1].low == "to":
            found = _by_source(tokens, index, index + 2)
            if found:
                yield found


def _by_source(tokens: Sequence[Token], first: int, last: int) -> Attribution | None:
    end = last
    while (
        end < len(tokens)
        and end - last < 30
        and (tokens[end].kind != "mark" or tokens[end].text in ("'", "’", "/", "&"))
    ):
        if tokens[end].low in ("who", "which") or (
            tokens[end].kind == "quote" and tokens[end].end - tokens[end].start > 40
        ):
            break
        end += 1
    if end == last or tokens[last].low in ("him", "her", "them"):
        return None
    subject = Phrase(last, end)
    before = first
    while before > 0 and tokens[before - 1].kind == "mark":
        before -= 1
    begin = 0
    for index in range(before - 1, -1, -1):
        if tokens[index].text in (".", ";", ":"):
            begin = index + 1
            break
    while begin < before and tokens[begin].low in ("and", "but", "so", "yet"):
        begin += 1
    if before - begin >= 3 or any(token.kind == "quote" for token in tokens[begin:before]):
        return Attribution(Phrase(first, last), subject, (Phrase(begin, before),), before=True)
    comma = next((index for index in range(end, len(tokens)) if tokens[index].text == ","), end)
    if comma + 3 < len(tokens):
        return Attribution(Phrase(first, last), subject, (Phrase(comma + 1, len(tokens)),))
    return None


def _labelled(tokens: Sequence[Token]) -> Iterator[Attribution]:
    """ "“…” — Mary Smith" and "Mary Smith: “…”"."""
    if len(tokens) < 3:
        return
    if (
        tokens[0].kind == "quote"
        and tokens[1].text in ("―", "—", "–", "--", "-")
        and tokens[2].kind == "name"
        and len(tokens) < 40
    ):
        stop = next(
            (
                index
                for index in range(2, len(tokens))
                if tokens[index].text in (",", ".", "(") and tokens[index - 1].low not in ("jr", "dr")
            ),
            len(tokens),
        )
        yield Attribution(Phrase(1, 2), Phrase(2, stop), (Phrase(0, 1),), before=True)
        return
    colon = next((index for index, token in enumerate(tokens[:12]) if token.text == ":"), 0)
    if colon and colon + 1 < len(tokens) and tokens[colon + 1].kind == "quote" and tokens[colon - 1].kind == "name":
        subject = phrases.opening(tokens, 0, colon)
        if subject:
            yield Attribution(Phrase(colon, colon + 1), subject, (Phrase(colon + 1, len(tokens)),))


__all__ = ["PRONOUNS", "SUBORDINATORS", "Attribution", "attributions"]
