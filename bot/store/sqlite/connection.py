"""A connection to a store file, set up as every one of ours is."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.private_files import PRIVATE_FILE, private
from bot.store.protocol import Values
from bot.store.sqlite.passage_index import Fts5Index

FILE_NAME = "readout.sqlite3"
BESIDE = ("-wal", "-shm", "-journal")
"""How the files end that SQLite puts beside a store; it gives them the store's permissions."""
BUSY_SECONDS = 30
_STATEMENTS = 192
"""Kept prepared, of some 17 KB each: a list of values makes another statement at each length, and 128 would push out
all others."""


class SqliteConnection(sqlite3.Connection):
    """A connection of the store: SQLite's own, with the few things that each database does in its own way."""

    def insert_all(self, statement: str, values: Sequence[Sequence[Any]], /) -> list[int]:
        """Run an insert that ends in `returning id` once for each set of values; return the ids in their order."""
        return [int(self.execute(statement, each).fetchone()[0]) for each in values]

    def tuples(self, statement: str, values: Values = (), /) -> list[tuple[Any, ...]]:
        """Run a query and return its rows as plain tuples."""
        cursor = self.cursor()
        cursor.row_factory = None
        return cursor.execute(statement, values).fetchall()

    @property
    def passages(self) -> Fts5Index:
        """The index that passages are found by."""
        return Fts5Index(self)

    def unclaimed(self, table: str, /) -> str:
        """Return nothing: a transaction that writes is the only one."""
        return ""

    def lock(self, name: str, *, shared: bool = False) -> None:
        """Do nothing: a transaction that writes is the only one."""

    def highest_id(self, table: str, /) -> int:
        """Return the highest id of a table: rows are added one transaction after the other."""
        return int(self.execute(f"select coalesce(max(id), 0) from {table}").fetchone()[0])


def make_private(path: Path) -> None:
    """See that nobody else may read a store file: it is made so here, and one of an earlier version is changed."""
    try:
        os.close(private(str(path), os.O_RDWR | os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        for each in (path, *(path.with_name(path.name + ending) for ending in BESIDE)):
            with contextlib.suppress(OSError):  # it is not there, or not ours
                if each.stat().st_mode & 0o077:
                    each.chmod(PRIVATE_FILE)


def connect(path: Path, *, writes: bool = True) -> SqliteConnection:
    """Return a connection to a store file, set up as every one of ours is.

    One that does not write needs nothing that can be written.
    """
    db = sqlite3.connect(
        path if writes else _to_read(path),
        uri=not writes,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=_STATEMENTS,
        factory=SqliteConnection,
    )
    db.row_factory = sqlite3.Row
    db.execute(f"pragma foreign_keys = {'on' if writes else 'off'}")
    db.execute("pragma synchronous = normal")  # with WAL: a power cut may undo the last commits, never corrupt
    return db


def _to_read(path: Path) -> str:
    """Return the address of a store that is read: one in a folder that nobody may write is as it lies there.

    SQLite would put its files beside it: https://sqlite.org/wal.html#read_only_databases
    """
    beside = any(path.with_name(path.name + ending).exists() for ending in BESIDE)
    still = not beside and not os.access(path.parent, os.W_OK)
    return f"{path.absolute().as_uri()}?mode={'ro&immutable=1' if still else 'rw'}"


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether a file is no database, or one with a page that is spoilt."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_busy(error: sqlite3.Error) -> bool:
    """Tell whether another connection kept the file locked for too long."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
