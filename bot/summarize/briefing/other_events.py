"""Whether the lead of an article tells another event than the one that a story's section tells already."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.language.registry import pack_of
from bot.summarize.briefing.novelty import Compared, read
from bot.summarize.briefing.source_sentences import Sentence

DIFFERING = 2
"""Of names, figures and days, so many kinds in which two leads have each what the other has not: one outlet's lead
names a day or a person more, but tells no other place with another toll."""

OF_ONE_FORM = 0.5
"""Share of the words, names apart, that leads on two events have in common which came as one story: two matches, two
banks. Leads in words of their own are on one event, as two reporters tell it."""


def tells_another(item: Sentence, told: Sequence[Sentence]) -> bool:
    """Tell whether a lead tells an event that no told lead tells: another name with another figure or day."""
    leads = [other for other in told if not other.order and other.revision.id != item.revision.id]
    if item.order or not leads or len(leads) < sum(not other.order for other in told):
        return False
    line = _read(item.text, item.language)
    return all(_is_another(line, _read(other.text, other.language)) for other in leads)


@lru_cache(maxsize=500)
def _read(text: str, language: str) -> Compared:
    return read(text, pack_of(language).claims)


def _is_another(line: Compared, told: Compared) -> bool:
    mine, theirs = line.words - line.names, told.words - told.names
    if len(mine & theirs) < OF_ONE_FORM * min(len(mine), len(theirs)):
        return False
    pairs = ((line.names, told.names), (line.numbers, told.numbers), (line.days, told.days))
    return sum(bool(mine - theirs and theirs - mine) for mine, theirs in pairs) >= DIFFERING
