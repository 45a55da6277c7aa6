"""How things stand in the store, counted when somebody asks: queues with their ages, sources, leases, what is held,
and the processes that run on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import to_micros
from bot.models.workers import ROLES, HeldLease
from bot.store.channels import leases, shards, workers
from bot.store.protocol import Connection

CONNECTION, DUTY = "connection:", "duty:"
"""How the names of leases begin: those on platforms' connections, and those on what one process at a time does."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`queues`: length and the age of the oldest in seconds; `leases` and `duties`: seconds that are left.

    `processes` are counted by role and by whether they are alive, `shards` by platform and by whether they are held;
    `source_lag` is how many seconds the slowest source that is well is past its time. The others are counts.
    """

    queues: dict[str, tuple[int, float]] = field(default_factory=dict)
    leases: dict[str, float] = field(default_factory=dict)
    duties: dict[str, float] = field(default_factory=dict)
    processes: dict[tuple[str, str], int] = field(default_factory=dict)
    shards: dict[tuple[str, str], int] = field(default_factory=dict)
    source_lag: float = 0.0
    sources: dict[str, int] = field(default_factory=dict)
    channels: dict[str, int] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)


_QUEUES = {
    "polls_unread": ("waiting", "newest_at", ""),
    "deliveries": ("outbox", "coalesce(slot_at, created_at)", " where state in ('claimed', 'written', 'sending')"),
    "deliveries_unwritten": ("outbox", "coalesce(slot_at, created_at)", " where state = 'claimed'"),
    "deliveries_unsent": ("outbox", "written_at", " where state in ('written', 'sending')"),
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
    held = leases.every(db)
    return Standing(
        queues={name: _queue(db, *of, at) for name, of in _QUEUES.items()},
        leases=_left(held, CONNECTION, at),
        duties=_left(held, DUTY, at),
        processes=_processes(db, now),
        shards=_shards(db, _left(held, CONNECTION, at)),
        source_lag=_source_lag(db, at),
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


def _left(held: Sequence[HeldLease], begins: str, now: int) -> dict[str, float]:
    """Return how many seconds are left of the leases whose names begin so."""
    mine = (each for each in held if each.name.startswith(begins))
    return {each.name.removeprefix(begins): (to_micros(each.until) - now) / 1e6 for each in mine}


def _processes(db: Connection, now: datetime) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {(role, state): 0 for role in ROLES for state in ("alive", "dead")}
    for each in workers.every(db):
        for role in each.roles:
            counts[role, "alive" if each.until >= now else "dead"] += 1
    return counts


def _shards(db: Connection, left: Mapping[str, float]) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for platform, wanted in shards.every(db).items():
        held = [name for name in left if name.startswith(f"{platform}:") and name.endswith(f"/{wanted}")]
        counts[platform, "wanted"] = wanted
        counts[platform, "held"] = sum(left[name] > 0 for name in held)
    return counts


def _source_lag(db: Connection, now: int) -> float:
    row = db.execute(
        "select max(? - last_ok_at - interval_s * 1000000) from sources"
        " where state = 'active' and failures = 0 and last_ok_at is not null",
        (now,),
    ).fetchone()
    return max(0.0, row[0] / 1e6) if row[0] is not None else 0.0


def _queue(db: Connection, table: str, since: str, where: str, now: int) -> tuple[int, float]:
    query = f"select count(*), min({since}) from {table}{where}"
    length, oldest = db.execute(query, {"now": now} if ":now" in where else ()).fetchone()
    return int(length), max(0.0, (now - oldest) / 1e6) if isinstance(oldest, int) else 0.0


def _count(db: Connection, query: str) -> int:
    return int(db.execute(query).fetchone()[0])
