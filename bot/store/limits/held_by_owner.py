"""How many sources, briefings and follows each has of what is limited."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from bot.models import Channel
from bot.store.channels import channels
from bot.store.out_of_sight import MARK
from bot.store.protocol import Connection


def sources(db: Connection) -> Counter[str]:
    """Return how many sources each owner has, those that only one of its channels sees with them; not everybody's."""
    rows = db.execute(
        "select owner, count(*) as held from sources where owner <> '' and substr(owner, 1, ?) <> ? group by owner",
        (len(MARK), MARK),
    )
    found: Counter[str] = Counter()
    for row in rows:
        found[row["owner"].partition("/")[0]] += row["held"]
    return found


def by_channel(db: Connection, table: Literal["subscriptions", "follows"]) -> list[tuple[Channel, int]]:
    """Return how many rows of a table each channel has that has any."""
    held = dict(db.tuples(f"select channel_id, count(*) from {table} group by channel_id"))
    return [(channel, held[channel.id]) for channel in channels.every(db) if channel.id in held]
