"""Chooses the sentences of a story one by one: each adds the most to what is told before it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.summarize.briefing.choosing.worth import Worth
from bot.summarize.briefing.sentence_turns import in_turn
from bot.summarize.briefing.source_sentences import Sentence
from bot.summarize.briefing.standing_alone import leads_soundly


def chosen_of(found: Sequence[Sentence], worth: Worth, before: frozenset[str], most: int) -> list[Sentence]:
    """Choose sentence by sentence what adds most to the words told before: no two that say the same.

    Behind the first stands only what can be read there, another event before what goes on with a told one.
    """
    chosen: list[Sentence] = []
    told = set(before)
    left = list(found)
    while left and len(chosen) < most:
        able = in_turn(left, chosen, is_affair=worth.told and not worth.one_story)
        if worth.told and not chosen:
            able = [item for item in able if leads_soundly(item)] or able
        best = max(able, key=lambda item: (*worth.place(item, told, chosen), -item.revision.id, -item.order))
        if chosen and worth.of(best, told, chosen) <= 0:
            break
        chosen.append(best)
        told |= best.topic
        left = [item for item in left if item is not best and not worth.repeats(item, best)]
    return chosen
