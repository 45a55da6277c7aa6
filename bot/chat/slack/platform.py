"""Slack, as Readout knows a platform."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TextIO

from bot.chat.platform import ChatPlatform, SetupPrompts
from bot.chat.slack.links import LINKS

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from bot.chat.adapter_protocol import ChatAdapter
    from bot.chat.inbox import Inbox
    from bot.chat.platform import Held, Payload
    from bot.chat.rendering.parts import Limits
    from bot.chat.slack.settings import SlackSettings
    from bot.config.settings import Settings
    from bot.models.findings import Finding


class Slack(ChatPlatform):
    """An app in a Slack workspace, by Socket Mode or signed requests."""

    name = "slack"
    title = "Slack"
    command_prefix = "/readout "
    links = LINKS
    loggers = ("slack_bolt", "slack_sdk")

    def section(self) -> type[SlackSettings]:
        """Return its section of the settings."""
        from bot.chat.slack.settings import SlackSettings

        return SlackSettings

    def is_set_up(self, settings: Settings) -> bool:
        """Tell whether there is a bot token."""
        return settings.section(self.section()).bot_token is not None

    def adapter_factory(self, settings: Settings, stream: TextIO, inbox: Inbox) -> Callable[[], ChatAdapter]:
        """Return what makes its adapter."""
        from bot.chat.slack.adapter import SlackAdapter

        return lambda: SlackAdapter(settings.section(self.section()), inbox)

    def routes(self, settings: Settings, held: Held) -> Sequence[BaseRoute]:
        """Return where signed requests come in, if there is a secret to check them with."""
        if not settings.section(self.section()).signing_secret:
            return ()
        from bot.chat.slack.adapter import SlackAdapter
        from bot.chat.slack.connection.events_route import events_route

        def taker() -> SlackAdapter | None:
            adapter = held()
            return adapter if isinstance(adapter, SlackAdapter) else None

        return [events_route(taker)]

    def preview(self) -> tuple[Limits, Payload]:
        """Return the limits and the bodies of its messages."""
        from bot.chat.slack import payloads

        return payloads.LIMITS, payloads.body

    def ask(self, settings: Settings, prompts: SetupPrompts) -> str:
        """Ask for the tokens and the channel."""
        from bot.chat.slack.setup import setup_steps

        return setup_steps.ask(settings.section(self.section()), prompts)

    async def check(self, settings: Settings, *, used: bool) -> list[Finding]:
        """Return whose the tokens are, and what they may not do."""
        from bot.chat.slack.setup import account

        return await account.check(settings.section(self.section()), used=used)


SLACK = Slack()
