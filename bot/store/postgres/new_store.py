"""A database that a store is moved into: how far the move has come stands there too, with each batch of its rows.

While rows come in, no table refers to another and only keys are indexed; all that is made again behind the last row,
and a reference that leads nowhere is found there. Until the move has ended no service opens the store.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg

from bot.errors import StoreError
from bot.store.postgres.address import Address
from bot.store.postgres.connecting import connect
from bot.store.postgres.connection import LOCKS, PostgresConnection
from bot.store.postgres.failures import reason_of
from bot.store.postgres.schema import latest, migrate, version_of
from bot.store.postgres.store import transaction
from bot.store.postgres.unfinished import MOVE, is_unfinished
from bot.store.table_rows import Table, Values, quoted

_BEGIN = "begin isolation level read committed"
_LOCK = 1
"""The second half of the number of the lock that a move has: one at a time."""
_OWN = ("this_store", "leases")
"""Tables with rows in a store that nothing was done with yet: those of the old one take their place."""
_PAGE = 5_000
_MAKE = f"""
create table {MOVE} (store text not null, trace text not null, schema bigint not null);
create table {MOVE}_tables (name text primary key, after text, rows bigint not null default 0);
create table {MOVE}_later (ordinal bigint generated always as identity primary key, statement text not null);
insert into {MOVE}_later (statement)
  select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indexrelid
  where c.relnamespace = current_schema()::regnamespace and not i.indisunique order by c.relname;
insert into {MOVE}_later (statement)
  select format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
  from pg_constraint where connamespace = current_schema()::regnamespace and contype = 'f' order by conname;
do $$ declare each record; begin
  for each in select conrelid::regclass as owner, conname from pg_constraint
    where connamespace = current_schema()::regnamespace and contype = 'f'
  loop execute format('alter table %s drop constraint %I', each.owner, each.conname); end loop;
  for each in select i.indexrelid::regclass as name from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relnamespace = current_schema()::regnamespace and not i.indisunique
  loop execute format('drop index %s', each.name); end loop;
end $$;
"""
_NUMBER_ON = """
do $$ declare each record; begin
  for each in select attrelid::regclass as owner, attname from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and attidentity = 'd' and attnum > 0
  loop execute format('select setval(pg_get_serial_sequence(%L, %L), (select coalesce(max(%I), 0) + 1 from %s), false)',
    each.owner, each.attname, each.attname, each.owner); end loop;
  perform setval('passage_numbers', (select (coalesce(max(id & 1048575), -1) + 1) & 1048575 from passages), false);
