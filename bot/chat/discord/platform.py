"""Discord, as Readout knows a platform."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

from bot.chat.discord.links import LINKS
from bot.chat.platform import ChatPlatform, SetupPrompts

if TYPE_CHECKING:
    from bot.chat.adapter_protocol import ChatAdapter, Shard, SharedLimits
    from bot.chat.discord.settings import DiscordSettings
    from bot.chat.inbox import Inbox
    from bot.chat.platform import AdapterOfShard, Payload
    from bot.chat.rendering.parts import Limits
    from bot.config.settings import Settings
    from bot.models.findings import Finding


class Discord(ChatPlatform):
    """A bot in Discord's servers, by its gateway."""

    name = "discord"
    title = "Discord"
    links = LINKS
    loggers = ("discord",)

    def section(self) -> type[DiscordSettings]:
        """Return its section of the settings."""
        from bot.chat.discord.settings import DiscordSettings

        return DiscordSettings

    def is_set_up(self, settings: Settings) -> bool:
        """Tell whether there is a token."""
        return settings.section(self.section()).token is not None

    def adapter_factory(self, settings: Settings, stream: TextIO, inbox: Inbox) -> Callable[[], ChatAdapter]:
        """Return what makes its adapter."""
        from bot.chat.discord.adapter import DiscordAdapter

        return lambda: DiscordAdapter(settings.section(self.section()), inbox)

    def sharded(self, settings: Settings, stream: TextIO, limits: SharedLimits) -> AdapterOfShard:
        """Return what makes the adapters of its connections: they share what Discord allows a bot and an address."""
        import time

        from bot.chat.discord.adapter import DiscordAdapter, OneOfSeveral
        from bot.chat.discord.rate_limits import GlobalPace, InvalidRequests

        mine, invalid = settings.section(self.section()), InvalidRequests(time.monotonic)
        pace = GlobalPace(shared=lambda: limits.processes)

        def adapter(shard: Shard, inbox: Inbox) -> ChatAdapter:
            return DiscordAdapter(mine, inbox, invalid=invalid, one_of=OneOfSeveral(shard, limits, pace))

        return adapter

    def preview(self) -> tuple[Limits, Payload]:
        """Return the limits and the bodies of its messages."""
        from bot.chat.discord import payloads

        return payloads.LIMITS, payloads.body

    def ask(self, settings: Settings, prompts: SetupPrompts) -> str:
        """Ask for the token and the channel."""
        from bot.chat.discord.setup import setup_steps

        return setup_steps.ask(settings.section(self.section()), prompts)

    async def check(self, settings: Settings, *, used: bool) -> list[Finding]:
        """Return whose the token is."""
        from bot.chat.discord.setup import account

        return await account.check(settings.section(self.section()), used=used)


DISCORD = Discord()
