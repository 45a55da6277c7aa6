"""Where two outlets of one story give different days for the same happening: both are shown, and neither is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from bot.evidence.stories.independence import outlet
from bot.language.facts.dated_deeds import DatedDeed
from bot.language.registry import pack_of
from bot.language.tokens import Token
from bot.messages.catalogue import say
from bot.models import Claim
from bot.summarize.briefing.source_sentences import Sentence

SHARED = 3
"""Words of meaning, beside the deed, that two clauses must share to tell of one happening …"""
FINAL = 2
"""… of a death two …"""
MOSTLY = 0.5
"""… and the share of the shorter clause's words that these must be."""
MOST = 1
"""Differences of this kind told of a story."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A deed with its day, and the sentence that tells of it."""

    sentence: Sentence
    told: DatedDeed


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
    if published is not None:
        for deed in pack_of(sentence.language).dated_deeds.of(sentence.text, published):
            yield _Dated(sentence, deed)


def _differ(one: _Dated, other: _Dated) -> bool:
    """Tell whether two days differ, also in print: “Friday” in articles a week apart is two happenings.

    “Late Monday” is no other day than Tuesday: it is told by the clock of each outlet.
    """
    if not one.told.day.differs(other.told.day) or one.told.day.printed.casefold() == other.told.day.printed.casefold():
        return False
    nights = one.told.at_night or other.told.at_night
    return not nights or all(abs(a - b) > _ONE_DAY for a in one.told.day.may_be for b in other.told.day.may_be)


def _one_happening(one: _Dated, other: _Dated) -> bool:
    shared = one.told.about & other.told.about
    deeds = pack_of(one.sentence.language).dated_deeds
    if not _one_deed(one.told.deed, other.told.deed) or deeds.may_be_two(one.told, other.told):
        return False
    least = max(FINAL if deeds.is_final(one.told) else SHARED, MOSTLY * min(len(one.told.about), len(other.told.about)))
    return len(shared) >= least and bool(one.told.names & other.told.names)


def _one_deed(one: Token, other: Token) -> bool:
    return one.stem == other.stem


def _is_plain(one: _Dated, other: _Dated, every: Sequence[_Dated]) -> bool:
    """Tell whether each of the two articles gives one day for the deed: otherwise it may have been done twice."""
    for side, its in ((one, one.sentence.revision.id), (other, other.sentence.revision.id)):
        own = [each.told for each in every if each.sentence.revision.id == its]
        days_given = [told.day for told in own if _one_deed(told.deed, side.told.deed)]
        if any(day.differs(side.told.day) for day in days_given):
            return False
    return True


def _claim(one: _Dated, other: _Dated) -> Claim:
    both = (each.sentence.revision.cite(each.sentence.span) for each in (one, other))
    text = say("briefing.differ_on_day", deed=one.told.deed.text, one=_shown(one), other=_shown(other))
    return Claim(text, tuple(dict.fromkeys(both)))


def _shown(dated: _Dated) -> str:
    return " ".join(dated.told.day.printed.split())
