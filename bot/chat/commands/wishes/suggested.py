"""What a model reads in words that are not understood: a known command, to be confirmed by who wrote them."""

from __future__ import annotations

import logging
from typing import Any

from bot.chat.commands.context import Context
from bot.chat.commands.parsing import parse
from bot.chat.commands.specs import BY_NAME, COMMANDS
from bot.errors import ModelError
from bot.summarize.llm.prompts import render

log = logging.getLogger(__name__)

LONGEST = 80
"""Characters of a command that a button holds."""
NEVER = frozenset(("forget",))
"""What nobody is to do by a press under words that were not understood."""
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"command": {"type": "string", "maxLength": LONGEST}},
    "required": ["command"],
    "additionalProperties": False,
}


async def suggested(context: Context, said: str) -> str:
    """Return the command, in words, that a model reads in a line; "" where it reads none, or there is no model.

    Nothing is done by it: it is shown to who wrote the line, with a button.
    """
    model = context.metered().model
    if model is None or not said:
        return ""
    known = [f"{spec.name}: {spec.help}. {spec.example}" for spec in COMMANDS if spec.name not in NEVER]
    try:
        reply = await model.complete(render("wish", said=said, commands=known), SCHEMA)
    except ModelError as error:
        log.info("a wish was not read by the model: %s", error)
        return ""
    return checked(str(reply.data.get("command", "")))


def checked(words: str) -> str:
    """Return a command that a model wrote, in one line; "" where it is none of ours, or one that is never offered."""
    line = " ".join(words.split()).lstrip("/").removeprefix("readout ").strip()
    if not line or len(line) > LONGEST:
        return ""
    command = parse(line, command=True)
    fits = command.name in BY_NAME and command.name not in NEVER and not command.option("unread")
    return line if fits and command.name == line.split()[0].lower() else ""
