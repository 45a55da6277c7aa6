"""Under which ids sources print their articles, so that one whose address changes is known again.

Sites correct a headline, and with it the address that is made of it; the entry's id stays (RFC 4287, 4.2.6). An id
alone is not believed: some programs number the entries of a feed by their place.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.clock import to_micros
from bot.language.in_any_language import content_words
from bot.models import Article
from bot.store.protocol import Connection, Row
from bot.store.where_clauses import one_of, pages

ALIKE = 0.5
"""Share of the words of the shorter text that both must have, where they are not of the same moment."""
LEAST_ALIKE = 0.2
"""The same where they are."""
_COMPARED = 4_000
_PAGE = 500


def note(db: Connection, source_id: int | None, pairs: Iterable[tuple[Article, int]]) -> None:
    """Keep under which ids a source prints some articles, each given with its id here."""
    if source_id is None:
        return
    last = {article.entry: article_id for article, article_id in pairs if article.entry is not None}
    db.executemany(
        "insert into entry_ids (source_id, entry, article_id) values (?, ?, ?)"
        " on conflict (source_id, entry) do update set article_id = excluded.article_id",
        [(source_id, entry, article_id) for entry, article_id in last.items()],
    )


def held(db: Connection, source_id: int | None, articles: Iterable[Article]) -> set[int]:
    """Return the ids under which a source printed something before, of those of some articles."""
    found = set[int]()
    if source_id is None:
        return found
    entries = [article.entry for article in articles if article.entry is not None]
    for page in pages(entries, _PAGE):
        query = f"select entry from entry_ids where source_id = ? and {one_of('entry', page)}"
        found.update(entry for (entry,) in db.tuples(query, (source_id, *page)))
    return found


def printed_before(db: Connection, source_id: int | None, article: Article) -> Row | None:
    """Return the id and the address of the article that a source printed under this one's id, if it is the same."""
    if source_id is None or article.entry is None:
        return None
    row: Row | None = db.execute(
        "select a.id, a.url, r.title, substr(r.text, 1, ?) as text, r.published_at from entry_ids e"
        " join articles a on a.id = e.article_id join revisions r on r.id = a.revision_id"
        " where e.source_id = ? and e.entry = ?",
        (_COMPARED, source_id, article.entry),
    ).fetchone()
    return row if row is not None and _is_same(row, article) else None


def _is_same(held: Row, article: Article) -> bool:
    mine = set(content_words(f"{article.title} {article.text[:_COMPARED]}"))
    theirs = set(content_words(f"{held['title']} {held['text']}"))
    shared = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
    moment = article.published_at and to_micros(article.published_at)
    return shared >= (LEAST_ALIKE if moment and moment == held["published_at"] else ALIKE)


def move(db: Connection, article_id: int, url: str) -> None:
    """Give an article its new address."""
    db.execute("update articles set url = ? where id = ?", (url, article_id))
