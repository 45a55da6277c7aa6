"""What people may ask of the desk in words: a wish begins with a slash, everything else is a question."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TypeVar

from bot.chat import render
from bot.chat.adapter import Question, Responder
from bot.chat.parts import Limits, Part
from bot.desk import reading, sources
from bot.desk.office import Desk
from bot.errors import UsageError
from bot.models import Answer, Source, Story

T = TypeVar("T")
HELP = {
    "/brief [24h] [topic]": "a briefing of that time",
    "/search words": "the passages that fit best",
    "/stories": "the stories at hand",
    "/sources": "what is read",
    "/help": "this list",
}
_SHOWN = 20
_WISH = re.compile(r"/(\w+)\s*(.*)", re.DOTALL)
_SPAN = re.compile(r"\d+\s*[mhdw]", re.IGNORECASE)
_ALONE = frozenset(("brief", "stories", "sources", "help"))
"""Wishes that need no slash where they stand alone: nobody asks a question of one of these words."""

Reply = Answer | Sequence[Part]


def responder(desk: Desk, limits: Limits) -> Responder:
    """Return what answers wishes and questions for a platform whose messages have these limits.

    It raises ReadoutError with a line for the person.
    """

    async def respond(question: Question) -> Reply:
        name, rest = parsed(question.text)
        if not name:
            return await reading.ask(desk, question.text, question.audience)
        if name not in _WISHES:
            raise UsageError(f"There is no wish /{name}. /help lists them")
        return await _WISHES[name](desk, question, rest, limits)

    return respond


def parsed(text: str) -> tuple[str, str]:
    """Return a wish's name and its words; ("", text) for a question."""
    text = text.strip()
    if text.lower() in _ALONE:
        return text.lower(), ""
    found = _WISH.fullmatch(text)
    return (found[1].lower(), found[2].strip()) if found else ("", text)


async def _brief(desk: Desk, question: Question, rest: str, limits: Limits) -> Reply:
    span = _SPAN.match(rest)
    since = reading.parse_since(span[0] if span else "24h")
    topic = rest[span.end() :].strip() if span else rest
    briefing = await reading.brief(desk, since=since, topic=topic, audience=question.audience)
    return render.briefing(briefing, limits)


async def _search(desk: Desk, question: Question, rest: str, limits: Limits) -> Reply:
    if not rest:
        raise UsageError("Name what to look for: /search words")
    found = await reading.search(desk, rest, audience=question.audience)
    return render.passages([hit.citation for hit in found], limits)


async def _stories(desk: Desk, question: Question, rest: str, limits: Limits) -> Reply:
    del rest
    found = await reading.stories(desk, question.audience)
    return _listed(found, _story, "No stories yet.", limits)


async def _sources(desk: Desk, question: Question, rest: str, limits: Limits) -> Reply:
    del rest
    found = await sources.seen_by(desk, question.audience)
    return _listed(found, _source, "No sources yet: readout sources add URL", limits)


async def _help(desk: Desk, question: Question, rest: str, limits: Limits) -> Reply:
    del desk, question, rest
    return render.listing(
        [*(f"{wish} – {what}" for wish, what in HELP.items()), "Anything else is a question."], limits
    )


_WISHES: dict[str, Callable[[Desk, Question, str, Limits], Awaitable[Reply]]] = {
    "brief": _brief,
    "search": _search,
    "stories": _stories,
    "sources": _sources,
    "help": _help,
}


def _listed(found: Sequence[T], line: Callable[[T], str], nothing: str, limits: Limits) -> Sequence[Part]:
    more = [f"… and {len(found) - _SHOWN:,} more"] if len(found) > _SHOWN else []
    return render.listing([*map(line, found[:_SHOWN]), *more] or [nothing], limits)


def _story(story: Story) -> str:
    outlets = _names(article.source for article in story.articles)
    return f"{story.title} · {story.last_seen:%d %b %H:%M} · {outlets}"


def _names(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(name for name in names if name))


def _source(source: Source) -> str:
    state = source.problem or ("not read yet" if source.last_ok_at is None else f"read {source.last_ok_at:%d %b %H:%M}")
    return f"{source.title or source.url} · {state}"
