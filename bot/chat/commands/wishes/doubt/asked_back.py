"""What may be said to the desk, and is no wish to be known: answered from the news, else asked back."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.commands import news
from bot.chat.commands.context import Context
from bot.chat.commands.parsing import LITTLE, PERHAPS, PLAINLY
from bot.chat.commands.typing_hints import as_typed
from bot.chat.commands.wishes import talk
from bot.chat.commands.wishes.doubt.opened import OPENED
from bot.chat.commands.wishes.line import read
from bot.chat.commands.wishes.replies import instead
from bot.chat.desk_protocol import Reply
from bot.messages.catalogue import say
from bot.models import Answer

_STEM = 5
"""Letters in which the forms of a word are alike."""


async def asked_back(context: Context) -> Reply:
    """Return the answer of the news where there is one; else ask what is meant, of the person alone.

    In ordinary words alone the news is asked where something was said before; who opens what they were asked has been
    told before that it does not answer. What is plainly said to the desk is looked for nowhere.
    """
    much = context.option(PERHAPS)
    alone = much == PLAINLY or (much == "all" and not await news.follows(context))
    if not (alone or context.option(OPENED)):
        reply = await news.ask(context)
        if not isinstance(reply.noun, Answer) or reply.noun.answered:
            return reply
        if context.option(PERHAPS) == LITTLE and _lies_near(reply.noun):
            return reply
        if context.option(PERHAPS) == LITTLE:
            shows = as_typed(context.request.place, words="help")
            return replace(reply, parts=context.line(say("wishes.found_nothing", help=shows)).parts)
    wanted = {"do": "unclear", "said": context.option("question"), "searched": "" if alone else "yes"}
    return await talk.unclear(instead(context, "wish", wanted))


def _lies_near(answer: Answer) -> bool:
    """Tell whether what lies nearest to a question has the words of it that are of the news, half of them at least."""
    line = read(answer.question)
    wanted = {word.lower()[:_STEM] for word in line.strange} if line else set()
    held = " ".join(citation.text.lower() for citation in answer.nearest)
    return bool(wanted) and 2 * sum(word in held for word in wanted) >= len(wanted)
