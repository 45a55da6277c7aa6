"""What is for one person alone, where Discord can show a message to everybody only: a line with a button that opens it.

Only what answers an interaction can be shown to one person. The button gives the same words again, as one.
"""

from __future__ import annotations

from dataclasses import replace

from bot.chat.button_ids import COMMAND_ID, LONGEST
from bot.chat.commands.specs import BY_NAME, may_change
from bot.chat.desk_protocol import Command, Reply, Request
from bot.chat.discord.payloads import LIMITS
from bot.chat.rendering import listings
from bot.chat.rendering.parts import Action
from bot.messages.catalogue import say


def covered(request: Request, reply: Reply) -> Reply:
    """Return what everybody sees of an answer to a message: of what is about settings, and private, a button."""
    name = request.command.name
    spec = BY_NAME.get(name)
    settings = may_change(name) is not None or (spec is not None and spec.private and name != "help")
    if not reply.private or request.private or not settings:
        return reply
    opens = Action("command", say("buttons.open"), words=_words(request.command))
    return replace(reply, parts=listings.notice(say("discord.for_you_alone"), LIMITS, [opens]), private=False)


def _words(command: Command) -> str:
    """Return words that stand for a command on a button; those for help where they are too long."""
    named = (f'{name}:"{value}"' for name, value in command.options.items() if '"' not in value)
    words = command.option("said") or " ".join([command.name, *named])
    return words if len(words.encode("utf-16-le", "replace")) // 2 <= LONGEST - len(COMMAND_ID) else "help"
