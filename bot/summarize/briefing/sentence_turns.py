"""Which sentences of a story may be told next: the newest figure first, and no part of a report before its lead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.summarize.briefing.source_sentences import Sentence

_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
"""What is no figure of an event: “the 2016 election”."""
LEAD = 4
"""Sentences of an article that open it: they tell what it is about."""
ALIKE = 0.6
"""Share of the shorter sentence's words, figures apart, by which two sentences of a report count the same thing."""


def figures(item: Sentence) -> frozenset[str]:
    """Return the figures of a sentence, without its years."""
    return frozenset(found for found in _FIGURE.findall(item.text) if not _YEAR.fullmatch(found))


def in_turn(left: Sequence[Sentence], chosen: Sequence[Sentence], *, is_affair: bool) -> Sequence[Sentence]:
    """Return those of the sentences left that may be told behind the chosen ones, or first where none is chosen.

    None leads that gives another figure for what its article opens with: the news is that one, this was before. In an
    affair, nothing of an article is told before its lead is: who does not know what happened asks what is spoken of.
    """
    if not chosen:
        opening = [item for item in left if item.order < LEAD and figures(item)]
        return [item for item in left if not any(_counts_anew(newer, item) for newer in opening)]
    if not is_affair:
        return left
    told = {item.revision.id for item in chosen}
    waiting = {item.revision.id for item in left if not item.order} - told
    return [item for item in left if not item.order or item.revision.id not in waiting]


def _counts_anew(newer: Sentence, item: Sentence) -> bool:
    if newer.revision.id != item.revision.id or newer.order >= item.order:
        return False
    mine, theirs = ({word for word in each.topic if not word.isdigit()} for each in (item, newer))
    if len(mine & theirs) <= ALIKE * min(len(mine), len(theirs)):
        return False
    return bool(figures(item) - figures(newer) and figures(newer) - figures(item))
