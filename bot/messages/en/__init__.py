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
    mutes,
    reading,
    rows,
    schedule,
    slack,
    sources,
    status,
    undo,
    why,
    wishes,
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
    **mutes.MESSAGES,
    **reading.MESSAGES,
    **rows.MESSAGES,
    **schedule.MESSAGES,
    **slack.MESSAGES,
    **sources.MESSAGES,
    **status.MESSAGES,
    **undo.MESSAGES,
    **why.MESSAGES,
    **wishes.MESSAGES,
}
