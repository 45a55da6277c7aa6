"""A question to the messages that answer it, whatever goes wrong on the way."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from bot.chat import render
from bot.chat.adapter import FirstTime, Question, Responder
from bot.chat.parts import Limits, Part
from bot.errors import ReadoutError
from bot.models import Answer

log = logging.getLogger(__name__)


async def reply(question: Question, respond: Responder, first_time: FirstTime, limits: Limits) -> Sequence[Part]:
    """Return the messages that answer a question; none for an event that was answered before."""
    if not await first_time(question.platform, question.event_id):
        return ()
    return await parts_for(question, respond, limits)


async def parts_for(question: Question, respond: Responder, limits: Limits) -> Sequence[Part]:
    """Return the messages that answer a question; an error becomes a line that says so."""
    try:
        answer = await respond(question)
    except ReadoutError as error:
        log.warning("%s: a question was not answered: %s", question.platform, error)
        return render.notice(str(error), limits)
    except Exception:
        log.exception("%s: a question was not answered", question.platform)
        return render.notice("Something went wrong with this question. The operator finds it in the log.", limits)
    return render.answer(answer, limits) if isinstance(answer, Answer) else answer
