"""Sites on loopback whose feeds live: each has a new entry every while, and some answer badly: `living_feeds.py COUNT SECONDS`.

Prints its port, and serves until its standard input is closed. The entries are dated by READOUT_NOW.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
import sys
import time
from datetime import timedelta
from email.utils import format_datetime

from bot.clock import clock_from_environment
from tests.bench.feed_server import address, feed

HELD = 4
DEAD = 50
"""One site in so many answers nothing but errors."""


class Living:
    """Answers as the sites do at that moment."""

    def __init__(self, count: int, seconds: float) -> None:
        self._sites = {address(site): site for site in range(count)}
        self._every = seconds
        self._begun = time.monotonic()
        self._at = clock_from_environment()()
        self._chance = random.Random(3)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                said = self._answer(head)
                writer.write(said)
                await writer.drain()
                if b"Connection: close" in said:
                    break
        writer.close()

    def _answer(self, head: str) -> bytes:
        host = re.search(r"(?im)^host: ([\d.]+)", head)
        site = self._sites.get(host[1]) if host else None
        if site is None or not head.startswith("GET /feed.xml"):
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        fate = 0.0 if site % DEAD == 7 else self._chance.random()
        if fate < 0.03:
            return b"HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\n\r\n"
        body = b"<html>not a feed" if fate < 0.04 else self._feed(site)
        length = len(body) + (5_000 if fate > 0.99 else 0)  # cut off on the way
        close = "Connection: close\r\n" if fate > 0.99 else ""
        kind = f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n{close}Content-Length: {length}\r\n\r\n"
        return kind.encode() + body

    def _feed(self, site: int) -> bytes:
        count = HELD + int((time.monotonic() - self._begun + site % self._every) // self._every)
        number = 0

        def dated(_: re.Match[bytes]) -> bytes:
            nonlocal number
            at = self._at + timedelta(seconds=(number - HELD) * self._every)
            number += 1
            return f"<pubDate>{format_datetime(at)}</pubDate>".encode()

        return re.sub(rb"<pubDate>.*?</pubDate>", dated, feed(site, count))


async def main(count: int, seconds: float) -> None:
    server = await asyncio.start_server(Living(count, seconds).serve, "0.0.0.0", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), float(sys.argv[2])))
