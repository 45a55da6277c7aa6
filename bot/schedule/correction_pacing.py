"""When a channel may be told a correction: not too many a day, one an article in a while, and never in quiet hours.

What must wait stays noted, and is held against the article as it is then: many changes in a day are one correction.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import slot_times
from bot.config.settings import Settings
from bot.store.channels import follows, subscriptions
from bot.store.deliveries import sent
from bot.store.news import corrections
from bot.store.protocol import Connection


def ready(db: Connection, now: datetime, settings: Settings) -> list[tuple[int, int]]:
    """Return `(channel_id, article_id)` of what may be looked at now, each channel's as far as its day has room."""
    room: dict[int, int] = {}
    found: list[tuple[int, int]] = []
    for channel_id, article_id in corrections.pending(db, now):
        if channel_id not in room:
            room[channel_id] = _room(db, channel_id, now, settings)
        if room[channel_id] > 0 and not _corrected_lately(db, channel_id, article_id, now, settings):
            found.append((channel_id, article_id))
    return found


def room_left(db: Connection, channel_id: int, now: datetime, settings: Settings) -> int:
    """Return how many corrections a channel may still have on its local day."""
    midnight = slot_times.day_start(now, _zone(db, channel_id, settings))
    return settings.schedule.corrections_a_day - sent.corrections_since(db, channel_id, midnight)


def _room(db: Connection, channel_id: int, now: datetime, settings: Settings) -> int:
    return 0 if _is_quiet(db, channel_id, now, settings) else room_left(db, channel_id, now, settings)


def _corrected_lately(db: Connection, channel_id: int, article_id: int, now: datetime, settings: Settings) -> bool:
    since = now - timedelta(hours=settings.schedule.correction_hours)
    return sent.corrections_since(db, channel_id, since, article_id) > 0


def _is_quiet(db: Connection, channel_id: int, now: datetime, settings: Settings) -> bool:
    """Tell whether a channel has quiet hours: those that it named for what it follows, else those of the settings."""
    named = [each for each in follows.every(db, channel_id) if each.quiet_from and not follows.broken(each)]
    if named:
        return any(slot_times.is_quiet(now, each.quiet_from, each.quiet_until, each.zone) for each in named)
    begin, end = slot_times.quiet_hours(settings.schedule.quiet)
    return bool(begin) and slot_times.is_quiet(now, begin, end, _zone(db, channel_id, settings))


def _zone(db: Connection, channel_id: int, settings: Settings) -> str:
    named = (each.zone for each in subscriptions.every(db, channel_id) if each.zone)
    return next((zone for zone in named if slot_times.is_zone(zone)), settings.zone)
