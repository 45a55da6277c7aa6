"""Where two outlets of one story give different days for the same happening: both are shown, and neither is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from bot.evidence.cues import CUES, PHRASAL
from bot.models import Claim
from bot.summarize.anchors import Line, line_of
from bot.summarize.days import Day, days
from bot.summarize.material import Sentence, cite
from bot.summarize.once import is_at_night, is_final, may_be_two
from bot.summarize.tokens import Token
from bot.summarize.voices import outlet

SHARED = 3
"""Words of meaning, beside the deed, that two clauses must share to tell of one happening …"""
FINAL = 2
"""… of a death two …"""
MOSTLY = 0.5
"""… and the share of the shorter clause's words that these must be."""
MOST = 1
"""Differences of this kind told of a story."""
_BREAKS = frozenset(
    "; : ( ) – — , that who which whom whose when where while after before because since until if".split()
)
_AHEAD = frozenset("will would shall to may could should".split())
_DENIED = frozenset("not never no nobody nothing".split())
_APPOINTED = frozenset("scheduled set planned due slated expected".split())
_BEFORE_DAY = frozenset("on early late last next this coming".split())
_FEASTS = frozenset("black good ash holy easter palm cyber super bloody shrove giving whit maundy".split())
"""Words that make a weekday a name: “Black Friday”."""
_AUXILIARIES = frozenset("was were had did been being is are has have be".split())
_ARTICLES = frozenset("the a an his her its their our your my this that these those all".split())
_ONE_DAY = timedelta(days=1)
_REACH = 9
"""Words between a deed and its day."""


@dataclass(frozen=True, slots=True)
class _Dated:
    """A deed with the day that a sentence gives it, and the words of meaning of its clause."""

    sentence: Sentence
    day: Day
    deed: Token
    about: frozenset[str]
    names: frozenset[str]
    tokens: Sequence[Token]
    at_night: bool


def datings(sentences: Sequence[Sentence]) -> tuple[Claim, ...]:
    """Return a claim for each happening to which two outlets give different days.

    Told is only what is plainly one happening: the same deed, in clauses that share half of their words, a name
    among them, and each article with one day for it.
    """
    dated = [each for sentence in sentences for each in _dated(sentence)]
    found = (
        _claim(one, other)
        for one, other in combinations(dated, 2)
        if outlet(one.sentence.revision) != outlet(other.sentence.revision)
        and _differ(one, other)
        and _one_happening(one, other)
        and _is_plain(one, other, dated)
    )
    return tuple(claim for claim, _ in zip(found, range(MOST), strict=False))


def _dated(sentence: Sentence) -> Iterator[_Dated]:
    published = sentence.revision.published_at
    if published is None:
        return
    line = line_of(sentence.text)
    for past in days(sentence.text, published, ahead=False):
        at = next((i for i, token in enumerate(line.tokens) if token.at >= past.span[0]), -1)
        deed = _deed(line, at) if at >= 0 and _is_plain_day(line, at) else None
        if deed is None:
            continue
        ahead = _is_ahead(line, deed)
        day = next((day for day in days(sentence.text, published, ahead=ahead) if day.span == past.span), past)
        clause = _clause(line, deed, at)
        if clause:
            yield _Dated(sentence, day, line.tokens[deed], *clause, line.tokens, is_at_night(line.tokens, at))


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
        return before not in _ARTICLES  # “the injured”, “a planned”
    return before in _AHEAD and before not in _ARTICLES


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


def _differ(one: _Dated, other: _Dated) -> bool:
    """Tell whether two days differ, also in print: “Friday” in articles a week apart is two happenings.

    “Late Monday” is no other day than Tuesday: it is told by the clock of each outlet.
    """
    if not one.day.differs(other.day) or one.day.printed.casefold() == other.day.printed.casefold():
        return False
    nights = one.at_night or other.at_night
    return not nights or all(abs(a - b) > _ONE_DAY for a in one.day.may_be for b in other.day.may_be)


def _one_happening(one: _Dated, other: _Dated) -> bool:
    shared = one.about & other.about
    if not _one_deed(one.deed, other.deed) or may_be_two(one.deed, len(shared), one.tokens, other.tokens):
        return False
    least = max(FINAL if is_final(one.deed) else SHARED, MOSTLY * min(len(one.about), len(other.about)))
    return len(shared) >= least and bool(one.names & other.names)


def _one_deed(one: Token, other: Token) -> bool:
    return one.stem == other.stem


def _is_plain(one: _Dated, other: _Dated, every: Sequence[_Dated]) -> bool:
    """Tell whether each of the two articles gives one day for the deed: otherwise it may have been done twice."""
    for side, its in ((one, one.sentence.revision.id), (other, other.sentence.revision.id)):
        days_given = [
            each.day for each in every if each.sentence.revision.id == its and _one_deed(each.deed, side.deed)
        ]
        if any(day.differs(side.day) for day in days_given):
            return False
    return True


def _claim(one: _Dated, other: _Dated) -> Claim:
    both = (cite(each.sentence.revision, each.sentence.span) for each in (one, other))
    text = f"Sources differ on the day (“{one.deed.text}”): {_shown(one)} · {_shown(other)}"
    return Claim(text, tuple(dict.fromkeys(both)))


def _shown(dated: _Dated) -> str:
    return " ".join(dated.day.printed.split())
