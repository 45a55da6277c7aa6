"""What briefings leave out."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    # ---- what is muted
    "mutes.muted": "Muted: {what}. Briefings leave it out.",
    "mutes.unmuted": "No longer muted: {what}.",
    "mutes.list": "Muted here: {what}",
    "mutes.none_here": "nothing is muted here. Mute something like: `mute crypto`",
    "mutes.nothing": "Nothing is muted here.",
    "mutes.not_muted": "“{what}” is not muted here. Muted: {known}",
    "mutes.name_it": "name what to mute in at most {most} characters, like: `mute crypto`",
    "mutes.too_many": "{most} things are muted here already. Unmute one first",
}
