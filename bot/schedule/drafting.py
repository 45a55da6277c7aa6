"""A briefing as the outbox keeps it: its messages, what they rest on, and why each article is in it or not."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat import render
from bot.chat.parts import Limits, part_to_json
from bot.models import Briefing
from bot.store.outbox import Cited, Draft


def drafted(briefing: Briefing, limits: Limits, zone: str) -> Draft:
    """Return the draft of a briefing."""
    return Draft(
        parts=[part_to_json(part) for part in render.briefing(briefing, limits, zone)],
        cited=list(_cited(briefing)),
        decisions=briefing.decisions,
        since=briefing.since,
        until=briefing.until,
    )


def _cited(briefing: Briefing) -> Iterator[Cited]:
    for story in briefing.stories:
        for claim in (*story.claims, *story.differences):
            for item in claim.citations:
                yield Cited(item.revision_id, item.start, item.end, story.story_id, claim.text)
