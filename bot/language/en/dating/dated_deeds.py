"""Which deed a day belongs to in an English sentence: “he resigned on Tuesday”, “on Tuesday he resigned”."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.language.en.claims.names_and_numbers import line_of
from bot.language.en.dating.days import days
from bot.language.en.dating.recurring_events import is_at_night, is_final, may_be_two
from bot.language.en.function_words import BE, CENTRAL_DETERMINERS, DO, HAVE, MODALS, NEGATIONS, RELATIVES
from bot.language.en.speech.speech_verbs import CUES, PHRASAL
from bot.language.facts.dated_deeds import DatedDeed, DatedDeeds
from bot.language.tokens import CLAUSE_MARKS, Line

_BREAKS = CLAUSE_MARKS | RELATIVES | frozenset("when where while after before because since until if".split())
_AHEAD = (MODALS - {"can", "must"}) | {"to"}
"""Words before what is to come; “can” and “must” tell of what is."""
_DENIED = NEGATIONS - {"without"}  # who leaves “without a word” leaves
_APPOINTED = frozenset("scheduled set planned due slated expected".split())
_BEFORE_DAY = frozenset("on early late last next this coming".split())
_FEASTS = frozenset("black good ash holy easter palm cyber super bloody shrove giving whit maundy".split())
"""Words that make a weekday a name: “Black Friday”."""
_AUXILIARIES = BE | HAVE | DO
_BEFORE_NOUN = CENTRAL_DETERMINERS | {"all"}
_REACH = 9
"""Words between a deed and its day."""


class EnglishDeeds(DatedDeeds):
    """What English sentences say was done on which day."""

    def of(self, text: str, published: datetime) -> tuple[DatedDeed, ...]:
        """Return what a sentence says was done on a day."""
        return tuple(_dated(text, published))

    def may_be_two(self, one: DatedDeed, other: DatedDeed) -> bool:
        """Tell whether a deed may have been done on two days."""
        return may_be_two(one.deed, len(one.about & other.about), one.tokens, other.tokens)

    def is_final(self, deed: DatedDeed) -> bool:
        """Tell whether a deed can be done once only."""
        return is_final(deed.deed)


DEEDS = EnglishDeeds()


def _dated(text: str, published: datetime) -> Iterator[DatedDeed]:
    line = line_of(text)
    for past in days(text, published, ahead=False):
        at = next((i for i, token in enumerate(line.tokens) if token.at >= past.span[0]), -1)
        deed = _deed(line, at) if at >= 0 and _is_plain_day(line, at) else None
        if deed is None:
            continue
        ahead = _is_ahead(line, deed)
        day = next((day for day in days(text, published, ahead=ahead) if day.span == past.span), past)
        clause = _clause(line, deed, at)
        if clause:
            yield DatedDeed(day, line.tokens[deed], *clause, line.tokens, is_at_night(line.tokens, at))


def _is_plain_day(line: Line, at: int) -> bool:
    """Tell whether the day is when it happened: “on Tuesday”, “early Tuesday”, not “since” or “Tuesday’s”."""
    before = line.tokens[at - 1] if at else None
    if before and before.low in _FEASTS and before.text[:1].isupper():
        return False
    if before is None or before.low in _BEFORE_DAY or before.mark:
        return True
    if before.low == "for":
        return any(token.low in _APPOINTED for token in line.tokens[max(0, at - 4) : at])
    return before.content


def _deed(line: Line, at: int) -> int | None:
    """Return where the verb stands that a day belongs to; None where there is none, or where two may be it."""
    back, on = _verb(line, range(at - 1, max(-1, at - 1 - _REACH), -1)), _verb(line, range(at + 1, at + 1 + _REACH))
    leads = at <= 1 or all(token.low in _BEFORE_DAY for token in line.tokens[:at])
    if leads:
        return _first_after(line, at)
    follows_at_once = on is not None and on - at <= 2  # “the mayor on Tuesday resigned”
    if back is not None and follows_at_once:
        return None
    return back if back is not None else on if follows_at_once else None


def _first_after(line: Line, at: int) -> int | None:
    """Return the first verb of the clause that a day opens, behind the comma that may part them."""
    begin = at + 1
    while begin < len(line.tokens) and (line.kinds[begin] in ("number", "date") or line.tokens[begin].mark):
        begin += 1
    return _verb(line, range(begin, begin + _REACH))


def _verb(line: Line, where: range) -> int | None:
    """Return the first verb on the way that tells a deed; None at a break, a denial, or what leaves it open."""
    for index in where:
        if not 0 <= index < len(line.tokens):
            return None
        token = line.tokens[index]
        if token.low in _BREAKS or token.low in _DENIED:
            return None
        if token.low.endswith("ing") and token.text.islower() and len(token.low) > 5:
            return None
        if _tells(line, index):
            return None if _is_speech(line, index) else index
    return None


def _tells(line: Line, index: int) -> bool:
    """Tell whether a word is a verb: “resigned”, “will resign”, “to resign”, no auxiliary."""
    token = line.tokens[index]
    before = line.tokens[index - 1].low if index else ""
    if token.mark or token.value is not None or line.kinds[index] == "name" or not token.content:
        return False
    if token.past and token.low not in _AUXILIARIES:
        return before not in _BEFORE_NOUN  # “the injured”, “a planned”
    return before in _AHEAD and before not in _BEFORE_NOUN


def _is_speech(line: Line, index: int) -> bool:
    """What was said on two days may have been said twice."""
    low = line.tokens[index].low
    return low in CUES or low in PHRASAL


def _is_ahead(line: Line, deed: int) -> bool:
    at = deed - 1
    while at > 0 and line.tokens[at].low in _AUXILIARIES:  # “will be held”
        at -= 1
    return line.tokens[deed].low in _APPOINTED or (at >= 0 and line.tokens[at].low in _AHEAD)


def _clause(line: Line, deed: int, at: int) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return the words of meaning of the clause of deed and day, and those that are names; None if it is denied."""
    begin = stop = deed
    while begin and line.tokens[begin - 1].low not in _BREAKS:
        begin -= 1
    while stop < len(line.tokens) and (line.tokens[stop].low not in _BREAKS or stop <= at):
        stop += 1
    inside = range(begin, stop)
    if any(line.tokens[index].low in _DENIED for index in inside):
        return None
    said = [index for index in inside if line.tokens[index].content and line.kinds[index] in ("", "name")]
    words = frozenset(line.tokens[index].stem for index in said if index != deed)
    return words, frozenset(line.tokens[index].stem for index in said if line.kinds[index] == "name")
