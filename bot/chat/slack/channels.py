"""Which channels the app is in, what they are, and who may change their settings."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from bot.chat.desk_protocol import EVERY_RIGHT, Request, Rights
from bot.chat.slack.api_client import SlackCalls
from bot.errors import ChannelClosed, ChatError
from bot.messages.catalogue import say

Json = dict[str, Any]

KEPT_SECONDS = 300.0
PAGES = 20
_OWN = frozenset(("schedule", "follow", "unfollow"))
"""What concerns only the place where it is typed."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was asked of Slack, and until when it holds."""

    value: Json
    until: float


@dataclass(slots=True)
class Directory:
    """Asks Slack for channels and people, and keeps the answers for some minutes."""

    calls: SlackCalls
    team: str = ""
    _members: set[str] | None = None
    _known: dict[str, Remembered] = field(default_factory=dict)

    async def learn(self) -> None:
        """Learn which channels the app is in: one request, instead of one a channel at eight in the morning."""
        found = await self.calls.pages(
            "users.conversations",
            "channels",
            PAGES,
            types="public_channel,private_channel",
            exclude_archived="true",
            limit=200,
        )
        self._members = {str(channel["id"]) for channel in found}

    def joined(self, channel: str) -> None:
        """Take note that the app came into a channel."""
        self._known.pop(channel, None)
        if self._members is not None:
            self._members.add(channel)

    def left(self, channel: str) -> None:
        """Take note that the app is out of a channel, or the channel is closed."""
        self._known.pop(channel, None)
        if self._members is not None:
            self._members.discard(channel)

    def includes(self, channel: str) -> bool:
        """Tell whether the app is in a channel, as far as it knows."""
        return self._members is None or channel in self._members

    async def may_post(self, channel: str) -> None:
        """Raise ChannelClosed, with the reason and what mends it, where a message could not be posted."""
        if self._members is None or channel in self._members or not channel.startswith(("C", "G")):
            return
        self._known.pop(channel, None)
        info = await self.channel(channel)
        if info.get("is_archived"):
            raise ChannelClosed(say("slack.archived"))
        if not info.get("is_member"):
            raise ChannelClosed(
                say("slack.not_in"),
                permission=say("slack.membership"),
            )
        self.joined(channel)

    async def channel(self, channel: str) -> Json:
        """Return what Slack says of a channel."""
        return await self._asked(channel, "conversations.info", "channel", channel=channel)

    async def channel_now(self, channel: str) -> Json:
        """Return what Slack says of a channel at this moment: whoever could read it a while ago may not any more."""
        self._known.pop(channel, None)
        return await self.channel(channel)

    async def person(self, person: str) -> Json:
        """Return what Slack says of a person."""
        return await self._asked(person, "users.info", "user", user=person)

    async def _asked(self, key: str, method: str, name: str, **wanted: str) -> Json:
        now = asyncio.get_running_loop().time()
        known = self._known.get(key)
        if known is None or known.until <= now:
            told = await self.calls.read(method, **wanted)
            known = Remembered(dict(told.get(name) or {}), now + KEPT_SECONDS)
            self._known[key] = known
            if len(self._known) > 10_000:
                self._known = {name: each for name, each in self._known.items() if each.until > now}
        return known.value

    async def rights(self, request: Request) -> Rights:
        """Return what the person may change.

        What changes the whole workspace (its sources, forgetting it) is for its admins and owners; what a channel gets
        also for whoever made the channel, and what comes by direct message for its person.
        """
        own = Rights(channel=request.private)
        try:
            if self._leads(await self.person(request.person)):
                return EVERY_RIGHT
            if own.channel:
                return own
            return Rights((await self.channel(request.place.channel_id)).get("creator") == request.person)
        except ChatError:
            return own  # who it is cannot be seen now: the command says who may

    def _leads(self, person: Json) -> bool:
        stranger = person.get("is_stranger") or (self.team and person.get("team_id") not in (self.team, None))
        return not stranger and any(person.get(right) for right in ("is_admin", "is_owner", "is_primary_owner"))
