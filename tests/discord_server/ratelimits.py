"""The limits on requests that Discord documents: 50 a second in all, buckets, and the ban on invalid ones.

https://docs.discord.com/developers/topics/rate-limits
"""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

GLOBAL = 50
INVALID = 10_000
INVALID_SECONDS = 600.0
BUCKETS: tuple[tuple[str, str, int, float], ...] = (
    ("POST", r"channels/(\d+)/messages", 5, 5.0),
    ("PATCH", r"channels/(\d+)/messages/\d+", 5, 5.0),
    ("GET", r"channels/(\d+)/messages", 5, 1.0),
    ("POST", r"channels/(\d+)/typing", 5, 5.0),
    ("POST", r"channels/(\d+)/threads", 5, 5.0),
    ("POST", r"channels/(\d+)/messages/\d+/threads", 5, 5.0),
    ("POST", r"channels/(\d+)/messages/\d+/crosspost", 10, 3_600.0),
    ("PUT", r"applications/(\d+)/commands", 2, 20.0),
    ("POST", r"webhooks/\d+/([^/]+)", 5, 2.0),
    ("PATCH", r"webhooks/\d+/([^/]+)/messages/[^/]+", 5, 2.0),
)
"""Method, path with its major parameter, requests, seconds."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A 429: after how many seconds to come again, for what scope."""

    retry_after: float
    scope: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def body(self) -> dict[str, Any]:
        """What Discord says with it."""
        told = {"message": "You are being rate limited.", "retry_after": round(self.retry_after, 3)}
        return {**told, "global": self.scope == "global"}


@dataclass
class Window:
    """So many requests in a stretch of time that begins with the first of them."""

    limit: int
    seconds: float
    began: float = float("-inf")
    used: int = 0

    def take(self, now: float) -> bool:
        if now - self.began >= self.seconds:
            self.began, self.used = now, 0
        self.used += 1
        return self.used <= self.limit

    def left(self, now: float) -> float:
        return max(0.0, self.began + self.seconds - now)


class RateLimits:
    """Counts requests, refuses those over a limit, and bans who sends too many invalid ones."""

    def __init__(self, now: Callable[[], float] = time.monotonic, *, enforced: bool = True) -> None:
        self.enforced = enforced
        self.invalid_limit = INVALID
        self.refused = 0
        self.peak = 0
        self._now = now
        self._second: deque[float] = deque()
        self._buckets: dict[str, Window] = {}
        self._invalid: deque[float] = deque()

    @property
    def banned(self) -> bool:
        """Whether too many invalid requests came within ten minutes."""
        while self._invalid and self._invalid[0] < self._now() - INVALID_SECONDS:
            self._invalid.popleft()
        return len(self._invalid) >= self.invalid_limit

    def invalid(self) -> None:
        """Count a request that was answered 401, 403 or 429."""
        self._invalid.append(self._now())

    @property
    def invalid_count(self) -> int:
        """How many there were within ten minutes."""
        return len(self._invalid)

    def take(self, method: str, path: str) -> tuple[Refusal | None, dict[str, str]]:
        """Count a request; return a refusal if it is over a limit, and the headers that go with the answer."""
        if self._over_all(path):
            return self._refusal(1.0, "global", {"X-RateLimit-Global": "true"}), {}
        name, window = self._bucket(method, path)
        if window is None:
            return None, {}
        now = self._now()
        taken = window.take(now)
        left = window.left(now)
        headers = {
            "X-RateLimit-Bucket": name,
            "X-RateLimit-Limit": str(window.limit),
            "X-RateLimit-Remaining": str(max(0, window.limit - window.used)),
            "X-RateLimit-Reset": f"{time.time() + left:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
        }
        return (None if taken or not self.enforced else self._refusal(left, "user", headers)), headers

    def _over_all(self, path: str) -> bool:
        """Count for the limit over all routes; those of interactions are not bound to it."""
        if path.startswith(("interactions/", "webhooks/")):
            return False
        now = self._now()
        while self._second and self._second[0] <= now - 1.0:
            self._second.popleft()
        if len(self._second) >= GLOBAL and self.enforced:
            return True
        self._second.append(now)
        self.peak = max(self.peak, len(self._second))
        return False

    def _bucket(self, method: str, path: str) -> tuple[str, Window | None]:
        for index, (wanted, pattern, limit, seconds) in enumerate(BUCKETS):
            found = re.fullmatch(pattern, path) if wanted == method else None
            if found:
                key = f"{index}:{found[1]}"
                return f"bucket{index}", self._buckets.setdefault(key, Window(limit, seconds))
        return "", None

    def _refusal(self, seconds: float, scope: str, headers: dict[str, str]) -> Refusal:
        self.refused += 1
        told = {"Retry-After": f"{seconds:.3f}", "X-RateLimit-Scope": scope, "Via": "1.1 google"}
        return Refusal(seconds, scope, {**headers, **told})
