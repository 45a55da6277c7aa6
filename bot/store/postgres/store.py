"""The store in PostgreSQL: connections, threads, transactions.

Reads see one snapshot (repeatable read, read only). Writes run beside each other, read committed: what is read to be
written is held by row locks, unique keys, or a lock of its name (`Connection.lock`), and a write that two of them
undo in each other's way is done again.
"""

from __future__ import annotations

import asyncio
import copy
import random
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import TypeVar

import psycopg

from bot.errors import StoreError
from bot.private_files import PRIVATE_FOLDER
from bot.store.fair_threads import FairThreads
from bot.store.postgres import size
from bot.store.postgres.address import Address
from bot.store.postgres.connecting import Connections, connect
from bot.store.postgres.connection import PostgresConnection, Raw, pipelined
from bot.store.postgres.failures import Collision, Disconnected, is_collision, is_lost, reason_of
from bot.store.postgres.passage_index import TermCounts
from bot.store.postgres.schema import check, copy_tables, latest, migrate, version_of
from bot.store.postgres.time_limit import TimeLimit
from bot.store.protocol import Account, Connection, Work

T = TypeVar("T")

READERS, WRITERS = 4, 4
"""Threads of a process, each with a connection while it is at work."""
TRIES = 6
"""How often a write is begun that others undo: each time all but one of those that collide get on."""
_READ = "begin isolation level repeatable read read only"
_WRITE = "begin isolation level read committed"
_SYNCED = "set local synchronous_commit = on"


@contextmanager
def transaction(raw: Raw, begin: str) -> Iterator[None]:
    """Run the block between `begin` and `commit`; whatever is raised in it undoes it."""
    raw.execute(begin, prepare=False)
    try:
        yield
    except BaseException:
        if not raw.closed:
            raw.execute("rollback", prepare=False)
        raise
    raw.execute("commit", prepare=False)


