"""The schema of the store: its numbered migrations, and whether a file is a store of ours."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import resources

from bot.errors import StoreError
from bot.store.migration_files import migrations_in, newest_in
from bot.store.protocol import Connection
from bot.text.sites import site_of

APPLICATION = 0x52454144
"""Marks a file as a Readout store (`pragma application_id`); "READ" in ASCII."""


@contextmanager
def transaction(db: sqlite3.Connection, begin: str) -> Iterator[None]:
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
    return migrations_in(resources.files("bot.store.sqlite"))


@cache
def latest() -> int:
    """Return the number of this version's schema."""
    return newest_in(resources.files("bot.store.sqlite"))


def _statements(sql: str) -> Iterator[str]:
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def migrate(db: sqlite3.Connection) -> bool:
    """Bring the schema to this version's, all or nothing; two processes at once take turns. Tell whether it was not."""
    if is_current(db):
        return False  # nothing to wait for
    files = migration_files()
    db.create_function("site_of", 1, site_of, deterministic=True)
    db.execute("pragma foreign_keys = off")  # a table that is made anew takes nothing with it that points to it
    try:
        _migrate(db, files)
    finally:
        db.execute("pragma foreign_keys = on")
    return True


def is_current(db: sqlite3.Connection) -> bool:
    """Tell whether a store has this version's schema."""
    return _version(db) == latest()


def copy_tables(db: Connection, tables: Sequence[str]) -> None:
    """Have a connection see copies of some tables in their place: what it writes there, nobody else sees.

    A temporary table comes before the one of its name: https://sqlite.org/lang_naming.html. What refers to a copied
    row does not follow it.
    """
    for table in tables:
        (made,) = db.execute(
            "select sql from main.sqlite_master where type = 'table' and name = ?", (table,)
        ).fetchone()
        db.execute(re.sub(r"^create table", "create temp table", made, count=1, flags=re.IGNORECASE))
        db.execute(f"insert into temp.{table} select * from main.{table}")


def _migrate(db: sqlite3.Connection, files: list[tuple[int, str, str]]) -> None:
    with transaction(db, "begin immediate"):
        check(db)
        version = _version(db)
        for number, _, sql in files:
            if number > version:
                for statement in _statements(sql):
                    db.execute(statement)
                db.execute(f"pragma user_version = {number}")
        db.execute(f"pragma application_id = {APPLICATION}")


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("pragma user_version").fetchone()[0])


def check(db: sqlite3.Connection) -> None:
    """Raise StoreError unless the file is empty, or a store that this version can open."""
    version, application = (
        int(db.execute(f"pragma {name}").fetchone()[0]) for name in ("user_version", "application_id")
    )
    known = latest()
    used = version or db.execute("select 1 from sqlite_master limit 1").fetchone()
    if used and application != APPLICATION:
        raise StoreError("it is a database of another program. Name another folder with --data")
    if version > known:
        raise StoreError(
            f"it was written by a newer Readout (schema {version}, this one knows {known}). "
            "Install that version, or restore a back-up"
        )


def has_table(db: sqlite3.Connection, name: str) -> bool:
    """Tell whether a store has a table: one of an earlier version may not."""
    return db.execute("select 1 from sqlite_master where type = 'table' and name = ?", (name,)).fetchone() is not None


def problem(db: Connection) -> str:
    """Return what is wrong with the pages, indexes or references of a store, in words; "" where nothing is."""
    found = str(db.execute("pragma quick_check(1)").fetchone()[0])
    if found != "ok":
        return " ".join(found.removeprefix("*** in database main ***").split())
    broken = db.execute("pragma foreign_key_check").fetchone()
    return f"a row of {broken[0]} refers to a row of {broken[2]} that is not there" if broken else ""
