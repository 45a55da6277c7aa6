"""What a model wrote of the news, or judged of it, kept to be used again where nothing that it rests on has changed.

A reply is found by a key that stands for all that it depends on, and only by who may see each revision that it rests
on, as long as those are the current ones (promise 5). It goes with the first of them that is replaced or removed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.clock import to_micros
from bot.models import Audience
from bot.store.protocol import Connection
from bot.store.visibility import visible
from bot.store.where_clauses import one_of


def find(db: Connection, keys: Sequence[str], audience: Audience) -> dict[str, str]:
    """Return the replies, JSON, that are kept under some keys and may be used for an audience."""
    seen, values = visible(audience, "a")
    rows = db.execute(
        f"select w.key, w.reply from written w where {one_of('w.key', keys)} and w.revisions = ("
        "select count(*) from written_from f join revisions r on r.id = f.revision_id"
        f" join articles a on a.id = r.article_id and a.revision_id = r.id where f.written_id = w.id and {seen})",
        (*keys, *values),
    )
    return {row["key"]: row["reply"] for row in rows}


def keep(db: Connection, key: str, reply: str, revision_ids: Collection[int], at: datetime) -> None:
    """Keep a reply that rests on some revisions, in the place of an earlier one; not where one of them was replaced or
    has gone meanwhile: nothing would take it along any more."""
    wanted = sorted(set(revision_ids))
    current = (
        "select count(*) from revisions r join articles a on a.id = r.article_id and a.revision_id = r.id"
        f" where {one_of('r.id', wanted)}"
    )
    if not wanted or db.execute(current, wanted).fetchone()[0] < len(wanted):
        return
    db.execute("delete from written where key = ?", (key,))
    made = "insert into written (key, reply, revisions, at) values (?, ?, ?, ?) returning id"
    (written_id,) = db.execute(made, (key, reply, len(wanted), to_micros(at))).fetchone()
    rests_on = [(written_id, each) for each in wanted]
    db.executemany("insert into written_from (written_id, revision_id) values (?, ?)", rests_on)


def void(db: Connection, revision_id: int) -> None:
    """Delete what rests on a revision: it was replaced, taken back, or is nobody's to see any more."""
    db.execute(
        "delete from written where id in (select written_id from written_from where revision_id = ?)", (revision_id,)
    )


def void_of_source(db: Connection, source_id: int) -> None:
    """Delete what rests on articles of a source, which is to be read no more."""
    db.execute(
        "delete from written where id in (select f.written_id from written_from f join revisions r on"
        " r.id = f.revision_id join articles a on a.id = r.article_id where a.source_id = ?)",
        (source_id,),
    )


def forget_before(db: Connection, moment: datetime) -> int:
    """Delete what was kept before a moment; return how much that was."""
    return db.execute("delete from written where at < ?", (to_micros(moment),)).rowcount
