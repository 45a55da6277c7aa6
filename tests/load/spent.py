"""What processes take of the machine, and a PostgreSQL server of its own: read from /proc and the server's own counts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

_TICKS = os.sysconf("SC_CLK_TCK")
_COUNTS = (
    "select xact_commit, xact_rollback, blks_read, blks_hit, tup_inserted, tup_updated, tup_deleted, deadlocks,"
    " temp_bytes, pg_database_size(datname) as bytes from pg_stat_database where datname = current_database()"
)
_STATEMENTS = (
    "select calls, round(total_exec_time) as ms, round(mean_exec_time::numeric, 2) as each_ms, rows,"
    " shared_blks_hit + shared_blks_read as pages, left(regexp_replace(query, '\\s+', ' ', 'g'), 160) as statement"
    " from pg_stat_statements order by total_exec_time desc limit %s"
)


@dataclass(frozen=True)
class Spent:
    """Seconds of a processor that a process and its children took so far, and the bytes that are theirs."""

    seconds: float
    memory: int


def of(pid: int) -> Spent:
    """What a process has taken, with those that it began."""
    seconds, memory = 0.0, 0
    for each in _family(pid):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            seconds += sum(map(int, fields[11:15])) / _TICKS  # with those of its children that have ended
            memory += _proportional(each)
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended just now
    return Spent(seconds, memory)


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return
    for child in children:
        yield from _family(int(child))


def _proportional(pid: int) -> int:
    """A process's memory, of what it shares with others its part."""
    line = next(each for each in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines() if each.startswith("Pss:"))
    return int(line.split()[1]) * 1024


def counts(address: str) -> dict[str, int]:
    """What a server has counted of a database so far."""
    return _rows(address, _COUNTS)[0]


def statements(address: str, most: int = 12) -> list[dict[str, Any]]:
    """What took the server longest, since `forget`."""
    return _rows(address, _STATEMENTS, (most,))


def forget(address: str) -> None:
    """Begin to count statements anew."""
    _rows(address, "select pg_stat_statements_reset()::text")


def _rows(address: str, query: str, values: tuple[object, ...] = ()) -> list[dict[str, Any]]:
    with psycopg.connect(address, autocommit=True, row_factory=psycopg.rows.dict_row) as db:
        rows = db.execute(query, values or None).fetchall()  # type: ignore[call-overload]
    return [
        {key: value if isinstance(value, str | int) else float(value) for key, value in row.items()} for row in rows
    ]
