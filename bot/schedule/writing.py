"""A delivery written: what the channel is to read, in parts, and what that rests on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot import slots
from bot.chat import render
from bot.chat.parts import Limits
from bot.desk.metering import metered_for
from bot.desk.office import Desk
from bot.errors import UsageError
from bot.models import Channel, Delivery, DeliveryKind
from bot.schedule.alerting import alert
from bot.schedule.correcting import correction
from bot.schedule.drafting import drafted
from bot.store import outbox
from bot.store.outbox import Draft
from bot.summarize.briefing import compose
from bot.summarize.gathering import Scope

FIRST_WINDOW = timedelta(hours=24)
"""How far back a channel's first briefing reads."""
LONGEST_WINDOW = timedelta(days=7)
"""How far back one reads after a long silence."""
_HOURS = ((5, "Night"), (12, "Morning"), (17, "Afternoon"), (22, "Evening"), (24, "Night"))

Write = Callable[[Desk, Delivery, Channel, Limits], Awaitable[Draft]]


async def write(desk: Desk, delivery: Delivery, channel: Channel, limits: Limits) -> Draft:
    """Return a delivery's draft; a UsageError for a kind that cannot be written."""
    written = WRITTEN.get(delivery.kind)
    if written is None:
        raise UsageError(f"a delivery of the kind {delivery.kind!r} cannot be written")
    return await written(desk, delivery, channel, limits)


async def _briefing(desk: Desk, delivery: Delivery, channel: Channel, limits: Limits) -> Draft:
    asked = await desk.store.read(lambda db: outbox.request(db, delivery.id))
    until = desk.clock()
    last = await desk.store.read(lambda db: outbox.last_until(db, channel.id, asked.get("topic", "")))
    since = _since(last, delivery, until)
    zone, language = asked.get("zone") or desk.settings.zone, asked.get("language", "")
    topic = asked.get("topic", "")
    scope = Scope(
        channel.audience,
        since,
        until,
        topic,
        channel.id,
        "first" if last is None else "next",
        keep=lambda item: not language or item.language in ("", language),
    )
    title = _title(delivery.slot_at or until, zone, topic)
    length = asked.get("length", "normal")
    briefing = await compose(desk.store, metered_for(desk, channel).model, scope, length=length, title=title)
    return drafted(briefing, render.briefing(briefing, limits, zone))


def _since(last: datetime | None, delivery: Delivery, until: datetime) -> datetime:
    """Return where the last briefing that was sent ended."""
    if last is None:
        return min(delivery.slot_at or until, until) - FIRST_WINDOW
    return max(min(last, until), until - LONGEST_WINDOW)


def _title(slot: datetime, zone: str, topic: str) -> str:
    hour = slots.local_hour(slot, zone)
    name = next(word for end, word in _HOURS if hour < end)
    return f"{name} briefing: {topic}" if topic else f"{name} briefing"


WRITTEN: dict[DeliveryKind, Write] = {"briefing": _briefing, "correction": correction, "alert": alert}
"""How each kind of delivery is written."""
