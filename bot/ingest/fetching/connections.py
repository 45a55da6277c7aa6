"""Connections that are kept open for a while, each host's by itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpcore2

from bot.ingest.fetching.guarded_network import GuardedBackend, Resolver, tls_context
from bot.text.urls import origin

if TYPE_CHECKING:
    import ssl

_KEEP_ALIVE_SECONDS = 15.0


@dataclass(slots=True)
class _Kept:
    pool: httpcore2.AsyncConnectionPool
    users: int = 0


class Connections:
    """Gives each origin a pool of its own; those least lately used are closed when more than `most` are not in use.

    In one pool for all, each request looks at every connection that is open, whether its other end has closed it.
    """

    def __init__(
        self,
        connector: httpcore2.AsyncNetworkBackend,
        resolver: Resolver,
        tls: ssl.SSLContext | None,
        most: int,
    ) -> None:
        self._tls = tls
        self._most = most
        # Two networks that never share a connection: one kept open for an allowed origin must not serve a redirect.
        self._networks = {
            private: GuardedBackend(connector, resolver, private_allowed=private) for private in (False, True)
        }
        self._kept: dict[tuple[str, bool], _Kept] = {}

    @asynccontextmanager
    async def to(self, url: str, *, private: bool) -> AsyncIterator[httpcore2.AsyncConnectionPool]:
        """Give the pool for an address; `private` is whether it may lead to a private one."""
        name = origin(url), private
        kept = self._kept.pop(name, None) or self._made(private)
        self._kept[name] = kept  # at the end: the last that was used
        kept.users += 1
        try:
            yield kept.pool
        finally:
            kept.users -= 1
            await self._let_go()

    def are_kept(self, url: str, *, private: bool) -> bool:
        """Tell whether a connection is open that a request for an address may be sent on."""
        kept = self._kept.get((origin(url), private))
        return kept is not None and bool(kept.pool.connections)

    async def aclose(self) -> None:
        """Close every connection."""
        kept, self._kept = self._kept, {}
        for each in kept.values():
            await each.pool.aclose()

    def _made(self, private: bool) -> _Kept:
        self._tls = self._tls or tls_context()
        return _Kept(
            httpcore2.AsyncConnectionPool(
                ssl_context=self._tls,
                keepalive_expiry=_KEEP_ALIVE_SECONDS,
                network_backend=self._networks[private],
            )
        )

    async def _let_go(self) -> None:
        if len(self._kept) <= self._most:
            return
        idle = [name for name, kept in self._kept.items() if not kept.users]
        spare = [self._kept.pop(name) for name in idle[: len(self._kept) - self._most]]
        for kept in spare:
            await kept.pool.aclose()
