"""Noun phrases around a verb of speech: who speaks, who is spoken to. By the order of words (English only)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evidence.clauses import Token
from bot.evidence.cues import (
    ADVERBIAL_OPENERS,
    ADVERBS,
    BE,
    CUES,
    DETERMINERS,
    FINITE,
    HAVE,
    NOT_ADVERBS,
    NOUN_TOO,
    PEOPLE,
    PREPOSITIONS,
    PRONOUNS,
    ROLES,
    SUBORDINATORS,
    TIMES,
)

_LONGEST = 24
"""Tokens: no subject is longer."""
_INNER = PREPOSITIONS | {"and", "or", "&"}
_JOINS = frozenset("of for the de la van von al bin &".split())
_OBJECTS = frozenset("me us him her them reporters journalists".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `[first, last)` of a sentence that name somebody."""

    first: int
    last: int
    relative: bool = False
    """Whether the sentence itself only says "who"."""


_NOT_PAST = frozenset("united hundred retired elected appointed so-called unnamed sacred beloved wicked indeed exiled".split())
"""Words in -ed that stand before a noun."""


def is_adverb(token: Token) -> bool:
    """Tell whether a word only colours the verb: "also", "reportedly"."""
    low = token.low
    return low in ADVERBS or (len(low) > 4 and low.endswith("ly") and low not in NOT_ADVERBS and token.kind == "word")


def is_verb(token: Token) -> bool:
    """Tell whether a word is most likely a finite verb, as far as its form shows."""
    low = token.low
    if token.kind != "word":
        return False
    if low in FINITE:
        return True
    cue = CUES.get(low)
    if cue and low not in NOUN_TOO:
        return cue.form in ("past", "s")
    return low.endswith("ed") and len(low) > 4 and low not in _NOT_PAST


def before(tokens: Sequence[Token], stop: int, floor: int) -> Phrase | None:
    """Return the phrase that ends at `stop` (exclusive), reading to the left, not past `floor`."""
    if stop <= floor:
        return None
    last = tokens[stop - 1]
    if last.low in PRONOUNS:
        return _relative(tokens, stop, floor) if last.low == "who" else Phrase(stop - 1, stop)
    if last.kind == "mark":
        return _with_apposition(tokens, stop, floor) if last.text in (",", ")", "--", "–", "—", "]") else None
    if last.kind == "quote":
        return None
    first = _left_edge(tokens, stop, floor)
    return _trimmed(tokens, first, stop)


def _left_edge(tokens: Sequence[Token], stop: int, floor: int) -> int:
    """Go left until something that cannot stand inside a subject."""
    at = stop
    while at > floor and stop - at < _LONGEST:
        token = tokens[at - 1]
        if token.kind == "mark" and token.text not in (".", "'", "’", "/", "-", "&"):
            break
        if token.kind == "quote" and not _is_term(tokens, at - 1, floor):
            break
        if token.low in SUBORDINATORS or token.low in ("that", "who", "there"):
            break
        if token.low == "and" and not _coordinates(tokens, at - 1, stop, floor):
            break
        if token.kind == "word" and token.low in FINITE and token.low not in ("'s", "’s"):
            break
        cue = CUES.get(token.low)
        if cue and token.kind == "word" and token.low not in NOUN_TOO and cue.form in ("past", "s"):
            break
        if token.kind == "mark" and token.text == ".":
            break
        at -= 1
    return at


def _is_term(tokens: Sequence[Token], at: int, floor: int) -> bool:
    """Tell whether a quotation is part of a phrase: its “national reporter” Mary Smith."""
    text = tokens[at].text
    return at > floor and tokens[at - 1].kind != "mark" and len(text.split()) <= 3 and text[-1:] not in ",.?!"


def _coordinates(tokens: Sequence[Token], at: int, stop: int, floor: int) -> bool:
    """Tell whether "and" joins two speakers: "Smith and Jones", "the army and the police", "aides and allies"."""
    if at <= floor or at + 1 >= stop:
        return False
    left, right = tokens[at - 1], tokens[at + 1]
    if left.kind == "name" and right.kind == "name":
        return True
    if left.kind == "word" and right.kind == "word":
        first = _left_edge(tokens, at, floor)
        return (
            not is_verb(left)
            and tokens[first].kind != "mark"
            and (left.low in ROLES or right.low in ROLES)
            and not any(is_verb(token) for token in tokens[first:at])
        )
    return False


