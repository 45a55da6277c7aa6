"""Channels, as the operator adds and names them."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    "channels.in_settings": "{name} stands in the settings file. Take it out there, and say: readout config reload",
    "channels.name_taken": "there is a channel {name!r} already. Choose another name, or remove it first",
    "channels.fix_add": "`readout channels add` adds one",
    "channels.unknown": "there is no channel {name!r}. {fix}",
    "channels.name_length": "a channel's name is one line of 1 to {most} characters",
    # To who looks after a channel, by a direct message. problem: what the platform says, with the fix.
    "channels.closed_to_us": "I can post nothing in #{name} any more. {problem}. What waits then goes there by itself.",
    "channels.server_left": "the bot was put out of the server",
    "channels.needs_id": "a {platform} channel needs the platform's id of it: --id ID",
}
