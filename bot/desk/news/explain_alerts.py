"""Why news was told at once in a channel, or was not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import slot_times
from bot.desk.setup.follows import FRESH
from bot.messages.catalogue import say
from bot.models import Audience, Channel, Follow, Revision
from bot.store.channels import follows
from bot.store.deliveries import alerts
from bot.store.deliveries.alerts import AlertCandidate, AlertFate
from bot.store.deliveries.outbox import OPEN_STATES
from bot.store.full_text_search import search
from bot.store.news import revisions
from bot.store.protocol import Connection
from bot.summarize.briefing.interests import about

LATELY = timedelta(days=7)
"""How far back alerts are explained."""
SHOWN = 10
HITS = 10

Names = Callable[[str, str, str], bool]
"""Tells whether an article is meant, by its title with its source, and its text."""


@dataclass(frozen=True, slots=True)
class AlertWatch:
    """What decides on a channel's alerts: all that it follows, what became of what, and the clock."""

    channel: Channel
    followed: Sequence[Follow]
    fates: Mapping[int, AlertFate]
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


def watch(db: Connection, channel: Channel, now: datetime, zone: str, reasons: Mapping[str, str]) -> AlertWatch | None:
    """Return what decides on a channel's alerts; None where it follows nothing at once and had none of late."""
    since = now - LATELY
    held = follows.every(db, channel.id) if channel.id else []
    fates = alerts.fates(db, channel.id, since) if channel.id else {}
    if not fates and not any(follow.at_once for follow in held):
        return None
    return AlertWatch(channel, held, fates, alerts.passed_over(db, channel.id, since), now, zone, reasons)


def of_late(db: Connection, watching: AlertWatch, audience: Audience) -> list[str]:
    """Return what is told at once, and what became of the news of it in the last days, the latest first."""
    told = ", ".join(f"{follow.kind} {follow.what}" for follow in watching.at_once) or say("why.at_once_nothing")
    waiting = [item.article_id for follow in watching.at_once for item in _unseen(db, follow, audience, watching.now)]
    ids = list(dict.fromkeys([*waiting, *watching.fates, *watching.passed]))
    found = alerts.arrivals(db, ids[:500], audience)
    lines = [_line(db, watching, item) for item in found[:SHOWN]]
    return [say("why.at_once", told=told), *(lines or [say("why.no_news", days=LATELY.days)])]


def of_meant(db: Connection, watching: AlertWatch, audience: Audience, what: str, names: Names) -> list[str]:
    """Return why each article that some words name was or was not told at once; none where none is held."""
    hits = [hit.citation.revision_id for hit in search(db, what, audience, limit=HITS)]
    found = [held.article_id for key in dict.fromkeys(hits) if (held := revisions.revision(db, key))]
    ids = list(dict.fromkeys([*found, *watching.fates, *watching.passed]))
    meant = [item for item in alerts.arrivals(db, ids[:500], audience) if _is_meant(item.revision, names)]
    return [_line(db, watching, item) for item in meant[:SHOWN]]


def _is_meant(held: Revision, names: Names) -> bool:
    return names(f"{held.title} {held.source}", held.text, held.language)


def _unseen(db: Connection, follow: Follow, audience: Audience, now: datetime) -> list[Revision]:
    """Return news of what is followed that was not looked at yet."""
    read = revisions.arrived(db, audience, follow.seen_article, now - FRESH)
    wanted = about(db, follow, read)
    return [item for item in read if item.article_id in wanted]


def _line(db: Connection, watching: AlertWatch, item: AlertCandidate) -> str:
    held = item.revision
    title, source = held.title or say("sources.untitled"), held.source or say("sources.unnamed")
    return f"{title} · {source} · {_reason(db, watching, item)}"


def _reason(db: Connection, watching: AlertWatch, item: AlertCandidate) -> str:
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
        return say("why.for_briefings", what=what)
    return say("why.nothing_at_once")


def _fated(watching: AlertWatch, fate: AlertFate) -> str:
    if fate.state in OPEN_STATES:
        late = f": {fate.problem}" if fate.problem else ""
        return say("why.alert_under_way", what=fate.what, late=late)
    if fate.state == "failed":
        return say("why.alert_failed", what=fate.what, problem=fate.problem)
    if fate.decided == "told":
        return say("why.alert_told", what=fate.what, moment=watching.shown(fate.at))
    reason = watching.reasons.get(fate.decided) or say("why.nothing_new")
    return say("why.alert_not_told", what=fate.what, reason=reason)


def _passed(watching: AlertWatch, passed: alerts.PassedOver) -> str:
    day = watching.shown(passed.at)
    if passed.reason == "most":
        return say("why.most_a_day", what=passed.what, day=day)
    return say("why.story_told_that_day", day=day)


def _wanted(watching: AlertWatch, follow: Follow, item: AlertCandidate) -> str:
    """Return why news that is followed has no alert."""
    if item.catalogue:
        return say("why.before_source_added")
    if follow.created_at and item.first_seen <= follow.created_at:
        return say("why.before_followed", what=follow.what)
    if item.dated < item.first_seen - FRESH:
        return say("why.too_old", days=FRESH.days)
    if item.first_seen < watching.now - LATELY:
        return say("why.not_of_late", days=LATELY.days)
    if item.revision.article_id <= follow.seen_article:
        return say("why.had_nothing_yet", what=follow.what)
    if watching.channel.state == "paused":
        return say("why.paused", problem=watching.channel.problem).strip()
    if follow.quiet_from and slot_times.is_quiet(watching.now, follow.quiet_from, follow.quiet_until, follow.zone):
        return say("why.quiet_hours", quiet_until=follow.quiet_until, zone=follow.zone)
    return say("why.alert_coming")
