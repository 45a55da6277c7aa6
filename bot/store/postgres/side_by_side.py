"""Two versions on one database: an upgrade starts the new processes before the old ones stop.

A migration that only adds (tables, indexes, columns that need no value) leaves older versions able to write: they know
no new name, and what they leave out has a default. Any other raises the number of the oldest schema whose versions may
still write to its own, and is refused while processes of an earlier version are connected. So a change that takes
something away takes two releases: one that adds what takes its place, and a later one that removes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import psycopg
from psycopg import errors

from bot.errors import StoreError
from bot.store.protocol import Connection

NAME = "readout schema "
"""How a connection of ours is called on the server, with the number of the schema that its process knows."""
_DOOR = 0x52454144_444F4F52
"""The number of the lock between who looks for older versions and who comes in: "READDOOR" in ASCII."""
_ADDS = re.compile(r"(create (table|index|sequence)|alter table \S+ add column) ")
_BINDS = re.compile(r"\b(unique|primary key|references|check)\b")
"""What a column may not be that older versions write no value to."""


def only_adds(sql: str) -> bool:
    """Tell whether a migration leaves what the version before it writes as good as it was."""
    plain = re.sub(r"--[^\n]*", "", sql)
    statements = (" ".join(each.split()).lower() for each in plain.split(";"))
    return all(map(_adds, filter(None, statements)))


def _adds(statement: str) -> bool:
    if not statement.startswith("alter table"):
        return bool(_ADDS.match(statement))
    has_value = " not null" not in statement or " default " in statement
    return bool(_ADDS.match(statement)) and has_value and not _BINDS.search(statement)


def oldest_writer(db: Connection) -> int:
    """Return the number of the oldest schema whose versions may still write here."""
    return int(db.execute("select oldest from readout_schema").fetchone()[0])


def raised(applied: Iterable[tuple[int, str]]) -> int:
    """Return the number of the last migration of some, each with its statements, that does not only add; 0: none."""
    return max((number for number, sql in applied if not only_adds(sql)), default=0)


def refuse_beside_older(db: Connection, oldest: int) -> None:
    """Raise StoreError where processes are connected that know no schema as new as the one that is needed to write.

    Who comes in from now on waits for the end of the transaction that is under way, and finds out then.
    """
    db.execute(f"select pg_advisory_xact_lock({_DOOR})")
    (older,) = db.execute(
        "select count(distinct coalesce(client_addr::text, '') || client_port) from pg_stat_activity"
        " where datname = current_database() and application_name like ?"
        " and substr(application_name, ?)::bigint < ?",
        (f"{NAME}%", len(NAME) + 1, oldest),
    ).fetchone()
    if older:
        raise StoreError(
            f"{older} connections of an earlier version are open, which cannot write after this upgrade."
            " Stop its processes first"
        )


def introduce(db: psycopg.Connection[Any], known: int) -> None:
    """Have the server know which schema a connection's process knows. StoreError: it is too old to write there now."""
    db.execute("select set_config('application_name', %s, false)", (f"{NAME}{known}",))
    there = db.execute("select to_regclass('readout_schema') is not null").fetchone()
    if not there or not there[0]:
        return
    # the name is seen before the lock is asked for: who holds it has counted this connection, or it waits here
    asked = db.execute(f"select pg_advisory_xact_lock_shared({_DOOR}); select version, oldest from readout_schema")
    asked.nextset()
    row = asked.fetchone()
    if row and row[1] > known:
        raise StoreError(too_old(row[0], known))


def too_old(version: int, known: int) -> str:
    """Say that a store is of a version beside which this one cannot write."""
    return (
        f"it was written by a newer Readout (schema {version}, this one knows {known}). "
        "Install that version, or restore a back-up"
    )


def is_outdated(error: BaseException | None) -> bool:
    """Tell whether a statement failed for its table has more columns than when its connection prepared it."""
    return isinstance(error, errors.FeatureNotSupported) and "cached plan" in str(error)
