"""Chat channels that are read as sources, through the connections that this process holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from bot.chat.adapter_protocol import ChatAdapter
from bot.errors import ChatAway
from bot.messages.catalogue import say
from bot.models import Platform, Posts


@dataclass(frozen=True, slots=True)
class ConnectedChats:
    """Asks the adapters of the `platforms`; `adapter` gives one, None where another process holds the connection."""

    platforms: Sequence[Platform]
    adapter: Callable[[Platform], ChatAdapter | None]

    @property
    def reached(self) -> Collection[Platform]:
        """The platforms that are connected here."""
        return [name for name in self.platforms if (found := self.adapter(name)) is not None and found.healthy]

    async def posts(self, platform: Platform, server: str, channel: str, after: str) -> Posts:
        """Return the messages of a channel; raises what `ChatAdapter.posts` does."""
        adapter = self.adapter(platform)
        if adapter is None:
            raise ChatAway(say("errors.not_connected", platform=platform))
        return await adapter.posts(server, channel, after)
