"""How much room a store takes on its server, and whether it is whole."""

from __future__ import annotations

from bot.store.protocol import Connection


def held(db: Connection) -> int:
    """Return how many bytes the database takes on the server's disk."""
    return int(db.execute("select pg_database_size(current_database())").fetchone()[0])


def used(db: Connection) -> int:
    """Return how many of these hold rows that live, as far as the server has counted: an estimate."""
    row = db.execute(
        "select coalesce(sum(pg_total_relation_size(relid)::float8"
        " * case when n_live_tup + n_dead_tup = 0 then 1 else n_live_tup::float8 / (n_live_tup + n_dead_tup) end), 0)"
        " from pg_stat_user_tables where schemaname = current_schema()"
    ).fetchone()
    return int(row[0])


def problem(db: Connection) -> str:
    """Return the index that the server itself knows to be broken, in words; "" where there is none."""
    row = db.execute(
        "select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid"
        " join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema() and not i.indisvalid limit 1"
    ).fetchone()
    return f"the index {row[0]} is not valid. `reindex index {row[0]}` makes it anew" if row else ""
