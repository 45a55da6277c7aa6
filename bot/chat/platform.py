"""What a platform's folder gives: its settings, its adapter, its set-up, its checks, how its messages look.

Each folder has a `platform.py` with one of these, and `registry.py` names them all. Nothing else in Readout knows a
platform by its name. They are loaded with every command, so a method imports what it needs as it is called.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TextIO, TypeVar

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from bot.chat.adapter_protocol import ChatAdapter, PartKey, Shard, SharedLimits
    from bot.chat.inbox import Inbox
    from bot.chat.rendering.parts import Limits, Part
    from bot.config.sections import Section
    from bot.config.settings import Settings
    from bot.models import Platform
    from bot.models.findings import Finding
    from bot.text.chat_links import ChatLinks

T = TypeVar("T")

if TYPE_CHECKING:
    Payload = Callable[[Part, PartKey], dict[str, Any]]
    """Returns the body of the request that posts a part."""
    Held = Callable[[], ChatAdapter | None]
    """Returns the adapter that this process holds; None while another process holds the connection."""
    AdapterOfShard = Callable[[Shard, Inbox], ChatAdapter]
    """Makes the adapter of one of a platform's connections; what is heard there goes into its inbox."""


class SetupPrompts(Protocol):
    """Asks the person who sets Readout up; each answer is checked at once, until one is good.

    `address` is where the web port is reached from outside, where that was told.
    """

    address: str

    def say(self, text: str) -> None:
        """Show something."""
        ...

    def token(self, variable: str, check: Callable[[str], Coroutine[Any, Any, T]]) -> tuple[str, T | None]:
        """Return a token and what its check gave: None where the platform could not be asked.

        It comes from an environment variable, or is asked for and kept for the end, where it is said what to set.
        """
        ...

    def channel(self, label: str, name_of: Callable[[str], Coroutine[Any, Any, str]]) -> str:
        """Return the id of a channel of which `name_of` gave the name."""
        ...


class ChatPlatform(Protocol):
    """A platform. What has a body is what holds for one that needs no more than its adapter."""

    name: Platform
    """As it stands in the settings, in the store, and in commands."""
    title: str
    """As people call it."""
    command_prefix: str = "/"
    """What people type before the name of a command."""
    one_process: bool = True
    """Whether one process alone may hold its connection: it does so by a lease."""
    links: ChatLinks | None = None
    """How links to its channels and messages look; None where it has none, and nothing of it can be read."""
    loggers: Sequence[str] = ()
    """Loggers of its libraries, which speak only from warning up."""

    def section(self) -> type[Section] | None:
        """Return its section of the settings, which has its name; None where there is nothing to set."""
        return None

    def is_set_up(self, settings: Settings) -> bool:
        """Tell whether it is to be served: it has what it needs, such as a token."""
        ...

    def adapter_factory(self, settings: Settings, stream: TextIO, inbox: Inbox) -> Callable[[], ChatAdapter]:
        """Return what makes its adapter; `stream` is where the service prints."""
        ...

    def sharded(self, settings: Settings, stream: TextIO, limits: SharedLimits) -> AdapterOfShard:
        """Return what makes the adapters of the connections that this process holds, one for each.

        A platform that is only ever heard over one has no other than that of `adapter_factory`.
        """
        del limits
        return lambda _, inbox: self.adapter_factory(settings, stream, inbox)()

    def limits(self) -> Limits | None:
        """Return how much fits into a message, for who writes where the platform is not connected; None: not known."""
        shown = self.preview()
        return shown[0] if shown else None

    def routes(self, settings: Settings, held: Held) -> Sequence[BaseRoute]:
        """Return what it serves on the web port, if the platform calls there."""
        return ()

    def preview(self) -> tuple[Limits, Payload] | None:
        """Return how much fits into a message, and what makes the request that posts a part; None if none does."""
        return None

    def ask(self, settings: Settings, prompts: SetupPrompts) -> str:
        """Take the person through its set-up, and return the id of the channel that is briefed."""
        return ""

    async def check(self, settings: Settings, *, used: bool) -> list[Finding]:
        """Return what is found of its tokens and what they may do; `used`: a channel of it is held."""
        return []
