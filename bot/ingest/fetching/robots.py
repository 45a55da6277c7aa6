"""robots.txt (RFC 9309), kept for a day an origin."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

from bot.errors import FetchError
from bot.messages.catalogue import say

NAME = "Readout"
LARGEST = 512_000
"""Bytes that count; the RFC asks for at least 500 KiB."""
_DAY = 86_400.0
_SOON = 600.0
_LONGEST_DELAY = 30.0
_MOST_KEPT = 5000

Get = Callable[[str], Awaitable[tuple[int, bytes]]]
"""Fetches a robots.txt: its status (after redirects) and its bytes."""


@dataclass(slots=True)
class _Rules:
    until: float
    parsed: Protego | None
    """None: nothing is forbidden."""
    away: bool = False


class Robots:
    """Asks each origin once a day what it lets a reader of our name read."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._rules: dict[str, _Rules] = {}

    async def check(self, url: str, get: Get) -> None:
        """Raise a FetchError where robots.txt forbids an address, or cannot be told (RFC 9309, 2.3.1.4)."""
        rules = await self._of(url, get)
        if rules.away:
            raise FetchError(say("reading.robots_unread"))
        if rules.parsed is not None and not rules.parsed.can_fetch(url, NAME):
            raise FetchError(say("reading.robots_refuse"))

    def delay(self, url: str) -> float:
        """Return how many seconds an origin asks to leave between two requests, as far as it is known."""
        rules = self._rules.get(_origin_of(url))
        asked = rules.parsed.crawl_delay(NAME) if rules and rules.parsed is not None else None
        return min(float(asked or 0), _LONGEST_DELAY)

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """Return the sitemaps that an origin's robots.txt names, as far as it is known (https://www.sitemaps.org)."""
        rules = self._rules.get(_origin_of(url))
        return tuple(rules.parsed.sitemaps) if rules and rules.parsed is not None else ()

    async def _of(self, url: str, get: Get) -> _Rules:
        site, now = _origin_of(url), self._monotonic()
        held = self._rules.get(site)
        if held is None or held.until < now:
            status, body = await get(site + "/robots.txt")
            if len(self._rules) >= _MOST_KEPT:
                self._rules.clear()
            held = self._rules[site] = _rules(status, body, now)
        return held


def _origin_of(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "", "", ""))


def _rules(status: int, body: bytes, now: float) -> _Rules:
    if status >= 500 or status == 429:
        return _Rules(now + _SOON, None, away=True)
    if not 200 <= status < 300:
        return _Rules(now + _DAY, None)
    return _Rules(now + _DAY, Protego.parse(body[:LARGEST].decode("utf-8", "replace")))
