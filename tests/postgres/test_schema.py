"""The two schemas are alike, and a database becomes a store once, however many begin at once."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pydantic import SecretStr

from bot.errors import StoreError
from bot.store.opening import open_store
from bot.store.postgres.schema import in_postgres
from bot.store.sqlite.schema import migrate
from tests.postgres_server import Databases, server

TYPES = {"integer": "bigint", "text": "text", "blob": "bytea"}
SEARCH = {"passage_index", "passage_totals", "readout_schema"}
"""Tables of PostgreSQL alone: its index of passages, and the number of its schema."""


@pytest.fixture
def sqlite() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate(db)
        yield db


@pytest.fixture
def postgres(address: SecretStr) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(address.get_secret_value()) as db:
        yield db


@pytest.fixture
def fresh(databases: Databases) -> Iterator[str]:
    """A database with nothing in it."""
    server().make("fresh")
    yield server().address("fresh")
    server().drop("fresh")


def tables(db: sqlite3.Connection) -> list[str]:
    rows = db.execute("select name from sqlite_master where type = 'table' and name not like 'passage_index%'")
    return sorted(name for (name,) in rows if not name.startswith("sqlite_"))


def test_both_have_the_same_tables(sqlite: sqlite3.Connection, postgres: psycopg.Connection[Any]) -> None:
    rows = postgres.execute("select relname from pg_stat_user_tables").fetchall()
    assert sorted({name for (name,) in rows} - SEARCH) == tables(sqlite)


def test_the_planner_knows_every_table_of_a_new_store(postgres: psycopg.Connection[Any]) -> None:
    unknown = (
        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and reltuples < 0"
    )
    assert postgres.execute(unknown).fetchall() == []


def test_both_have_the_same_columns_with_what_each_must_be(
    sqlite: sqlite3.Connection, postgres: psycopg.Connection[Any]
) -> None:
    for table in tables(sqlite):
        theirs = {
            name: (TYPES[kind.lower()], bool(must or key), default)
            for _, name, kind, must, default, key in sqlite.execute(f"pragma table_info({table})")
        }
        rows = postgres.execute(
            "select column_name, data_type, is_nullable = 'NO', column_default from information_schema.columns"
            " where table_name = %s",
            (table,),
        )
        ours = {name: (kind, must, default and re.sub(r"::\w+$", "", default)) for name, kind, must, default in rows}
        assert ours == theirs, table


def test_both_have_the_same_keys(sqlite: sqlite3.Connection, postgres: psycopg.Connection[Any]) -> None:
    for table in tables(sqlite):
        keys = [
            name
            for _, name, _, _, _, n in sorted(sqlite.execute(f"pragma table_info({table})"), key=lambda c: c[5])
            if n
        ]
        theirs = {tuple(keys)} - {()}
        for _, index, unique, origin, _ in sqlite.execute(f"pragma index_list({table})").fetchall():
            if unique and origin == "u":
                theirs.add(tuple(row[2] for row in sqlite.execute(f"pragma index_info({index})")))
        rows = postgres.execute(
            "select array(select a.attname::text from unnest(c.conkey) with ordinality as k (n, at)"
            " join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n order by k.at)"
            " from pg_constraint c where c.conrelid = %s::regclass and c.contype in ('p', 'u')",
            (table,),
        )
        assert {tuple(columns) for (columns,) in rows} == theirs, table


def test_both_point_from_table_to_table_alike(sqlite: sqlite3.Connection, postgres: psycopg.Connection[Any]) -> None:
    actions = {"a": "NO ACTION", "c": "CASCADE", "n": "SET NULL"}
    for table in tables(sqlite):
        theirs = {(row[3], row[2], row[6]) for row in sqlite.execute(f"pragma foreign_key_list({table})")}
        rows = postgres.execute(
            "select a.attname, c.confrelid::regclass::text, c.confdeltype::text from pg_constraint c join pg_attribute a"
            " on a.attrelid = c.conrelid and a.attnum = c.conkey[1] where c.conrelid = %s::regclass and c.contype = 'f'",
            (table,),
        )
        assert {(column, to, actions[on]) for column, to, on in rows} == theirs, table


def test_both_have_the_same_indexes(sqlite: sqlite3.Connection, postgres: psycopg.Connection[Any]) -> None:
    theirs = dict(sqlite.execute("select name, sql from sqlite_master where type = 'index' and sql is not null"))
    rows = postgres.execute(
        "select indexname, indexdef from pg_indexes where schemaname = 'public' and tablename <> 'passage_index'"
        " and not exists (select 1 from pg_constraint where conname = indexname)"
    )
    ours = dict(rows.fetchall())

    def over(made: str) -> str:
        found = re.search(r"\(([^)]*)\)(?:\s+where\s+\(?([^)]*)\)?)?", made, re.IGNORECASE)
        assert found
        return f"{found[1]} {found[2] or ''}".strip()

    assert {name: over(made) for name, made in ours.items()} == {name: over(made) for name, made in theirs.items()}


def test_a_migration_for_both_is_read_in_postgresqls_form() -> None:
    made = in_postgres(
        "-- why\ncreate table made_up (\n  id            integer primary key,\n  name          text not null default '',\n"
        "  body          blob                               -- what\n);\n"
        "create table other (key text primary key, at integer not null) without rowid;\n"
        "alter table made_up add column told integer not null default 0;\n"
    )
    assert [" ".join(line.split()) for line in made.split(";")][:-1] == [
        'create table made_up ( id bigint generated by default as identity primary key, name text collate "C" not null'
        " default '', body bytea )",
        'create table other (key text collate "C" primary key, at bigint not null)',
        "alter table made_up add column told bigint not null default 0",
    ]


def test_workers_that_begin_at_once_make_the_store_once(fresh: str, tmp_path: Path) -> None:
    at = SecretStr(fresh)
    with ThreadPoolExecutor(6) as threads:
        for each in threads.map(lambda _: open_store(tmp_path, at), range(6)):
            each.close()
    with open_store(tmp_path, at) as store:
        assert store.read_now(lambda db: db.execute("select count(*) from this_store").fetchone()[0]) == 1


def test_a_newer_schema_is_refused_in_a_line(fresh: str, tmp_path: Path) -> None:
    open_store(tmp_path, SecretStr(fresh)).close()
    with psycopg.connect(fresh) as db:
        db.execute("update readout_schema set version = 9000, oldest = 9000")
    with pytest.raises(StoreError, match=r"it was written by a newer Readout \(schema 9000, this one knows \d+\)"):
        open_store(tmp_path, SecretStr(fresh))


def test_another_programs_tables_are_left_alone(fresh: str, tmp_path: Path) -> None:
    with psycopg.connect(fresh) as db:
        db.execute("create table articles (id bigint)")
    with pytest.raises(StoreError, match=r"'articles' of another program\. Name another database"):
        open_store(tmp_path, SecretStr(fresh))


def test_another_programs_table_that_is_locked_holds_up_nothing(fresh: str, tmp_path: Path) -> None:
    with psycopg.connect(fresh) as other:
        other.execute("create table of_another_program (id bigint)")
        other.commit()
        other.execute("lock table of_another_program in share update exclusive mode")  # as its vacuum does
        open_store(tmp_path, SecretStr(fresh)).close()
        counted = other.execute("select reltuples from pg_class where relname = 'of_another_program'").fetchone()
    assert counted == (-1,)
