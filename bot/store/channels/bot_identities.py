"""As whom the bot is known on a platform, and the servers that it keeps something of."""

from __future__ import annotations

from bot.models import Platform
from bot.store.protocol import Connection


def is_same(db: Connection, platform: Platform, identity: str) -> bool:
    """Note as whom the bot is here now; return whether it was the same before."""
    row = db.execute("select identity from identities where platform = ?", (platform,)).fetchone()
    db.execute(
        "insert into identities (platform, identity) values (?, ?)"
        " on conflict (platform) do update set identity = excluded.identity",
        (platform, identity),
    )
    return row is not None and row["identity"] == identity


def servers(db: Connection, platform: Platform) -> list[str]:
    """Return the servers of a platform of which a channel or a source is kept."""
    begins = f"{platform}:"
    rows = db.execute(
        "select server from channels where platform = ? and server <> ''"
        " union select substr(owner, ?) from sources where substr(owner, 1, ?) = ?",
        (platform, len(begins) + 1, len(begins), begins),
    )
    return sorted({row[0].partition("/")[0] for row in rows} - {""})
