"""A web server on this machine that says what a test tells it to, and remembers what it was asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

Reply = bytes | Callable[["Asked"], bytes]


@dataclass(frozen=True)
class Asked:
    path: str
    headers: dict[str, str]


@dataclass
class Newsstand:
    """Serves `pages`; a path that is not there is a 404. A reply is raw bytes or a function of the request."""

    pages: dict[str, Reply] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    origin: str = ""
    connections: int = 0
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    def url(self, path: str) -> str:
        return self.origin + path

    def paths(self) -> list[str]:
        return [each.path for each in self.asked if each.path != "/robots.txt"]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        self.connections += 1
        try:
            while not writer.is_closing():
                head = await reader.readuntil(b"\r\n\r\n")
                await self._answer(head.decode("latin-1"), writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()
            self._open.discard(writer)

    async def close(self) -> None:
        for writer in list(self._open):
            writer.close()
        await asyncio.gather(*(writer.wait_closed() for writer in list(self._open)), return_exceptions=True)

    async def _answer(self, head: str, writer: asyncio.StreamWriter) -> None:
        first, *rest = head.strip().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
        asked = Asked(first.split()[1], headers)
        self.asked.append(asked)
        reply = self.pages.get(asked.path, answer(b"", status="404 Not Found"))
        said = reply(asked) if callable(reply) else reply
        writer.write(said)
        await writer.drain()
        if b"Connection: close" in said:
            writer.close()


def answer(body: bytes | str, *, status: str = "200 OK", **headers: str) -> bytes:
    """An HTTP answer; `content_type="…"` and the like become headers."""
    body = body.encode() if isinstance(body, str) else body
    told = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{told}\r\n".encode() + body


@asynccontextmanager
async def newsstand(**pages: Reply) -> AsyncIterator[Newsstand]:
    stand = Newsstand({f"/{name}": reply for name, reply in pages.items()})
    server = await asyncio.start_server(stand.serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]
    stand.origin = f"http://{host}:{port}"
    try:
        yield stand
    finally:
        server.close()
        await stand.close()


LONG = "The harbour of Vell reopened on Monday after a winter of repairs, and the first ships came in before noon. "


def rss(*items: tuple[str, str, str], title: str = "Vell Gazette") -> str:
    """An RSS feed of `(title, link, description)`."""
    told = "".join(
        f"<item><title>{name}</title><link>{link}</link><guid>{link}</guid><description>{text}</description>"
        "<pubDate>Mon, 01 Mar 2027 08:00:00 GMT</pubDate></item>"
        for name, link, text in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{told}</channel></rss>'


def page(text: str, *, head: str = "", title: str = "Harbour reopens") -> str:
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n"))
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title>{head}</head>'
        f"<body><main><article><h1>{title}</h1>{paragraphs}</article></main></body></html>"
    )
