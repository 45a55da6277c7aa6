"""What a channel shows already of an answer whose process fell: it is completed there, and nothing is posted twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.chat.adapter_protocol import Target
from bot.chat.slack.errors import ThreadGone
from bot.chat.slack.find_message import MessageFinder
from bot.chat.slack.payloads import answered_part, begins_answer
from bot.errors import ChannelClosed


@dataclass(frozen=True, slots=True)
class ShownBefore:
    """The messages of the parts that are whole, by their number; the one that shows how the first begins.

    `certain`: the channel's history could be read.
    """

    parts: Mapping[int, str] = field(default_factory=dict)
    begun: str = ""
    certain: bool = True


async def shown_before(
    finder: MessageFinder, channel: str, thread: str | None, event_id: str, since: datetime | None
) -> ShownBefore:
    """Return what is shown of the answer to an event: in its thread, in the channel, or below its first part there."""
    target = Target("slack", channel)
    try:
        found = await _in_thread(finder, target, thread, since) if thread else []
        shown = _of(found, event_id)
        if 1 not in shown.parts and not shown.begun:
            shown = _of([*found, *await finder.ours_since(target, since)], event_id)
        if not thread and 1 in shown.parts:
            below = _of(await _in_thread(finder, target, shown.parts[1], since), event_id)
            return ShownBefore({**below.parts, **shown.parts}, shown.begun)
        return shown
    except ChannelClosed as error:
        if not error.permission:
            raise
        return ShownBefore(certain=False)


async def _in_thread(
    finder: MessageFinder, target: Target, thread: str, since: datetime | None
) -> list[dict[str, Any]]:
    try:
        return await finder.ours_since(target, since, thread)
    except ThreadGone:
        return []


def _of(messages: list[dict[str, Any]], event_id: str) -> ShownBefore:
    parts = {answered_part(each, event_id): str(each["ts"]) for each in messages}
    begun = next((str(each["ts"]) for each in messages if begins_answer(each, event_id)), "")
    whole = {ordinal: ts for ordinal, ts in parts.items() if ordinal}
    return ShownBefore(whole, "" if 1 in whole else begun)
