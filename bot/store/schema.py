"""The schema of the store: its numbered migrations, and whether a file is a store of ours."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources

from bot.errors import StoreError

Connection = sqlite3.Connection
APPLICATION = 0x52454144
"""Marks a file as a Readout store (`pragma application_id`); "READ" in ASCII."""


@contextmanager
def transaction(db: Connection, begin: str) -> Iterator[None]:
    """Run the block between `begin` and `commit`; whatever is raised in it undoes it."""
    db.execute(begin)
    try:
        yield
        db.execute("commit")
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise


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
    """Bring the schema to this version's, all or nothing; two processes at once take turns."""
    files = migration_files()
    if _version(db) == files[-1][0]:
        return  # nothing to wait for
    with transaction(db, "begin immediate"):
        check(db)
        version = _version(db)
        for number, _, sql in files:
            if number > version:
                for statement in _statements(sql):
                    db.execute(statement)
                db.execute(f"pragma user_version = {number}")
        db.execute(f"pragma application_id = {APPLICATION}")


def _version(db: Connection) -> int:
    return int(db.execute("pragma user_version").fetchone()[0])


def check(db: Connection) -> None:
    """Raise StoreError unless the file is empty, or a store that this version can open."""
    version, application = (
        int(db.execute(f"pragma {name}").fetchone()[0]) for name in ("user_version", "application_id")
    )
    known = migration_files()[-1][0]
    used = version or db.execute("select 1 from sqlite_master limit 1").fetchone()
    if used and application != APPLICATION:
        raise StoreError("it is a database of another program. Name another folder with --data")
    if version > known:
        raise StoreError(
            f"it was written by a newer Readout (schema {version}, this one knows {known}). "
            "Install that version, or restore a back-up"
        )


def problem(db: Connection) -> str:
    """Return what is wrong with the pages, indexes or references of a store, in words; "" where nothing is."""
    found = str(db.execute("pragma quick_check(1)").fetchone()[0])
    if found != "ok":
        return found
    broken = db.execute("pragma foreign_key_check").fetchone()
    return f"a row of {broken[0]} refers to a row of {broken[2]} that is not there" if broken else ""
