"""How things stand for a channel: its last and next briefing, what fails, the model and its budget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.desk import places
from bot.desk.metering import channel_account
from bot.desk.office import Desk
from bot.models import Channel, Delivery, Follow, Source, Subscription
from bot.store import follows, sent, sources, spending, subscriptions, usage
from bot.store.database import Connection


@dataclass(frozen=True, slots=True)
class Standing:
    """`last` is the newest briefing that was sent or given up; `tokens` were spent today, of `budget` for everybody.

    `spent` are the tokens of this channel today, of `allowed`; `model` is "" where there is none.
    """

    channel: Channel
    last: Delivery | None
    last_at: datetime | None
    subscriptions: tuple[Subscription, ...]
    follows: tuple[Follow, ...]
    sources: int
    failing: tuple[Source, ...]
    model: str
    tokens: int
    budget: int
    spent: int
    allowed: int


async def standing(desk: Desk, place: Channel) -> Standing:
    """Return how things stand for a channel."""
    channel = await places.here(desk, place)
    return await desk.store.read(partial(_standing, desk=desk, channel=channel))


def _standing(db: Connection, desk: Desk, channel: Channel) -> Standing:
    seen = sources.seen_by(db, channel.audience)
    day = usage.day_of(desk.clock())
    mine = channel_account(channel)
    last, last_at = sent.last_of(db, channel.id)
    return Standing(
        channel=channel,
        last=last,
        last_at=last_at,
        subscriptions=tuple(subscriptions.every(db, channel.id)) if channel.id else (),
        follows=tuple(follows.every(db, channel.id)),
        sources=len(seen),
        failing=tuple(source for source in seen if source.problem or source.state == "gone"),
        model=desk.settings.model.name if desk.model else "",
        tokens=usage.spent(db, day)[0],
        budget=desk.settings.model.budget_tokens,
        spent=spending.spent(db, day, [mine])[mine],
        allowed=desk.settings.limits.channel_tokens,
    )
