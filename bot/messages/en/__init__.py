"""English: a file an area, which is the first word of its ids."""

from __future__ import annotations

from bot.messages.catalogue import Message
from bot.messages.en import (
    answers,
    briefing,
    channels,
    chat,
    errors,
    follows,
    limits,
    reading,
    rows,
    schedule,
    sources,
    status,
    why,
)

MESSAGES: dict[str, Message] = {
    **answers.MESSAGES,
    **briefing.MESSAGES,
    **channels.MESSAGES,
    **chat.MESSAGES,
    **errors.MESSAGES,
    **follows.MESSAGES,
    **limits.MESSAGES,
    **reading.MESSAGES,
    **rows.MESSAGES,
    **schedule.MESSAGES,
    **sources.MESSAGES,
    **status.MESSAGES,
    **why.MESSAGES,
}
