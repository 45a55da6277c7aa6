"""The outbox: a row for everything that a channel is to get, once, and how far each has come.

A row goes `claimed` → `written` → `sending` → `sent`, or `failed`. Whoever has it in hand holds its lease; every step
names the holder and does nothing once the lease is another's, so that a worker that was taken for dead cannot write
over the one that took its place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from bot.clock import from_micros, to_micros
from bot.errors import InputError
from bot.messages.catalogue import say
from bot.models import Delivery, DeliveryPart
from bot.store.deliveries import told
from bot.store.deliveries.overtaking import HELD_UP, held_up_times
from bot.store.deliveries.written_deliveries import Draft, Order
from bot.store.news import corrections
from bot.store.protocol import Connection, Row
from bot.store.row_guard import object_from, time_from
from bot.store.where_clauses import lease_is_over, lease_times

OPEN_STATES = ("claimed", "written", "sending")
OPEN = "('claimed', 'written', 'sending')"
"""The states of what is under way."""
UNDER_WAY = f"o.state in {OPEN}"
"""An SQL condition on the row `o` of the outbox: something is to be done for it."""
UNWRITTEN = "o.state = 'claimed'"
"""It is to be written, whoever sends it."""
WRITTEN = "o.state in ('written', 'sending')"
"""It is to be sent."""
_FIRST_OF_ITS_CHANNEL = (
    f"not exists (select 1 from outbox b where b.channel_id = o.channel_id and b.state in {OPEN} and b.id <> o.id"
    " and b.problem = '' and (coalesce(b.slot_at, b.created_at), b.id) < (coalesce(o.slot_at, o.created_at), o.id))"
)
UNWRITTEN_AND_FIRST = f"{UNWRITTEN} and {_FIRST_OF_ITS_CHANNEL}"
"""It is to be written, and nothing that its channel gets before waits to be sent, which may tell the same."""


def enqueue(db: Connection, order: Order, *, now: datetime) -> bool:
    """Add a row that anybody may claim; False where one of that key is there already."""
    done = db.execute(
        "insert into outbox"
        " (kind, key, channel_id, subscription_id, state, slot_at, not_after, topic, request, reply_to, reply_root,"
        "  created_at) values (?, ?, ?, ?, 'claimed', ?, ?, ?, ?, ?, ?, ?) on conflict (key) do nothing",
        (
            order.kind,
            order.key,
            order.channel_id,
            order.subscription_id,
            _micros(order.slot),
            _micros(order.not_after),
            order.topic,
            json.dumps(order.request, ensure_ascii=False),
            order.reply_to,
            order.reply_root,
            to_micros(now),
        ),
    )
    return done.rowcount == 1


def waiting(db: Connection, now: datetime, lasts: timedelta, only: str = UNDER_WAY) -> list[int]:
    """Return the channels for which something can be claimed now, `only` of what is to be written or sent."""
    rows = db.execute(
        "select distinct o.channel_id from outbox o join channels c on c.id = o.channel_id"
        f" where {_CLAIMABLE} and {only}",
        _claim_times(now, lasts),
    )
    return [row["channel_id"] for row in rows]


_CLAIMABLE = (
    f"o.state in {OPEN} and c.state = 'active' and {lease_is_over('o.lease_until')} and o.not_before <= ?"
    f" and not {HELD_UP}"
)


def _claim_times(now: datetime, lasts: timedelta) -> tuple[int, ...]:
    return *lease_times(now, lasts), to_micros(now), *held_up_times(now)


def claim(
    db: Connection, channel_id: int, owner: str, *, now: datetime, lasts: timedelta, only: str = UNDER_WAY
) -> Delivery | None:
    """Take the channel's oldest delivery that is nobody's, or whose holder's lease is over.

    The first to take it gives it this store's id; it keeps that, so that its messages are known again. Sending what
    another process wrote and handed over is no other attempt.
    """
    row = db.execute(
        "select o.id from outbox o join channels c on c.id = o.channel_id"
        f" where {_CLAIMABLE} and {only} and o.channel_id = ?"
        f" order by coalesce(o.slot_at, o.created_at), o.id limit 1{db.unclaimed('o')}",
        (*_claim_times(now, lasts), channel_id),
    ).fetchone()
    if row is None:
        return None
    db.execute(
        "update outbox set owner = ?, lease_until = ?, attempt = attempt"
        " + case when state = 'written' and owner is null and problem = '' then 0 else 1 end,"
        " store = case attempt when 0 then (select id from this_store) else store end where id = ?",
        (owner, to_micros(now + lasts), row["id"]),
    )
    return get(db, row["id"])


def renew(db: Connection, delivery_id: int, owner: str, *, now: datetime, lasts: timedelta) -> bool:
    """Hold a delivery for longer; False where it is another's by now."""
    return _step(db, delivery_id, owner, "lease_until = ?", to_micros(now + lasts))


