"""A store from before it was known whose words an article is: it keeps its ids, and learns that from its sources."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.models import OPERATOR
from bot.store.news import articles, revisions, sources
from bot.store.opening import open_store
from bot.store.protocol import Store
from bot.store.sqlite import schema
from bot.store.sqlite.connection import FILE_NAME

BEFORE = 17
"""The migration that brought provenance."""
SOURCES = [
    (1, "https://feeds.valley.example/rss", "feed", ""),
    (2, "https://rumour.example/feed", "feed", ""),
    (3, "https://valley.example/", "page", "https://feeds.example/valley"),
    (4, "file:///srv/inbox", "folder", ""),
    (5, "chat:discord/7", "chat", ""),
]
ARTICLES = [
    (11, "https://www.valley.example/1", 1, "Valley Courier", 0),
    (12, "https://valley.example/2", 2, "Valley Courier", 0),
    (13, "https://valley.example/3", 3, "Valley Courier", 0),
    (14, "https://valley.example/4", 4, "Valley Courier", 0),
    (15, "https://discord.com/channels/1/7/100", 5, "#harbour", 0),
    (16, "https://valley.example/6", 5, "#harbour", 1),
    (17, "https://valley.example/7", None, "Valley Courier", 0),
    (18, "text:abc", 2, "Valley Courier", 0),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as db:
        for number, _, sql in schema.migration_files():
            if number < BEFORE:
                db.executescript(sql)
        db.execute(f"pragma user_version = {BEFORE - 1}")
        db.execute(f"pragma application_id = {schema.APPLICATION}")
        for number, url, kind, feed_url in SOURCES:
            db.execute(
                "insert into sources (id, url, kind, title, feed_url, added_at, next_poll_at) values (?, ?, ?, ?, ?, 1, 1)",
                (number, url, kind, kind, feed_url),
            )
        db.execute("insert into stories (id, title, first_seen_at, last_seen_at) values (9, 'Orrin', 1, 1)")
        for number, url, source_id, source, excerpt in ARTICLES:
            db.execute(
                "insert into articles (id, url, source_id, source, first_seen_at, revision_id, story_id, duplicate_of)"
                " values (?, ?, ?, ?, 1, ?, 9, ?)",
                (number, url, source_id, source, 100 + number, 11 if number == 13 else None),
            )
            db.execute(
                "insert into revisions (id, article_id, text_hash, text, seen_at, effective_at, excerpt)"
                " values (?, ?, 'x', 'The Orrin rose.', 1, 1, ?)",
                (100 + number, number, excerpt),
            )
    with open_store(tmp_path) as made:
        yield made


def test_every_article_is_there_under_its_id_with_whose_words_it_is(store: Store) -> None:
    held = {number: store.read_now(lambda db, n=number: revisions.revision(db, 100 + n)) for number, *_ in ARTICLES}
    assert {number: (each.article_id, each.url) for number, each in held.items() if each} == {
        number: (number, "" if url.startswith("text:") else url) for number, url, *_ in ARTICLES
    }
    assert {number for number, each in held.items() if each and each.sent} == {12, 14, 16}
    assert {number: each.source for number, each in held.items() if each} == {
        11: "Valley Courier (valley.example)",  # rumour.example had an article of that name without a link
        12: "Valley Courier (rumour.example)",
        13: "Valley Courier (valley.example)",
        14: "Valley Courier (folder)",
        15: "#harbour",
        16: "#harbour (chat)",
        17: "Valley Courier (valley.example)",
        18: "Valley Courier (rumour.example)",
    }
    assert [item.story_id for item in held.values() if item] == [9] * len(ARTICLES)
    assert held[13] is not None and held[13].duplicate_of == 11


def test_the_store_is_whole(store: Store) -> None:
    assert store.read_now(schema.problem) == ""
    assert len(store.read_now(lambda db: articles.stories(db, OPERATOR))[0].articles) == len(ARTICLES)
    page = store.read_now(lambda db: sources.get(db, 3))
    assert page is not None and page.named_by == "valley.example"
