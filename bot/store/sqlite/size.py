"""How much room a store takes, and how what is free is given back while it runs."""

from __future__ import annotations

import logging
import sqlite3

from bot.store.protocol import Connection
from bot.store.sqlite.connection import BUSY_SECONDS

log = logging.getLogger(__name__)

INCREMENTAL = 2
"""The value of auto_vacuum by which free pages are given back a few at a time (https://sqlite.org/pragma.html)."""
PAGES_A_STEP = 500
FREE_PAGES = 1_000
"""So many free pages are kept: what comes in tomorrow takes them."""
MOST_CONVERTED = 256_000_000
"""Bytes of a store of an earlier version that is written anew, once, so that it can shrink; it takes some seconds."""
SMALL_LOG = 8_000_000


def prepare(db: sqlite3.Connection) -> None:
    """Have a store that is about to be made keep track of its free pages; of another nothing changes."""
    if not _number(db, "page_count"):
        db.execute(f"pragma auto_vacuum = {INCREMENTAL}")


def convert(db: sqlite3.Connection) -> None:
    """Write a store of an earlier version anew, if it is small and nobody else has it open: so it can shrink.

    It serves as well without, so nothing that hinders it is an error: not a spoilt page either.
    """
    held = _number(db, "page_count") * _number(db, "page_size")
    if _number(db, "auto_vacuum") == INCREMENTAL or held > MOST_CONVERTED:
        return
    try:
        db.execute("pragma busy_timeout = 0")
        db.execute(f"pragma auto_vacuum = {INCREMENTAL}")
        db.execute("vacuum")
    except sqlite3.DatabaseError as error:  # it is in use, the disk has no room for a second one, a page is spoilt
        log.warning("the store cannot be written anew, so it cannot shrink: %s", error)
    db.execute(f"pragma busy_timeout = {BUSY_SECONDS * 1000}")


def used(db: Connection) -> int:
    """Return how many bytes hold something."""
    return (_number(db, "page_count") - _number(db, "freelist_count")) * _number(db, "page_size")


def give_some_back(db: Connection) -> bool:
    """Give some free pages back to the disk; tell whether there are more."""
    if _number(db, "auto_vacuum") != INCREMENTAL or _number(db, "freelist_count") <= FREE_PAGES:
        return False
    db.execute(f"pragma incremental_vacuum({PAGES_A_STEP})").fetchall()  # it works as its rows are asked for
    return _number(db, "freelist_count") > FREE_PAGES


def put_log_away(db: sqlite3.Connection) -> None:
    """Put the log into the store and cut it; who reads meanwhile is not waited for, and keeps what they need."""
    db.execute("pragma busy_timeout = 0")
    try:
        db.execute("pragma wal_checkpoint(truncate)").fetchall()
    finally:
        db.execute(f"pragma busy_timeout = {BUSY_SECONDS * 1000}")


def _number(db: sqlite3.Connection | Connection, name: str) -> int:
    return int(db.execute(f"pragma {name}").fetchone()[0])
