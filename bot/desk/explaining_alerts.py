"""Why news was told at once in a channel, or was not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import slots
from bot.desk.following import FRESH
from bot.models import Audience, Channel, Follow, Revision
from bot.store import alerts, articles, follows
from bot.store.alerts import Arrival, Fate
from bot.store.database import Connection
from bot.store.outbox import OPEN_STATES
from bot.store.search import search
from bot.summarize.interests import about

LATELY = timedelta(days=7)
"""How far back alerts are explained."""
SHOWN = 10
HITS = 10

Names = Callable[[str, str], bool]
"""Tells whether an article is meant, by its title with its source, and its text."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What decides on a channel's alerts: all that it follows, what became of what, and the clock."""

    channel: Channel
    followed: Sequence[Follow]
    fates: Mapping[int, Fate]
    passed: Mapping[int, alerts.PassedOver]
    now: datetime
    zone: str
    reasons: Mapping[str, str]

    @property
    def at_once(self) -> list[Follow]:
        """Return what is told at once."""
        return [follow for follow in self.followed if follow.at_once]

    def shown(self, moment: datetime) -> str:
        """Return a moment as the channel's clock shows it."""
        return f"{moment.astimezone(ZoneInfo(self.zone)):%a %d %b, %H:%M}"


def watch(db: Connection, channel: Channel, now: datetime, zone: str, reasons: Mapping[str, str]) -> Watch | None:
    """Return what decides on a channel's alerts; None where it follows nothing at once and had none of late."""
    since = now - LATELY
    held = follows.every(db, channel.id) if channel.id else []
    fates = alerts.fates(db, channel.id, since) if channel.id else {}
    if not fates and not any(follow.at_once for follow in held):
        return None
    return Watch(channel, held, fates, alerts.passed_over(db, channel.id, since), now, zone, reasons)


def of_late(db: Connection, watching: Watch, audience: Audience) -> list[str]:
    """Return what is told at once, and what became of the news of it in the last days, the latest first."""
    told = ", ".join(f"{follow.kind} {follow.what}" for follow in watching.at_once) or "nothing any more"
    waiting = [item.article_id for follow in watching.at_once for item in _unseen(db, follow, audience, watching.now)]
    ids = list(dict.fromkeys([*waiting, *watching.fates, *watching.passed]))
    found = alerts.arrivals(db, ids[:500], audience)
    lines = [_line(db, watching, item) for item in found[:SHOWN]]
    return [f"Told at once: {told}", *(lines or [f"No news of it in the last {LATELY.days} days"])]


def of_meant(db: Connection, watching: Watch, audience: Audience, what: str, names: Names) -> list[str]:
    """Return why each article that some words name was or was not told at once; none where none is held."""
    hits = [hit.citation.revision_id for hit in search(db, what, audience, limit=HITS)]
    found = [held.article_id for key in dict.fromkeys(hits) if (held := articles.revision(db, key))]
    ids = list(dict.fromkeys([*found, *watching.fates, *watching.passed]))
    meant = [item for item in alerts.arrivals(db, ids[:500], audience) if _is_meant(item.revision, names)]
    return [_line(db, watching, item) for item in meant[:SHOWN]]


def _is_meant(held: Revision, names: Names) -> bool:
    return names(f"{held.title} {held.source}", held.text)


def _unseen(db: Connection, follow: Follow, audience: Audience, now: datetime) -> list[Revision]:
    """Return news of what is followed that was not looked at yet."""
    read = articles.arrived(db, audience, follow.seen_article, now - FRESH)
    wanted = about(db, follow, read)
    return [item for item in read if item.article_id in wanted]


def _line(db: Connection, watching: Watch, item: Arrival) -> str:
    held = item.revision
    return f"{held.title or 'Untitled'} · {held.source or 'unnamed'} · {_reason(db, watching, item)}"


def _reason(db: Connection, watching: Watch, item: Arrival) -> str:
    """Return why an article was or was not told at once: by what was decided on it, or else by what is followed."""
    if fate := watching.fates.get(item.revision.article_id):
        return _fated(watching, fate)
    if passed := watching.passed.get(item.revision.article_id):
        return _passed(watching, passed)
    wanting = [each for each in watching.followed if item.revision.article_id in about(db, each, [item.revision])]
    now = [each for each in wanting if each.at_once]
    if now:
        return _wanted(watching, now[0], item)
    if wanting:
        what = wanting[0].what
        return f"no alert: {what} is followed for briefings. To be told at once: follow {what} now"
    return "no alert: nothing that is told at once here is in it"


def _fated(watching: Watch, fate: Fate) -> str:
    if fate.state in OPEN_STATES:
        late = f": {fate.problem}" if fate.problem else ""
        return f"its alert on {fate.what} is under way{late}"
    if fate.state == "failed":
        return f"its alert on {fate.what} could not be posted: {fate.problem}"
    if fate.decided == "told":
        return f"told in the alert on {fate.what} of {watching.shown(fate.at)}"
    return f"no alert on {fate.what}: {watching.reasons.get(fate.decided, 'there was nothing new in it')}"


def _passed(watching: Watch, passed: alerts.PassedOver) -> str:
    day = watching.shown(passed.at)
    if passed.reason == "most":
        return f"no alert: {passed.what} had as many as it may a day ({day})"
    return f"no alert: another one had told its story that day ({day})"


def _wanted(watching: Watch, follow: Follow, item: Arrival) -> str:
    """Return why news that is followed has no alert."""
    if item.catalogue:
        return "no alert: it stood in its source before that was added here"
    if follow.created_at and item.first_seen <= follow.created_at:
        return f"no alert: it came in before {follow.what} was followed"
    if item.dated < item.first_seen - FRESH:
        return f"no alert: it was more than {FRESH.days} days old when it came in"
    if item.first_seen < watching.now - LATELY:
        return f"no alert of late: it came in more than {LATELY.days} days ago"
    if item.revision.article_id <= follow.seen_article:
        return f"no alert: it had nothing of {follow.what} yet when it came in"
    if watching.channel.state == "paused":
        return f"no alert: this channel is paused. {watching.channel.problem}".strip()
    if follow.quiet_from and slots.is_quiet(watching.now, follow.quiet_from, follow.quiet_until, follow.zone):
        return f"it waits for the end of the quiet hours, at {follow.quiet_until} {follow.zone}"
    return "its alert comes in a moment"
