"""Events that came in from the platforms: each is acted on once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.clock import to_micros
from bot.store.protocol import Connection
from bot.store.where_clauses import one_of


def first_time(db: Connection, platform: str, event_id: str, now: datetime) -> bool:
    """Mark an event as seen; return whether it had not been."""
    seen = db.execute(
        "insert into inbound (platform, event_id, seen_at) values (?, ?, ?) on conflict do nothing",
        (platform, event_id, to_micros(now)),
    )
    return seen.rowcount == 1


def unseen(db: Connection, platform: str, event_ids: Sequence[str]) -> set[str]:
    """Return those of some events that are not marked as seen."""
    rows = db.execute(
        f"select event_id from inbound where platform = ? and {one_of('event_id', event_ids)}", (platform, *event_ids)
    )
    return set(event_ids) - {str(row["event_id"]) for row in rows}


def forget_before(db: Connection, moment: datetime) -> int:
    """Forget events that were seen before a moment (platforms repeat theirs for hours, not weeks); return how many."""
    return db.execute("delete from inbound where seen_at < ?", (to_micros(moment),)).rowcount
