"""Moves a store from its file to a server: copied batch by batch, gone on with wherever it was stopped, and checked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.errors import StoreError
from bot.store.opening import needs_driver
from bot.store.sqlite.old_store import INDEX, OldStore
from bot.store.table_rows import RowSum, Table, storable_rows

if TYPE_CHECKING:
    from bot.store.postgres.new_store import NewStore

BATCH = 4_000
"""Rows that are written in one transaction."""
PASSAGES = 2_000
"""Passages that are let be found in one."""

Show = Callable[[str, int], None]
"""Called with what is at work and how many more rows of it are done."""


@dataclass(slots=True)
class Moved:
    """A store that was moved: to where, and each table's rows and sum, the same on both sides."""

    place: str
    resumed: bool
    tables: dict[str, RowSum] = field(default_factory=dict)
    passages: int = 0
    replaced: int = 0
    """Rows with characters that the server cannot hold: each was replaced."""

    @property
    def rows(self) -> int:
        """How many rows there are in all tables together."""
        return sum(each.rows for each in self.tables.values())


def move(data: Path, address: SecretStr, now: datetime, planned: Callable[[int], Show]) -> Moved:
    """Move the store in the folder `data` to the server at `address`; the file stays as it is.

    `planned` is told how many rows there are to write, let be found and check, and gives what is called on the way.
    StoreError says why the store cannot be moved there, or what differs in the end.
    """
    with needs_driver():
        from bot.store.postgres.new_store import NewStore
    with closing(OldStore(data, now)) as old, closing(NewStore(address.get_secret_value())) as new:
        if found := old.problem():
            raise StoreError(f"the store {old.path} is damaged: {found}. Put a back-up in its place first")
        tables = old.tables()
        moved = Moved(new.place, new.begin(old.id, old.trace(), tables))
        rows = {table.name: old.count(table.name) for table in tables}
        show = planned(3 * sum(rows.values()) + old.indexed_count())
        for table in tables:
            _copy(old, new, table, show)
        _index(old, new, show)
        for made in new.make_later():
            show(made, 0)
        _check(old, new, tables, moved, show)
        new.end()
    return moved


def _copy(old: OldStore, new: NewStore, table: Table, show: Show) -> None:
    after, rows = new.after(table.name)
    show(table.name, rows)
    while page := old.page(table, after, BATCH):
        after = table.key_of(page[-1])
        new.put(table, storable_rows(page), after)
        show(table.name, len(page))


def _index(old: OldStore, new: NewStore, show: Show) -> None:
    last, rows = new.after(INDEX)
    show(INDEX, rows)
    after = int(last[0]) if last else -(1 << 63)
    while passages := old.indexed(after, PASSAGES):
        after = passages[-1]
        new.index(INDEX, passages)
        show(INDEX, len(passages))


def _check(old: OldStore, new: NewStore, tables: list[Table], moved: Moved, show: Show) -> None:
    """Read every row on both sides, and raise StoreError where they differ."""
    for table in tables:
        before, there = RowSum(), RowSum()
        for page in old.pages(table, BATCH):
            held = storable_rows(page)
            moved.replaced += sum(one is not other for one, other in zip(page, held, strict=True))
            _count(before, held, table, show)
        for page in new.pages(table):
            _count(there, page, table, show)
        if before != there:
            raise StoreError(_unlike(new.place, table.name, before.rows, there.rows))
        moved.tables[table.name] = there
    moved.passages = new.indexed_count()
    if (expected := old.indexed_count()) != moved.passages:
        raise StoreError(_unlike(new.place, INDEX, expected, moved.passages))


def _count(into: RowSum, rows: list[tuple[object, ...]], table: Table, show: Show) -> None:
    into.add(rows)
    show(f"checking {table.name}", len(rows))


def _unlike(place: str, table: str, before: int, there: int) -> str:
    counts = f"{before:,} rows here and {there:,} there" if before != there else "as many rows, but others"
    return (
        f"the store {place} is not what it was copied from: {table} has {counts}."
        " Make the database anew (`dropdb`, `createdb`) and begin again"
    )
