"""The store in SQLite: connections, threads, transactions.

SQLite in WAL mode. One writer thread and a few readers, each with its own connection; asynchronous code awaits
`SqliteStore.read` or `SqliteStore.write`. No connection leaves its thread and no transaction spans an await. Other
processes may use the same file: a write begins with `begin immediate` and waits for its turn.
"""

from __future__ import annotations

import asyncio
import copy
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.errors import StoreError
from bot.private_files import PRIVATE_FOLDER
from bot.store.fair_threads import FairThreads
from bot.store.protocol import Account, Connection, Work
from bot.store.sqlite import size
from bot.store.sqlite.connection import (
    BUSY_SECONDS,
    FILE_NAME,
    SqliteConnection,
    connect,
    is_busy,
    is_damage,
    make_private,
)
from bot.store.sqlite.schema import check, copy_tables, is_current, migrate, problem, transaction
from bot.store.sqlite.step_limit import step_limit
from bot.store.sqlite.write_queue import Writer, WriterWork

T = TypeVar("T")

READERS = 4
"""One of which whoever asks much has, however much they ask."""
_CACHE_KIB = 8 * 1024
"""What it fills it holds for good, and a busy hour fills it: the system holds most of what is not in it."""
_WAL_BYTES = 40 * 1024 * 1024
_CHECKPOINT_PAGES = 8_000
"""32 MB: a page that many transactions touch is copied back once. https://sqlite.org/wal.html#ckpt"""


def _writer(path: Path) -> SqliteConnection:
    db = connect(path)
    try:
        db.execute(f"pragma cache_size = -{_CACHE_KIB}")
        db.execute(f"pragma journal_size_limit = {_WAL_BYTES}")
        db.execute(f"pragma wal_autocheckpoint = {_CHECKPOINT_PAGES}")
        with transaction(db, "begin"):  # one snapshot: another process may be making the schema
            check(db)  # before anything is written: it may be somebody else's file
        size.prepare(db)
        _use_wal(db)
        if migrate(db):
            size.convert(db)
    except BaseException:
        db.close()
        raise
    return db


def _reader(path: Path) -> SqliteConnection:
    db = connect(path, writes=False)
    db.execute("pragma query_only = on")
    return db


def _rehearsing(path: Path) -> SqliteConnection:
    db = connect(path, writes=False)
    db.execute("pragma temp_store = memory")
    return db


def _is_current(path: Path) -> bool:
    """Tell whether a store is there that needs not be brought to this version first."""
    with closing(connect(path, writes=False)) as db, transaction(db, "begin"):
        check(db)
        return is_current(db)


def _use_wal(db: sqlite3.Connection) -> None:
    """Switch to write-ahead logging. SQLite does not wait for its turn here, so this does.

    https://sqlite.org/wal.html#sometimes_queries_return_sqlite_busy_in_wal_mode
    """
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            db.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


