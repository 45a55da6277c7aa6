"""The platforms that there are. A new one is a folder with a `platform.py`, and a line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.console.platform import CONSOLE
from bot.chat.discord.platform import DISCORD
from bot.chat.slack.platform import SLACK
from bot.text import chat_links

if TYPE_CHECKING:
    from bot.chat.platform import ChatPlatform
    from bot.config.settings import Settings
    from bot.models import Platform

PLATFORMS: dict[Platform, ChatPlatform] = {}
"""Each by its name."""


def register(platform: ChatPlatform) -> None:
    """Make a platform known: to the settings, the commands, set-up, doctor and the service."""
    PLATFORMS[platform.name] = platform
    if platform.links:
        chat_links.LINKS[platform.name] = platform.links


def chats() -> list[ChatPlatform]:
    """Return the platforms that people meet on: all but the terminal."""
    return [each for each in PLATFORMS.values() if each is not CONSOLE]


def names() -> list[Platform]:
    """Return the names of all platforms."""
    return list(PLATFORMS)


def names_with_preview() -> list[Platform]:
    """Return the names of those whose requests can be shown without sending them."""
    return [each.name for each in PLATFORMS.values() if each.preview()]


def loggers() -> list[str]:
    """Return the loggers of the platforms' libraries."""
    return [name for each in PLATFORMS.values() for name in each.loggers]


def settings_class() -> type[Settings]:
    """Return the settings with the sections of all platforms."""
    from bot.config.settings import settings_with

    return settings_with({each.name: each.section() for each in PLATFORMS.values()})


for each in (CONSOLE, DISCORD, SLACK):
    register(each)
