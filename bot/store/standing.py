"""How things stand in the store, counted when somebody asks: queues with their ages, sources, leases, what is held."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import to_micros
from bot.store.protocol import Connection


@dataclass(frozen=True, slots=True)
class Standing:
    """`queues`: length and the age of the oldest in seconds; `leases`: seconds that are left; the others are counts."""

    queues: dict[str, tuple[int, float]] = field(default_factory=dict)
    leases: dict[str, float] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    channels: dict[str, int] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)


_QUEUES = {
    "polls_unread": ("waiting", "newest_at", ""),
    "deliveries": ("outbox", "coalesce(slot_at, created_at)", " where state in ('claimed', 'written', 'sending')"),
    "questions": ("questions", "heard_at", ""),
    "sources_due": ("sources", "next_poll_at", " where state = 'active' and next_poll_at <= :now"),
}
_HELD = {
    "articles": "select count(*) from articles",
    "copies": "select count(*) from articles where duplicate_of is not null",
    "stories": "select count(*) from stories",
}


def standing(db: Connection, now: datetime) -> Standing:
    """Return how things stand."""
    at = to_micros(now)
    return Standing(
        queues={name: _queue(db, *of, at) for name, of in _QUEUES.items()},
        leases={
            row["name"].removeprefix("connection:"): (row["until"] - at) / 1e6
            for row in db.execute("select name, until from leases where owner <> ''")
        },
        sources={
            "failing": _count(db, "select count(*) from sources where state = 'active' and failures > 0"),
            "well": _count(db, "select count(*) from sources where state = 'active' and failures = 0"),
            "paused": _count(db, "select count(*) from sources where state = 'paused'"),
            "gone": _count(db, "select count(*) from sources where state = 'gone'"),
        },
        channels={
            state: _count(db, f"select count(*) from channels where state = '{state}'")
            for state in ("active", "paused")
        },
        held={what: _count(db, query) for what, query in _HELD.items()},
    )


def _queue(db: Connection, table: str, since: str, where: str, now: int) -> tuple[int, float]:
    query = f"select count(*), min({since}) from {table}{where}"
    length, oldest = db.execute(query, {"now": now} if ":now" in where else ()).fetchone()
    return int(length), max(0.0, (now - oldest) / 1e6) if isinstance(oldest, int) else 0.0


def _count(db: Connection, query: str) -> int:
    return int(db.execute(query).fetchone()[0])
