"""procrastinate's tables: made by its schema, and brought to a later version of it by its own migrations."""

from __future__ import annotations

import asyncio
from pathlib import Path

from procrastinate import PsycopgConnector
from procrastinate.schema import SchemaManager

SCHEMA = "readout_jobs"
_LOCK = 0x52454144_4A4F4253
"""The number of the lock under which one process at a time makes them: "READJOBS" in ASCII."""
WAITING = (
    "select j.task_name as task, count(distinct j.id) as many, extract(epoch from now() - min(e.at)) as oldest"
    " from procrastinate_jobs j left join procrastinate_events e on e.job_id = j.id and e.type = 'deferred'"
    " where j.status = 'todo' group by j.task_name"
)
"""How many jobs of each task wait, and for how many seconds the first of them does."""
THERE = (
    "select queueing_lock, queue_name from procrastinate_jobs"
    " where status = 'todo' and queueing_lock = any(%(wanted)s::text[])"
)
"""The queueing locks of jobs that wait, among those that are wanted, and the queue that each waits in."""
MOVE = (
    "update procrastinate_jobs j set queue_name = moved.queue"
    " from unnest(%(moved)s::text[], %(queues)s::text[]) as moved (lock, queue)"
    " where j.status = 'todo' and j.queueing_lock = moved.lock"
)
"""Has jobs that wait, named by their queueing locks, wait in other queues."""


FORGET = (
    "delete from procrastinate_jobs j where j.status = 'todo' and not exists (select 1 from procrastinate_events e"
    " where e.job_id = j.id and e.at > now() - %(hours)s * interval '1 hour')"
)
"""Forgets jobs that nobody has taken or put again in so many hours: whoever they were for may be gone."""


async def bring_up(connector: PsycopgConnector) -> None:
    """Make the tables, or bring them to this version; processes that do so at once take turns."""
    files = await asyncio.to_thread(_migrations)
    async with connector.pool.connection() as db, db.transaction():
        await db.execute("select pg_advisory_xact_lock(%s)", (_LOCK,))
        await db.execute(f"create schema if not exists {SCHEMA}")
        await db.execute("create table if not exists brought_up (name text primary key)")
        found = await db.execute("select name from brought_up")
        done = {row[0] for row in await found.fetchall()}
        if not done:
            await db.execute(SchemaManager.get_schema())
        for name, statements in files:
            if done and name not in done:
                await db.execute(statements)
        for name, _ in files:
            await db.execute("insert into brought_up values (%s) on conflict do nothing", (name,))


def _migrations() -> list[tuple[str, bytes]]:
    folder = Path(SchemaManager.get_migrations_path())
    return [(file.name, file.read_bytes()) for file in sorted(folder.glob("*.sql"))]