def save(db: Connection, delivery_id: int, owner: str, draft: Draft, *, now: datetime) -> bool:
    """Keep what was written, all or nothing; False where the delivery is another's by now."""
    held = _step(
        db,
        delivery_id,
        owner,
        "state = 'written', written_at = ?, since_at = ?, until_at = ?",
        to_micros(now),
        _micros(draft.since),
        _micros(draft.until),
    )
    if not held:
        return False
    parts = [(delivery_id, number, body) for number, body in enumerate(draft.parts, 1)]
    db.executemany("insert into parts (delivery_id, ordinal, body) values (?, ?, ?)", parts)
    db.executemany(
        "insert into cited (delivery_id, revision_id, start_at, end_at, story_id, claim) values (?, ?, ?, ?, ?, ?)"
        " on conflict do nothing",
        [(delivery_id, c.revision_id, c.start, c.end, c.story_id, c.claim) for c in draft.cited],
    )
    db.executemany(
        "insert into decisions (delivery_id, article_id, reason) values (?, ?, ?) on conflict do nothing",
        [(delivery_id, decision.article_id, decision.reason) for decision in draft.decisions],
    )
    corrections.note(db, delivery_id, draft.corrected)
    return True


def parts(db: Connection, delivery_id: int) -> list[DeliveryPart]:
    """Return the messages of a delivery, in order.

    Where another store claimed it, which this one was restored from, each that was not sent is in doubt: the other may
    have gone on.
    """
    rows = db.execute(
        "select p.delivery_id, p.ordinal, p.body, p.platform_id, case when p.state = 'pending'"
        " and o.store not in ('', (select id from this_store)) then 'sending' else p.state end as state"
        " from parts p join outbox o on o.id = p.delivery_id where p.delivery_id = ? order by p.ordinal",
        (delivery_id,),
    )
    return [DeliveryPart(**dict(row)) for row in rows]


def sending(db: Connection, delivery_id: int, owner: str, ordinal: int) -> bool:
    """Take note, before it is done, that a part is being sent: from now on it is in doubt."""
    return _step(db, delivery_id, owner, "state = 'sending'") and _part(db, delivery_id, ordinal, "sending", None, None)


def unsent(db: Connection, delivery_id: int, owner: str, ordinal: int) -> bool:
    """Take note that a part did certainly not arrive: the platform refused it."""
    return _step(db, delivery_id, owner, "problem = problem") and _part(db, delivery_id, ordinal, "pending", None, None)


def arrived(db: Connection, delivery_id: int, owner: str, ordinal: int, platform_id: str, *, now: datetime) -> bool:
    """Take note that a part arrived, whoever holds the delivery by now: it is a fact."""
    del owner
    return _part(db, delivery_id, ordinal, "sent", platform_id, to_micros(now))


def finish(db: Connection, delivery_id: int, owner: str, *, now: datetime) -> bool:
    """Take note that all parts arrived, and with it what the channel was told."""
    if not _step(db, delivery_id, owner, "state = 'sent', sent_at = ?, lease_until = 0, problem = ''", to_micros(now)):
        return False
    told.record(db, delivery_id, now)
    return True


def hand_over(db: Connection, delivery_id: int, owner: str) -> bool:
    """Let another process go on with a delivery: one that sends what was written here, or one that writes it anew."""
    return _step(db, delivery_id, owner, "lease_until = 0, owner = null, problem = ''")


def put_off(db: Connection, delivery_id: int, owner: str, *, until: datetime, problem: str) -> bool:
    """Give a delivery back; nobody tries it again before `until`."""
    return _step(
        db, delivery_id, owner, "lease_until = 0, owner = null, not_before = ?, problem = ?", to_micros(until), problem
    )


