"""Guarded, conditional, polite HTTP (promise 4).

Redirects, robots.txt and turns are decided here, hop by hop; each request is sent by the `wire`, under which stands a
network in which private addresses do not exist (`network`). Nothing is taken from the environment.
"""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urljoin, urlsplit

import httpcore2
from w3lib.url import safe_url_string

from bot.clock import Clock, system_clock
from bot.config.sections import FetchSettings
from bot.errors import FetchError, ForbiddenAddress
from bot.ingest.fetching import credentials
from bot.ingest.fetching.concurrency import ConcurrencyLimit
from bot.ingest.fetching.guarded_network import Resolver, system_resolver
from bot.ingest.fetching.host_pacing import SPACING_SECONDS, Turns
from bot.ingest.fetching.http_request import REDIRECTS, HttpAnswer, HttpWire
from bot.ingest.fetching.robots import LARGEST as LARGEST_ROBOTS
from bot.ingest.fetching.robots import Robots
from bot.ingest.formats.timestamps import parse_time
from bot.messages.catalogue import say
from bot.text.urls import host_and_port, origin

if TYPE_CHECKING:
    import ssl

MOST_REDIRECTS = 5
_FOR_GOOD = (301, 308)
_MAX_AGE = re.compile(r"max-age\s*=\s*\"?(\d{1,9})")
_IN_WORDS = {
    401: "reading.status_401",
    403: "reading.status_403",
    404: "reading.status_404",
    410: "reading.status_410",
    429: "reading.status_429",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `url` is where it came from in the end; `moved_to` its new address, where it moved for good.

    `not_modified`: the server says that what is held (by `etag` or `last_modified`) is still right; no body then.
    """

    url: str
    status: int
    body: bytes
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    max_age: int | None = None
    links: str = ""
    """What its `Link` header names (RFC 8288)."""

    @property
    def not_modified(self) -> bool:
        """Return whether nothing has changed since the validators that were sent."""
        return self.status == 304


@dataclass(slots=True)
class _Way:
    """Where a request is on its way through redirects; `spent` are the seconds that it took, without its waits.

    `own` are headers for its first origin alone; `moved_to` is where it stands now, as long as every redirect was for
    good.
    """

    url: str
    first: str
    conditions: dict[str, str]
    configured: bool
    own: dict[str, str]
    hops: int = 0
    spent: float = 0.0
    moved_to: str | None = None
    moved: bool = True

    def follow(self, url: str, *, for_good: bool) -> None:
        """Go on to the next address."""
        self.url, self.hops, self.moved = url, self.hops + 1, self.moved and for_good
        self.moved_to = url if self.moved else self.moved_to


class Fetcher:
    """Reads the network for everyone. Give it its resolver and connector in tests; close it after."""

    def __init__(
        self,
        settings: FetchSettings,
        *,
        clock: Clock = system_clock,
        resolver: Resolver = system_resolver,
        connector: httpcore2.AsyncNetworkBackend | None = None,
        tls: ssl.SSLContext | None = None,
        spacing: float = SPACING_SECONDS,
        secret: credentials.Lookup = credentials.from_environment,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._allowed = frozenset(filter(None, map(origin, settings.allow_origins)))
        self._wire = HttpWire(settings, connector or httpcore2.AnyIOBackend(), resolver, tls)
        self._turns = Turns(spacing)
        self._robots = Robots()
        self._limit = ConcurrencyLimit(settings.concurrency)
        self._secret = secret

    async def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        configured: bool = False,
        trusted: bool = False,
    ) -> Fetched:
        """Return what is at a web address; a FetchError says why not, in words.

        `configured`: somebody gave this address, or one at its very origin that led here, so that an origin which the
        operator allowed may be private. A redirect may stay within it, and leads to no other that may. `trusted`: the
        operator gave it, so that it may name credentials.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        told = {name: value for name, value in conditions.items() if value}
        if not (trusted and credentials.has_credentials(url)):
            return await self._got(_checked(url), told, configured)
        own = credentials.opened(url, self._secret)
        try:
            got = await self._got(_checked(own.url), told, configured, own.headers)
        except FetchError as error:
            masked = own.masked(str(error))
            raise type(error)(masked, retry_after=error.retry_after, status=error.status) from None
        return replace(
            got,
            url=own.masked(got.url),
            moved_to=own.masked(got.moved_to) if got.moved_to else None,
            body=own.masked_bytes(got.body),
            # What repeats a secret is not kept, and would mean nothing to its server with the name in its place.
            etag=own.unless_secret(got.etag),
            last_modified=own.unless_secret(got.last_modified),
        )

    async def _got(
        self, start: str, conditions: dict[str, str], configured: bool, own: dict[str, str] | None = None
    ) -> Fetched:
        """Follow redirects to the end, each host in its turn; `own` are headers for the first origin alone."""
        way = _Way(start, origin(start), conditions, configured, own or {})
        while True:
            async with self._turns.turn(host_and_port(way.url), self._robots.delay(way.url)), self._limit.taken():
                begun = time.monotonic()
                try:
                    async with asyncio.timeout(self._settings.timeout - way.spent):
                        found = await self._followed(way)
                except FetchError:
                    raise
                except Exception as error:
                    self._explain(error)
                way.spent += time.monotonic() - begun
            if found is not None:
                return found

    async def aclose(self) -> None:
        """Close every connection."""
        await self._wire.aclose()

    async def __aenter__(self) -> Fetcher:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def _followed(self, way: _Way) -> Fetched | None:
        """Follow redirects as far as they stay at one host; None where they lead to another, whose turn comes then."""
        here = host_and_port(way.url)
        while host_and_port(way.url) == here:
            if way.hops > MOST_REDIRECTS:
                raise FetchError(say("reading.redirects", most=MOST_REDIRECTS))
            private = way.configured and origin(way.url) == way.first and way.first in self._allowed
            await self._robots.check(way.url, partial(self._robots_txt, private=private))
            own = way.own if origin(way.url) == way.first else {}
            answer = await self._wire.ask(way.url, way.conditions | own, private)
            location = answer.headers.get("location", "")
            if answer.status not in REDIRECTS or not location:
                return self._fetched(way.url, answer, way.moved_to, conditional=bool(way.conditions))
            way.follow(_checked(urljoin(way.url, location)), for_good=answer.status in _FOR_GOOD)
        return None

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """Return the sitemaps that the robots.txt of an address's origin names, once that was asked there."""
        return self._robots.sitemaps(url)

    async def _robots_txt(self, url: str, *, private: bool) -> tuple[int, bytes]:
        for _ in range(MOST_REDIRECTS + 1):
            try:
                answer = await self._wire.ask(url, {}, private, LARGEST_ROBOTS)
            except (FetchError, httpcore2.ProtocolError) as error:
                if isinstance(error, ForbiddenAddress):
                    raise
                return 200, b""  # broken: rules that nobody could read forbid nothing
            location = answer.headers.get("location", "")
            if answer.status not in REDIRECTS or not location:
                return answer.status, answer.body
            try:
                led_to = _checked(urljoin(url, location))
                url, private = led_to, private and origin(led_to) == origin(url)
            except FetchError:
                break
        return 404, b""

    def _fetched(self, url: str, answer: HttpAnswer, moved_to: str | None, *, conditional: bool) -> Fetched:
        headers, status = answer.headers, answer.status
        if not (200 <= status < 300 and status != 206) and not (status == 304 and conditional):
            wait = _retry_after(headers, self._clock())
            if wait and status in (429, 503):
                self._turns.close(host_and_port(url), wait)  # the host that says so, not the one that led to it
            told = _IN_WORDS.get(status, "reading.status_other")
            raise FetchError(say(told, status=status), status=status, retry_after=wait)
        max_age = _MAX_AGE.search(headers.get("cache-control", ""))
        return Fetched(
            url=url,
            status=status,
            body=answer.body,
            content_type=headers.get("content-type", ""),
            etag=headers.get("etag"),
            last_modified=headers.get("last-modified"),
            moved_to=moved_to,
            max_age=int(max_age[1]) if max_age else None,
            links=headers.get("link", ""),
        )

    def _explain(self, error: Exception) -> NoReturn:
        """Raise a FetchError that says in words what went wrong on the wire."""
        if isinstance(error, TimeoutError | httpcore2.TimeoutException):
            raise FetchError(say("reading.no_full_answer", seconds=self._settings.timeout)) from None
        told = " ".join(str(error).split())[:120]
        if "CERTIFICATE" in told.upper() or "SSL" in told.upper():
            raise FetchError(say("reading.bad_tls", why=told)) from None
        if isinstance(error, httpcore2.ConnectError | OSError):
            raise FetchError(say("reading.unreachable", why=told or type(error).__name__)) from None
        if isinstance(error, httpcore2.ProtocolError | httpcore2.NetworkError):
            raise FetchError(say("reading.broken_answer", why=told or type(error).__name__)) from None
        if isinstance(error, ValueError | UnicodeError):
            raise FetchError(say("reading.cannot_be_asked", why=told)) from None
        raise error


def _checked(url: str) -> str:
    """Return an address in the form that goes over the wire; anything but plain http and https is refused."""
    if not origin(url):
        raise ForbiddenAddress(say("reading.no_web_address"))
    if "@" in urlsplit(url).netloc or credentials.has_credentials(url):
        raise ForbiddenAddress(say("reading.credentials_in_address"))
    try:
        spelt = str(safe_url_string(url)).partition("#")[0]
        spelt.encode("ascii")  # w3lib leaves a host as it is that has no form in ASCII
        return spelt
    except (ValueError, UnicodeError):
        raise ForbiddenAddress(say("reading.unreadable_address")) from None


def _retry_after(headers: dict[str, str], now: datetime) -> float | None:
    """Return the seconds of a Retry-After, which is a number or a date (RFC 9110, 10.2.3)."""
    printed = headers.get("retry-after", "")
    if printed.isdigit() and printed.isascii():
        return float(printed[:9])
    until = parse_time(printed)
    since = parse_time(headers.get("date", "")) or now
    return max(0.0, (until - since).total_seconds()) if until else None
