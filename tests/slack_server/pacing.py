"""Slack's limits on how often: a message a second a channel, a tier a method.

https://docs.slack.dev/apis/web-api/rate-limits
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable

TIERS = {1: 1, 2: 20, 3: 50, 4: 100}
WORKSPACE_MESSAGES = 400
"""chat.postMessage: "several hundred messages per minute" over a workspace, beside one a second a channel."""


class Pacing:
    """Counts calls; `refused` is how many were answered 429."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._last: dict[str, float] = {}
        self._calls: dict[str, deque[float]] = defaultdict(deque)
        self.counted = 0
        self.refused = 0

    def wait(self, method: str, tier: int, channel: str) -> int:
        """Return the seconds to wait (Retry-After); 0 where the call may be made."""
        self.counted += 1
        seconds = self._message(channel) if method in ("chat.postMessage", "chat.postEphemeral") else 0.0
        seconds = seconds or (self._window(method, TIERS[tier]) if tier in TIERS else 0.0)
        if seconds:
            self.refused += 1
        return math.ceil(seconds)

    def _message(self, channel: str) -> float:
        now = self._now()
        since = now - self._last.get(channel, -10.0)
        if since < 0.95:  # two clocks
            return 1.0 - since
        if seconds := self._window("messages", WORKSPACE_MESSAGES):
            return seconds
        self._last[channel] = now
        return 0.0

    def _window(self, name: str, most: int) -> float:
        now, calls = self._now(), self._calls[name]
        while calls and calls[0] <= now - 60:
            calls.popleft()
        if len(calls) >= most:
            return calls[0] + 60 - now
        calls.append(now)
        return 0.0
