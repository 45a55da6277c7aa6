"""A connection within a transaction, as the rooms are given it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from psycopg import RawCursor
from psycopg.rows import RowFactory, tuple_row

from bot.errors import StoreError
from bot.store.postgres.dialect import translated
from bot.store.postgres.failures import Collision, Disconnected, is_collision, is_lost, reason_of
from bot.store.postgres.many_rows import in_one
from bot.store.postgres.passage_index import TermCounts, TsvectorIndex
from bot.store.postgres.rows import rows
from bot.store.postgres.side_by_side import is_outdated
from bot.store.postgres.time_limit import TimeLimit
from bot.store.protocol import Values

LOCKS = 0x52454144
"""The first half of the number of each lock of ours: other programs on the database have others."""
Raw = psycopg.Connection[Any]


class PostgresConnection:
    """A transaction's connection: it takes the statements of every room, and gives rows as they know them.

    An error that undoes the whole transaction, whatever was to be done for one row of it, is a StoreError.
    """

    def __init__(
        self,
        raw: Raw,
        limit: TimeLimit | None = None,
        *,
        counts: TermCounts | None = None,
        writes: bool = False,
        last_try: bool = False,
    ) -> None:
        self._raw = raw
        self._guarded = _Guarded(raw, limit, last_try=last_try)
        self._passages = TsvectorIndex(self, counts or TermCounts())
        self._writes = writes
        self._locked: set[str] = set()

    def execute(self, statement: str, values: Values = (), /) -> RawCursor[Any]:
        """Run a statement and return what it gave."""
        cursor = _Cursor(self._raw, self._guarded, row_factory=rows)
        self._run(cursor, statement, values)
        return cursor

    def insert_all(self, statement: str, values: Sequence[Sequence[Any]], /) -> list[int]:
        """Run an insert once for each set of values, all by one statement; return the ids of the rows in their order.

        Numbers are drawn in the order in which rows go in, and what returns them promises none.
        """
        together = in_one(statement, [tuple(each) for each in values])
        if together is not None:
            return sorted(row for (row,) in self.tuples(*together))
        return [int(row) for each in values for (row,) in self.tuples(statement, each)]

    def executemany(self, statement: str, values: Iterable[Values], /) -> RawCursor[Any]:
        """Run a statement once for each set of values."""
        sets = [each if isinstance(each, Mapping) else tuple(each) for each in values]
        together = None if sets and isinstance(sets[0], Mapping) else in_one(statement, sets)  # type: ignore[arg-type]
        if together is not None:
            return self.execute(*together)
        if len(sets) == 1:
            return self.execute(statement, sets[0])
        asked, cursor = translated(statement), _Cursor(self._raw, self._guarded, row_factory=rows)
        if sets:
            with self._guarded:
                cursor.executemany(asked.text, [asked.values(each) for each in sets])
        return cursor

    def tuples(self, statement: str, values: Values = (), /) -> list[tuple[Any, ...]]:
        """Run a query and return its rows as plain tuples."""
        cursor = _Cursor(self._raw, self._guarded, row_factory=tuple_row)
        self._run(cursor, statement, values)
        return cursor.fetchall()

    def script(self, statements: str, /) -> None:
        """Run statements that take no values, one after the other."""
        with self._guarded:
            psycopg.ClientCursor(self._raw).execute(statements.encode())

    def tuples_once(self, statement: str, values: Values = (), /) -> list[tuple[Any, ...]]:
        """Run a query as `tuples` does, planned anew for its values: they decide how it is best done."""
        asked, cursor = translated(statement), _Cursor(self._raw, self._guarded, row_factory=tuple_row)
        with self._guarded:
            cursor.execute(asked.text, asked.values(values), prepare=False)
        return cursor.fetchall()

    @property
    def passages(self) -> TsvectorIndex:
        """The index that passages are found by."""
        return self._passages

    def unclaimed(self, table: str, /) -> str:
        """Return what ends a query for rows of a table that are to be claimed: those that nobody claims just now."""
        return f" for update of {table} skip locked"

    def lock(self, name: str, *, shared: bool = False) -> None:
        """Have what is named so for this transaction alone, or with others that share it."""
        if not self._writes or name in self._locked:
            return
        kind = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        self.execute(f"select {kind}({_number(name)})")
        self._locked.add(name)

    def highest_id(self, table: str, /) -> int:
        """Return the highest id of a table, once all are there that are lower.

        Numbers are drawn before their rows are committed. While nobody else adds rows, none is missing; the lock is
        given back at once, so that nobody waits for the rest of the transaction.
        """
        query = f"select coalesce(max(id), 0) from {table}"
        if not self._writes or table in self._locked:
            return int(self.tuples(query)[0][0])
        self.execute(f"select pg_advisory_lock({_number(table)})")
        try:
            return int(self.tuples(query)[0][0])
        finally:
            self.execute(f"select pg_advisory_unlock({_number(table)})")

    def _run(self, cursor: RawCursor[Any], statement: str, values: Values) -> None:
        asked = translated(statement)
        with self._guarded:
            cursor.execute(asked.text, asked.values(values))


class _Cursor(RawCursor[Any]):
    """A cursor of a connection on which statements may be under way whose results nobody has asked for yet.

    What goes wrong with one is heard of where the results of a later one are fetched, or how many rows it changed.
    """

    def __init__(self, raw: Raw, guarded: _Guarded, *, row_factory: RowFactory[Any]) -> None:
        super().__init__(raw, row_factory=row_factory)
        self._guarded = guarded

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed or gave."""
        self._fetch_pipeline()
        return super().rowcount

    def _fetch_pipeline(self) -> None:
        with self._guarded:
            super()._fetch_pipeline()


def _number(name: str) -> str:
    """Return the number of a lock: what two names share by chance makes one wait for the other, and no more."""
    return f"{LOCKS}, {zlib.crc32(name.encode()) - (1 << 31)}"


class _Guarded:
    """Turns what undoes a whole transaction into a StoreError, and counts the time where somebody pays for it."""

    __slots__ = ("_last_try", "_limit", "_raw")

    def __init__(self, raw: Raw, limit: TimeLimit | None, *, last_try: bool) -> None:
        self._raw = raw
        self._limit = limit
        self._last_try = last_try  # what collides each time is no collision: it is the trouble of who asked for it

    def __enter__(self) -> None:
        if self._limit is not None:
            self._limit.begin()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if self._limit is not None:
            self._limit.end(error)
        if error is None or isinstance(error, StoreError):
            return
        if is_outdated(error):
            self._raw.close()
        if is_lost(error, self._raw):
            raise Disconnected(reason_of(error)) from error
        if is_collision(error) and not self._last_try:
            raise Collision(reason_of(error)) from error
        if isinstance(error, psycopg.OperationalError):
            raise StoreError(reason_of(error)) from error


@contextmanager
def pipelined(raw: Raw) -> Iterator[None]:
    """Send what the block asks without waiting for what the server says, as long as nobody asks for that.

    Behind the block all has been heard. Where it fails, what was still under way is passed over: it is undone.
    """
    under_way = raw.pipeline()
    under_way.__enter__()
    try:
        yield
    except BaseException:
        with suppress(psycopg.Error):
            under_way.__exit__(None, None, None)
        raise
    under_way.__exit__(None, None, None)
