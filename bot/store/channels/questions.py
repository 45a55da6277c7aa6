"""Questions that were heard and are not answered yet: each is a row until its answer stands where it was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.clock import EPOCH, to_micros
from bot.store.protocol import Connection, Row
from bot.store.row_guard import time_from


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question as it is kept: `asked` and `reply` are the JSON of who keeps it, `reply` "" until there is one.

    `changed`: what it changes was changed; `tries`: how often it was asked again.
    """

    event_id: str
    heard_at: datetime
    asked: str
    changed: bool
    tries: int
    reply: str


def keep(db: Connection, platform: str, event_id: str, place: str, asked: str, now: datetime) -> None:
    """Keep a question until it is answered; one that is kept already stays as it is."""
    db.execute(
        "insert into questions (platform, event_id, place, heard_at, asked) values (?, ?, ?, ?, ?)"
        " on conflict do nothing",
        (platform, event_id, place, to_micros(now), asked),
    )


def every(db: Connection, platform: str) -> list[OpenQuestion]:
    """Return a platform's questions that are not answered, as they were heard."""
    rows = db.execute(
        "select event_id, heard_at, asked, changed, tries, reply from questions where platform = ? order by heard_at",
        (platform,),
    ).fetchall()
    return [_question(row) for row in rows]


def _question(row: Row) -> OpenQuestion:
    heard_at = time_from(row["heard_at"]) or EPOCH  # one that cannot be read is too long ago to be answered
    reply = row["reply"] or ""
    return OpenQuestion(row["event_id"], heard_at, row["asked"], bool(row["changed"]), row["tries"], reply)


def note_try(db: Connection, platform: str, event_id: str) -> None:
    """Take note that a question is asked again."""
    db.execute("update questions set tries = tries + 1 where platform = ? and event_id = ?", (platform, event_id))


def note_away(db: Connection, platform: str, event_id: str) -> None:
    """Take note that a try came to its end: the platform was away, and nothing fell."""
    db.execute("update questions set tries = 0 where platform = ? and event_id = ?", (platform, event_id))


def note_change(db: Connection, platform: str, event_id: str) -> None:
    """Take note that what a question changes is being changed, in the transaction that does it."""
    db.execute("update questions set changed = 1 where platform = ? and event_id = ?", (platform, event_id))


def note_reply(db: Connection, platform: str, event_id: str, reply: str) -> None:
    """Keep the answer that is about to be posted; nothing where the question was forgotten since."""
    db.execute("update questions set reply = ? where platform = ? and event_id = ?", (reply, platform, event_id))


def answered(db: Connection, platform: str, event_id: str) -> None:
    """Forget a question that is answered, with its words."""
    db.execute("delete from questions where platform = ? and event_id = ?", (platform, event_id))


def forget_before(db: Connection, moment: datetime) -> int:
    """Forget questions that were heard before a moment; return how many."""
    return db.execute("delete from questions where heard_at < ?", (to_micros(moment),)).rowcount
