"""What was asked and answered, for a while, so that a follow-up is understood."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.clock import to_micros
from bot.models import Channel
from bot.store.protocol import Connection, Row
from bot.store.row_guard import object_from


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, and what it and its answer were about."""

    id: int
    question: str
    subject: Mapping[str, Any]


def place_of(channel: Channel) -> str:
    """Return how the places begin of all that is asked in a channel, or in the thread that it is."""
    return f"{channel.home}/{channel.platform_id}/{channel.thread}"


def add(db: Connection, place: str, person: str, question: str, subject: Mapping[str, Any], *, now: datetime) -> int:
    """Remember a question that was answered; return its number."""
    row = db.execute(
        "insert into turns (place, person, question, subject, asked_at) values (?, ?, ?, ?, ?) returning id",
        (place, person, question, json.dumps(subject, ensure_ascii=False), to_micros(now)),
    ).fetchone()
    return int(row["id"])


def carried_by(db: Connection, platform: str, message_id: str, turn_id: int) -> None:
    """Take note of a message that carries an answer; nothing where it was forgotten since."""
    db.execute(
        "insert into turn_messages (platform, message_id, turn_id) select ?, ?, id from turns where id = ?"
        " on conflict do nothing",
        (platform, message_id, turn_id),
    )


def direct(db: Connection, platform: str) -> list[str]:
    """Return the ids of the direct conversations in which something is remembered, the latest first."""
    rows = db.execute(
        "select place, max(asked_at) as latest from turns where substr(place, 1, ?) = ? group by place"
        " order by latest desc",
        (len(platform) + 1, f"{platform}:"),
    )
    places = (str(row["place"]).removeprefix(f"{platform}:").split("/") for row in rows)
    return list(dict.fromkeys(home for home, *rest in places if rest[:1] == [home]))


def last(db: Connection, place: str, since: datetime) -> Turn | None:
    """Return what was asked last in a place, no longer ago than `since`."""
    row = db.execute(
        "select id, question, subject from turns where place = ? and asked_at >= ? order by id desc limit 1",
        (place, to_micros(since)),
    ).fetchone()
    return _turn(row) if row else None


def of_message(db: Connection, place_prefix: str, platform: str, message_id: str, since: datetime) -> Turn | None:
    """Return the question that a message of ours answers, where it was asked in a place that begins so."""
    row = db.execute(
        "select t.id, t.question, t.subject, t.place from turn_messages m join turns t on t.id = m.turn_id"
        " where m.platform = ? and m.message_id = ? and t.asked_at >= ?",
        (platform, message_id, to_micros(since)),
    ).fetchone()
    return _turn(row) if row and str(row["place"]).startswith(place_prefix) else None


def forget_before(db: Connection, moment: datetime) -> int:
    """Forget what was asked before a moment; return how many questions went."""
    return db.execute("delete from turns where asked_at < ?", (to_micros(moment),)).rowcount


def _turn(row: Row) -> Turn:
    return Turn(row["id"], row["question"], object_from(row["subject"]) or {})
