"""Takes articles out of the store with all that points to them: the one place that knows what that is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.clock import to_micros
from bot.models import Article
from bot.store.full_text_search import remove_passages
from bot.store.news import written
from bot.store.news.article_rows import insert_revision
from bot.store.news.corrections import note_change
from bot.store.news.identity import digest_of
from bot.store.news.placing.arrivals import forget
from bot.store.news.placing.story_lineage import refresh
from bot.store.news.quotes import remove_quotes
from bot.store.out_of_sight import GONE
from bot.store.protocol import Connection, Row

CITED = "(select revision_id from told union select revision_id from cited)"
"""Revisions that a written or posted claim cites: those stay (promise 1)."""
_GONE_TITLE = "A message that was taken back"


def remove(db: Connection, rows: Iterable[Row]) -> None:
    """Delete articles, given their `id`, `revision_id` and `story_id`, and bring their stories up to date."""
    gone = list(rows)
    for row in gone:
        _take_out(db, row)
        db.execute("delete from articles where id = ?", (row["id"],))
    refresh(db, {row["story_id"] for row in gone if row["story_id"] is not None})


def reduce(db: Connection, rows: Iterable[Row]) -> None:
    """Keep of articles, given their `id` and `revision_id`, what claims cite of them, and which articles they are.

    They are in no search and no quotes any more, decide on no story and on no copy. A text ends with the last passage
    that is cited of it, so that all that is cited stands where it stood.
    """
    for row in rows:
        _take_out(db, row)
        db.execute(_SHORTEN, (row["id"],))


_ENDS = (
    "(select end_at from told where revision_id = revisions.id"
    " union all select end_at from cited where revision_id = revisions.id)"
)
_SHORTEN = (
    f"update revisions set text = substr(text, 1, (select max(end_at) from {_ENDS} as ends))"
    f" where article_id = ? and exists {_ENDS} and not exists (select 1 from changes h join revisions o"
    " on o.id = h.revision_id where o.article_id = revisions.article_id)"  # it names sentences by where they stand
)


def withdraw(db: Connection, source_id: int, url: str, now: datetime) -> None:
    """Take back what a source itself took back.

    An article that a posted claim cites keeps that revision; what stands now is that it is gone, so that whoever was
    told of it hears that. It is in no search and no story.
    """
    # twice, where it was edited after its source had become somebody else's
    rows = db.execute(
        "select id, revision_id, story_id, url from articles where source_id = ? and url = ?", (source_id, url)
    )
    for row in rows.fetchall():
        take_back(db, row, now)


def take_back(db: Connection, row: Row, now: datetime) -> None:
    """Do what `withdraw` does for an article, given its `id`, `revision_id`, `story_id` and `url`."""
    if db.execute("select 1 from revisions where id = ? and text = ?", (row["revision_id"], GONE)).fetchone():
        return
    cited = db.execute(f"select 1 from revisions where article_id = ? and id in {CITED} limit 1", (row["id"],))
    if cited.fetchone() is None:
        remove(db, [row])
        return
    _take_out(db, row)
    seen = to_micros(now)
    stone = Article(GONE, _GONE_TITLE, row["url"])
    revision_id = insert_revision(db, row["id"], stone, digest_of(stone), (None, seen, 0))
    db.execute(
        "update articles set revision_id = ?, story_id = null, duplicate_of = null, catalogue = 1 where id = ?",
        (revision_id, row["id"]),
    )
    note_change(db, row["id"], row["revision_id"], revision_id, seen)
    refresh(db, {row["story_id"]} - {None})


def _take_out(db: Connection, row: Row) -> None:
    remove_passages(db, row["revision_id"])
    remove_quotes(db, row["revision_id"])
    written.void(db, row["revision_id"])
    forget(db, row["id"])
