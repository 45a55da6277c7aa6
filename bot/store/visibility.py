"""What leaves the store: whose rows a query may see (promise 5), and how it is cited."""

from __future__ import annotations

from bot.clock import from_micros
from bot.models import Audience, Citation
from bot.store.out_of_sight import hidden
from bot.store.protocol import Row
from bot.store.where_clauses import one_of


def visible(audience: Audience, table: str) -> tuple[str, tuple[object, ...]]:
    """Return an SQL condition on a row of articles: it is one of the audience's owners, and not being forgotten.

    Where only some stories are looked at, it is in one of them.

    It is made of question marks; their values come with it. The owner is an expression, so that no database goes by
    its index: nearly all rows are everybody's, and it would read them all.
    """
    of_owner, values = owned(audience, f"{table}.owner || ''")
    clause = f"{of_owner} and not {hidden(table)}"
    if audience.stories is None:
        return clause, values
    wanted = one_of(f"{table}.story_id", audience.stories)
    return f"{clause} and {wanted}", (*values, *audience.stories)


def owned(audience: Audience, column: str) -> tuple[str, tuple[str, ...]]:
    """Return an SQL condition on a column of owners, with its values."""
    if audience.owners is None:
        return "1 = 1", ()
    return one_of(column, audience.owners), audience.owners


_NAMESAKE = (
    "exists (select 1 from articles n where n.source = a.source and n.site {} a.site and n.site > ''"
    " and n.sender = '' and (n.owner = '' or n.owner = a.owner))"
)
OUTLET = (
    "case when a.site <> '' and a.site <> a.source"
    f" and (a.sender <> '' or {_NAMESAKE.format('<')} or {_NAMESAKE.format('>')})"
    " then a.source || ' (' || a.site || ')' else a.source end"
)
"""What an article's outlet is called, of the row `a` of articles: its name, and its site where that must be told.

It must where another site bears the same name, of those that the owner sees, and where somebody sent the words who
points to another's page: that one alone, whatever name it took. So whoever counts these names counts outlets.
"""


def without_twins(audience: Audience, *, copies: bool = False) -> tuple[str, tuple[object, ...]]:
    """Return an SQL condition on the row `a` of articles: an audience has not had it from another owner before.

    The same article in a server's own source and in everybody's is one, and comes once: as whichever came first. So do
    `copies` of its text, where only its news is asked for and not how many print it.
    """
    clause, values = owned(audience, "t.owner")
    same = "t.url = a.url and t.sender = a.sender"
    return (
        f"not exists (select 1 from articles t where ({f'{same} or t.duplicate_of = a.id' if copies else same})"
        " and t.owner <> a.owner"
        f" and t.id < a.id and t.catalogue <= a.catalogue and {clause} and not {hidden('t')})",
        values,
    )


UNLINKED = "text:"
"""Begins the stored url of an article that has none; its text's hash follows."""


def link(url: str) -> str:
    """Return an article's url as a citation shows it: nothing where the article has none."""
    return "" if url.startswith(UNLINKED) else url


def citation(row: Row, start: int, end: int, text: str) -> Citation:
    """Return the citation of a span of the revision that a row tells of, with what a reader sees beside it."""
    published = row["published_at"]
    return Citation(
        revision_id=row["revision_id"],
        start=start,
        end=end,
        text=text,
        url=link(row["url"]),
        title=row["title"],
        source=row["source"],
        published_at=None if published is None else from_micros(published),
        paywalled=bool(row["paywalled"]),
        language=row["language"],
    )
