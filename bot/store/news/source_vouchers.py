"""What makes a source an outlet's own beside its address: pages that name it as their feed, and the operator's word."""

from __future__ import annotations

from collections.abc import Collection

from bot.store.protocol import Connection

FEWEST = 5
"""Articles from which on it shows for whom a source speaks."""


def add_names(db: Connection, source_id: int, sites: Collection[str]) -> None:
    """Keep that pages of these sites name a source as their feed."""
    row = db.execute("select named_by from sources where id = ?", (source_id,)).fetchone()
    if row is not None:
        named = " ".join(sorted({*row["named_by"].split(), *sites}))
        db.execute("update sources set named_by = ? where id = ?", (named, source_id))


def speaks_for(db: Connection, source_id: int, outlet: str) -> None:
    """Keep the hosts of the outlets that a source speaks for, with spaces between, as the operator says."""
    db.execute("update sources set outlet = ? where id = ?", (outlet, source_id))


def never_own(db: Connection) -> list[str]:
    """Return the addresses of feeds all of whose articles are told as their own words about others' pages."""
    rows = db.execute(
        "select s.url from sources s join articles a on a.source_id = s.id where s.owner = '' and s.state = 'active'"
        " and s.kind in ('feed', 'sitemap') group by s.id, s.url"
        " having count(*) >= ? and count(*) = sum(case when a.sender <> '' then 1 else 0 end) order by s.id",
        (FEWEST,),
    )
    return [row["url"] for row in rows]
