"""A briefing as the outbox keeps it: its messages, what they rest on, and why each article is in it or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.chat.rendering.parts import Part, part_to_json
from bot.models import Briefing
from bot.store.deliveries.written_deliveries import Cited, Draft


def drafted(briefing: Briefing, parts: Sequence[Part]) -> Draft:
    """Return the draft of a briefing that is shown as these parts."""
    return Draft(
        parts=[part_to_json(part) for part in parts],
        cited=list(_cited(briefing)),
        decisions=briefing.decisions,
        since=briefing.since,
        until=briefing.until,
    )


def _cited(briefing: Briefing) -> Iterator[Cited]:
    for story in (*briefing.stories, *briefing.also):
        for item in story.headline_cites:  # a model wrote it: it is a claim as any other
            yield Cited(item.revision_id, item.start, item.end, story.story_id, story.headline)
        for claim in (*story.claims, *story.differences):
            for item in claim.citations:
                yield Cited(item.revision_id, item.start, item.end, story.story_id, claim.text)
