"""A thousand sites on loopback, each with an address of its own (127.x.y.z) and one feed: `feed_server.py COUNT ENTRIES`.

Prints its port, and serves until its standard input is closed. Seven sites in ten send an ETag and answer 304 to it.
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections.abc import Iterator
from typing import ClassVar

FIRST = "Ada Bruno Carla Dmitri Elena Farid Greta Hugo Irina Jonas Karin Leon Marta Nils Olga Pavel Rosa Stefan".split()
VERBS = "opened delayed rejected approved rebuilt inspected closed funded reviewed expanded sold leased".split()
PLACES = "Eastport Norwick Sandhaven Mill Cross Westbury Lowmoor Highgate Ashford Redcliff Stonebridge".split()

PAGE = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Outlet {site}</title>
<link>https://outlet-{site}.example/</link><description>News of {place}</description><language>en</language>{items}
</channel></rss>"""
ITEM = """<item><title>{title}</title><link>https://outlet-{site}.example/{site}/{number}</link>
<guid isPermaLink="false">{site}-{number}</guid><pubDate>{day:02} Dec 2021 {hour:02}:{minute:02}:00 GMT</pubDate>
<description>{text}</description></item>"""


def address(site: int) -> str:
    return f"127.{1 + site // 250}.{site % 250}.1"


def _vocabulary() -> list[str]:
    """Four thousand invented words, so that articles are as unlike as news is: few share a rare word."""
    chance = random.Random(5)
    starts, ends = (
        "b br c cl d dr f fl g gr h l m n p pr r s st t tr v w".split(),
        "al an ar el en er il in ol on or".split(),
    )
    made = {
        "".join(chance.choice(starts) + chance.choice(ends) for _ in range(chance.choice((2, 2, 3))))
        for _ in range(6000)
    }
    return sorted(made)


WORDS = _vocabulary()
CHANCES = [1 / (rank + 20) for rank in range(len(WORDS))]


def _clause(chance: random.Random, words: Iterator[str]) -> str:
    return f"The {next(words)} {next(words)} {chance.choice(VERBS)} the {next(words)} of {next(words)}"


def feed(site: int, entries: int) -> bytes:
    chance = random.Random(site)
    pick = chance.choice
    items = []
    for number in range(entries):
        words = iter(chance.choices(WORDS, CHANCES, k=40))
        who, place = f"{pick(FIRST)} {next(words).capitalize()}", next(words).capitalize()
        text = (
            f"&lt;p&gt;{_clause(chance, words)} in {place} after {chance.randrange(2, 400)} days, and "
            f'{_clause(chance, words).lower()} before &lt;a href="/{number}"&gt;{next(words)}&lt;/a&gt; {next(words)}.'
            f"&lt;/p&gt;&lt;p&gt;“{_clause(chance, words)},” said {who}, who had {next(words)} the {next(words)}. "
            f"{_clause(chance, words)} with {chance.randrange(1, 90)} {next(words)}.&lt;/p&gt;"
        )
        title = f"{_clause(chance, words)} at {place}"
        values = {"day": 1 + number % 20, "hour": number % 24, "minute": site % 60, "site": site, "number": number}
        items.append(ITEM.format(title=title, text=text, **values))
    return PAGE.format(site=site, place=pick(PLACES), items="".join(items)).encode()


class Site(asyncio.Protocol):
    """Answers what was made before: the server's own cost is none of the figures."""

    answers: ClassVar[dict[bytes, tuple[bytes, bytes | None]]] = {}

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.got = b""

    def data_received(self, data: bytes) -> None:
        self.got += data
        while b"\r\n\r\n" in self.got:
            head, _, self.got = self.got.partition(b"\r\n\r\n")
            self.transport.write(self._answer(head))  # type: ignore[attr-defined]

    def _answer(self, head: bytes) -> bytes:
        lines = head.split(b"\r\n")
        if not lines[0].startswith(b"GET /feed.xml"):
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        headers = dict(line.split(b": ", 1) for line in lines[1:])
        names = {name.lower(): value for name, value in headers.items()}
        whole, unchanged = self.answers[names[b"host"].partition(b":")[0]]
        return unchanged if unchanged and b"if-none-match" in names else whole


def prepare(count: int, entries: int) -> None:
    for site in range(count):
        body, tag = feed(site, entries), f'ETag: "{site}"\r\n' if site % 10 < 7 else ""
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n{tag}Content-Length: {len(body)}\r\n\r\n"
        unchanged = f"HTTP/1.1 304 Not Modified\r\n{tag}\r\n".encode() if tag else None
        Site.answers[address(site).encode()] = head.encode() + body, unchanged


async def serve(count: int, entries: int) -> None:
    prepare(count, entries)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Site, "0.0.0.0", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
