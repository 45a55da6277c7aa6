"""Chat channels that are read as sources, through the connections that this process holds."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.chat.adapter import ChatAdapter
from bot.errors import ChatAway
from bot.ingest.chat_places import PLATFORMS
from bot.models import Platform, Posts


@dataclass(frozen=True, slots=True)
class ConnectedChats:
    """Asks the adapter of a platform; `adapter` gives it, None where another process holds the connection."""

    adapter: Callable[[Platform], ChatAdapter | None]

    @property
    def reached(self) -> Collection[Platform]:
        """The platforms that are connected here."""
        return [name for name in PLATFORMS if (found := self.adapter(name)) is not None and found.healthy]

    async def posts(self, platform: Platform, server: str, channel: str, after: str) -> Posts:
        """Return the messages of a channel; raises what `ChatAdapter.posts` does."""
        adapter = self.adapter(platform)
        if adapter is None:
            raise ChatAway(f"{platform} is not connected here")
        return await adapter.posts(server, channel, after)
