"""Whether a store is still being moved into a database: what is there is half of it then."""

from __future__ import annotations

from bot.errors import StoreError
from bot.store.protocol import Connection

MOVE = "readout_move"
"""The table of a move that has not ended yet; those beside it begin with its name."""


def is_unfinished(db: Connection) -> bool:
    """Tell whether a move into this database has not ended."""
    return db.execute("select to_regclass(?)::text", (MOVE,)).fetchone()[0] is not None


def refuse_unfinished(db: Connection) -> None:
    """Raise StoreError where a store is still being moved into this database."""
    if is_unfinished(db):
        raise StoreError("a store is still being moved into it. Let `readout migrate` go on to its end first")
