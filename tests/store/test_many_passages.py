"""A search that ranks more passages than a statement of the database may take values."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bot.models import Article
from bot.store.full_text_search import search
from bot.store.opening import open_store
from bot.store.protocol import Connection
from tests.summarize.held import hold

ALLOWED = 600
"""Values that a statement may take here; some builds of SQLite allow 32,766, others 250,000."""


def test_more_passages_are_ranked_than_a_statement_takes_values(tmp_path: Path) -> None:
    paragraphs = (
        f"The trawler {n} of Skerrow landed {n} crates of herring on Monday, its owner said." for n in range(900)
    )

    def searched(db: Connection) -> int:
        assert isinstance(db, sqlite3.Connection)
        db.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, ALLOWED)
        return len(search(db, "herring", limit=300))

    with open_store(tmp_path) as store:
        hold(store, Article("\n\n".join(paragraphs), "Herring landed", "https://n.example/1", language="en"))
        assert store.read_now(searched) == 300