end $$;
"""
"""What is numbered goes on behind the highest number; passages of a minute behind those of any minute."""


class NewStore:
    """The database at an address, as a move fills it."""

    def __init__(self, address: str) -> None:
        self._address = Address(address)
        self.place = self._address.place
        with self._lines():
            self._raw = connect(self._address)
        try:
            with self._lines():
                self._raw.execute(f"select pg_advisory_lock({LOCKS}, {_LOCK})".encode())
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the connection."""
        self._raw.close()

    def begin(self, store: str, trace: str, tables: Sequence[Table]) -> bool:
        """Begin the move of a store, or find that it was begun and goes on: then return true. StoreError: neither."""
        with self._transaction() as db:
            if is_unfinished(db):
                self._refuse_other(db, store, trace)
                return True
            if version_of(db):
                self._refuse_used(db, store, tables)
            migrate(db)
            self._refuse_unlike(db, tables)
            for table in _OWN:
                db.execute(f"delete from {table}")
            db.script(_MAKE)
            db.execute(f"insert into {MOVE} (store, trace, schema) values (?, ?, ?)", (store, trace, latest()))
            return False

    def _refuse_other(self, db: PostgresConnection, store: str, trace: str) -> None:
        begun, at, schema = db.tuples(f"select store, trace, schema from {MOVE}")[0]
        anew = "Make the database anew (`dropdb`, `createdb`) and begin again"
        if begun != store:
            raise StoreError(f"another store is half moved into it. Name an empty database, or end that move: {anew}")
        if schema != latest():
            raise StoreError(f"another version of Readout began this move. Go on with that one. Or: {anew}")
        if at != trace:
            raise StoreError(f"the store was written since its move began. {anew}")

    def _refuse_used(self, db: PostgresConnection, store: str, tables: Sequence[Table]) -> None:
        held = next((each.name for each in tables if each.name not in _OWN and self._holds(db, each.name)), "")
        if held and db.tuples("select id from this_store") == [(store,)]:
            raise StoreError("this store was moved there before. Set READOUT_STORE to it, and start the service")
        if held:
            raise StoreError(f"it holds a store already ({held} has rows). Name an empty database")

    @staticmethod
    def _holds(db: PostgresConnection, table: str) -> bool:
        there = db.tuples("select to_regclass(?)::text", (quoted(table),))[0][0]
        return there is not None and bool(db.tuples(f"select 1 from {quoted(table)} limit 1"))

    @staticmethod
    def _refuse_unlike(db: PostgresConnection, tables: Sequence[Table]) -> None:
        for table in tables:
            rows = db.tuples(
                "select column_name::text from information_schema.columns"
                " where table_schema = current_schema() and table_name = ?",
                (table.name,),
            )
            if {name for (name,) in rows} != set(table.columns):
                raise StoreError(f"the table {table.name} has other columns there. Please report it")

    def after(self, name: str) -> tuple[Values | None, int]:
        """Return the key of the last row that is there of a table, None before the first, and how many rows are."""
        with self._transaction() as db:
            row = db.tuples(f"select after, rows from {MOVE}_tables where name = ?", (name,))
        return (tuple(json.loads(row[0][0])), row[0][1]) if row else (None, 0)

    def put(self, table: Table, rows: Sequence[Values], after: Values) -> None:
        """Write rows, and with them up to where the table has come."""
        with self._transaction(table.name) as db, self._raw.cursor() as cursor:
            with cursor.copy(f"copy {quoted(table.name)} ({table.listed}) from stdin".encode()) as copy:
                for row in rows:
                    copy.write_row(row)
            self._note(db, table.name, after, len(rows))

    def index(self, name: str, passages: Sequence[int]) -> None:
        """Let passages be found by their words, and note up to where that has come."""
        with self._transaction(name) as db:
            rows = db.tuples(
                "select p.id, substr(r.text, p.start_at + 1, p.end_at - p.start_at), r.title"
                " from passages p join revisions r on r.id = p.revision_id where p.id = any(?) order by p.id",
                (list(passages),),
            )
            db.passages.add([(row, body, title) for row, body, title in rows])
            self._note(db, name, (passages[-1],), len(passages))

    @staticmethod
    def _note(db: PostgresConnection, name: str, after: Values, rows: int) -> None:
        db.execute(
            f"insert into {MOVE}_tables (name, after, rows) values (?, ?, ?) on conflict (name)"
            f" do update set after = excluded.after, rows = {MOVE}_tables.rows + excluded.rows",
            (name, json.dumps(after), rows),
        )

    def make_later(self) -> Iterator[str]:
        """Make indexes and references again, and numbers go on; yield what is to be made before each."""
        with self._transaction() as db:
            left = db.tuples(f"select ordinal, statement from {MOVE}_later order by ordinal")
        for ordinal, statement in left:
            yield statement
            with self._transaction() as db:
                db.script(statement)
                db.execute(f"delete from {MOVE}_later where ordinal = ?", (ordinal,))
        with self._transaction() as db:
            db.script(_NUMBER_ON)

    def pages(self, table: Table) -> Iterator[list[Values]]:
        """Yield all rows of a table as they are there, some at a time."""
        with self._transaction(table.name), self._raw.cursor(name="moved") as cursor:
            cursor.execute(f"select {table.listed} from {quoted(table.name)}".encode())
            while rows := cursor.fetchmany(_PAGE):
                yield rows

    def indexed_count(self) -> int:
        """Return how many passages are found by their words there."""
        with self._transaction() as db:
            return int(db.tuples("select count(*) from passage_index")[0][0])

    def end(self) -> None:
        """End the move: all of it is on the server's disk, and services may open the store."""
        with self._transaction() as db:
            db.script("set local synchronous_commit = on")
            db.script(f"drop table {MOVE}, {MOVE}_tables, {MOVE}_later")
        with self._lines():
            self._raw.execute("vacuum (analyze)")  # what a planner goes by; it comes by itself, but later

    @contextmanager
    def _transaction(self, what: str = "") -> Iterator[PostgresConnection]:
        with self._lines(what), transaction(self._raw, _BEGIN):
            yield PostgresConnection(self._raw, writes=True, last_try=True)

    @contextmanager
    def _lines(self, what: str = "") -> Iterator[Any]:
        """Turn an error of the server into a line."""
        about = f"{what}: " if what else ""
        try:
            yield
        except StoreError as error:
            raise StoreError(f"the store {self.place}: {about}{error}") from None
        except psycopg.Error as error:
            raise StoreError(f"the store {self.place}: {about}{reason_of(error)}") from error
