"""A delivery written: what the channel is to read, in parts, and what that rests on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from bot import slot_times
from bot.chat.rendering import render
from bot.chat.rendering.parts import Limits
from bot.desk.desk import Desk
from bot.desk.limits.token_limits import metered_for
from bot.desk.news.previewed import window_start
from bot.desk.setup import reading_language
from bot.errors import UsageError
from bot.messages.catalogue import say
from bot.models import LENGTHS, Channel, Delivery, DeliveryKind, Length
from bot.schedule.alerts import alert
from bot.schedule.briefing_draft import drafted
from bot.schedule.corrections import correction
from bot.schedule.retractions import retraction
from bot.store.deliveries import outbox
from bot.store.deliveries.decisions import only_language
from bot.store.deliveries.written_deliveries import Draft
from bot.summarize.briefing.compose import compose
from bot.summarize.briefing.gathering import Scope

_HOURS = (
    (5, "briefing.night"),
    (12, "briefing.morning"),
    (17, "briefing.afternoon"),
    (22, "briefing.evening"),
    (24, "briefing.night"),
)

Write = Callable[[Desk, Delivery, Channel, Limits], Awaitable[Draft]]


async def write(desk: Desk, delivery: Delivery, channel: Channel, limits: Limits) -> Draft:
    """Return a delivery's draft; a UsageError for a kind that cannot be written."""
    written = WRITTEN.get(delivery.kind)
    if written is None:
        raise UsageError(say("errors.unknown_delivery", kind=delivery.kind))
    return await written(desk, delivery, channel, limits)


async def _briefing(desk: Desk, delivery: Delivery, channel: Channel, limits: Limits) -> Draft:
    asked = await desk.store.read(lambda db: outbox.request(db, delivery.id))
    until = desk.clock()
    last = await desk.store.read(lambda db: outbox.last_until(db, channel.id, asked.get("topic", "")))
    since = _since(last, delivery, until)
    zone, only = slot_times.zone_or(asked.get("zone", ""), desk.settings.zone), only_language(asked)
    topic = asked.get("topic", "")
    scope = Scope(
        channel.audience,
        since,
        until,
        topic,
        channel.id,
        "first" if last is None else "next",
        keep=lambda item: not only or item.language in ("", only),
    )
    title = _title(delivery.slot_at or until, zone, topic)
    length: Length = asked["length"] if asked.get("length") in LENGTHS else "normal"
    theirs = metered_for(desk, channel)
    reads = _own_language(asked) or await reading_language.of_channel(desk, channel)
    briefing = await compose(
        desk.store, theirs.model, scope, length=length, title=title, reader=theirs.reader, language=reads
    )
    return drafted(briefing, render.briefing(briefing, limits, zone))


def _own_language(asked: Mapping[str, str]) -> str:
    """Return the language that a briefing is to be written in; "" for what its channel reads."""
    return asked.get("language", "") if "only_language" in asked else ""  # an earlier version's order means articles


def _since(last: datetime | None, delivery: Delivery, until: datetime) -> datetime:
    """Return where the last briefing that was sent ended."""
    return window_start(last, min(delivery.slot_at or until, until) if last is None else until)


def _title(slot: datetime, zone: str, topic: str) -> str:
    hour = slot_times.local_hour(slot, zone)
    title = say(next(message for end, message in _HOURS if hour < end))
    return say("briefing.about", title=title, topic=topic) if topic else title


WRITTEN: dict[DeliveryKind, Write] = {
    "briefing": _briefing,
    "correction": correction,
    "alert": alert,
    "retraction": retraction,
}
"""How each kind of delivery is written."""
