"""A scheduled briefing as it would read now: nothing is posted, and nothing counts as told."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.desk.desk import Desk
from bot.desk.setup import channel_lookup
from bot.desk.setup.reading_language import read_in
from bot.models import LENGTHS, Briefing, Channel, Length, Subscription
from bot.store.deliveries import outbox
from bot.summarize.briefing.compose import compose
from bot.summarize.briefing.gathering import Scope

FIRST_WINDOW = timedelta(hours=24)
"""How far back a channel's first briefing reads."""
LONGEST_WINDOW = timedelta(days=7)
"""How far back one reads after a long silence."""


def window_start(last: datetime | None, until: datetime) -> datetime:
    """Return where a briefing begins: where the last that was sent ended, if any was, and it is not too long ago."""
    return until - FIRST_WINDOW if last is None else max(min(last, until), until - LONGEST_WINDOW)


async def previewed(desk: Desk, place: Channel, chosen: Subscription) -> Briefing:
    """Return what a briefing would tell now, with all that is set of it."""
    channel = await channel_lookup.here(desk, place)
    until = desk.clock()
    last = await desk.store.read(lambda db: outbox.last_until(db, chosen.channel_id, chosen.topic))
    only = chosen.only_language
    scope = Scope(
        channel.audience,
        window_start(last, until),
        until,
        chosen.topic,
        chosen.channel_id,
        "first" if last is None else "next",
        keep=lambda item: not only or item.language in ("", only),
    )
    reads = chosen.language or await read_in(desk, place)
    length: Length = chosen.length if chosen.length in LENGTHS else "normal"
    return await compose(desk.store, desk.model, scope, length=length, reader=desk.reader, language=reads)
