"""How often may be asked: a bucket of questions for each person, channel and server, filled again by the hour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

from bot.clock import Clock
from bot.errors import TooMuch
from bot.models import Channel
from bot.settings import LimitSettings

HOUR = timedelta(hours=1)
_KEPT = 10_000
"""Buckets that are kept; full ones are forgotten beyond that."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: datetime


@dataclass(slots=True)
class Rates:
    """Counts questions in memory: a restart fills every bucket."""

    limits: LimitSettings
    clock: Clock
    _buckets: dict[str, _Bucket] = field(default_factory=dict)

    def take(self, channel: Channel, person: str) -> None:
        """Take one question from each bucket, or none and raise TooMuch, which says when there is one again.

        The operator's terminal is not counted.
        """
        if channel.platform == "console":
            return
        now = self.clock()
        wanted = [(who, size, self._bucket(key, size, now)) for who, key, size in self._scopes(channel, person)]
        for who, size, bucket in wanted:
            if bucket.left < 1:
                wait = (1 - bucket.left) / size * HOUR
                minutes = max(1, ceil(wait.total_seconds() / 60))
                again = f"{minutes} minute" + ("" if minutes == 1 else "s")
                raise TooMuch(f"{who} asked {size} questions within an hour. There is room again in {again}")
        for _, _, bucket in wanted:
            bucket.left -= 1

    def _scopes(self, channel: Channel, person: str) -> Iterator[tuple[str, str, int]]:
        if person:
            yield "You have", f"person {channel.platform}:{person}", self.limits.person_hourly
        place = f"{channel.platform}:{channel.platform_id}"
        yield "This channel has", f"channel {place}", self.limits.channel_hourly
        yield "This server has", f"server {channel.home}", self.limits.server_hourly

    def _bucket(self, key: str, size: int, now: datetime) -> _Bucket:
        if len(self._buckets) > _KEPT:
            self._buckets = {name: each for name, each in self._buckets.items() if now - each.at < HOUR}
        bucket = self._buckets.setdefault(key, _Bucket(size, now))
        bucket.left = min(size, bucket.left + max(0.0, (now - bucket.at) / HOUR) * size)
        bucket.at = now
        return bucket
