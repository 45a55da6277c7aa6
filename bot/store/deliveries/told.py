"""What a channel was told: written with `sent`, and never again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.clock import from_micros, to_micros
from bot.store.news import corrections
from bot.store.protocol import Connection, Row


@dataclass(frozen=True, slots=True)
class Told:
    """One claim that a channel got, with the span it rests on, its text and its article's language."""

    revision_id: int
    start: int
    end: int
    story_id: int | None
    claim: str
    delivery_id: int
    told_at: datetime
    cited: str = ""
    language: str = ""


def claims(db: Connection, channel_id: int, since: datetime) -> list[Told]:
    """Return what a channel was told from `since` on, in order.

    The story is the one that the cited article is in now: a story that was split or merged since is followed.
    """
    rows = db.execute(
        "select t.revision_id, t.start_at, t.end_at, coalesce(a.story_id, t.story_id) as story_id, t.claim,"
        " t.delivery_id, t.told_at, r.language, substr(r.text, t.start_at + 1, t.end_at - t.start_at) as cited"
        " from told t join revisions r on r.id = t.revision_id join articles a on a.id = r.article_id"
        " where t.channel_id = ? and t.told_at >= ?"
        " order by t.told_at, t.delivery_id, t.revision_id, t.start_at",
        (channel_id, to_micros(since)),
    )
    return [_told(row) for row in rows]


def record(db: Connection, delivery_id: int, now: datetime) -> None:
    """Take what a delivery cites as told to its channel."""
    db.execute(
        "insert into told (channel_id, revision_id, start_at, end_at, delivery_id, story_id, claim, told_at)"
        " select o.channel_id, c.revision_id, c.start_at, c.end_at, c.delivery_id, c.story_id, c.claim, ?"
        " from cited c join outbox o on o.id = c.delivery_id where o.id = ? on conflict do nothing",
        (to_micros(now), delivery_id),
    )
    corrections.note_told(db, delivery_id)


def _told(row: Row) -> Told:
    return Told(
        revision_id=row["revision_id"],
        start=row["start_at"],
        end=row["end_at"],
        story_id=row["story_id"],
        claim=row["claim"],
        delivery_id=row["delivery_id"],
        told_at=from_micros(row["told_at"]),
        cited=row["cited"],
        language=row["language"],
    )
