"""Articles whose words and texts are chosen to the letter, as they arrive in a store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.evidence.article_analysis import Reading
from bot.evidence.stories.near_duplicates import sketch
from bot.models import Article, Provenance, Story
from bot.store.news import articles
from bot.store.protocol import Connection, Store

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def arrive(
    store: Store,
    url: str,
    words: Iterable[str] = (),
    *,
    text: str = "",
    at: datetime | None = NOON,
    seen: datetime = NOON + 9 * HOUR,
    owner: str = "",
    sender: str = "",
) -> articles.Stored:
    """Store an article that `made` makes; without a text it has one of its own."""
    pair = made(url, words, text=text, at=at, sender=sender)

    def put(db: Connection) -> articles.Stored:
        return articles.put(db, *pair, owner=owner, now=seen)

    return store.write_now(put)


def made(
    url: str, words: Iterable[str] = (), *, text: str = "", at: datetime | None = NOON, sender: str = ""
) -> tuple[Article, Reading]:
    """An article that is these words to the stories, and this text to the copies, with what is read in it.

    With a sender, the words are those, and not of the outlet at the address.
    """
    text = text or " ".join(f"{url}{n}" for n in range(40))
    hashes, size = sketch(text)
    reading = Reading((), (), (), hashes, size, dict.fromkeys(words, 1.0))
    article = Article(text, title=f"About {url}", url=url, published_at=at, source=url, language="en")
    if sender:
        article = replace(article, provenance=Provenance("sender", sender, sender))
    return article, reading


def held(store: Store) -> list[Story]:
    """Every story, the newest first."""
    return store.read_now(articles.stories)


def where(store: Store, url: str) -> Story:
    """The story that an article is in."""
    return next(story for story in held(store) if any(item.url == url for item in story.articles))


def first_of(store: Store, url: str) -> str:
    """The url of the article that had an article's text first."""
    return next(item.duplicate_of or url for item in where(store, url).articles if item.url == url)
