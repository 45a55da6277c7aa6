"""Looks for a part in a channel's history: whether it arrived before a fall.

https://docs.slack.dev/reference/methods/conversations.history
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.chat.adapter_protocol import ABSENT, CANNOT_TELL, Found, PartKey, Sight, Target
from bot.chat.slack.api_client import SlackCalls
from bot.chat.slack.errors import ThreadGone
from bot.chat.slack.payloads import marked_as
from bot.errors import ChannelClosed

PAGE = 100
PAGES = 3
SKEW = timedelta(minutes=15)
"""How far our clock may be ahead of Slack's, whose messages are named by its own."""


@dataclass(frozen=True, slots=True)
class OwnIds:
    """Who we are on Slack: as a person, and as a bot."""

    person: str
    bot: str

    @property
    def both(self) -> frozenset[str]:
        """Return the ids that are known."""
        return frozenset({self.person, self.bot} - {""})

    def wrote(self, message: Mapping[str, Any]) -> bool:
        """Tell whether a message is ours. Slack names both; where either is not told, the person decides."""
        if self.bot and message.get("bot_id"):
            return bool(message["bot_id"] == self.bot)
        return message.get("user") == self.person


@dataclass(frozen=True, slots=True)
class MessageFinder:
    """Finds parts of deliveries again; `own` is who posted them."""

    calls: SlackCalls
    own: OwnIds

    async def find(self, target: Target, key: PartKey, since: datetime | None) -> Found:
        """Look for a part among the newest messages of the thread that it belongs in, and of the channel."""
        thread = thread_of(target, key)
        try:
            found = await self._in_thread(target, key, since, thread) if thread else ABSENT
            if found.sight is Sight.FOUND or target.thread:
                return found
            there = await self._look(target, key, since)
        except ChannelClosed as error:
            if error.permission:
                return CANNOT_TELL
            raise
        return found if there is ABSENT else there

    async def _in_thread(self, target: Target, key: PartKey, since: datetime | None, thread: str) -> Found:
        try:
            return await self._look(target, key, since, thread)
        except ThreadGone:
            if target.thread:
                raise
            return ABSENT  # with all that it held

    async def ours_since(self, target: Target, since: datetime | None, thread: str = "") -> list[dict[str, Any]]:
        """Return what the app wrote in a channel, or in a thread of it, since a moment; ChannelClosed says why not."""
        return [
            message
            async for page in self._pages(target, since, thread)
            for message in page.get("messages") or ()
            if self.own.wrote(message)
        ]

    async def _look(self, target: Target, key: PartKey, since: datetime | None, thread: str = "") -> Found:
        more = False
        async for page in self._pages(target, since, thread):
            for message in page.get("messages") or ():
                if self.own.wrote(message) and marked_as(message) == key.mark:
                    return Found(Sight.FOUND, str(message["ts"]))
            more = bool(_next_cursor(page))
        return CANNOT_TELL if since and more else ABSENT

    async def _pages(self, target: Target, since: datetime | None, thread: str) -> AsyncIterator[Any]:
        """Yield what there is page by page, the newest first, up to the last or to as many as are looked through."""
        cursor = ""
        for _ in range(PAGES):
            page = await self._history(target, since, thread, cursor)
            yield page
            cursor = _next_cursor(page)
            if not cursor:
                return

    async def _history(self, target: Target, since: datetime | None, thread: str, cursor: str) -> Any:  # noqa: ANN401
        wanted: dict[str, Any] = {"channel": target.platform_id, "limit": PAGE, "include_all_metadata": "true"}
        wanted |= {"oldest": f"{(since - SKEW).timestamp():.6f}"} if since else {}
        wanted |= {"cursor": cursor} if cursor else {}
        if thread:
            return await self.calls.read("conversations.replies", ts=thread, **wanted)
        return await self.calls.read("conversations.history", **wanted)


def _next_cursor(page: Any) -> str:  # noqa: ANN401 - slack-sdk is untyped
    return str((page.get("response_metadata") or {}).get("next_cursor") or "")


def thread_of(target: Target, key: PartKey) -> str | None:
    """Return the thread that a part goes into: the target's, or that of the delivery's first message."""
    under_first = key.first if key.ordinal > 1 else ""
    return target.thread or target.reply_root or under_first or None
