"""What is for one person alone, where Discord can show a message to everybody only: a line with a button that opens it.

Only what answers an interaction can be shown to one person. The button gives the same words again, as one.
"""

from __future__ import annotations

from dataclasses import replace

from bot.chat.button_ids import LONGEST, opening_id
from bot.chat.commands.parsing import may_be_ours
from bot.chat.commands.specs import BY_NAME, may_change
from bot.chat.desk_protocol import Reply, Request
from bot.chat.discord.payloads import LIMITS
from bot.chat.rendering import listings
from bot.chat.rendering.parts import Action
from bot.messages.catalogue import say


def covered(request: Request, reply: Reply) -> Reply:
    """Return what everybody sees of an answer to a message: of what is about settings, and private, a button.

    A refusal stays as it is: it tells nothing of anybody, and there is nothing behind it to open.
    """
    name = request.command.name
    spec = BY_NAME.get(name)
    perhaps = may_be_ours(request.command)
    settings = perhaps or may_change(name) is not None or (spec is not None and spec.private and name != "help")
    if not reply.private or reply.refused or request.private or not settings or request.command.option("confirm"):
        return reply
    opens = Action("open", say("buttons.open"), words=_words(request))
    return replace(reply, parts=listings.notice(say("discord.for_you_alone"), LIMITS, [opens]), private=False)


def _words(request: Request) -> str:
    """Return who asked and what, for a button; help where that is too long."""
    command = request.command
    named = (f'{name}:"{value}"' for name, value in command.options.items() if '"' not in value)
    said = command.option("question") if may_be_ours(command) else command.option("said")
    words = said or " ".join([f"/{command.name}", *named])
    told = opening_id(request.person, words)
    return told if len(told.encode("utf-16-le", "replace")) // 2 <= LONGEST else opening_id(request.person, "/help")
