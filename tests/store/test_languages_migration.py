"""A store from before a briefing had a reader's language: what chose its articles goes on to choose them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.store.channels import channels, subscriptions
from bot.store.deliveries.decisions import only_language
from bot.store.opening import open_store
from bot.store.sqlite import schema
from bot.store.sqlite.connection import FILE_NAME
from bot.text.sites import site_of

BEFORE = 32
"""The migration that parted the two languages."""


def test_a_filter_by_language_stays_one_under_its_new_name(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as db:
        db.create_function("site_of", 1, site_of, deterministic=True)
        for number, _, sql in schema.migration_files():
            if number < BEFORE:
                db.executescript(sql)
        db.execute(f"pragma user_version = {BEFORE - 1}")
        db.execute(f"pragma application_id = {schema.APPLICATION}")
        db.execute("insert into channels (id, name, platform, created_at) values (1, 'news', 'console', 1)")
        for number, language in ((1, "de"), (2, "")):
            db.execute(
                "insert into subscriptions (id, channel_id, at, zone, days, language, created_at, next_slot_at)"
                " values (?, 1, '08:00', 'UTC', '0,1', ?, 1, 1)",
                (number, language),
            )
    with open_store(tmp_path) as store:
        held = store.read_now(subscriptions.every)
        assert [(each.language, each.only_language) for each in held] == [("", "de"), ("", "")]
        assert [each.language for each in store.read_now(channels.every)] == [""]


def test_an_order_of_an_earlier_version_means_articles_by_its_language() -> None:
    assert only_language({"language": "de"}) == "de"
    assert only_language({"language": "de", "only_language": ""}) == ""
    assert only_language({"only_language": "fr"}) == "fr"
