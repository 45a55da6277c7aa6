"""A store whose texts without spaces were indexed by whole clauses: they are indexed anew, bit by bit, and found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from bot.store.full_text_search import index_anew, remove_passages, search
from bot.store.opening import open_store
from bot.store.protocol import Store
from bot.store.sqlite import schema
from bot.store.sqlite.connection import FILE_NAME
from bot.text.sites import site_of

BEFORE = 27
"""The migration that brought the index by pairs."""
TEXTS = [
    ("Ferry", "The ferry to Norwick sails again."),
    ("渡し船", "北浜の渡し船は金曜日から再び運航する。"),
    ("大桥", "马登的大桥因维修而关闭至五月。"),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as db:
        db.create_function("site_of", 1, site_of, deterministic=True)
        for number, _, sql in schema.migration_files():
            if number < BEFORE:
                db.executescript(sql)
        db.execute(f"pragma user_version = {BEFORE - 1}")
        db.execute(f"pragma application_id = {schema.APPLICATION}")
        for number, (title, text) in enumerate(TEXTS, 1):
            db.execute(
                "insert into articles (id, url, source, first_seen_at, revision_id) values (?, ?, 'Valley', 1, ?)",
                (number, f"https://valley.example/{number}", number),
            )
            db.execute(
                "insert into revisions (id, article_id, text_hash, title, text, seen_at, effective_at)"
                " values (?, ?, 'x', ?, ?, 1, 1)",
                (number, number, title, text),
            )
            db.execute("insert into passages values (?, ?, 0, ?, '[]')", (number, number, len(text)))
            db.execute("insert into passage_index (rowid, body, title) values (?, ?, ?)", (number, text, title))
    with open_store(tmp_path) as made:
        yield made


def _found(store: Store, words: str) -> list[str]:
    return [hit.citation.url[-1] for hit in store.read_now(partial(search, query=words))]


def test_what_has_spaces_is_found_meanwhile_and_the_rest_once_it_is_indexed_anew(store: Store) -> None:
    assert (_found(store, "ferry"), _found(store, "渡し船の運航")) == (["1"], [])
    rounds = [store.write_now(partial(index_anew, limit=2)) for _ in range(3)]
    assert rounds == [2, 1, 0]
    assert [_found(store, words) for words in ("ferry", "渡し船の運航", "大桥关闭", "五月")] == [
        ["1"],
        ["2"],
        ["3"],
        ["3"],
    ]


@pytest.mark.parametrize("done", [0, 1, 3])
def test_a_text_can_be_taken_out_before_and_after(store: Store, done: int) -> None:
    store.write_now(partial(index_anew, limit=done))
    for revision in (1, 2, 3):
        store.write_now(partial(remove_passages, revision_id=revision))
    store.write_now(partial(index_anew, limit=9))
    assert store.read_now(lambda db: [tuple(row) for row in db.execute("select * from passages")]) == []
    check = "insert into passage_index (passage_index, rank) values ('integrity-check', 1)"
    store.write_now(lambda db: db.execute(check))  # an index that holds words of no passage raises
