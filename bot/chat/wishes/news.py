"""Wishes for news: a briefing, an answer, who said what, passages, stories."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from bot.chat import listings, render
from bot.chat.front import Posted, Reply
from bot.chat.wishes.visit import Visit, names
from bot.desk import conversation, reading
from bot.desk.scheduling import zone_of
from bot.errors import UsageError
from bot.models import Answer, Claim, Story


async def brief(visit: Visit) -> Reply:
    """Return a briefing of the last hours."""
    since = reading.parse_since(visit.option("since") or "24h")
    desk, topic = visit.metered(), visit.option("topic")
    briefing = await reading.brief(desk, since=since, topic=topic, audience=visit.audience)
    turn = await conversation.briefed(visit.desk, visit.place, _asked(visit, f"brief {topic}"), briefing)
    parts = render.briefing(briefing, visit.limits, await zone_of(visit.desk, visit.place))
    return Reply(parts, noun=briefing, posted=_carried(visit, turn))


async def ask(visit: Visit) -> Reply:
    """Return the answer to a question, as a follow-up of what was asked before it where it is one."""
    asked = _asked(visit, visit.option("question"))
    zone = await zone_of(visit.desk, visit.place)

    async def told(claims: Sequence[Claim]) -> None:
        so_far = Answer(asked.text, True, tuple(claims), written_by="model")
        await visit.say(render.answer(so_far, visit.limits, zone))

    answered = await conversation.ask(visit.metered(), visit.place, asked, told)
    parts = render.answer(answered.answer, visit.limits, zone)
    return Reply(parts, noun=answered.answer, posted=_carried(visit, answered.turn))


async def quotes(visit: Visit) -> Reply:
    """Return who said what, word for word, the latest last."""
    speaker, about = visit.option("speaker"), visit.option("about")
    if not speaker and not about:
        raise UsageError("Name who speaks, or about what, like: quotes the minister about the budget")
    found = await reading.quotes(visit.desk, speaker, about, visit.audience)
    if not found:
        return visit.line(_ended(await reading.no_quotes(visit.desk, speaker, about, visit.audience)))
    return Reply(listings.statements(found, visit.limits))


def _ended(line: str) -> str:
    return line if line.endswith("?") else f"{line}."


async def search(visit: Visit) -> Reply:
    """Return the passages that fit some words best."""
    words = visit.option("words")
    if not words:
        raise UsageError("Name what to look for, like: search harbour strike")
    found = await reading.search(visit.desk, words, audience=visit.audience)
    return Reply(listings.passages([hit.citation for hit in found], visit.limits))


async def stories(visit: Visit) -> Reply:
    """Return the stories of the last days, the newest first; or how one of them developed."""
    if words := visit.option("story"):
        meant = await reading.find_story(visit.desk, words, visit.audience)
        return Reply(listings.developed(await reading.timeline(visit.desk, meant.id, visit.audience), visit.limits))
    found = await reading.stories(visit.desk, visit.audience, reading.LATELY)
    line = partial(_story, zone=await zone_of(visit.desk, visit.place))
    return visit.lines(visit.listed(found, line, "No stories of the last days."))


async def story(visit: Visit) -> Reply:
    """Return more of a story, its sources or who said what in it; or take note that less of it is wanted."""
    number, show = visit.option("story"), visit.option("show")
    if not number.isascii() or not number.isdigit() or len(number) > 18:
        raise UsageError("Which story is meant? `stories` lists them")
    story_id = int(number)
    if show == "less":
        title = (await reading.wants_less(visit.desk, visit.place, story_id, visit.request.person)).title
        return visit.line(f"You will see less like “{title}” here, and nothing more of it.", private=True)
    if show == "sources":
        return Reply(listings.outlets(await reading.story(visit.desk, story_id, visit.audience), visit.limits), True)
    if show == "quotes":
        said = await reading.said_in(visit.desk, story_id, visit.audience)
        return Reply(listings.statements(said, visit.limits), private=True)
    briefing = await reading.more(visit.metered(), story_id, visit.audience)
    parts = render.briefing(briefing, visit.limits, await zone_of(visit.desk, visit.place))
    return Reply(parts, private=True, noun=briefing)


def _asked(visit: Visit, text: str) -> conversation.Asked:
    request = visit.request
    return conversation.Asked(text, request.person, request.place.thread or "", request.about, tuple(request.history))


def _carried(visit: Visit, turn: int) -> Posted:
    return partial(conversation.carried_by, visit.desk, visit.request.platform, turn=turn)


def _story(story: Story, zone: str) -> str:
    outlets = names(article.source for article in story.articles)
    return f"{story.title} · {story.last_seen.astimezone(ZoneInfo(zone)):%d %b, %H:%M} · {outlets}"
