"""Which stored article an arriving one is, and whether it says anything that is not held.

An article is an owner's address and who speaks there: its outlet, or somebody who sent words that point to it. So what
others send stands beside what an outlet says, and never in its place (promise 1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import xxhash

from bot.models import Article, Provenance
from bot.store.protocol import Connection, Row
from bot.store.visibility import UNLINKED
from bot.store.where_clauses import one_of, pages
from bot.text.sites import site_of

_PAGE = 500
"""Values that a statement is given."""


def provenance_of(article: Article) -> Provenance:
    """Return whose words an article is; those that no source brought are as the operator says."""
    told = article.provenance or Provenance("operator")
    return told if told.site else replace(told, site=site_of(article.url))


def address_of(article: Article) -> str:
    """Return the address under which an article is kept: its link, or what stands for the text of one without."""
    return article.url or UNLINKED + xxhash.xxh3_128_hexdigest(article.text.encode())


def digest_of(article: Article) -> str:
    """Return what tells a state of an article from another: 32 hexadecimal digits of its title and text."""
    return xxhash.xxh3_128_hexdigest(f"{article.title}\n\n{article.text}".encode())


def held_as(db: Connection, article: Article, owner: str) -> Row | None:
    """Return the row of the article that an arriving one is, with its current revision's; None for a new one."""
    row: Row | None = db.execute(
        "select a.id, a.revision_id, a.known_by, r.text_hash, r.excerpt, r.paywalled, length(r.text) as length"
        " from articles a join revisions r on r.id = a.revision_id where a.url = ? and a.sender = ? and a.owner = ?",
        (address_of(article), provenance_of(article).sender, owner),
    ).fetchone()
    return row


def addresses_held(db: Connection, addresses: Sequence[str], owner: str) -> set[str]:
    """Return which of some addresses articles of an owner stand under, whoever speaks there."""
    found = set[str]()
    for page in pages(addresses, _PAGE):
        query = f"select url from articles where {one_of('url', page)} and owner = ?"
        found.update(url for (url,) in db.tuples(query, (*page, owner)))
    return found


def takes_over(article: Article, held: Row) -> bool:
    """Tell whether an outlet's own source brings what was read of its page before, where somebody pointed to that."""
    return held["known_by"] == "page" and provenance_of(article).known_by in ("operator", "site", "feed")


def says_nothing_new(article: Article, held: Row) -> bool:
    """Tell whether the text that is held stands.

    It does where an article arrives just so, or as a part of what is held in full; and where it is read from its page
    once more for somebody who points to it, while its outlet's own source says what it says.
    """
    if held["text_hash"] == digest_of(article) or _says_less(article, held):
        return True
    read_for_others = provenance_of(article).known_by == "page"
    return read_for_others and held["known_by"] != "page" and not held["excerpt"]


def _says_less(article: Article, held: Row) -> bool:
    """Tell whether an article is held in full, and this is a part of it: its page is away or walled, not changed."""
    partial = article.excerpt or (article.paywalled and not held["paywalled"])
    return partial and not held["excerpt"] and len(article.text) < held["length"]
