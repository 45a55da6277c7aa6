"""Ten thousand feeds on loopback, a few on each of some hundred addresses: `many_feeds.py COUNT SECONDS`.

Each has a new entry every so many seconds, holds its newest two, and answers 304 to who has seen them. Prints its port,
and serves until its standard input is closed.
"""

from __future__ import annotations

import asyncio
import re
import sys
import time
from datetime import UTC, datetime
from email.utils import format_datetime

from tests.bench.feed_server import address, feed

HOSTS = 400
FIRST = 1
"""Entries that each feed has had when the server begins."""
_ITEM = re.compile(rb"<item>.*?</item>", re.DOTALL)
_DATE = re.compile(rb"<pubDate>.*?</pubDate>")


def origins(port: int) -> list[str]:
    return [f"http://{address(host)}:{port}" for host in range(HOSTS)]


def url(site: int, port: int) -> str:
    return f"http://{address(site % HOSTS)}:{port}/{site}.xml"


def tag(count: int) -> str:
    """What a feed is known by that has had so many entries."""
    return f'"{count}"'


class Feeds(asyncio.Protocol):
    """Answers as the feeds are at that moment."""

    def __init__(self, count: int, every: float, begun: float) -> None:
        self._count, self._every, self._begun = count, every, begun
        self._got = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._got += data
        while b"\r\n\r\n" in self._got:
            head, _, self._got = self._got.partition(b"\r\n\r\n")
            self._transport.write(self._answer(head))

    def _answer(self, head: bytes) -> bytes:
        asked = re.match(rb"GET /(\d+)\.xml ", head)
        site = int(asked[1]) if asked else self._count
        if site >= self._count:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        held = FIRST + int((time.monotonic() - self._begun + site * 7_919 % self._every) // self._every)
        marked = f"ETag: {tag(held)}\r\n".encode()
        if f"if-none-match: {tag(held)}".encode() in head.lower():
            return b"HTTP/1.1 304 Not Modified\r\n" + marked + b"\r\n"
        body = self._body(site, held)
        kind = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"
        return kind + marked + f"Content-Length: {len(body)}\r\n\r\n".encode() + body

    @staticmethod
    def _body(site: int, held: int) -> bytes:
        """The newest two entries, dated now: what is new is what nobody has seen."""
        whole = feed(site, held)
        items = _ITEM.findall(whole)
        begins, ends = whole[: whole.index(b"<item>")], whole[whole.rindex(b"</item>") + len(b"</item>") :]
        dated = f"<pubDate>{format_datetime(datetime.now(UTC))}</pubDate>".encode()
        return begins + b"".join(_DATE.sub(dated, item) for item in items[-2:]) + ends


async def main(count: int, every: float) -> None:
    begun, loop = time.monotonic(), asyncio.get_running_loop()
    server = await loop.create_server(lambda: Feeds(count, every, begun), "0.0.0.0", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), float(sys.argv[2])))
