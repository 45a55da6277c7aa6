"""Chat channels that are read as sources, through the connections that this process holds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.chat.adapter_protocol import ChatAdapter
from bot.errors import ChatAway
from bot.messages.catalogue import say
from bot.models import Channel, Platform, Posts
from bot.schedule.delivery import AdapterOf
from bot.schedule.platform_connection import PlatformConnection


@dataclass(frozen=True, slots=True)
class ConnectedChats:
    """Asks the adapters of the `connections`; each may be held by another process."""

    connections: Sequence[PlatformConnection]
    adapter: AdapterOf

    @property
    def reached(self) -> Collection[Platform]:
        """The platforms that are connected here."""
        return [each.name for each in self.connections if each.held() is not None and each.healthy]

    def reaches(self, platform: Platform, server: str) -> bool:
        """Tell whether a server's channels are read over a connection of this process."""
        return self._adapter(platform, server) is not None

    async def posts(self, platform: Platform, server: str, channel: str, after: str) -> Posts:
        """Return the messages of a channel; raises what `ChatAdapter.posts` does."""
        adapter = self._adapter(platform, server)
        if adapter is None:
            raise ChatAway(say("errors.not_connected", platform=platform))
        return await adapter.posts(server, channel, after)

    def _adapter(self, platform: Platform, server: str) -> ChatAdapter | None:
        return self.adapter(Channel(0, "", platform, "", server))
