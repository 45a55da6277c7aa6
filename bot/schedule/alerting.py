"""Alerts: what a channel follows is told at once, as long as it is awake, and not too often."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from bot import slots
from bot.chat import render
from bot.chat.parts import Limits
from bot.desk.following import FRESH
from bot.desk.metering import metered_for
from bot.desk.office import Desk
from bot.models import Channel, Delivery, Follow, Revision
from bot.schedule.drafting import drafted
from bot.store import alerts, articles, channels, follows, outbox, sent
from bot.store.database import Connection
from bot.store.outbox import Draft
from bot.summarize.briefing import compose
from bot.summarize.gathering import Scope
from bot.summarize.interests import about

IN_TIME = timedelta(hours=6)
"""How long an alert waits for a platform that is away."""


def due(db: Connection) -> bool:
    """Tell whether there are articles that a follow has not looked at."""
    return bool(follows.alerting(db, follows.newest_article(db)))


def open_alerts(db: Connection, now: datetime) -> int:
    """Give the news that is followed its rows in the outbox; return how many. In quiet hours it waits for their end."""
    newest = follows.newest_article(db)
    opened = 0
    for follow in follows.alerting(db, newest):
        if follow.quiet_from and slots.is_quiet(now, follow.quiet_from, follow.quiet_until, follow.zone):
            continue
        channel = channels.get(db, follow.channel_id)
        if channel:
            opened += _open(db, follow, channel, now)
        follows.mark_seen(db, follow.id, newest)
    return opened


def _open(db: Connection, follow: Follow, channel: Channel, now: datetime) -> int:
    midnight = slots.day_start(now, follow.zone)
    left = follow.most - sent.alerts_since(db, channel.id, follow.what, midnight)
    opened = 0
    for story in _news(db, follow, channel, now):
        if opened >= left:
            _miss(db, follow, story, "most", now)
        elif outbox.enqueue(db, _order(follow, story, now), now=now):
            opened += 1
        else:
            _miss(db, follow, story, "story", now)
    return opened


def _miss(db: Connection, follow: Follow, news: Sequence[Revision], reason: alerts.Missed, now: datetime) -> None:
    alerts.miss(db, follow.id, [item.article_id for item in news], reason, now)


def _news(db: Connection, follow: Follow, channel: Channel, now: datetime) -> Iterator[Sequence[Revision]]:
    """Give what is followed and came in after it was last looked, by story."""
    read = articles.arrived(db, channel.audience, follow.seen_article, now - FRESH)
    wanted = about(db, follow, read)
    found = sorted((item for item in read if item.article_id in wanted), key=lambda item: (_story(item), item.id))
    for _, group in groupby(found, key=_story):
        yield list(group)


def _story(item: Revision) -> int:
    return item.story_id if item.story_id is not None else -item.article_id


def _order(follow: Follow, news: Sequence[Revision], now: datetime) -> outbox.Order:
    """Return the order of an alert: one a story and local day, and for a story that is followed one each time."""
    day = slots.local_day(now, follow.zone)
    once = str(news[0].article_id) if follow.kind == "story" else day
    return outbox.Order(
        "alert",
        f"alert:{follow.channel_id}:{_story(news[0])}:{once}",
        follow.channel_id,
        not_after=now + IN_TIME,
        topic=follow.what,
        request={"articles": [item.article_id for item in news], "zone": follow.zone},
    )


async def alert(desk: Desk, delivery: Delivery, channel: Channel, limits: Limits) -> Draft:
    """Return an alert of the articles as they stand now; without a part where the channel was told it meanwhile."""
    asked, topic = await desk.store.read(lambda db: (outbox.request(db, delivery.id), outbox.topic(db, delivery.id)))
    now = desk.clock()
    scope = Scope(
        channel.audience,
        now - FRESH,
        now,
        channel_id=channel.id,
        keep=lambda item: item.article_id in asked["articles"],
    )
    briefing = await compose(desk.store, metered_for(desk, channel).model, scope, title=f"Alert: {topic}")
    if not briefing.stories:
        return Draft(parts=[], decisions=briefing.decisions)
    zone = asked.get("zone") or desk.settings.zone
    return drafted(briefing, render.alert(briefing, topic, limits, zone))
