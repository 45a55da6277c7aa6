"""A request to the messages that answer it, whatever goes wrong on the way."""

from __future__ import annotations

import logging

from bot.chat.commands.typing_hints import spelt
from bot.chat.desk_protocol import Reply, Request, Responder, Say, say_nothing
from bot.chat.inbox import Heard, Inbox
from bot.chat.rendering import listings
from bot.chat.rendering.parts import Limits
from bot.errors import ReadoutError, UsageError
from bot.logs import fault
from bot.messages import catalogue

log = logging.getLogger(__name__)


async def reply(request: Request, respond: Responder, inbox: Inbox, limits: Limits, say: Say = say_nothing) -> Reply:
    """Return what answers a request; nothing for an event that was answered before."""
    if not await inbox.first_time(request.platform, request.event_id):
        return Reply()
    return await reply_to(request, respond, limits, say)


async def answer_to(heard: Heard, respond: Responder, inbox: Inbox, limits: Limits, say: Say = say_nothing) -> Reply:
    """Return what answers a question, and keep it until it is posted; what was written before a fall stays."""
    if heard.reply:
        return heard.reply
    if heard.hopeless:
        return Reply(listings.notice(catalogue.say("errors.fell_over_it"), limits), private=True)
    made = await reply_to(heard.request, respond, limits, say)
    await inbox.written(heard.request, made)
    return made


async def reply_to(request: Request, respond: Responder, limits: Limits, say: Say = say_nothing) -> Reply:
    """Return what answers a request; an error becomes a line for the person alone that says so."""
    try:
        return await respond(request, say)
    except ReadoutError as error:
        level = logging.DEBUG if isinstance(error, UsageError) else logging.WARNING  # what people mistype is counted
        log.log(level, "%s: %s was not fulfilled: %s", request.platform, request.command.name, error)
        line = spelt(request.place, _sentence(str(error)))
        return Reply(listings.notice(line, limits), private=True, refused=True)
    except Exception as error:
        reference = fault(log, f"{request.platform}: {request.command.name} was not fulfilled", error)
        return Reply(listings.notice(catalogue.say("errors.went_wrong", reference=reference), limits), private=True)


def _sentence(line: str) -> str:
    """Return a line that follows the name of a file or a command elsewhere as one that stands alone."""
    first = line.partition(" ")[0]
    return f"{line[:1].upper()}{line[1:]}" if first.isalpha() else line
