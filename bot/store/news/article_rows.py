"""The rows of articles and their revisions, as they are put in."""

from __future__ import annotations

from datetime import datetime

from bot.clock import to_micros
from bot.models import Article
from bot.store.news.identity import address_of, provenance_of
from bot.store.protocol import Connection

INTO_ARTICLES = (
    "insert into articles (owner, url, sender, known_by, site, source_id, source, topic, first_seen_at, catalogue)"
    " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
INTO_REVISIONS = (
    "insert into revisions (article_id, text_hash, title, text, author, language, paywalled, excerpt,"
    " published_at, seen_at, effective_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def article_row(article: Article, owner: str, source_id: int | None, now: datetime) -> tuple[object, ...]:
    """Return the values of a new article of an owner, that a source brought now, for `INTO_ARTICLES`."""
    whose = provenance_of(article)
    return (
        owner,
        address_of(article),
        whose.sender,
        whose.known_by,
        whose.site,
        source_id,
        article.source,
        article.topic,
        to_micros(now),
        int(article.catalogue),
    )


def revision_row(
    article_id: int, article: Article, digest: str, times: tuple[int | None, int, int]
) -> tuple[object, ...]:
    """Return the values of a revision for `INTO_REVISIONS`; `times` as `insert_revision` takes them."""
    return (
        article_id,
        digest,
        article.title,
        article.text,
        article.author,
        article.language,
        int(article.paywalled),
        int(article.excerpt),
        *times,
    )


def insert_revision(
    db: Connection, article_id: int, article: Article, digest: str, times: tuple[int | None, int, int]
) -> int:
    """Return the id of the article's revision with this text: a new one, or one that it had before and has again.

    `times`: when it was published, if that is known, when it was seen, and which of both it counts from, in
    microseconds. Where the text is to be found and what it copies is for the caller.
    """
    row = db.execute(
        f"{INTO_REVISIONS} on conflict (article_id, text_hash) do update set excerpt = excluded.excerpt returning id",
        revision_row(article_id, article, digest, times),
    ).fetchone()
    return int(row["id"])
