"""The database: connections, threads, transactions.

SQLite in WAL mode. One writer thread and a few readers, each with its own connection; asynchronous code awaits
`Store.read` or `Store.write`. No connection leaves its thread and no transaction spans an await. Other processes may
use the same file: a write begins with `begin immediate` and waits for its turn.
"""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from bot.errors import StoreError
from bot.store.schema import check, migrate, problem, transaction
from bot.store.writer import Writer

__all__ = ["Connection", "Row", "Store", "connect", "copy_into", "problem", "settle_file"]

Connection = sqlite3.Connection
Row = sqlite3.Row
T = TypeVar("T")
Work = Callable[[Connection], T]

FILE_NAME = "readout.sqlite3"
BUSY_SECONDS = 30
READERS = 2
_CACHE_KIB = 32 * 1024
_WAL_BYTES = 64 * 1024 * 1024
_STATEMENTS = 600
"""Kept prepared: a list of values makes another statement at each length, and 128 would push out all others."""
_CHECKPOINT_PAGES = 8_000
"""32 MB: a page that many transactions touch is copied back once. https://sqlite.org/wal.html#ckpt"""


def connect(path: Path) -> Connection:
    """Return a connection to a store file, set up as every one of ours is."""
    db = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=_STATEMENTS
    )
    db.row_factory = sqlite3.Row
    db.execute("pragma foreign_keys = on")
    db.execute("pragma synchronous = normal")  # with WAL: a power cut may undo the last commits, never corrupt
    return db


def copy_into(source: Connection, target: Connection) -> None:
    """Make the target file what the source is at this moment, all or nothing; others may use both meanwhile.

    In one step: a copy in several would begin anew with every write of another process
    (https://sqlite.org/c3ref/backup_finish.html).
    """
    source.backup(target, pages=-1)


def settle_file(db: Connection) -> None:
    """Leave the database in its one file, without a log beside it: as a back-up travels."""
    db.execute("pragma journal_mode = delete")


def _writer(path: Path) -> Connection:
    db = connect(path)
    try:
        db.execute(f"pragma cache_size = -{_CACHE_KIB}")
        db.execute(f"pragma journal_size_limit = {_WAL_BYTES}")
        db.execute(f"pragma wal_autocheckpoint = {_CHECKPOINT_PAGES}")
        with transaction(db, "begin"):  # one snapshot: another process may be making the schema
            check(db)  # before anything is written: it may be somebody else's file
        _use_wal(db)
        migrate(db)
    except BaseException:
        db.close()
        raise
    return db


def _reader(path: Path) -> Connection:
    db = connect(path)
    db.execute("pragma query_only = on")
    return db


def _use_wal(db: Connection) -> None:
    """Switch to write-ahead logging. SQLite does not wait for its turn here, so this does.

    https://sqlite.org/wal.html#sometimes_queries_return_sqlite_busy_in_wal_mode
    """
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            db.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError as error:
            if not _is_busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _is_busy(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class Store:
    """A store in a folder. `read(fn)` and `write(fn)` run `fn(connection)` in a transaction on the store's threads.

    The `_now` forms do the same from synchronous code. Errors of the database become `StoreError`; everything
    that `fn` raises undoes its transaction and passes through. A `write` that is cancelled before its turn is not
    done; one that has begun is done to its end.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._writer = Writer(_writer(self.path))
        except StoreError as error:
            raise StoreError(f"cannot open the store {self.path}: {error}") from None
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"cannot open the store {self.path}: {_reason(error)}") from error
        self._read_threads = ThreadPoolExecutor(READERS, "store-reader")
        self._readers: queue.SimpleQueue[Connection] = queue.SimpleQueue()
        self._local = threading.local()

    async def read(self, work: Work[T]) -> T:
        """Return `work(connection)`, run in a read transaction: one snapshot."""
        return await asyncio.wrap_future(self._submit(self._read_threads, self._run_read, work))

    async def write(self, work: Work[T]) -> T:
        """Return `work(connection)`, run in a write transaction: all or nothing, and on the disk."""
        try:
            return await asyncio.wrap_future(self._writer.submit(work))
        except sqlite3.Error as error:
            raise self._problem(error) from error

    def read_now(self, work: Work[T]) -> T:
        """Return what `read` would, to synchronous code."""
        return self._submit(self._read_threads, self._run_read, work).result()

    def write_now(self, work: Work[T]) -> T:
        """Return what `write` would, to synchronous code."""
        try:
            return self._writer.submit(work).result()
        except sqlite3.Error as error:
            raise self._problem(error) from error

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Finish what is under way and close every connection."""
        self._read_threads.shutdown(wait=True)
        while not self._readers.empty():
            self._readers.get().close()
        self._writer.close()

    @staticmethod
    def _submit(pool: ThreadPoolExecutor, run: Callable[[Work[T]], T], work: Work[T]) -> Future[T]:
        try:
            return pool.submit(run, work)
        except RuntimeError:
            raise StoreError("the store is closed") from None

    def _run_read(self, work: Work[T]) -> T:
        db: Connection | None = getattr(self._local, "db", None)
        if db is None:
            db = self._local.db = _reader(self.path)
            self._readers.put(db)
        try:
            with transaction(db, "begin"):
                return work(db)
        except sqlite3.Error as error:
            raise self._problem(error) from error

    def _problem(self, error: sqlite3.Error) -> StoreError:
        return StoreError(f"the store {self.path}: {_reason(error)}")


def _reason(error: Exception) -> str:
    """Return what went wrong in words, with what to do about it."""
    if isinstance(error, sqlite3.Error) and _is_busy(error):
        return f"another process has kept it locked for {BUSY_SECONDS} s. End that process, or try again"
    if "not a database" in str(error) or "malformed" in str(error):
        return f"{error}. Move the file away, or put a back-up in its place with `readout restore`"
    if "full" in str(error):
        return f"{error}. Make room on the disk"
    if isinstance(error, OSError) or "readonly" in str(error) or "unable to open" in str(error):
        return f"{error}. Make the folder writable, or name another with --data"
    return str(error)
