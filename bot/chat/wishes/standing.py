"""Wishes about how things stand: why, status, help."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.chat.front import Reply
from bot.chat.wishes.table import WISHES, WishSpec
from bot.chat.wishes.visit import Visit
from bot.desk.explaining import REASONS, Explained, explain
from bot.desk.scheduling import upcoming, zone_of
from bot.desk.source_health import health
from bot.desk.standing import Standing, standing


async def why(visit: Visit) -> Reply:
    """Say why something was or was not in the last briefing, or told at once."""
    found = await explain(visit.desk, visit.place, visit.option("what"))
    return visit.lines([_briefed(found), *found.lines, *found.alerts], private=True)


def _briefed(found: Explained) -> str:
    if found.window is None:
        return "No briefing was posted here yet. `schedule` shows when the next one comes."
    counts = " · ".join(f"{number} {reason}" for reason, number in _counted(found.counts))
    sent = found.window.sent_at.astimezone(ZoneInfo(found.zone))
    return f"The briefing of {sent:%a %d %b, %H:%M} {found.zone}: {counts or 'nothing came in'}"


_SHORT = {
    "told": "told",
    "told before": "told before",
    "copy": "copies",
    "filter": "without a sentence that can be told",
    "budget": "left out, as the briefing was full",
}


def _counted(counts: tuple[tuple[str, int], ...]) -> list[tuple[str, int]]:
    return [(_SHORT.get(reason, REASONS.get(reason, reason)), number) for reason, number in counts]


async def status(visit: Visit) -> Reply:
    """Say how things stand for this channel."""
    found = await standing(visit.desk, visit.place)
    return visit.lines(_lines(visit, found, await zone_of(visit.desk, visit.place)), private=True)


def _lines(visit: Visit, found: Standing, zone: str) -> list[str]:
    paused = f"Paused: {found.channel.problem}. `schedule` with a time resumes it" if found.channel.problem else ""
    now = visit.desk.clock()
    failing = [f"{source.title or source.url}: {health(source, now, zone)}" for source in found.failing[:10]]
    more = len(found.failing) - 10
    read = f"Sources: {found.sources}, {len(found.failing)} failing" if found.sources else "Sources: none is read yet"
    lines = [paused, _last(found, zone), _next(visit, found), read]
    return list(filter(None, [*lines, *failing, f"… and {more} more" if more > 0 else "", _model(found)]))


def _last(found: Standing, zone: str) -> str:
    if found.last is None:
        return "Last briefing: none yet"
    if found.last.state == "sent" and found.last_at:
        return f"Last {found.last.kind}: {found.last_at.astimezone(ZoneInfo(zone)):%a %d %b, %H:%M} {zone}"
    return f"Last {found.last.kind}: not sent · {found.last.problem}"


def _next(visit: Visit, found: Standing) -> str:
    now = visit.desk.clock()
    coming = sorted((upcoming(each, now, 1)[0], each) for each in found.subscriptions if each.state == "active")
    if not coming:
        return "Next briefing: none is scheduled"
    moment, each = coming[0]
    return f"Next briefing: {moment:%a %d %b, %H:%M} {each.zone}"


def _model(found: Standing) -> str:
    if not found.model:
        return "Model: none; the sources' own sentences are used"
    mine = f", {found.spent:,} of {found.allowed:,} here" if found.channel.platform != "console" else ""
    return f"Model: {found.model}, {found.tokens:,} of {found.budget:,} tokens today{mine}"


_WHO = (
    "I am Readout. I read the sources that are chosen here, brief this channel on them at its hour, and answer "
    "questions about the news, each sentence with where it stands. What you can say to me:"
)


async def welcome(visit: Visit) -> Reply:
    """Answer thanks, which are no question."""
    return visit.line("You are welcome. Ask me anything about the news.", private=True)


async def guide(visit: Visit) -> Reply:
    """List the wishes."""
    typed = "/readout " if visit.place.platform == "slack" else "/"
    return visit.lines([_WHO, *(_wish(spec, typed) for spec in WISHES), "Anything else is a question."], private=True)


def _wish(spec: WishSpec, typed: str) -> str:
    example = f" · {typed}{spec.example}" if spec.example else ""
    return f"{typed}{spec.name} – {spec.help}{example}"