class PostgresStore:
    """A store on a server, as `bot.store.protocol.Store` says; `folder` holds what is kept beside it."""

    def __init__(self, address: str, folder: Path, *, only_reads: bool = False) -> None:
        self._address = Address(address)
        self.place = self._address.place
        self.path = folder / "postgresql"
        try:
            folder.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
            self._open(only_reads=only_reads)
        except StoreError as error:
            raise StoreError(f"cannot open the store {self.place}: {error}") from None
        except (psycopg.Error, OSError) as error:
            raise StoreError(f"cannot open the store {self.place}: {reason_of(error)}") from None
        self._only_reads = only_reads
        self._connections = Connections(self._address, READERS + WRITERS)
        self._read_threads = FairThreads(READERS, 1, "store-reader")
        self._write_threads = FairThreads(WRITERS, 1, "store-writer")
        self._counts = TermCounts()
        self._account: Account | None = None
        self._beside: Work[object] | None = None

    def _open(self, *, only_reads: bool) -> None:
        """Bring the schema to this version's, unless it is: then nothing is written."""
        raw = connect(self._address)
        try:
            with transaction(raw, _READ):
                db = PostgresConnection(raw)
                check(db)
                current = version_of(db) >= latest()  # beside a newer one this version goes on
            if not current:
                with transaction(raw, f"{_WRITE}; {_SYNCED}"):
                    migrate(PostgresConnection(raw, writes=True))
        finally:
            raw.close()

    async def read(self, work: Work[T]) -> T:
        """Return `work(connection)`, run in a read transaction: one snapshot."""
        return await asyncio.wrap_future(self._submit(self._read_threads, partial(self._run_read, work)))

    async def write(self, work: Work[T], *, synced: bool = False) -> T:
        """Return `work(connection)`, run in a write transaction: all or nothing."""
        run = partial(self._run_write, work, synced=synced)
        return await asyncio.wrap_future(self._submit(self._write_threads, run))

    def read_now(self, work: Work[T]) -> T:
        """Return what `read` would, to synchronous code."""
        return self._submit(self._read_threads, partial(self._run_read, work)).result()

    def write_now(self, work: Work[T]) -> T:
        """Return what `write` would, to synchronous code."""
        return self._submit(self._write_threads, partial(self._run_write, work)).result()

    def rehearse_now(self, work: Work[T], tables: Sequence[str]) -> T:
        """Return what `work(connection)` gives on copies of some tables that are thrown away, to synchronous code."""

        def rehearsed(db: Connection) -> T:
            copy_tables(db, tables)
            return work(db)

        return self._submit(self._read_threads, partial(self._rehearse, rehearsed)).result()

    def on_account(self, account: Account) -> PostgresStore:
        """Return the store as somebody may use it who takes turns with others."""
        other = copy.copy(self)
        other._account = account
        return other

    def beside(self, work: Work[object]) -> PostgresStore:
        """Return the store as one may use it of whom something is noted: each write does `work` as well, or neither."""
        other = copy.copy(self)
        other._beside = work
        return other

    async def problem(self) -> str:
        """Return what is wrong with it, in words; "" where nothing is: the server watches over its own pages."""
        return await self.read(size.problem)

    @property
    def met_damage(self) -> bool:
        """Nothing was found damaged: the server says so in its own log."""
        return False

    async def used(self) -> int:
        """Return how many bytes of it hold something, as far as the server has counted."""
        return await self.read(size.used)

    async def give_back(self) -> None:
        """Do nothing: autovacuum lets what is free be used again."""

    async def put_log_away(self) -> None:
        """Do nothing: the server keeps its log small itself."""

    def sizes(self) -> dict[str, int]:
        """Return how many bytes the database takes; of the server's log it has no part of its own."""
        try:
            return {"store": self.read_now(size.held), "log": 0}
        except StoreError:
            return {"store": 0, "log": 0}

    def __enter__(self) -> PostgresStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Finish what is under way and close every connection."""
        self._read_threads.close()
        self._write_threads.close()
        self._connections.close()

    def _submit(self, threads: FairThreads, run: Callable[[], T]) -> Future[T]:
        try:
            return threads.submit(self._account.owner if self._account else "", run)
        except RuntimeError:
            raise StoreError("the store is closed") from None

    def _run_read(self, work: Work[T]) -> T:
        return self._again(lambda last: self._once(work, _READ, writes=False, last=last))

    def _run_write(self, work: Work[T], *, synced: bool = False) -> T:
        if self._only_reads:
            raise StoreError(f"the store {self.place} was opened to be read only")
        begin = f"{_WRITE}; {_SYNCED}" if synced else _WRITE
        return self._again(lambda last: self._once(self._with_note(work), begin, writes=True, last=last))

    def _with_note(self, work: Work[T]) -> Work[T]:
        beside = self._beside
        if beside is None:
            return work

        def noted(db: Connection) -> T:
            beside(db)
            return work(db)

        return noted

    def _again(self, once: Callable[[bool], T]) -> T:
        """Do a transaction; do it again where it was undone by others, or its connection was gone before it ended."""
        for attempt in range(1, TRIES + 1):
            try:
                return once(attempt == TRIES)
            except (Collision, Disconnected) as error:
                if attempt == TRIES or (isinstance(error, Disconnected) and not error.undone):
                    raise StoreError(f"the store {self.place}: {error}") from error
                time.sleep(random.uniform(0, 0.01) * 2**attempt)  # noqa: S311 - nobody is to guess it
        raise AssertionError

    def _once(self, work: Work[T], begin: str, *, writes: bool, last: bool) -> T:
        limit = TimeLimit(self._account) if self._account else None
        with self._connections.one() as raw:
            ending = False
            try:
                raw.execute(begin if limit is None else f"{begin}; {limit.statement}", prepare=False)
                with pipelined(raw) if writes and limit is None else nullcontext():
                    done = work(PostgresConnection(raw, limit, counts=self._counts, writes=writes, last_try=last))
                ending = True
                raw.execute("commit", prepare=False)
            except BaseException as error:
                self._undo(raw)
                if isinstance(error, psycopg.Error):
                    if is_collision(error) and not last:
                        raise Collision(reason_of(error)) from error
                    raise self._problem(error, raw, ended=ending and writes) from error
                if isinstance(error, StoreError) and type(error) is StoreError:
                    raise StoreError(f"the store {self.place}: {error}") from error
                raise
            return done

    def _problem(self, error: psycopg.Error, raw: Raw, *, ended: bool) -> StoreError:
        if is_lost(error, raw):
            unsure = ". Whether the last of it was written is not known" if ended else ""
            return Disconnected(f"{reason_of(error)}{unsure}", undone=not ended)
        return StoreError(f"the store {self.place}: {reason_of(error)}")

    @staticmethod
    def _undo(raw: Raw) -> None:
        if not raw.closed:
            try:
                raw.execute("rollback; select pg_advisory_unlock_all()", prepare=False)
            except psycopg.Error:
                raw.close()

    def _rehearse(self, work: Work[T]) -> T:
        with self._connections.one() as raw:
            try:
                raw.execute(_WRITE, prepare=False)
                return work(PostgresConnection(raw))
            except psycopg.Error as error:
                raise self._problem(error, raw, ended=False) from error
            finally:
                self._undo(raw)
