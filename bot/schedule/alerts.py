"""Alerts: what a channel follows is told at once, as long as it is awake, and not too often."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby

from bot import slot_times
from bot.chat.rendering import render
from bot.chat.rendering.parts import Limits
from bot.desk.desk import Desk
from bot.desk.limits.token_limits import metered_for
from bot.desk.setup import reading_language
from bot.desk.setup.follows import FRESH
from bot.errors import UsageError
from bot.messages.catalogue import say
from bot.models import Channel, Delivery, Follow, Revision
from bot.schedule.briefing_draft import drafted
from bot.store.channels import channels, follows
from bot.store.deliveries import alerts, outbox, sent
from bot.store.deliveries.written_deliveries import Draft, Order
from bot.store.news import revisions
from bot.store.protocol import Connection
from bot.store.row_guard import alone
from bot.summarize.briefing.compose import compose
from bot.summarize.briefing.gathering import Scope
from bot.summarize.briefing.interests import about

log = logging.getLogger(__name__)

IN_TIME = timedelta(hours=6)
"""How long an alert waits for a platform that is away."""


def due(db: Connection, now: datetime) -> bool:
    """Tell whether there are articles that a follow has not looked at."""
    return bool(follows.alerting(db, follows.newest_article(db), now))


def open_alerts(db: Connection, now: datetime) -> int:
    """Give the news that is followed its rows in the outbox; return how many. In quiet hours it waits for their end.

    A follow that cannot be looked at says why, and holds up no other; its news waits until it can, and it is tried
    again after a while.
    """
    newest = follows.newest_article(db)
    opened = 0
    for each in follows.alerting(db, newest, now):
        work = partial(_look_at, db, each, newest, now)
        note = partial(follows.note_problem, db, each, now=now)
        opened += alone(db, log, f"follow {each.id}", work, note) or 0
    return opened


def _look_at(db: Connection, follow: Follow, newest: int, now: datetime) -> int:
    if broken := follows.broken(follow):
        raise UsageError(broken)
    if follow.quiet_from and slot_times.is_quiet(now, follow.quiet_from, follow.quiet_until, follow.zone):
        return 0
    channel = channels.get(db, follow.channel_id)
    opened = _open(db, follow, channel, now) if channel else 0
    follows.mark_seen(db, follow.id, newest)
    return opened


def _open(db: Connection, follow: Follow, channel: Channel, now: datetime) -> int:
    midnight = slot_times.day_start(now, follow.zone)
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
    read = revisions.arrived(db, channel.audience, follow.seen_article, now - FRESH)
    wanted = about(db, follow, read)
    found = sorted((item for item in read if item.article_id in wanted), key=lambda item: (_story(item), item.id))
    for _, group in groupby(found, key=_story):
        yield list(group)


def _story(item: Revision) -> int:
    return item.story_id if item.story_id is not None else -item.article_id


def _order(follow: Follow, news: Sequence[Revision], now: datetime) -> Order:
    """Return the order of an alert: one a story and local day, and for a story that is followed one each time."""
    day = slot_times.local_day(now, follow.zone)
    once = str(news[0].article_id) if follow.kind == "story" else day
    return Order(
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
    theirs, title = metered_for(desk, channel), say("briefing.alert_title", topic=topic)
    reads = await reading_language.of_channel(desk, channel)
    briefing = await compose(desk.store, theirs.model, scope, title=title, reader=theirs.reader, language=reads)
    if not briefing.stories:
        return Draft(parts=[], decisions=briefing.decisions)
    zone = slot_times.zone_or(asked.get("zone", ""), desk.settings.zone)
    return drafted(briefing, render.alert(briefing, topic, limits, zone))
