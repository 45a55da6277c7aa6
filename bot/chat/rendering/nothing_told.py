"""What a briefing says that tells nothing: that there was nothing new, or what came in and why none of it is told."""

from __future__ import annotations

from collections import Counter

from bot.messages.catalogue import say
from bot.models import Briefing

COUNTED = {
    "told": "why.count_told",
    "told before": "why.count_told_before",
    "copy": "why.count_copies",
    "filter": "why.count_filtered",
    "budget": "why.count_left_out",
}
"""What stands after the number of articles that were told, or were not for a reason."""
_UNTOLD = ("filter", "unproven")


def nothing_told(value: Briefing, since: str) -> str:
    """Return the line of a briefing without stories; it never says that nothing is new over articles that may be."""
    counted = Counter(item.reason for item in value.decisions)
    if not any(counted[reason] for reason in _UNTOLD):
        return say("briefing.nothing_new_since", since=since)
    reasons = " · ".join(f"{counted[reason]} {say(words)}" for reason, words in COUNTED.items() if counted[reason])
    return say(
        "briefing.none_told_since", articles=say("briefing.articles", n=value.read), since=since, reasons=reasons
    )
