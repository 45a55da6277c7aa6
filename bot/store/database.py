"""The database: connections, transactions, migrations.

SQLite in WAL mode. One writer thread and a few readers, each with its own connection; asynchronous code awaits
`Store.read` or `Store.write`. No connection leaves its thread and no transaction spans an await. Other processes may
use the same file: a write begins with `begin immediate` and waits for its turn.
"""

from __future__ import annotations

import asyncio
import queue
import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from bot.errors import StoreError

Connection = sqlite3.Connection
Row = sqlite3.Row
T = TypeVar("T")

FILE_NAME = "readout.sqlite3"
BUSY_SECONDS = 30
READERS = 2


def _connect(path: Path) -> Connection:
    db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    db.row_factory = sqlite3.Row
    db.execute("pragma foreign_keys = on")
    db.execute("pragma synchronous = normal")  # with WAL: a power cut may undo the last commits, never corrupt
    return db


@contextmanager
def _transaction(db: Connection, begin: str) -> Iterator[None]:
    db.execute(begin)
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise
    db.execute("commit")


def migration_files() -> list[tuple[int, str, str]]:
    """Return `(number, name, sql)` of every migration, in order; two files of one number are refused."""
    found: dict[int, tuple[int, str, str]] = {}
    for entry in resources.files("bot.store").joinpath("migrations").iterdir():
        match = re.fullmatch(r"(\d{4})_\w+\.sql", entry.name)
        if not match:
            continue
        number = int(match[1])
        if number in found:
            raise StoreError(f"two migrations have the number {number}: {found[number][1]} and {entry.name}")
        found[number] = (number, entry.name, entry.read_text(encoding="utf-8"))
    return [found[number] for number in sorted(found)]


def _statements(sql: str) -> Iterator[str]:
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def migrate(db: Connection) -> None:
    """Bring the schema to this version's, all or nothing; a store of a newer version is refused."""
    files = migration_files()
    with _transaction(db, "begin immediate"):
        version = int(db.execute("pragma user_version").fetchone()[0])
        if version > files[-1][0]:
            raise StoreError(
                f"the store was written by a newer Readout (schema {version}, this one knows {files[-1][0]}). "
                "Install that version, or restore a back-up"
            )
        for number, _, sql in files:
            if number > version:
                for statement in _statements(sql):
                    db.execute(statement)
                db.execute(f"pragma user_version = {number}")


class Store:
    """A store in a folder. `read(fn)` and `write(fn)` run `fn(connection)` in a transaction on the store's threads.

    The `_now` forms do the same from synchronous code. Errors of the database become `StoreError`; everything
    that `fn` raises undoes its transaction and passes through.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._writer = _connect(self.path)
            self._writer.execute("pragma journal_mode = wal")
            migrate(self._writer)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"cannot open the store {self.path}: {error}. Name another folder with --data") from error
        self._write_thread = ThreadPoolExecutor(1, "store-writer")
        self._read_threads = ThreadPoolExecutor(READERS, "store-reader")
        self._readers: queue.SimpleQueue[Connection] = queue.SimpleQueue()
        self._local = threading.local()

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Return `work(connection)`, run in a read transaction: one snapshot."""
        return await asyncio.wrap_future(self._submit(self._read_threads, self._run_read, work))

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Return `work(connection)`, run in a write transaction: all or nothing."""
        return await asyncio.wrap_future(self._submit(self._write_thread, self._run_write, work))

    def read_now(self, work: Callable[[Connection], T]) -> T:
        """Return what `read` would, to synchronous code."""
        return self._submit(self._read_threads, self._run_read, work).result()

    def write_now(self, work: Callable[[Connection], T]) -> T:
        """Return what `write` would, to synchronous code."""
        return self._submit(self._write_thread, self._run_write, work).result()

    def close(self) -> None:
        """Finish what is under way and close every connection."""
        self._write_thread.shutdown(wait=True)
        self._read_threads.shutdown(wait=True)
        while not self._readers.empty():
            self._readers.get().close()
        self._writer.close()

    @staticmethod
    def _submit(pool: ThreadPoolExecutor, run: Callable[..., T], work: Callable[[Connection], T]) -> Future[T]:
        try:
            return pool.submit(partial(run, work))
        except RuntimeError:
            raise StoreError("the store is closed") from None

    def _run_read(self, work: Callable[[Connection], Any]) -> Any:  # noqa: ANN401 - what `work` gives
        db: Connection | None = getattr(self._local, "db", None)
        if db is None:
            db = self._local.db = _connect(self.path)
            self._readers.put(db)
        return self._in_transaction(db, "begin", work)

    def _run_write(self, work: Callable[[Connection], Any]) -> Any:  # noqa: ANN401 - what `work` gives
        return self._in_transaction(self._writer, "begin immediate", work)

    def _in_transaction(self, db: Connection, begin: str, work: Callable[[Connection], T]) -> T:
        try:
            with _transaction(db, begin):
                return work(db)
        except sqlite3.Error as error:
            raise StoreError(f"the store {self.path}: {error}") from error
