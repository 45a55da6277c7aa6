"""Why something was in a channel's last briefing, or was not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from bot.desk.desk import Desk
from bot.desk.news import explain_alerts
from bot.desk.setup import channel_lookup
from bot.desk.setup.scheduling import zone_of
from bot.language.content_words import words
from bot.language.in_any_language import content_words
from bot.language.registry import pack_of
from bot.messages.catalogue import say
from bot.models import Audience, Channel, Hit
from bot.store.deliveries import decisions
from bot.store.deliveries.decisions import Decided, Window
from bot.store.full_text_search import search
from bot.store.news import revisions
from bot.store.protocol import Connection

_REASONS = {
    "told": "why.told",
    "copy": "why.copy",
    "told before": "why.told_before",
    "filter": "why.filter",
    "budget": "why.briefing_full",
    "length": "why.told_from_others",
    "unproven": "why.unproven",
    "less": "why.less",
    "muted": "why.muted",
}
_ORDER = tuple(_REASONS)
SHOWN = 15


def reasons() -> dict[str, str]:
    """Return the words of each reason that an article was or was not told for."""
    return {reason: say(message) for reason, message in _REASONS.items()}


@dataclass(frozen=True, slots=True)
class Explained:
    """The last briefing (None: there was none yet), and a line for each article that is meant.

    `alerts` are lines on what is told at once; `zone` is the channel's.
    """

    window: Window | None
    counts: tuple[tuple[str, int], ...] = ()
    lines: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    zone: str = "UTC"


async def explain(desk: Desk, place: Channel, what: str = "") -> Explained:
    """Return why what some words name was or was not in a channel's last briefing, or told at once; without words,
    all in short.
    """
    channel, zone, now = await channel_lookup.here(desk, place), await zone_of(desk, place), desk.clock()

    def work(db: Connection) -> Explained:
        found = _explained(db, channel, place.audience, what)
        watching = explain_alerts.watch(db, channel, now, zone, reasons())
        lines = _alerts(db, watching, place.audience, what) if watching else ()
        return replace(found, alerts=tuple(lines), zone=zone)

    return await desk.store.read(work)


def _alerts(db: Connection, watching: explain_alerts.AlertWatch, audience: Audience, what: str) -> list[str]:
    if not what.strip():
        return explain_alerts.of_late(db, watching, audience)

    def names(title: str, text: str, language: str) -> bool:
        return _are_named(what, title, text, language)

    return explain_alerts.of_meant(db, watching, audience, what, names)


def _explained(db: Connection, channel: Channel, audience: Audience, what: str) -> Explained:
    window = decisions.last_window(db, channel.id) if channel.id else None
    if window is None:
        return Explained(None)
    decided = decisions.of_delivery(db, window.delivery_id, audience)
    counts = Counter(item.reason for item in decided)
    told = tuple((reason, counts[reason]) for reason in _ORDER if counts[reason])
    if not what.strip():
        others = sorted((item for item in decided if item.reason != "told"), key=lambda item: _place(item.reason))
        return Explained(window, told, tuple(map(_line, others[:SHOWN])))
    meant = [item for item in decided if _names(db, item, what)]
    lines = [_line(item) for item in meant[:SHOWN]] or _elsewhere(db, window, audience, what)
    return Explained(window, told, tuple(lines))


def _place(reason: str) -> int:
    """Return where a reason comes among others; one that a later version knows comes last."""
    return _ORDER.index(reason) if reason in _ORDER else len(_ORDER)


def _line(item: Decided) -> str:
    copied = f": “{item.copied}”" if item.reason == "copy" and item.copied else ""
    title, source = item.title or say("sources.untitled"), item.source or say("sources.unnamed")
    return f"{title} · {source} · {reasons().get(item.reason, item.reason)}{copied}"


def _names(db: Connection, item: Decided, what: str) -> bool:
    """Tell whether the words name an article: all of them stand in its title, or else in its text."""
    revision = revisions.revision(db, item.revision_id)
    text, language = (revision.text, revision.language) if revision else ("", "")
    return _are_named(what, f"{item.title} {item.source}", text, language)


def _are_named(what: str, title: str, text: str, language: str) -> bool:
    stems = pack_of(language).content.stems
    wanted = stems(content_words(what) or words(what))
    return bool(wanted) and (wanted <= stems(words(title)) or wanted <= stems(words(text)))


def _elsewhere(db: Connection, window: Window, audience: Audience, what: str) -> list[str]:
    """Return why nothing that was looked at is meant: it is of another time, or not held at all."""
    hits = [hit for hit in search(db, what, audience, limit=10) if _are_in(what, hit)]
    lines = dict.fromkeys(_timed(db, hit, window) for hit in hits)
    return list(lines)[:SHOWN] or [say("why.not_held", what=" ".join(what.split()))]


def _are_in(what: str, hit: Hit) -> bool:
    printed = f"{hit.citation.title} {hit.citation.text}"
    return _are_named(what, printed, printed, hit.language)


def _timed(db: Connection, hit: Hit, window: Window) -> str:
    title, source = hit.citation.title or say("sources.untitled"), hit.citation.source or say("sources.unnamed")
    where = f"{title} · {source}"
    when = decisions.in_window(db, hit.citation.revision_id, window.since, window.until)
    if when == "in" and window.only_language and hit.language not in ("", window.only_language):
        return say("why.other_language", where=where, language=window.only_language)
    if when == "in" and window.topic:
        return say("why.other_topic", where=where, topic=window.topic)
    if when == "in":
        return say("why.after_briefing", where=where)
    if when == "before":
        return say("why.older", where=where)
    return say("why.newer", where=where)
