"""What is said of the chat itself: its commands and buttons, and each platform."""

from __future__ import annotations

from bot.messages.catalogue import Message
from bot.messages.en.chat import buttons, commands, console, discord, hints, home, mutes, slack, undo, wishes

MESSAGES: dict[str, Message] = {
    **buttons.MESSAGES,
    **commands.MESSAGES,
    **console.MESSAGES,
    **discord.MESSAGES,
    **hints.MESSAGES,
    **home.MESSAGES,
    **mutes.MESSAGES,
    **slack.MESSAGES,
    **undo.MESSAGES,
    **wishes.MESSAGES,
}
