"""Which articles the model has read for who said what, after the rules."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.clock import to_micros
from bot.evidence.quotes.model_proposals import Accepted
from bot.models import Revision
from bot.store.news.quotes import add_quotes, remove_quote
from bot.store.news.revisions import revision
from bot.store.protocol import Connection
from bot.store.where_clauses import one_of


def next_unread(db: Connection, since: datetime, without: Collection[str] = ()) -> Revision | None:
    """Return the newest article that came in since a moment and was not read yet, no copy, of none of some owners."""
    row = db.execute(
        "select r.id from articles a join revisions r on r.id = a.revision_id"
        " left join second_readings s on s.revision_id = r.id"
        " where r.seen_at >= ? and a.duplicate_of is null and a.catalogue = 0 and s.revision_id is null"
        f" and not {one_of('a.owner', without)} order by r.seen_at desc, r.id desc limit 1",
        (to_micros(since), *without),
    ).fetchone()
    return revision(db, row["id"]) if row else None


def keep(db: Connection, revision_id: int, found: Sequence[Accepted], now: datetime) -> None:
    """Note that a revision was read, and store what that added, if it is still its article's."""
    current = db.execute("select 1 from articles where revision_id = ?", (revision_id,)).fetchone()
    if current is None:
        return
    for item in found:
        if item.instead_of is not None:
            remove_quote(db, revision_id, item.instead_of)
    add_quotes(db, revision_id, [item.quote for item in found])
    db.execute(
        "insert into second_readings (revision_id, read_at) values (?, ?) on conflict do nothing",
        (revision_id, to_micros(now)),
    )
