"""A Discord for loopback, in the test's own process (`DiscordServer`) or in one of its own (`DiscordProcess`)."""

from discord_server.payloads import (
    ANNOUNCEMENTS,
    BOT,
    DIRECT,
    FORUM,
    GUILD,
    HUSHED,
    MEMBER,
    NEWS,
    OTHER_GUILD,
    OTHER_NEWS,
    PERSON,
    UNREAD,
)
from discord_server.process import DiscordProcess
from discord_server.rules import Check, described, limits, units
from discord_server.server import DiscordServer, Fault

__all__ = [
    "ANNOUNCEMENTS",
    "BOT",
    "DIRECT",
    "FORUM",
    "GUILD",
    "HUSHED",
    "MEMBER",
    "NEWS",
    "OTHER_GUILD",
    "OTHER_NEWS",
    "PERSON",
    "UNREAD",
    "Check",
    "DiscordProcess",
    "DiscordServer",
    "Fault",
    "described",
    "limits",
    "units",
]
