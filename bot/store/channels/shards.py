"""Over how many connections a platform is heard: the number that all processes go by."""

from __future__ import annotations

from bot.models import Platform
from bot.store.protocol import Connection


def count(db: Connection, platform: Platform) -> int:
    """Return the number; 1 where the platform never asked for more."""
    row = db.execute("select connections from shards where platform = ?", (platform,)).fetchone()
    return int(row["connections"]) if row else 1


def every(db: Connection) -> dict[Platform, int]:
    """Return the numbers of the platforms that ever asked for more than one."""
    return {row["platform"]: int(row["connections"]) for row in db.execute("select * from shards")}


def want(db: Connection, platform: Platform, connections: int) -> None:
    """Note that the platform wants so many; it stays as many as it ever wanted."""
    db.execute(
        "insert into shards (platform, connections) values (?, ?) on conflict (platform) do update"
        " set connections = excluded.connections where excluded.connections > shards.connections",
        (platform, connections),
    )
