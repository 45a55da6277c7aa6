"""What became of news that a channel follows at once: alerted, and how far that came, or passed over, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.clock import from_micros, to_micros
from bot.models import Audience, Revision
from bot.store.news import revisions
from bot.store.protocol import Connection, Row
from bot.store.row_guard import object_from
from bot.store.visibility import visible
from bot.store.where_clauses import one_of

Missed = Literal["most", "story"]


@dataclass(frozen=True, slots=True)
class AlertFate:
    """An article in an alert: the alert's topic and state, when it was sent or begun, and what was decided on it."""

    what: str
    state: str
    at: datetime
    problem: str = ""
    decided: str = ""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """News of what is followed that was not alerted, and when."""

    what: str
    reason: Missed
    at: datetime


@dataclass(frozen=True, slots=True)
class AlertCandidate:
    """An article as it stands now, and how it came in; `dated` is the time that counts for its freshness."""

    revision: Revision
    first_seen: datetime
    dated: datetime
    catalogue: bool


def miss(db: Connection, follow_id: int, article_ids: Iterable[int], reason: Missed, now: datetime) -> None:
    """Take note that news was not told at once, and why."""
    db.executemany(
        "insert into missed_alerts (follow_id, article_id, reason, at) values (?, ?, ?, ?) on conflict do nothing",
        [(follow_id, article_id, reason, to_micros(now)) for article_id in article_ids],
    )


def passed_over(db: Connection, channel_id: int, since: datetime) -> dict[int, PassedOver]:
    """Return the articles that a channel was not alerted to since a moment, by id."""
    rows = db.execute(
        "select m.article_id, m.reason, m.at, f.what from missed_alerts m join follows f on f.id = m.follow_id"
        " where f.channel_id = ? and m.at >= ? order by m.at, f.id",
        (channel_id, to_micros(since)),
    )
    return {row["article_id"]: PassedOver(row["what"], row["reason"], from_micros(row["at"])) for row in rows}


def fates(db: Connection, channel_id: int, since: datetime) -> dict[int, AlertFate]:
    """Return the articles of the alerts that a channel had since a moment, by id; of several the one that told it."""
    rows = db.execute(
        "select id, topic, state, problem, request, coalesce(sent_at, created_at) as at from outbox"
        " where channel_id = ? and kind = 'alert' and created_at >= ? order by id",
        (channel_id, to_micros(since)),
    ).fetchall()
    decided = _decided(db, channel_id, since)
    found: dict[int, AlertFate] = {}
    for row in rows:
        for article_id in (object_from(row["request"]) or {}).get("articles", ()):
            fate = _fate(row, decided.get((row["id"], article_id), ""))
            if article_id not in found or found[article_id].decided != "told":
                found[article_id] = fate
    return found


def _fate(row: Row, decided: str) -> AlertFate:
    return AlertFate(row["topic"], row["state"], from_micros(row["at"]), row["problem"], decided)


def _decided(db: Connection, channel_id: int, since: datetime) -> dict[tuple[int, int], str]:
    rows = db.execute(
        "select d.delivery_id, d.article_id, d.reason from decisions d join outbox o on o.id = d.delivery_id"
        " where o.channel_id = ? and o.kind = 'alert' and o.created_at >= ?",
        (channel_id, to_micros(since)),
    )
    return {(row["delivery_id"], row["article_id"]): row["reason"] for row in rows}


def arrivals(db: Connection, article_ids: Sequence[int], audience: Audience) -> list[AlertCandidate]:
    """Return those of some articles that an audience may see, the latest first."""
    clause, owners = visible(audience, "a")
    rows = db.execute(
        "select a.revision_id, a.first_seen_at, a.catalogue, r.effective_at from articles a"
        f" join revisions r on r.id = a.revision_id where {one_of('a.id', article_ids)} and {clause}"
        " order by a.first_seen_at desc, a.id desc",
        (*article_ids, *owners),
    ).fetchall()
    return [arrival for row in rows if (arrival := _arrival(db, row))]


def _arrival(db: Connection, row: Row) -> AlertCandidate | None:
    held = revisions.revision(db, row["revision_id"])
    times = from_micros(row["first_seen_at"]), from_micros(row["effective_at"])
    return AlertCandidate(held, *times, bool(row["catalogue"])) if held else None


def forget_before(db: Connection, moment: datetime) -> int:
    """Forget what was passed over before a moment; return how many articles that were."""
    return db.execute("delete from missed_alerts where at < ?", (to_micros(moment),)).rowcount