def fail(db: Connection, delivery_id: int, owner: str, problem: str) -> bool:
    """Give a delivery up; `problem` says why."""
    return _step(db, delivery_id, owner, "state = 'failed', lease_until = 0, problem = ?", problem)


def record_missed(db: Connection, key: str, problem: str) -> None:
    """Take note that a row that nobody has begun is not to be delivered any more."""
    db.execute(
        "update outbox set state = 'failed', problem = ? where key = ? and state = 'claimed' and owner is null",
        (problem, key),
    )


def get(db: Connection, delivery_id: int) -> Delivery | None:
    """Return a delivery, if it is there."""
    row = db.execute("select * from outbox where id = ?", (delivery_id,)).fetchone()
    return delivery_from(row) if row else None


def request(db: Connection, delivery_id: int) -> dict[str, Any]:
    """Return what a delivery is to be written about, as it was asked for; an InputError where its row is damaged."""
    row = db.execute("select request from outbox where id = ?", (delivery_id,)).fetchone()
    value = object_from(row["request"]) if row else {}
    if value is None:
        raise InputError(say("rows.unreadable_request"))
    return value


def topic(db: Connection, delivery_id: int) -> str:
    """Return the topic of a delivery, or what is followed."""
    row = db.execute("select topic from outbox where id = ?", (delivery_id,)).fetchone()
    return str(row["topic"]) if row else ""


def last_until(db: Connection, channel_id: int, topic: str) -> datetime | None:
    """Return the end of the time that the channel's last sent briefing on a topic covered."""
    row = db.execute(
        "select max(until_at) as until_at from outbox where channel_id = ? and kind = 'briefing' and state = 'sent'"
        " and topic = ?",
        (channel_id, topic),
    ).fetchone()
    return time_from(row["until_at"])


def open_count(db: Connection) -> int:
    """Return how many deliveries are under way or wait."""
    return int(db.execute(f"select count(*) from outbox where state in {OPEN}").fetchone()[0])


def hurry(db: Connection, channel_id: int) -> None:
    """Let what was put off for a channel be tried at once: what was in its way is gone."""
    db.execute(f"update outbox set not_before = 0 where channel_id = ? and state in {OPEN}", (channel_id,))


def put_off_of(db: Connection, channel_id: int) -> list[Delivery]:
    """Return a channel's deliveries that could not be made so far, oldest first."""
    rows = db.execute(
        f"select * from outbox where channel_id = ? and state in {OPEN} and problem <> '' order by id", (channel_id,)
    )
    return [delivery_from(row) for row in rows]


def troubled(db: Connection) -> int:
    """Return how many deliveries could not be made so far."""
    return int(db.execute(f"select count(*) from outbox where state in {OPEN} and problem <> ''").fetchone()[0])


def every(db: Connection, limit: int = 100) -> Iterable[Delivery]:
    """Return the newest deliveries, newest first."""
    return [delivery_from(row) for row in db.execute("select * from outbox order by id desc limit ?", (limit,))]


def _step(db: Connection, delivery_id: int, owner: str, changes: str, *values: object) -> bool:
    done = db.execute(
        f"update outbox set {changes} where id = ? and owner = ? and state in {OPEN}",
        (*values, delivery_id, owner),
    )
    return done.rowcount == 1


def _part(
    db: Connection, delivery_id: int, ordinal: int, state: str, platform_id: str | None, sent_at: int | None
) -> bool:
    done = db.execute(
        "update parts set state = ?, platform_id = ?, sent_at = ? where delivery_id = ? and ordinal = ?"
        " and state != 'sent'",
        (state, platform_id, sent_at, delivery_id, ordinal),
    )
    return done.rowcount == 1


def delivery_from(row: Row) -> Delivery:
    """Return the delivery of a row."""
    return Delivery(
        id=row["id"],
        kind=row["kind"],
        key=row["key"],
        channel_id=row["channel_id"],
        state=row["state"],
        subscription_id=row["subscription_id"],
        slot_at=time_from(row["slot_at"]),
        attempt=row["attempt"],
        not_after=time_from(row["not_after"]),
        created_at=from_micros(row["created_at"]),
        problem=row["problem"],
        ping=str((object_from(row["request"]) or {}).get("ping") or ""),
        reply_to=row["reply_to"] or "",
        reply_root=row["reply_root"] or "",
        store=row["store"],
    )


def _micros(moment: datetime | None) -> int | None:
    return None if moment is None else to_micros(moment)
