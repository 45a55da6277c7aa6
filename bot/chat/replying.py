"""A request to the messages that answer it, whatever goes wrong on the way."""

from __future__ import annotations

import logging

from bot.chat import listings
from bot.chat.front import FirstTime, Reply, Request, Responder, Say, say_nothing
from bot.chat.parts import Limits
from bot.errors import ReadoutError

log = logging.getLogger(__name__)

WENT_WRONG = "Something went wrong with this. The operator finds it in the log."


async def reply(
    request: Request, respond: Responder, first_time: FirstTime, limits: Limits, say: Say = say_nothing
) -> Reply:
    """Return what answers a request; nothing for an event that was answered before."""
    if not await first_time(request.platform, request.event_id):
        return Reply()
    return await reply_to(request, respond, limits, say)


async def reply_to(request: Request, respond: Responder, limits: Limits, say: Say = say_nothing) -> Reply:
    """Return what answers a request; an error becomes a line for the person alone that says so."""
    try:
        return await respond(request, say)
    except ReadoutError as error:
        log.warning("%s: %s was not fulfilled: %s", request.platform, request.wish.name, error)
        return Reply(listings.notice(_sentence(str(error)), limits), private=True)
    except Exception:
        log.exception("%s: %s was not fulfilled", request.platform, request.wish.name)
        return Reply(listings.notice(WENT_WRONG, limits), private=True)


def _sentence(line: str) -> str:
    """Return a line that follows the name of a file or a command elsewhere as one that stands alone."""
    first = line.partition(" ")[0]
    return f"{line[:1].upper()}{line[1:]}" if first.isalpha() else line
