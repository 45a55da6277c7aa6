"""The toy, as Readout knows a platform."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TextIO

from bot.chat.platform import ChatPlatform, SetupPrompts
from bot.errors import TokenRefused

KEY = "open sesame"


class Toy(ChatPlatform):
    """A post box on this machine."""

    name = "toy"
    title = "the post box"
    command_prefix = "!"

    def section(self) -> Any:
        from toy_platform.settings import ToySettings

        return ToySettings

    def is_set_up(self, settings: Any) -> bool:
        return settings.section(self.section()).key is not None

    def adapter_factory(self, settings: Any, stream: TextIO, inbox: Any) -> Callable[[], Any]:
        from toy_platform.adapter import ToyAdapter

        return lambda: ToyAdapter(settings.section(self.section()).box, inbox)

    def preview(self) -> Any:
        from toy_platform import adapter

        return adapter.LIMITS, adapter.payload

    def ask(self, settings: Any, prompts: SetupPrompts) -> str:
        prompts.token("TOY_KEY", self._owner)
        return prompts.channel("the pigeonhole", self._pigeonhole)

    async def check(self, settings: Any, *, used: bool) -> Any:
        from bot.chat.account_checks import finding, missing_token

        key = settings.section(self.section()).key
        if key is None:
            return [missing_token(self.name, "TOY_KEY")] if used else []
        return [await finding(self.name, self._owner(key.get_secret_value()))]

    async def _owner(self, key: str) -> str:
        if key != KEY:
            raise TokenRefused("the key does not turn. Ask the post office")
        return "the key turns"

    async def _pigeonhole(self, channel: str) -> str:
        return channel


TOY = Toy()
