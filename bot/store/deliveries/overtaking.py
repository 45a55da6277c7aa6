"""News that two deliveries of a channel hold is told once: by whichever leaves first.

A delivery that was written and could not leave is written anew where the channel was told something meanwhile. One that
has begun to leave, and may have arrived, is settled before a later one is written, which would tell the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import to_micros
from bot.store.protocol import Connection

TELLING = "('briefing', 'alert')"
"""The kinds that tell news; a correction belongs to what it corrects."""
SETTLED_WITHIN = timedelta(minutes=30)
"""A delivery waits no longer for an earlier one: whatever is wrong with that is its trouble alone."""

HELD_UP = (
    f"(o.kind in {TELLING} and o.created_at > ? and exists (select 1 from outbox e join parts p on p.delivery_id = e.id"
    f" where e.channel_id = o.channel_id and e.id < o.id and e.kind in {TELLING} and e.state = 'sending'"
    " and e.not_before > ? and p.state <> 'pending'))"
)
"""An SQL condition on the row `o` of the outbox: an earlier one of its channel has begun to leave, and is put off."""


def held_up_times(now: datetime) -> tuple[int, int]:
    """Return the values of `HELD_UP`."""
    return to_micros(now - SETTLED_WITHIN), to_micros(now)


def is_overtaken(db: Connection, delivery_id: int) -> bool:
    """Tell whether a delivery of which nothing has arrived is out of date: its channel was told something since it was
    written, or something of it was taken back.
    """
    row = db.execute(
        f"select 1 from outbox o where o.id = ? and o.kind in {TELLING} and o.written_at is not null"
        " and not exists (select 1 from parts p where p.delivery_id = o.id and p.state = 'sent')"
        " and (exists (select 1 from told t where t.channel_id = o.channel_id and t.told_at >= o.written_at)"
        " or exists (select 1 from outbox r where r.channel_id = o.channel_id and r.kind = 'retraction'"
        "  and r.created_at >= o.written_at and r.key like 'retraction:%:' || o.id))",
        (delivery_id,),
    ).fetchone()
    return row is not None


def start_over(db: Connection, delivery_id: int, owner: str) -> bool:
    """Have a delivery written anew; False where it is another's by now."""
    done = db.execute(
        "update outbox set state = 'claimed', written_at = null where id = ? and owner = ?"
        " and state in ('written', 'sending')",
        (delivery_id, owner),
    )
    if done.rowcount != 1:
        return False
    for table in ("parts", "cited", "decisions"):
        db.execute(f"delete from {table} where delivery_id = ?", (delivery_id,))
    return True
