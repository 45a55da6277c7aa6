"""What channels were sent, looked back upon."""

from __future__ import annotations

from datetime import datetime

from bot.clock import to_micros
from bot.models import Delivery
from bot.store.deliveries.outbox import OPEN, delivery_from
from bot.store.protocol import Connection
from bot.store.row_guard import time_from


def stories_of_message(db: Connection, platform: str, place: str, message_id: str) -> list[int]:
    """Return the stories, as they are now, of the delivery that a message in a channel carried."""
    rows = db.execute(
        "select distinct a.story_id from parts p join outbox o on o.id = p.delivery_id"
        " join channels c on c.id = o.channel_id join cited t on t.delivery_id = o.id"
        " join revisions r on r.id = t.revision_id join articles a on a.id = r.article_id"
        " where p.platform_id = ? and c.platform = ? and c.platform_id = ? and a.story_id is not null",
        (message_id, platform, place),
    )
    return [row["story_id"] for row in rows]


def subscription_of_message(db: Connection, platform: str, place: str, message_id: str) -> int | None:
    """Return the subscription whose briefing a message in a channel was a part of; None where it was none."""
    row = db.execute(
        "select o.subscription_id from parts p join outbox o on o.id = p.delivery_id"
        " join channels c on c.id = o.channel_id where p.platform_id = ? and c.platform = ? and c.platform_id = ?",
        (message_id, platform, place),
    ).fetchone()
    return row["subscription_id"] if row else None


def last_of(db: Connection, channel_id: int) -> tuple[Delivery | None, datetime | None]:
    """Return a channel's newest briefing that is sent or given up, and when it was sent."""
    row = db.execute(
        "select * from outbox where channel_id = ? and kind = 'briefing' and state in ('sent', 'failed')"
        " order by id desc limit 1",
        (channel_id,),
    ).fetchone()
    return (delivery_from(row), time_from(row["sent_at"])) if row else (None, None)


def alerts_since(db: Connection, channel_id: int, followed: str, since: datetime) -> int:
    """Return how many alerts of what is followed a channel has had since a moment, or is about to have.

    One that had nothing to tell does not count.
    """
    row = db.execute(
        "select count(*) from outbox where channel_id = ? and kind = 'alert' and topic = ? and created_at >= ?"
        f" and (state in {OPEN} or (state = 'sent' and exists (select 1 from parts where delivery_id = outbox.id)))",
        (channel_id, followed, to_micros(since)),
    ).fetchone()
    return int(row[0])


def corrections_since(db: Connection, channel_id: int, since: datetime, article_id: int | None = None) -> int:
    """Return how many corrections a channel has had since a moment, or is about to have; with an article, of that one.

    One that had nothing to tell does not count.
    """
    key = f"correction:{channel_id}:{'' if article_id is None else f'{article_id}:'}%"
    row = db.execute(
        "select count(*) from outbox where channel_id = ? and kind = 'correction' and key like ? and created_at > ?"
        f" and (state in {OPEN} or (state = 'sent' and exists (select 1 from parts where delivery_id = outbox.id)))",
        (channel_id, key, to_micros(since)),
    ).fetchone()
    return int(row[0])