class SqliteStore:
    """A store in a folder, as `bot.store.protocol.Store` says.

    Where it `only_reads` and the store is of this version, nothing is written, and nothing has to be writable.
    """

    def __init__(self, folder: Path, *, only_reads: bool = False) -> None:
        self.path = folder / FILE_NAME
        self._writer: Writer | None = None
        try:
            if not (only_reads and self.path.exists() and _is_current(self.path)):
                folder.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
                make_private(self.path)
                self._writer = Writer(_writer(self.path))
        except StoreError as error:
            raise StoreError(f"cannot open the store {self.path}: {error}") from None
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"cannot open the store {self.path}: {_reason(error)}") from error
        self._read_threads = FairThreads(READERS, 1, "store-reader")
        self._readers: queue.SimpleQueue[SqliteConnection] = queue.SimpleQueue()
        self._local = threading.local()
        self._account: Account | None = None
        self._beside: Work[object] | None = None
        self._damage_met = threading.Event()

    @property
    def place(self) -> str:
        """Where it is, in words for people."""
        return str(self.path)

    async def read(self, work: Work[T]) -> T:
        """Return `work(connection)`, run in a read transaction: one snapshot."""
        return await asyncio.wrap_future(self._submit(work))

    async def write(self, work: Work[T], *, synced: bool = False) -> T:
        """Return `work(connection)`, run in a write transaction: all or nothing."""
        try:
            return await asyncio.wrap_future(self._writing.submit(self._limited(work), self._owner, synced=synced))
        except sqlite3.Error as error:
            raise self._problem(error) from error

    def read_now(self, work: Work[T]) -> T:
        """Return what `read` would, to synchronous code."""
        return self._submit(work).result()

    def write_now(self, work: Work[T]) -> T:
        """Return what `write` would, to synchronous code."""
        try:
            return self._writing.submit(self._limited(work), self._owner).result()
        except sqlite3.Error as error:
            raise self._problem(error) from error

    def rehearse_now(self, work: Work[T], tables: Sequence[str]) -> T:
        """Return what `work(connection)` gives on copies of some tables that are thrown away, to synchronous code."""

        def rehearsed(db: Connection) -> T:
            copy_tables(db, tables)
            return work(db)

        def run(work: Work[T]) -> T:
            return self._run_alone(work, _rehearsing)

        return self._submit(rehearsed, run).result()

    def on_account(self, account: Account) -> SqliteStore:
        """Return the store as somebody may use it who takes turns with others."""
        other = copy.copy(self)
        other._account = account
        return other

    def beside(self, work: Work[object]) -> SqliteStore:
        """Return the store as one may use it of whom something is noted: each write does `work` as well, or neither."""
        other = copy.copy(self)
        other._beside = work
        return other

    async def problem(self) -> str:
        """Return what is wrong with its pages, indexes or references, in words; "" where nothing is.

        It is read from the disk, with nothing that a connection remembers.
        """
        self._damage_met.clear()
        return await asyncio.wrap_future(self._submit(problem, self._run_alone))

    @property
    def met_damage(self) -> bool:
        """Whether something that was read or written was found damaged since the last look at `problem`."""
        return self._damage_met.is_set()

    async def used(self) -> int:
        """Return how many bytes of its file hold something."""
        return await self.read(size.used)

    async def give_back(self) -> None:
        """Give the disk back what holds nothing, in steps between which others write."""
        more = True
        while more:
            more = await self.write(size.give_some_back)

    async def put_log_away(self) -> None:
        """Put what its log holds into the store, as far as nobody reads it, and make the log small."""
        try:
            await asyncio.wrap_future(self._writing.submit_between(size.put_log_away))
        except sqlite3.Error as error:
            raise self._problem(error) from error

    def sizes(self) -> dict[str, int]:
        """Return how many bytes its file has, and its write-ahead log; nothing for one that is not there."""
        files = {"store": self.path, "log": self.path.with_name(self.path.name + "-wal")}
        return {name: file.stat().st_size if file.exists() else 0 for name, file in files.items()}

    def __enter__(self) -> SqliteStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Finish what is under way and close every connection."""
        self._read_threads.close()
        while not self._readers.empty():
            self._readers.get().close()
        if self._writer:
            self._writer.close()

    def _submit(self, work: Work[T], run: Callable[[Work[T]], T] | None = None) -> Future[T]:
        owner = self._account.owner if self._account else ""
        try:
            return self._read_threads.submit(owner, partial(run or self._run_read, work))
        except RuntimeError:
            raise StoreError("the store is closed") from None

    @property
    def _writing(self) -> Writer:
        if self._writer is None:
            raise StoreError(f"the store {self.path} was opened to be read only")
        return self._writer

    @property
    def _owner(self) -> str:
        return self._account.owner if self._account else ""

    def _limited(self, work: Work[T]) -> WriterWork[T]:
        if self._account is None and self._beside is None:
            return work

        def limited(db: SqliteConnection) -> T:
            if self._beside:
                self._beside(db)
            with step_limit(db, self._account):
                return work(db)

        return limited

    def _run_read(self, work: Work[T]) -> T:
        db: SqliteConnection | None = getattr(self._local, "db", None)
        if db is None:
            db = self._local.db = _reader(self.path)
            self._readers.put(db)
        try:
            with transaction(db, "begin"), step_limit(db, self._account):
                return work(db)
        except sqlite3.Error as error:
            raise self._problem(error) from error

    def _run_alone(self, work: Work[T], opened: Callable[[Path], SqliteConnection] = _reader) -> T:
        try:
            with closing(opened(self.path)) as db, transaction(db, "begin"):
                return work(db)
        except sqlite3.Error as error:
            raise self._problem(error) from error

    def _problem(self, error: sqlite3.Error) -> StoreError:
        if is_damage(error):
            self._damage_met.set()
        return StoreError(f"the store {self.path}: {_reason(error)}")


def _reason(error: Exception) -> str:
    """Return what went wrong in words, with what to do about it."""
    if isinstance(error, sqlite3.Error) and is_busy(error):
        return f"another process has kept it locked for {BUSY_SECONDS} s. If it hangs or was stopped, end it"
    if "not a database" in str(error) or "malformed" in str(error):
        return f"{error}. Move the file away, or put a back-up in its place with `readout restore`"
    if "full" in str(error):
        return f"{error}. Make room on the disk"
    if isinstance(error, OSError) or "readonly" in str(error) or "unable to open" in str(error):
        return f"{error}. Make the folder writable, or name another with --data"
    return str(error)
