"""The terminal, as Readout knows a platform."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

from bot.chat.platform import ChatPlatform

if TYPE_CHECKING:
    from bot.chat.adapter_protocol import ChatAdapter
    from bot.chat.inbox import Inbox
    from bot.chat.rendering.parts import Limits
    from bot.config.settings import Settings


class Console(ChatPlatform):
    """The terminal that the service runs in: there without any token."""

    name = "console"
    title = "the terminal"
    one_process = False  # every terminal is its own

    def is_set_up(self, settings: Settings) -> bool:
        """Tell that it is: it needs nothing."""
        return True

    def adapter_factory(self, settings: Settings, stream: TextIO, inbox: Inbox) -> Callable[[], ChatAdapter]:
        """Return what makes its adapter."""
        from bot.chat.console.adapter import ConsoleAdapter

        return lambda: ConsoleAdapter(settings.data, stream, inbox)

    def limits(self) -> Limits:
        """Return how much fits into a message."""
        from bot.chat.console.adapter import LIMITS

        return LIMITS


CONSOLE = Console()
