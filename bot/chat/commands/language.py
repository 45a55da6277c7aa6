"""The command that sets what is read in a channel, and how languages are told."""

from __future__ import annotations

from bot.chat.commands.context import Context
from bot.chat.commands.words import en
from bot.chat.desk_protocol import Reply
from bot.desk.setup import reading_language
from bot.language_names import name_of
from bot.messages.catalogue import say
from bot.models import Subscription


async def language(context: Context) -> Reply:
    """Set what is read here, or say what it is."""
    named = context.option("language")
    if not named:
        reads = await reading_language.read_in(context.desk, context.place)
        return context.lines(_told(context, reads), private=True)
    context.must_manage(say("commands.may_set_language"))
    wanted = "" if named.lower() in en.NO_LANGUAGE else named
    return context.lines(_told(context, await reading_language.choose(context.desk, context.place, wanted)))


def _told(context: Context, code: str) -> list[str]:
    if not code:
        return [say("schedule.reads_sources", example="language German")]
    return [say("schedule.reads", language=name_of(code)), *without_model(context, code)]


def without_model(context: Context, code: str) -> list[str]:
    """Return a line on a language that is to be read and that nobody here can write; none where there is a model."""
    alone = reading_language.without_model(context.desk, code)
    return [say("schedule.language_needs_model", language=name_of(code))] if alone else []


def languages_of(each: Subscription) -> list[str]:
    """Return what a briefing is written in, and in which language its articles are, in words; nothing for any."""
    reads = say("schedule.in_language", language=name_of(each.language)) if each.language else ""
    only = say("schedule.only_language", language=name_of(each.only_language)) if each.only_language else ""
    return [told for told in (reads, only) if told]
