"""Of sentences that answer a question, those that still hold: the latest report's, not what it has overtaken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.models import Revision
from bot.summarize.answering.candidate import Candidate
from bot.summarize.answering.query_understanding import Question

WITHIN = timedelta(days=7)
"""How long before the latest sentence another one may be told and still be as good as new, in part."""
NEWER = 0.1
"""What the latest sentence gains over one of a week before …"""
NEWEST = 0.4
"""… and where the latest on a matter is asked for."""
LEADS = 0.3
"""What a sentence gains there that opens its article: it tells what is new."""
OPENING = 400
"""Characters of an article that open it."""
NO_WORSE = 0.1
"""By how much a later sentence may fit less and still overtake an earlier one."""
LATER = timedelta(minutes=30)
"""From when on a report is a later one, and not another outlet's of the same hour."""
_FIGURES = frozenset(("number", "money", "share", "change", "duration"))


def of_latest(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates without those that a later report of their story overtook, each with what its age is worth.

    A later report overtakes a figure by another one, and what is to come by what has come. One of any story that has
    the deed itself overtakes its contrary: a bill that was vetoed on Monday is signed since Tuesday.
    """
    kept = [item for item in found if not any(_overtakes(question, other, item) for other in found)]
    latest = max((told_at(item.revision) for item in kept), default=None)
    return [replace(item, score=item.score + _worth(question, item, latest)) for item in kept] if latest else []


def told_at(revision: Revision) -> datetime:
    """Return when a revision was published, or else seen."""
    return revision.published_at or revision.seen_at


def _overtakes(question: Question, later: Candidate, item: Candidate) -> bool:
    one, other = item.revision, later.revision
    if item.contrary and not later.contrary and later.full and later.settled and told_at(other) - told_at(one) >= LATER:
        return True
    if one.story_id is None or one.story_id != other.story_id or told_at(other) - told_at(one) < LATER:
        return False
    if not later.full or later.score < item.score - NO_WORSE:
        return False
    if later.settled and not item.settled:
        return True
    return bool(_FIGURES & set(question.wanted)) and bool(later.key) and later.key != item.key


def _worth(question: Question, item: Candidate, latest: datetime) -> float:
    newness = max(0.0, 1 - (latest - told_at(item.revision)) / WITHIN)
    if "news" not in question.wanted:
        return NEWER * newness
    return NEWEST * newness + LEADS * (item.span[0] < OPENING)


def newest_first(found: Iterable[Candidate]) -> list[Candidate]:
    """Return candidates with the latest report's before the others, and its sentences in the order of their score."""
    return sorted(found, key=lambda item: (-told_at(item.revision).timestamp(), -item.score, item.span))