def _trimmed(tokens: Sequence[Token], first: int, stop: int) -> Phrase | None:
    """Drop times at the end and adverbials at the start; None where nobody is named."""
    while stop - 1 > first and _is_time(tokens, stop - 1, first):
        stop -= 1
    while first < stop and _is_opener(tokens[first]):
        first += 1
    if first >= stop:
        return None
    if tokens[first].low in ADVERBIAL_OPENERS or tokens[first].low.endswith("ing"):
        first = _trailing(tokens, first, stop)
    return Phrase(first, stop) if first < stop and _names_somebody(tokens, first, stop) else None


_LEADS = frozenset("and but so yet or nor still then now also thus meanwhile however instead later as indeed".split())


def _is_opener(token: Token) -> bool:
    return (token.low in _LEADS) or is_adverb(token) or token.text in (".", "-", "–", "—", "&", "'", "’", "/")


_MONTH_NAMES = frozenset("may march april june august".split())


def _is_time(tokens: Sequence[Token], at: int, first: int) -> bool:
    token = tokens[at]
    if token.low in TIMES:  # “Theresa May” is none, “the ministry Friday” is one
        return token.kind == "word" or not (
            token.low in _MONTH_NAMES and at > first and tokens[at - 1].kind == "name" and tokens[at - 1].low not in TIMES
        )
    return token.low in ("in", "on", "at") or (token.text[0].isdigit() and tokens[at - 1].low in TIMES)


def _trailing(tokens: Sequence[Token], first: int, stop: int) -> int:
    """Where a subject begins that stands at the end of an adverbial: "In a speech on Monday the minister"."""
    at = stop - 1
    while at > first and tokens[at].kind == "name" and tokens[at].low not in DETERMINERS:
        at -= 1
    if at < stop - 1 and tokens[at].low not in DETERMINERS:
        return at + 1 if tokens[at + 1].low not in TIMES else at + 2
    for index in range(stop - 2, first, -1):
        if tokens[index].low in DETERMINERS and tokens[index - 1].low not in PREPOSITIONS:
            return index
    return stop


