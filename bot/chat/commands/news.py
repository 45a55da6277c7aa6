"""Commands for news: a briefing, an answer, who said what, passages, stories."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from bot.chat.commands.context import SHOWN, Context, names
from bot.chat.commands.taken_back.wrong import kept_answer, kept_briefing
from bot.chat.desk_protocol import Posted, Reply
from bot.chat.rendering import listings, render
from bot.desk.news import ask as conversation
from bot.desk.news import lookups
from bot.desk.setup.reading_language import read_in
from bot.desk.setup.scheduling import zone_of
from bot.errors import UsageError
from bot.messages.catalogue import say
from bot.models import Answer, Claim, Story


async def brief(context: Context) -> Reply:
    """Return a briefing of the last hours."""
    zone = await zone_of(context.desk, context.place)
    now = context.desk.clock()
    since, until = lookups.window(context.option("since") or "24h", now.astimezone(ZoneInfo(zone)))
    desk, topic = context.metered(), context.option("topic")
    reads = await read_in(context.desk, context.place)
    briefing = await lookups.brief(
        desk, since=until - since, until=until, topic=topic, audience=context.audience, language=reads
    )
    turn = await conversation.briefed(context.desk, context.place, _asked(context, f"brief {topic}"), briefing)
    shown = partial(render.briefing, limits=context.limits, zone=zone)
    briefing, parts = await kept_briefing(context, turn, briefing, shown)
    return Reply(parts, noun=briefing, posted=_carried(context, turn), turn=turn)


async def goes_on(context: Context) -> bool:
    """Tell whether what is said follows an answer."""
    return await conversation.goes_on(context.desk, context.place, _asked(context, context.option("said")))


async def follows(context: Context) -> bool:
    """Tell whether anything was asked, told or said before a question that it may lean on."""
    return await conversation.follows(context.desk, context.place, _asked(context, context.option("question")))


async def told_by(context: Context) -> Reply | None:
    """Return which outlets tell the stories of the last answer here; None where there was none."""
    asked = _asked(context, context.option("said"))
    found = [
        await lookups.story(context.desk, number, context.audience)
        for number in await conversation.told_before(context.desk, context.place, asked)
    ]
    parts = [part for story in found for part in listings.outlets(story, context.limits)]
    return Reply(parts, private=True) if parts else None


async def ask(context: Context) -> Reply:
    """Return the answer to a question, as a follow-up of what was asked before it where it is one."""
    asked = _asked(context, context.option("question"))
    zone = await zone_of(context.desk, context.place)

    async def told(claims: Sequence[Claim]) -> None:
        so_far = Answer(asked.text, True, tuple(claims), written_by="model")
        await context.say(render.answer(so_far, context.limits, zone))

    answered = await conversation.ask(context.metered(), context.place, asked, told)
    shown = partial(render.answer, limits=context.limits, zone=zone, whole=True)
    answer, parts = await kept_answer(context, answered.turn, answered.answer, shown)
    return Reply(parts, noun=answer, posted=_carried(context, answered.turn), turn=answered.turn)


async def quotes(context: Context) -> Reply:
    """Return who said what, word for word, the latest last."""
    speaker, about = context.option("speaker"), context.option("about")
    if not speaker and not about:
        raise UsageError(say("answers.name_speaker"))
    found = await lookups.quotes(context.desk, speaker, about, context.audience)
    if not found:
        return context.line(_ended(await lookups.no_quotes(context.desk, speaker, about, context.audience)))
    return Reply(listings.statements(found, context.limits))


def _ended(line: str) -> str:
    return line if line.endswith("?") else f"{line}."


async def search(context: Context) -> Reply:
    """Return the passages that fit some words best."""
    words = context.option("words")
    if not words:
        raise UsageError(say("answers.name_words"))
    found = await lookups.search(context.desk, words, audience=context.audience)
    return Reply(listings.passages([hit.citation for hit in found], context.limits))


async def stories(context: Context) -> Reply:
    """Return the stories of the last days, the newest first; or how one of them developed."""
    if words := context.option("story"):
        meant = await lookups.find_story(context.desk, words, context.audience)
        return Reply(
            listings.developed(await lookups.timeline(context.desk, meant.id, context.audience), context.limits)
        )
    found, held = await lookups.newest(context.desk, context.audience, lookups.LATELY, SHOWN)
    line = partial(_story, zone=await zone_of(context.desk, context.place))
    return context.lines(context.listed(found, line, say("answers.no_stories"), held))


async def story(context: Context) -> Reply:
    """Return more of a story, its sources or who said what in it; or take note that less of it is wanted."""
    number, show = context.option("story"), context.option("show")
    if not number.isascii() or not number.isdigit() or len(number) > 18:
        raise UsageError(say("answers.which_story"))
    story_id = int(number)
    if show == "less":
        return await _less(context, story_id)
    if show == "sources":
        return Reply(
            listings.outlets(await lookups.story(context.desk, story_id, context.audience), context.limits), True
        )
    if show == "quotes":
        said = await lookups.said_in(context.desk, story_id, context.audience)
        return Reply(listings.statements(said, context.limits), private=True)
    reads = await read_in(context.desk, context.place)
    briefing = await lookups.more(context.metered(), story_id, context.audience, reads)
    parts = render.briefing(briefing, context.limits, await zone_of(context.desk, context.place))
    return Reply(parts, private=True, noun=briefing)


async def _less(context: Context, story_id: int) -> Reply:
    """Tell the story later or not at all, by who asks, and say so."""
    person, manages = context.request.person, context.request.rights.channel
    less = await lookups.wants_less(context.desk, context.place, story_id, person, manages=manages)
    told = "answers.less_of_it" if less.left_out else "answers.later_here"
    return context.line(say(told, title=less.story.title), private=True)


def _asked(context: Context, text: str) -> conversation.Asked:
    request = context.request
    return conversation.Asked(text, request.person, request.place.thread or "", request.about, tuple(request.history))


def _carried(context: Context, turn: int) -> Posted:
    return partial(conversation.carried_by, context.desk, context.request.platform, turn=turn)


def _story(story: Story, zone: str) -> str:
    outlets = names(article.source for article in story.articles)
    return f"{story.title} · {story.last_seen.astimezone(ZoneInfo(zone)):%d %b, %H:%M} · {outlets}"
