"""How often Slack lets a method be called in a workspace: so many in a minute, at once or one by one.

https://docs.slack.dev/apis/web-api/rate-limits
"""

from __future__ import annotations

import asyncio
from collections import deque

from bot.chat.reconnecting import Sleep

TIER_2 = 20
"""chat.startStream and chat.stopStream."""
TIER_4 = 100
"""chat.appendStream."""
MINUTE = 61.0
"""A second more than a minute: for two clocks that differ."""


class Window:
    """Lets so many go in any minute, and none while Slack asks to wait."""

    def __init__(self, most: int, seconds: float = MINUTE, sleep: Sleep = asyncio.sleep) -> None:
        self._most = most
        self._seconds = seconds
        self._sleep = sleep
        self._gone: deque[float] = deque()
        self._closed_until = 0.0

    def take(self) -> bool:
        """Take a place, if there is one now."""
        if self._wait():
            return False
        self._gone.append(asyncio.get_running_loop().time())
        return True

    async def turn(self) -> None:
        """Take a place as soon as there is one."""
        while not self.take():
            await self._sleep(self._wait())

    def close(self, seconds: float) -> None:
        """Let none go for so long: Slack refused one, and told when to come again."""
        self._closed_until = max(self._closed_until, asyncio.get_running_loop().time() + seconds)

    def _wait(self) -> float:
        now = asyncio.get_running_loop().time()
        while self._gone and self._gone[0] <= now - self._seconds:
            self._gone.popleft()
        full = self._gone[0] + self._seconds - now if len(self._gone) >= self._most else 0.0
        return max(full, self._closed_until - now, 0.0)
