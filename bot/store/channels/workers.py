"""The processes of a service: each says that it lives, and is taken for dead when it does not say so any more."""

from __future__ import annotations

from datetime import datetime

from bot.clock import from_micros, to_micros
from bot.models.workers import Worker, named, printed
from bot.store.protocol import Connection, Row


def note(db: Connection, worker: Worker) -> None:
    """Note that a process lives."""
    db.execute(
        "insert into workers (id, roles, host, pid, started_at, beat_at, until) values (?, ?, ?, ?, ?, ?, ?)"
        " on conflict (id) do update set beat_at = excluded.beat_at, until = excluded.until",
        (
            worker.id,
            printed(worker.roles),
            worker.host,
            worker.pid,
            *(to_micros(moment) for moment in (worker.started_at, worker.beat_at, worker.until)),
        ),
    )


def forget(db: Connection, worker_id: str) -> None:
    """Forget a process that ended in good order, or that another one is in the place of."""
    db.execute("delete from workers where id = ?", (worker_id,))


def forget_before(db: Connection, moment: datetime) -> None:
    """Forget processes that are dead since before a moment."""
    db.execute("delete from workers where until < ?", (to_micros(moment),))


def every(db: Connection) -> list[Worker]:
    """Return the processes, the oldest first, with those that are dead."""
    return [_worker(row) for row in db.execute("select * from workers order by started_at, id")]


def _worker(row: Row) -> Worker:
    moments = (from_micros(row[name]) for name in ("started_at", "beat_at", "until"))
    return Worker(row["id"], named(row["roles"]), row["host"], row["pid"], *moments)
