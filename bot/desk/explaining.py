"""Why something was in a channel's last briefing, or was not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.desk import explaining_alerts, places
from bot.desk.office import Desk
from bot.desk.scheduling import zone_of
from bot.evidence.speakers import fold
from bot.evidence.stopwords import content_words, stem, words
from bot.models import Audience, Channel, Hit
from bot.store import articles, decisions
from bot.store.database import Connection
from bot.store.decisions import Decided, Window
from bot.store.search import search

REASONS = {
    "told": "told",
    "copy": "a copy of another article",
    "told before": "all that it says was told here before",
    "filter": "no sentence of it could be told with its proof",
    "budget": "the briefing was full: others weighed more",
    "length": "its story was told from other articles",
    "unproven": "what was written of it could not be proved",
    "less": "less of it was wished for here",
}
_ORDER = tuple(REASONS)
SHOWN = 15


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
    channel, zone, now = await places.here(desk, place), await zone_of(desk, place), desk.clock()

    def work(db: Connection) -> Explained:
        found = _explained(db, channel, place.audience, what)
        watching = explaining_alerts.watch(db, channel, now, zone, REASONS)
        lines = _alerts(db, watching, place.audience, what) if watching else ()
        return replace(found, alerts=tuple(lines), zone=zone)

    return await desk.store.read(work)


def _alerts(db: Connection, watching: explaining_alerts.Watch, audience: Audience, what: str) -> list[str]:
    wanted = _wanted(what)
    if not what.strip():
        return explaining_alerts.of_late(db, watching, audience)

    def names(title: str, text: str) -> bool:
        return _are_named(wanted, title, text)

    return explaining_alerts.of_meant(db, watching, audience, what, names)


def _explained(db: Connection, channel: Channel, audience: Audience, what: str) -> Explained:
    window = decisions.last_window(db, channel.id) if channel.id else None
    if window is None:
        return Explained(None)
    decided = decisions.of_delivery(db, window.delivery_id, audience)
    counts = Counter(item.reason for item in decided)
    told = tuple((reason, counts[reason]) for reason in _ORDER if counts[reason])
    if not what.strip():
        others = sorted((item for item in decided if item.reason != "told"), key=lambda item: _ORDER.index(item.reason))
        return Explained(window, told, tuple(map(_line, others[:SHOWN])))
    meant = [item for item in decided if _names(db, item, what)]
    lines = [_line(item) for item in meant[:SHOWN]] or _elsewhere(db, window, audience, what)
    return Explained(window, told, tuple(lines))


def _line(item: Decided) -> str:
    copied = f": “{item.copied}”" if item.reason == "copy" and item.copied else ""
    return f"{item.title or 'Untitled'} · {item.source or 'unnamed'} · {REASONS.get(item.reason, item.reason)}{copied}"


def _names(db: Connection, item: Decided, what: str) -> bool:
    """Tell whether the words name an article: all of them stand in its title, or else in its text."""
    revision = articles.revision(db, item.revision_id)
    return _are_named(_wanted(what), f"{item.title} {item.source}", revision.text if revision else "")


def _wanted(what: str) -> set[str]:
    return _stems(content_words(what) or words(what))


def _are_named(wanted: set[str], title: str, text: str) -> bool:
    return bool(wanted) and (wanted <= _stems(words(title)) or wanted <= _stems(words(text)))


def _stems(found: Sequence[str]) -> set[str]:
    return {stem(fold(word)) for word in found}


def _elsewhere(db: Connection, window: Window, audience: Audience, what: str) -> list[str]:
    """Return why nothing that was looked at is meant: it is of another time, or not held at all."""
    wanted = _wanted(what)
    hits = [hit for hit in search(db, what, audience, limit=10) if wanted <= _hit_stems(hit)]
    lines = dict.fromkeys(_timed(db, hit, window) for hit in hits)
    return list(lines)[:SHOWN] or [f"I hold nothing on “{' '.join(what.split())}”: none of the sources here printed it"]


def _hit_stems(hit: Hit) -> set[str]:
    return _stems(words(f"{hit.citation.title} {hit.citation.text}"))


def _timed(db: Connection, hit: Hit, window: Window) -> str:
    where = f"{hit.citation.title or 'Untitled'} · {hit.citation.source or 'unnamed'}"
    when = decisions.in_window(db, hit.citation.revision_id, window.since, window.until)
    if when == "in" and window.language and hit.language not in ("", window.language):
        return f"{where} · the briefing is of articles in “{window.language}” only"
    if when == "in" and window.topic:
        return f"{where} · the briefing is about “{window.topic}” only, and it is neither filed there nor says so"
    if when == "in":
        return f"{where} · it came in after the briefing was written, or others weighed more"
    return (
        f"{where} · {'older than the time that the briefing read' if when == 'before' else 'newer than the briefing'}"
    )
