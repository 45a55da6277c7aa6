"""What is said of the time of day."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    "hints.clock": "It is {moment:%a %d %b %Y, %H:%M} {zone}.",
}