def _names_somebody(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """A subject holds a name, or begins like a noun phrase, or is a noun for people."""
    lead = tokens[first]
    if lead.low in PRONOUNS or lead.low in DETERMINERS or lead.kind in ("name", "quote"):
        return lead.kind != "name" or lead.low not in ADVERBIAL_OPENERS
    if lead.text[0].isdigit():
        return True
    if any(token.kind == "name" for token in tokens[first:stop]):
        return not any(is_verb(token) for token in tokens[first:stop])
    return any(token.low in PEOPLE for token in tokens[first:stop])


def _relative(tokens: Sequence[Token], stop: int, floor: int) -> Phrase | None:
    """ "who": the words before it, whom it stands for."""
    at = stop - 1
    while at > floor and tokens[at - 1].text in (",", "--", "–", "—"):
        at -= 1
    if at <= floor or tokens[at - 1].kind == "mark":
        return Phrase(stop - 1, stop)
    first = _left_edge(tokens, at, floor)
    for index in range(at - 1, first, -1):  # the nearest noun phrase: "… of Donald Trump, who"
        if tokens[index].low in PREPOSITIONS and tokens[index].low != "of":
            first = index + 1
            break
    found = _trimmed(tokens, first, at)
    return Phrase(found.first, found.last, relative=True) if found else Phrase(stop - 1, stop)


def _with_apposition(tokens: Sequence[Token], stop: int, floor: int) -> Phrase | None:
    """ "Mary Smith, the mayor of Springfield," begins at the first part of the clause that can be a subject."""
    mark = tokens[stop - 1].text
    opening = {")": "(", "]": "["}.get(mark)
    if opening:
        at = stop - 1
        while at > floor and tokens[at].text != opening:
            at -= 1
        found = before(tokens, at, floor)
        return Phrase(found.first, at) if found else None
    for begin, end in _parts(tokens, stop - 1, floor, mark):
        found = _trimmed(tokens, begin, end) if end > begin else None
        if found and not _is_adverbial(tokens, begin, end):
            return Phrase(found.first, found.last) if begin != found.first else Phrase(begin, found.last)
    return None


def _parts(tokens: Sequence[Token], stop: int, floor: int, mark: str) -> list[tuple[int, int]]:
    """The parts between marks before `stop`, first part first, from the last thing that breaks a clause on."""
    parts: list[tuple[int, int]] = []
    end = at = stop
    while at > floor and stop - at < 2 * _LONGEST:
        token = tokens[at - 1]
        if token.text == mark or token.text in (",", "--"):
            parts.append((at, end))
            end = at - 1
        elif token.kind == "quote" and token.end - token.start > 40:
            break
        elif token.text in (";", ":", "(", "?", "!", "—", "–"):
            break
        elif token.low in ("that", "but", "because", "while", "although", "though", "if", "whether") and end == stop:
            break
        at -= 1
    parts.append((at, end))
    parts.reverse()
    return [part for part in parts if _part_can_be_subject(tokens, *part)]


def _part_can_be_subject(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """A part with a verb of its own is a clause; "and"/"but" before its subject is allowed."""
    while begin < end and (tokens[begin].low in _LEADS or is_adverb(tokens[begin])):
        begin += 1
    if begin >= end:
        return False
    return not any(is_verb(token) for token in tokens[begin:end])


def _is_adverbial(tokens: Sequence[Token], begin: int, end: int) -> bool:
    while begin < end and tokens[begin].low in _LEADS:
        begin += 1
    low = tokens[begin].low if begin < end else ""
    return low in ADVERBIAL_OPENERS or low.endswith("ing") or low in TIMES or low == "who" or is_adverb(tokens[begin])


def after(tokens: Sequence[Token], first: int, ceiling: int) -> Phrase | None:
    """Return the phrase that begins at `first`, reading to the right: the subject of “…,” said X."""
    at = first
    if at >= ceiling or tokens[at].kind in ("mark", "quote") or _begins_adverbial(tokens[at]):
        return None
    if tokens[at].low in PRONOUNS and tokens[at].low != "who":
        return Phrase(at, at + 1)
    named = False
    while at < ceiling and at - first < _LONGEST:
        token = tokens[at]
        if token.kind == "mark":
            if token.text in ("/", "&", "'", "’") or (token.text == "." and tokens[at - 1].text in ("U.S", "Jr", "Sr")):
                at += 1
                continue
            break
        if token.kind == "quote" and (token.end - token.start > 30 or at == first):
            break
        if token.low in SUBORDINATORS or token.low == "who" or (is_verb(token) and at > first):
            break
        if named and token.kind == "word" and not _goes_on(tokens, at, ceiling):
            break
        if not named and token.low in ("on", "during", "after", "before", "when", "last", "this", "to") and token.low in TIMES | {"on", "during", "after", "before"}:  # fmt: skip
            break
        named = (
            named
            or (token.kind == "name" and at + 1 < ceiling and tokens[at + 1].kind != "word")
            or (token.kind == "name" and tokens[at - 1].kind == "name" and at > first)
        )
        at += 1
    while at - 1 > first and _is_time(tokens, at - 1, first):
        at -= 1
    if at == first or not _names_somebody(tokens, first, at):
        return None
    return Phrase(first, at)


def _begins_adverbial(token: Token) -> bool:
    return token.low in PREPOSITIONS or token.low in TIMES or token.low in SUBORDINATORS or is_adverb(token)


def _goes_on(tokens: Sequence[Token], at: int, ceiling: int) -> bool:
    """Whether a word after a name belongs to the phrase: "Mary Smith of the council", "de", "and John Jones"."""
    return (
        tokens[at].low in _JOINS and at + 1 < ceiling and (tokens[at + 1].kind == "name" or tokens[at + 1].low == "the")
    )


def addressee(tokens: Sequence[Token], first: int, ceiling: int) -> Phrase | None:
    """Return whom "told" is said to: the noun phrase right after the verb, up to the clause that follows it."""
    if first >= ceiling or tokens[first].kind in ("mark", "quote") or tokens[first].low == "that":
        return None
    if _begins_adverbial(tokens[first]):
        return None
    if tokens[first].low in _OBJECTS or tokens[first].low in PRONOUNS:
        follows = tokens[first + 1] if first + 1 < ceiling else None
        if tokens[first].low in ("he", "she", "they", "it", "we", "i", "who"):
            return None
        if tokens[first].low != "her" or follows is None or follows.kind != "word" or _ends_object(follows):
            return Phrase(first, first + 1)
    at = first
    while at < ceiling and at - first < 14:
        token = tokens[at]
        if token.kind == "mark":
            if token.text == "," and _closes_later(tokens, at, ceiling):
                at = _closing(tokens, at, ceiling) + 1
                break
            if token.text not in ("&", "/", "'", "’"):
                break
        if at > first and (_ends_object(token) or (token.kind == "quote" and token.end - token.start > 30)):
            break
        if at > first and token.low in DETERMINERS and tokens[at - 1].low not in PREPOSITIONS | {"and", "all", "both"}:
            break
        if at > first and token.kind == "name" and tokens[at - 1].kind == "word" and tokens[at - 1].low in PEOPLE and token.low not in TIMES:  # fmt: skip
            break
        at += 1
    while at - 1 > first and _is_time(tokens, at - 1, first):
        at -= 1
    return Phrase(first, at) if at > first and _names_somebody(tokens, first, at) else None


def _ends_object(token: Token) -> bool:
    low = token.low
    return (
        low in SUBORDINATORS
        or low
        in ("that", "to", "on", "in", "during", "at", "he", "she", "it", "they", "we", "i", "you", "there", "not")
        or low in ("about", "after", "before", "by", "via", "through", "last", "this", "earlier", "never")
        or low in TIMES
        or low in HAVE
        or low in BE
    )


def _closes_later(tokens: Sequence[Token], at: int, ceiling: int) -> bool:
    closing = _closing(tokens, at, ceiling)
    return (
        closing < ceiling and closing - at <= 8 and closing + 1 < ceiling and tokens[closing + 1].low in ("to", "that")
    )


def _closing(tokens: Sequence[Token], at: int, ceiling: int) -> int:
    index = at + 1
    while index < ceiling and tokens[index].kind not in ("mark", "quote"):
        index += 1
    return index if index < ceiling and tokens[index].text == "," else ceiling


def opening(tokens: Sequence[Token], first: int, stop: int) -> Phrase | None:
    """Return the subject of the clause that begins at `first`: its first noun phrase, adverbials passed over."""
    at = first
    while at < stop and (tokens[at].kind == "mark" or tokens[at].low in _LEADS or is_adverb(tokens[at])):
        at += 1
    while at < stop and (tokens[at].low in ADVERBIAL_OPENERS or tokens[at].low.endswith("ing")):
        comma = next((index for index in range(at, stop) if tokens[index].text == ","), stop)
        at = comma + 1
    if at >= stop:
        return None
    if tokens[at].low in PRONOUNS:
        return Phrase(at, at + 1)
    begin = at
    while at < stop and at - begin < 12:
        token = tokens[at]
        if token.kind in ("mark", "quote") or token.low in SUBORDINATORS or token.low == "who":
            break
        if is_verb(token) or (at > begin and is_adverb(token)):
            break
        if (
            token.kind == "word"
            and tokens[at - 1].kind == "name"
            and at > begin
            and token.low not in _INNER
            and not _role(token)
        ):
            break
        at += 1
    while at - 1 > begin and (_is_time(tokens, at - 1, begin) or tokens[at - 1].low in _INNER):
        at -= 1
    return Phrase(begin, at) if at > begin and _names_somebody(tokens, begin, at) else None


def _role(token: Token) -> bool:
    return token.low in ROLES or token.low.rstrip("s") in ROLES or token.low in ("campaign", "administration", "team")
