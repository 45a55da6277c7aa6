"""One request at a time over the wire, as it is asked: neither turns nor redirects nor robots.txt are looked at here.

httpcore2, the engine of httpx2, is used bare, over connections to addresses that were checked (`network`).
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpcore2

from bot import __version__
from bot.config.sections import FetchSettings
from bot.errors import FetchError
from bot.ingest.fetching.connections import Connections
from bot.ingest.fetching.decompression import ACCEPTED, Expander, unpacked
from bot.ingest.fetching.guarded_network import Resolver
from bot.messages.catalogue import say

if TYPE_CHECKING:
    import ssl

REDIRECTS = (301, 302, 303, 307, 308)
_SHORT = 16_384
"""Bytes of a page that says no which are read, so that its connection is not lost."""
_ACCEPT = (
    "application/feed+json, application/atom+xml, application/rss+xml, application/xml;q=0.9, text/html;q=0.8, "
    "*/*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What a server answered; its headers by their names in lower case, no body where nobody wants it."""

    status: int
    headers: dict[str, str]
    body: bytes


class HttpWire:
    """Sends requests within the limits of the settings, and says who asks; close it after."""

    def __init__(
        self,
        settings: FetchSettings,
        connector: httpcore2.AsyncNetworkBackend,
        resolver: Resolver,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._settings = settings
        self._connections = Connections(connector, resolver, tls, most=2 * settings.concurrency)
        self._agent = _agent(settings.contact)

    async def ask(self, url: str, extra: dict[str, str], private: bool, most: int = 0) -> HttpAnswer:
        """Return the answer to one request, of its body `most` bytes where that is given.

        One that met a kept connection's end is sent again (RFC 9112, 9.3.1). `private` is whether the address may lead
        to a private one. Raises a FetchError past a limit, and httpcore2's errors and OSError as they come.
        """
        kept = self._connections.are_kept(url, private=private)
        try:
            return await self._sent(url, extra, private, most)
        except (httpcore2.ReadError, httpcore2.WriteError, httpcore2.RemoteProtocolError):
            if not kept:
                raise
        return await self._sent(url, extra, private, most)

    async def _sent(self, url: str, extra: dict[str, str], private: bool, most: int) -> HttpAnswer:
        async with self._exchange(url, extra, private) as response:
            headers = _headers(response)
            if response.status in REDIRECTS or response.status == 304 or response.status >= 400:
                await _read_off(response, headers)
                return HttpAnswer(response.status, headers, b"")
            return HttpAnswer(response.status, headers, await self._body(response, headers, most))

    @asynccontextmanager
    async def _exchange(self, url: str, extra: dict[str, str], private: bool) -> AsyncIterator[httpcore2.Response]:
        told = {"User-Agent": self._agent, "Accept": _ACCEPT, "Accept-Encoding": ACCEPTED, **extra}
        headers = [(name.encode("ascii"), value.encode("latin-1", "replace")) for name, value in told.items()]
        # Less to connect than for all: where a name's first address is silent, the second is tried. The rest needs no
        # limits of its own within that for all, which whoever asks sets.
        timeout = {"connect": self._settings.timeout / 2}
        async with (
            self._connections.to(url, private=private) as pool,
            pool.stream("GET", url, headers=headers, extensions={"timeout": timeout}) as response,
        ):
            yield response

    async def _body(self, response: httpcore2.Response, headers: dict[str, str], most: int) -> bytes:
        """Return a response's bytes, expanded, within the limits; with `most`, only its beginning."""
        expander = Expander(headers.get("content-encoding", ""), self._settings.max_expanded_bytes)
        received, body = 0, bytearray()
        async for chunk in response.aiter_stream():
            received += len(chunk)
            if received > self._settings.max_bytes:
                raise FetchError(say("reading.too_large", megabytes=self._settings.max_bytes // 1_000_000))
            body += expander.feed(chunk)
            if most and len(body) >= most:
                return bytes(body[:most])
        return unpacked(bytes(body), self._settings.max_expanded_bytes)

    async def aclose(self) -> None:
        """Close every connection."""
        await self._connections.aclose()


async def _read_off(response: httpcore2.Response, headers: dict[str, str]) -> None:
    """Read what nobody wants, where it is short: only a connection that was read to its end can be used again."""
    length = headers.get("content-length", "0" if response.status == 304 else "")
    if length.isdigit() and int(length[:9]) <= _SHORT:
        async for _ in response.aiter_stream():
            pass


def _agent(contact: str) -> str:
    version = ".".join(__version__.split(".")[:2])
    shown = re.sub(r"[^\x20-\x7e]|[()]", "", contact).strip()
    return f"Readout/{version} (+{shown})" if shown else f"Readout/{version} (news reader)"


def _headers(response: httpcore2.Response) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in response.headers:
        found.setdefault(name.decode("latin-1").lower(), value.decode("latin-1").strip())
    return found
