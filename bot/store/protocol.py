"""What the other rooms know of a database: a store to open and close, connections to ask, rows to read.

Protocols only. What a database's own library gives passes through as it is, so that no row is wrapped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
Values = Sequence[Any] | Mapping[str, Any]
"""Of a statement's question marks in order, or of its `:names`."""


class Row(Protocol):
    """A row of a result: its values by their place and by their name."""

    def __getitem__(self, key: int | str, /) -> Any:  # noqa: ANN401 - a column holds what its table says
        """Return the value of a column."""

    def __iter__(self) -> Iterator[Any]:
        """Yield the values in order."""

    def __len__(self) -> int:
        """Return how many columns there are."""

    def keys(self) -> list[str]:
        """Return the names of the columns."""


class Cursor(Protocol):
    """What a statement gave."""

    @property
    def rowcount(self) -> int:
        """How many rows it changed."""

    def fetchone(self) -> Any:  # noqa: ANN401 - a Row or None; each caller knows whether there must be one
        """Return the next row, None behind the last."""

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""

    def __iter__(self) -> Iterator[Any]:
        """Yield the rows that are left."""


IndexRow = tuple[int, str, str]
"""A passage as the index takes it: id, body, title."""
IdRange = tuple[int, int]
"""The lowest and the highest id that is meant."""


class PassageIndex(Protocol):
    """Finds passages by their words, in each database's own way: it alone knows what a word's other forms are."""

    def numbers(self, low: int, high: int, count: int) -> list[int]:
        """Return so many free ids, ascending, from `low` on and below `high`; none where there are too few."""

    def add(self, rows: Sequence[IndexRow]) -> None:
        """Let passages be found."""

    def remove(self, revision_id: int) -> None:
        """Let a revision's passages be found no more, while they are still stored."""

    def index_anew(self, limit: int) -> int:
        """Put the passages of at most so many revisions into the index as this version does; return how many there
        were: 0 where an earlier version left none."""

    def ranked(
        self, words: Sequence[str], within: IdRange, limit: int, begun: Sequence[str] = ()
    ) -> list[tuple[int, float]]:
        """Return the passages that hold any of the words, the best first, each with how well it fits.

        A word that begins like one of `begun` fits too. Those that hold more and rarer of them come first, a word in
        the title counts twice; of equals, the later.
        """

    def revisions_with(self, words: Sequence[str], within: IdRange, limit: int) -> set[int]:
        """Return the revisions with a passage that holds every one of the words, in its text or title.

        Of more passages than `limit`, the latest.
        """

    def titled(self, words: Sequence[str], before: int, limit: int) -> list[int]:
        """Return the passages of articles whose title has words that begin so, the latest before an id first."""


class Connection(Protocol):
    """A connection within a transaction, as `Store.read` and `Store.write` give it to their work.

    Its statements are such as every database reads. What each does in its own way has a method of its own.
    """

    def execute(self, statement: str, values: Values = ..., /) -> Cursor:
        """Run a statement and return what it gave."""

    def executemany(self, statement: str, values: Iterable[Values], /) -> Cursor:
        """Run a statement once for each set of values."""

    def insert_all(self, statement: str, values: Sequence[Sequence[Any]], /) -> list[int]:
        """Run an insert that ends in `returning id` once for each set of values; return the ids in their order."""

    def tuples(self, statement: str, values: Values = ..., /) -> list[tuple[Any, ...]]:
        """Run a query and return its rows as plain tuples: quicker, where there are very many."""

    @property
    def passages(self) -> PassageIndex:
        """The index that passages are found by."""

    def unclaimed(self, table: str, /) -> str:
        """Return what ends a query for rows of a table that this transaction is to claim: others leave them out."""

    def lock(self, name: str, *, shared: bool = False) -> None:
        """Have what is named so to oneself until the transaction ends, or with others that want it `shared`.

        Whoever reads something to decide what is written takes a lock on it first, where a database has several
        transactions that write at once. It is nothing where there is one, nor in a transaction that only reads.
        """

    def highest_id(self, table: str, /) -> int:
        """Return the highest id of a table, 0 where it is empty; in a transaction that writes, no row that is added
        later has a lower one: whoever adds rows that are looked at in their order takes a shared lock of its name."""


Work = Callable[[Connection], T]


@dataclass(slots=True)
class Account:
    """On whose behalf a store is asked, and how many steps of the database are left for that."""

    owner: str
    left: int


class Store(Protocol):
    """A store. `read(fn)` and `write(fn)` run `fn(connection)` in a transaction, on threads of the store's own.

    The `_now` forms do the same from synchronous code. Errors of the database become `StoreError`; everything
    that `fn` raises undoes its transaction and passes through. A `write` that is cancelled before its turn is not
    done; one that has begun is done to its end. `fn` may be called again where its transaction was undone for no fault
    of its own: it does nothing but read and write rows, so that doing it twice is doing it once.
    """

    @property
    def path(self) -> Path:
        """Where it lies on the disk; of one on a server, where the folder is that is kept beside it."""

    @property
    def place(self) -> str:
        """Where it is, in words for people: no password is among them."""

    async def read(self, work: Work[T]) -> T:
        """Return `work(connection)`, run in a read transaction: one snapshot."""

    async def write(self, work: Work[T], *, synced: bool = False) -> T:
        """Return `work(connection)`, run in a write transaction: all or nothing.

        It outlives a fall of the process. Where it is `synced`, it and all that was written before it, by whatever
        process, are on the disk as well and outlive a power cut: whoever acts in the world on what is written wants
        that.
        """

    def read_now(self, work: Work[T]) -> T:
        """Return what `read` would, to synchronous code."""

    def write_now(self, work: Work[T]) -> T:
        """Return what `write` would, to synchronous code."""

    def rehearse_now(self, work: Work[T], tables: Sequence[str]) -> T:
        """Return what `work(connection)` gives on copies of some tables that are thrown away, to synchronous code.

        It may write those: nothing of it is kept, and it waits for no other write. All else it only reads.
        """

    async def problem(self) -> str:
        """Return what is wrong with its files, indexes or references, in words; "" where nothing is."""

    def on_account(self, account: Account) -> Store:
        """Return the store as somebody may use it who takes turns with others.

        What would read or write in more steps than are left is undone, and raises TooMuch.
        """

    def beside(self, work: Work[object]) -> Store:
        """Return the store as one may use it of whom something is noted: each write does `work` as well, or neither."""

    @property
    def met_damage(self) -> bool:
        """Whether something that was read or written was found damaged since the last look at `problem`."""

    async def used(self) -> int:
        """Return how many bytes of it hold something."""

    async def give_back(self) -> None:
        """Give the disk back what holds nothing, in steps between which others write."""

    async def put_log_away(self) -> None:
        """Put what its log holds into the store, as far as nobody reads it, and make the log small."""

    def sizes(self) -> dict[str, int]:
        """Return how many bytes it takes: the `store` itself, and the `log` of what is still to be put into it."""

    def close(self) -> None:
        """Finish what is under way and close every connection."""

    def __enter__(self) -> Store:
        """Return the store; it is closed at the end of the block."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """Close the store."""
