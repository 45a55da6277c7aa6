"""A store in a file that is moved to a server: nobody else opens it meanwhile, and nothing of it is changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import from_micros, to_micros
from bot.errors import StoreError
from bot.store.sqlite.connection import FILE_NAME, SqliteConnection, connect, is_busy
from bot.store.sqlite.schema import check, is_current, problem
from bot.store.sqlite.store import SqliteStore
from bot.store.table_rows import Table, Values, quoted

INDEX = "passage_index"
"""Its tables are SQLite's own: the index is made anew where the store moves."""
LEFT = ("indexed_as_printed",)
"""What only says how the index here was made."""
_PATIENCE = 2_000
"""Milliseconds that a command may still take which has the store open."""
_LONGEST_LEASE = timedelta(hours=1)
"""A lease that ends later is of a clock that was set back since."""


class OldStore:
    """The store in the folder `data`, brought to this version, held so that no other process opens it."""

    def __init__(self, data: Path, now: datetime) -> None:
        self.path = data / FILE_NAME
        if not self.path.is_file():
            raise StoreError(f"{data} holds no store. Name its folder with --data")
        try:
            self._db = _held(self.path)
            if not is_current(self._db):
                self._db.close()
                SqliteStore(data).close()
                self._db = _held(self.path)
        except sqlite3.Error as error:
            raise StoreError(f"the store {self.path}: {_reason(error)}") from error
        try:
            self._refuse_leased(now)
        except BaseException:
            self.close()
            raise

    def _refuse_leased(self, now: datetime) -> None:
        row = self._db.execute(
            "select name, until from leases where owner <> '' and until > ? and until < ? order by until desc limit 1",
            (to_micros(now), to_micros(now + _LONGEST_LEASE)),
        ).fetchone()
        if row:
            raise StoreError(
                f"the store {self.path}: a service holds {row['name']} until {from_micros(row['until']):%H:%M:%S} UTC."
                " Stop it; after a crash, try again then"
            )

    @property
    def id(self) -> str:
        """Which store it is."""
        return str(self._db.execute("select id from this_store").fetchone()[0])

    def trace(self) -> str:
        """Return what is another as soon as a service has been at work on the store."""
        last = self._db.execute("select until from leases where name = 'last write'").fetchone()
        newest = self._db.execute(
            "select (select max(id) from articles), (select max(id) from revisions), (select max(id) from outbox)"
        ).fetchone()
        return json.dumps([last[0] if last else None, *newest])

    def problem(self) -> str:
        """Return what is wrong with the file, in words; "" where nothing is."""
        return problem(self._db)

    def tables(self) -> list[Table]:
        """Return the tables that move, by name."""
        rows = self._db.tuples(
            "select name from sqlite_master where type = 'table' and name not like 'sqlite~_%' escape '~'"
            " and name not like ? escape '~' order by name",
            (f"{INDEX.replace('_', '~_')}%",),
        )
        return [self._table(name) for (name,) in rows if name not in LEFT]

    def _table(self, name: str) -> Table:
        found = self._db.tuples(f"select name, pk from pragma_table_info('{name}') order by cid")
        key = tuple(column for column, place in sorted(found, key=lambda each: each[1]) if place)
        columns = tuple(column for column, _ in found)
        return Table(name, columns, key or columns)

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        return int(self._db.execute(f"select count(*) from {quoted(table)}").fetchone()[0])

    def page(self, table: Table, after: Values | None, most: int) -> list[Values]:
        """Return rows in the order of their key, from behind one of them on."""
        key, marks = ", ".join(map(quoted, table.key)), ", ".join("?" * len(table.key))
        where = f" where ({key}) > ({marks})" if after else ""
        return self._db.tuples(
            f"select {table.listed} from {quoted(table.name)}{where} order by {key} limit ?", (*(after or ()), most)
        )

    def pages(self, table: Table, most: int) -> Iterator[list[Values]]:
        """Yield all rows of a table, some at a time."""
        after: Values | None = None
        while page := self.page(table, after, most):
            yield page
            after = table.key_of(page[-1])

    def indexed(self, after: int, most: int) -> list[int]:
        """Return the passages that are found by their words, from behind one of them on."""
        rows = self._db.tuples(f"select id from {INDEX}_docsize where id > ? order by id limit ?", (after, most))
        return [passage_id for (passage_id,) in rows]

    def indexed_count(self) -> int:
        """Return how many passages are found by their words."""
        return self.count(f"{INDEX}_docsize")

    def close(self) -> None:
        """Let others open it again."""
        self._db.close()


def _held(path: Path) -> SqliteConnection:
    """Return a connection beside which there is no other: who has the file open keeps this one out, and is kept out.

    In this mode SQLite locks the file itself, on which every connection has its share as long as it is open:
    https://sqlite.org/wal.html#use_of_wal_without_shared_memory
    """
    db = connect(path)
    try:
        db.execute(f"pragma busy_timeout = {_PATIENCE}")
        db.execute("pragma locking_mode = exclusive")
        check(db)
        db.execute("begin exclusive")
        db.execute("rollback")
    except BaseException:
        db.close()
        raise
    return db


def _reason(error: sqlite3.Error) -> str:
    if is_busy(error):
        return "another process has it open. Stop the service before its store is moved"
    return str(error)
