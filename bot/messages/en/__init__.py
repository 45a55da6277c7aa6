"""English: a file an area, which is the first word of its ids."""

from __future__ import annotations

from bot.messages.catalogue import Message
from bot.messages.en import (
    answers,
    briefing,
    buttons,
    channels,
    commands,
    console,
    discord,
    errors,
    follows,
    hints,
    home,
    limits,
    reading,
    rows,
    schedule,
    slack,
    sources,
    status,
    why,
)

MESSAGES: dict[str, Message] = {
    **answers.MESSAGES,
    **briefing.MESSAGES,
    **buttons.MESSAGES,
    **channels.MESSAGES,
    **commands.MESSAGES,
    **console.MESSAGES,
    **discord.MESSAGES,
    **errors.MESSAGES,
    **follows.MESSAGES,
    **hints.MESSAGES,
    **home.MESSAGES,
    **limits.MESSAGES,
    **reading.MESSAGES,
    **rows.MESSAGES,
    **schedule.MESSAGES,
    **slack.MESSAGES,
    **sources.MESSAGES,
    **status.MESSAGES,
    **why.MESSAGES,
}
