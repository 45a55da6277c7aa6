"""The application's commands, made from their one table, and registered only where they have changed.

https://docs.discord.com/developers/interactions/application-commands
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from discord.http import Route

from bot.chat.commands.specs import COMMANDS, CommandSpec, OptionSpec
from bot.chat.discord.api_client import DiscordCalls, Json
from bot.chat.discord.payloads import shortened
from bot.messages.catalogue import say

log = logging.getLogger(__name__)

MENU = say("buttons.menu")
MAX_DESCRIPTION = 100
_SLASH, _MESSAGE = 1, 3
_TEXT, _CHANNEL, _ROLE, _FILE = 3, 7, 8, 11
_KINDS = {"text": _TEXT, "channel": _CHANNEL, "place": _CHANNEL, "role": _ROLE, "file": _FILE}
_CHANNELS = {"channel": [0, 5], "place": [0, 5, 10, 11, 12, 15]}
"""Text and announcement channels can be read; threads and forums can be posted to as well."""
_IN_SERVERS, _WITH_THE_BOT = 0, 1
_SHARED: Json = {"integration_types": [0], "contexts": [_IN_SERVERS, _WITH_THE_BOT]}
"""Installed in a server, used there and in direct messages with the bot."""


def commands(specs: Sequence[CommandSpec] = COMMANDS) -> list[Json]:
    """Return the commands that Discord is to offer."""
    return [*map(_command, specs), {"type": _MESSAGE, "name": MENU, **_SHARED}]


def _command(command: CommandSpec) -> Json:
    options = sorted(command.options, key=lambda option: not option.required)  # Discord wants required ones first
    made = [_option(option) for option in options]
    return {"type": _SLASH, "name": command.name, "description": _told(command.help), "options": made, **_SHARED}


def _option(option: OptionSpec) -> Json:
    made: Json = {"type": _KINDS[option.kind], "name": option.name, "description": _told(option.help)}
    if option.required:
        made["required"] = True
    if option.kind in _CHANNELS:
        made["channel_types"] = _CHANNELS[option.kind]
    if option.choices:
        made["choices"] = [{"name": choice, "value": choice} for choice in option.choices]
    elif option.complete:
        made["autocomplete"] = True
    return made


def _told(text: str) -> str:
    return shortened(text[:1].upper() + text[1:], MAX_DESCRIPTION)


async def sync(wire: DiscordCalls, application: int) -> bool:
    """Register the commands if those that Discord holds are others: it takes 200 new ones a day. Tell whether."""
    wanted = commands()
    route = Route("GET", "/applications/{application_id}/commands", application_id=application)
    held = await wire.request(route)
    if isinstance(held, list) and same_commands(wanted, held):
        return False
    await wire.request(Route("PUT", "/applications/{application_id}/commands", application_id=application), wanted)
    log.info("discord: %d commands registered", len(wanted))
    return True


def same_commands(wanted: Sequence[Json], held: Sequence[Json]) -> bool:
    """Return whether what Discord holds is what we want; it adds ids and leaves out what is false or empty."""
    ours = {(each["type"], each["name"]): each for each in wanted}
    theirs = {(each.get("type", _SLASH), each.get("name")): each for each in held}
    return ours.keys() == theirs.keys() and all(_same(ours[key], theirs[key]) for key in ours)


_MEANT = ("options", "choices", "required", "autocomplete", "channel_types", "default_member_permissions")
"""What would still be there where a newer table has dropped it."""


def _same(wanted: Any, held: Any) -> bool:  # noqa: ANN401 - any JSON
    if isinstance(wanted, dict) and isinstance(held, dict):
        keys = wanted.keys() | {key for key in _MEANT if held.get(key)}
        return all(_same(wanted.get(key), held.get(key)) for key in keys)
    if isinstance(wanted, list) and isinstance(held, list):
        return len(wanted) == len(held) and all(map(_same, wanted, held))
    return (wanted or None) == (held or None)
