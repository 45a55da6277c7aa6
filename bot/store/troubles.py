"""What the operator must see to, from how things stand: each trouble with the key by which it is told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import to_micros
from bot.config.sections import ModelSettings
from bot.store.limits import model_usage
from bot.store.protocol import Connection
from bot.store.row_guard import time_from

DEAD_AFTER = timedelta(hours=24)
"""A source that has failed for so long is dead until somebody sees to it."""
MISSED_WITHIN = timedelta(hours=24)
"""How old a missed slot may be to be told of: a service that was off for a month tells of yesterday's."""
MOST_SPENT = 0.9
"""The share of the day's budget from which on the operator is told."""

_AFTER_IT = "When it is spent, the news is told in the sources' words"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A trouble in a line with its fix; one that is not `certain` is told when it has lasted for a while."""

    key: str
    line: str
    certain: bool = True


def in_store(db: Connection, model: ModelSettings, now: datetime) -> list[Trouble]:
    """Return what the store tells: the budget, dead sources, missed slots, channels that are closed."""
    return [*_budget(db, model, now), *_sources(db, now), *_slots(db, now), *_channels(db)]


def _budget(db: Connection, model: ModelSettings, now: datetime) -> Iterator[Trouble]:
    day = model_usage.day_of(now)
    tokens, micros = model_usage.spent(db, day)
    if model.name and model.budget_tokens and tokens >= MOST_SPENT * model.budget_tokens:
        of = f"{tokens:,} of {model.budget_tokens:,} tokens (model.budget_tokens)"
        yield Trouble(f"budget:tokens:{day}", f"budget: {of} of today are used. {_AFTER_IT}")
    if model.name and model.budget_usd and micros >= MOST_SPENT * model.budget_usd * 1e6:
        of = f"{micros / 1e6:.2f} of {model.budget_usd:.2f} dollars (model.budget_usd)"
        yield Trouble(f"budget:usd:{day}", f"budget: {of} of today are used. {_AFTER_IT}")


def _sources(db: Connection, now: datetime) -> Iterator[Trouble]:
    rows = db.execute(
        "select id, url, owner, state, problem from sources where state = 'gone'"
        " or (state = 'active' and failing_since <= ?) order by id",
        (to_micros(now - DEAD_AFTER),),
    )
    for row in rows:
        # whose sources a server reads is not for another server's channel, should the operator's be there
        called = row["url"] if not row["owner"] else f"{row['id']}, which a server added,"
        since = "is gone" if row["state"] == "gone" else "has failed for a day"
        fix = "`readout sources list` shows it"
        yield Trouble(f"source:{row['id']}", f"source {called} {since}: {row['problem']}. {fix}")


def _slots(db: Connection, now: datetime) -> Iterator[Trouble]:
    rows = db.execute(
        "select o.key, o.slot_at, o.problem, c.name from outbox o join channels c on c.id = o.channel_id"
        " where o.kind = 'briefing' and o.state = 'failed' and o.slot_at > ? order by o.slot_at",
        (to_micros(now - MISSED_WITHIN),),
    )
    for row in rows:
        at = time_from(row["slot_at"])
        slot = f"{at:%Y-%m-%d %H:%M} UTC" if at else "an unknown hour"
        yield Trouble(f"slot:{row['key']}", f"briefing of {slot} for {row['name']} was not posted: {row['problem']}")


def _channels(db: Connection) -> Iterator[Trouble]:
    rows = db.execute(  # of a server that put the bot out nothing can be mended here
        "select id, name, problem from channels c where state = 'paused' and problem <> '' and not exists"
        " (select 1 from left_servers l where l.platform = c.platform and l.server = c.server) order by id"
    )
    for row in rows:
        fix = f"Then `readout channels resume {row['name']}`"
        yield Trouble(f"channel:{row['id']}", f"channel {row['name']} is paused: {row['problem']}. {fix}")
