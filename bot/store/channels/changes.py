"""What somebody changed of a channel, and how it is taken back: whole rows, as they were and as they became."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot import slot_times
from bot.clock import from_micros, to_micros
from bot.models import Channel
from bot.store.protocol import Connection

KEPT = timedelta(minutes=10)
"""How long something can be taken back."""
_OF_CHANNEL = ("subscriptions", "follows", "mutes")
_PASSING = frozenset(
    {
        "next_slot_at",
        "problem",
        "steward",
        "untold",
        "tag_name",
        "seen_article",
        "retry_at",
        "etag",
        "last_modified",
        "body_hash",
        "failures",
        "next_poll_at",
        "last_ok_at",
        "interval_s",
        "moved_to",
        "moved_polls",
        "failing_since",
        "gap_s",
        "last_new_at",
        "feed_url",
        "title",
        "named_by",
    }
)
"""Columns that the service itself changes: they tell nothing of what a person did."""
_AT_ONCE = timedelta(seconds=1)

Values = dict[str, Any]
State = Mapping[tuple[str, int], Values]
"""Rows by table and id."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that somebody changed: as it was before, None where there was none, and as it became."""

    table: str
    id: int
    before: Values | None
    after: Values | None


def state(db: Connection, channel: Channel | None, owners: Sequence[str]) -> State:
    """Return the rows of a channel that people change, and the sources of some owners."""
    found: dict[tuple[str, int], Values] = {}
    if channel:
        for table in _OF_CHANNEL:
            _take(db, found, table, "channel_id = ?", (channel.id,))
        _take(db, found, "channels", "id = ?", (channel.id,))
    for owner in owners:
        _take(db, found, "sources", "owner = ?", (owner,))
    return found


def _take(
    db: Connection, found: dict[tuple[str, int], Values], table: str, where: str, values: tuple[Any, ...]
) -> None:
    for row in db.execute(f"select * from {table} where {where}", values):
        named = ((key, row[key]) for key in row.keys())  # noqa: SIM118 - a row is no mapping
        found[table, row["id"]] = {key: value for key, value in named if not isinstance(value, bytes)}


def between(before: State, after: State) -> list[Changed]:
    """Return the rows that differ; a channel that is new is none: it is made for what was set."""
    keys = [key for key in {**before, **after} if key in before or key[0] != "channels"]
    return [Changed(*key, before.get(key), after.get(key)) for key in keys if _differ(before.get(key), after.get(key))]


def _differ(one: Values | None, other: Values | None) -> bool:
    if one is None or other is None:
        return one is not other
    skips = "next_slot_at" in one and one["next_slot_at"] != other.get("next_slot_at")
    return skips or _lasting(one) != _lasting(other)


def _lasting(row: Values) -> Values:
    return {key: value for key, value in row.items() if key not in _PASSING}


def keep(db: Connection, channel_id: int, person: str, changed: Sequence[Changed], now: datetime) -> int:
    """Keep what somebody changed, and nothing that is too old to be taken back; return its number."""
    forget_before(db, now - KEPT)
    rows = json.dumps([[each.table, each.id, each.before, each.after] for each in changed])
    made = db.execute(
        "insert into channel_changes (channel_id, person, rows, done_at) values (?, ?, ?, ?) returning id",
        (channel_id, person, rows, to_micros(now)),
    ).fetchone()
    return int(made[0])


def forget_before(db: Connection, moment: datetime) -> None:
    """Forget what was changed before a moment."""
    db.execute("delete from channel_changes where done_at < ?", (to_micros(moment),))


def take_back(
    db: Connection, channel_id: int, person: str, now: datetime, number: int | None = None
) -> list[Changed] | None:
    """Take back what a person changed of a channel, and return it; nothing where there is nothing.

    `number` is the change's; without it, it is their last. None where somebody changed the same again: then it stays,
    and what was restored of it is to be rolled back.
    """
    theirs = db.execute(
        "select * from channel_changes where channel_id = ? and person = ? and done_at >= ? order by id desc",
        (channel_id, person, to_micros(now - KEPT)),
    ).fetchall()
    row = next((each for each in theirs if number in (None, each["id"])), None)
    if row is None:
        return []
    changed = [Changed(*each) for each in json.loads(row["rows"])]
    if _changed_since(db, row["id"], changed) or any(not _stands(db, each) for each in changed):
        return None
    restored = [_restore(db, each, now) for each in changed]
    db.execute("delete from channel_changes where id = ?", (row["id"],))
    return changed if all(restored) else None


def _changed_since(db: Connection, number: int, changed: Sequence[Changed]) -> bool:
    """Tell whether a later change touched the same rows, though they may look as before by now."""
    later = db.execute("select rows from channel_changes where id > ?", (number,)).fetchall()
    touched = {(table, key) for row in later for table, key, *_ in json.loads(row["rows"])}
    return any((each.table, each.id) in touched for each in changed)


def _stands(db: Connection, each: Changed) -> bool:
    found: dict[tuple[str, int], Values] = {}
    _take(db, found, each.table, "id = ?", (each.id,))
    held = found.get((each.table, each.id))
    return held is None if each.after is None else held is not None and _lasting(held) == _lasting(each.after)


def _restore(db: Connection, each: Changed, now: datetime) -> bool:
    """Put a row back; return whether there was room: the same may have been made anew."""
    if each.before is None:
        db.execute(f"delete from {each.table} where id = ?", (each.id,))
        return True
    row = _as_of_now(each, now)
    if each.after is None:
        places = ", ".join("?" * len(row))
        insert = f"insert into {each.table} ({', '.join(row)}) values ({places}) on conflict do nothing"
        db.execute(insert, tuple(row.values()))
        return db.execute(f"select id from {each.table} where id = ?", (each.id,)).fetchone() is not None
    kept = {key: value for key, value in row.items() if key not in _PASSING or key == "next_slot_at"}
    columns = ", ".join(f"{key} = ?" for key in kept)
    db.execute(f"update {each.table} set {columns} where id = ?", (*kept.values(), each.id))
    return True


def _as_of_now(each: Changed, now: datetime) -> Values:
    """Return a row as it was, but for what is over: no slot and no poll of the past is made up."""
    row = dict(each.before or {})
    if each.table == "subscriptions" and (row["next_slot_at"] or 0) <= to_micros(now):
        days = tuple(map(int, str(row["days"]).split(",")))
        row["next_slot_at"] = to_micros(slot_times.next_slot(row["at"], row["zone"], days, now))
    if each.table == "sources":
        row["next_poll_at"] = to_micros(max(now - _AT_ONCE, from_micros(row["next_poll_at"] or 0)))
    return row
