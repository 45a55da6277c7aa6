"""Connections only to addresses that were checked: the name is resolved once, and what was checked is connected to."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import select
import socket
import threading
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from httpcore2 import AsyncNetworkBackend, AsyncNetworkStream, ConnectError

from bot.errors import ForbiddenAddress
from bot.ingest.fetching.address_guard import refusal
from bot.messages.catalogue import say

if TYPE_CHECKING:
    import ssl

T = TypeVar("T")

Resolver = Callable[[str, int], Awaitable[list[str]]]
"""Gives the addresses of a host; raises OSError where it has none."""

_TRIED = 4


async def system_resolver(host: str, port: int) -> list[str]:
    """Return a host's addresses as the system finds them, in its order of preference."""
    with contextlib.suppress(ValueError):
        return [str(ipaddress.ip_address(host))]
    found = await _in_own_thread(partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM))
    return list(dict.fromkeys(str(address[4][0]) for address in found))


async def _in_own_thread(work: Callable[[], T]) -> T:
    """Return what `work` does in a thread of its own, which goes on unheard when nobody waits for it any more.

    A loop's own look-ups share a few threads, uvloop's only two (libuv's for slow work): as many names whose servers
    are silent would hold up every other name for half a minute, and the end of the program too.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: Exception | None) -> None:
        if answer.done():  # whoever asked has gone
            return
        if error is None:
            answer.set_result(result)  # type: ignore[arg-type]
        else:
            answer.set_exception(error)

    def look_up() -> None:
        result, failure = None, None
        try:
            result = work()
        except Exception as error:
            failure = error
        with contextlib.suppress(RuntimeError):  # the loop is closed: the program ends
            loop.call_soon_threadsafe(settle, result, failure)

    threading.Thread(target=look_up, name="look-up", daemon=True).start()
    return await answer


class KeptStream(AsyncNetworkStream):
    """A connection that tells at little cost whether its other end has closed it.

    Before each request the pool asks that of every connection that it keeps open, and the usual way to the socket
    leads through three libraries: a fifth of what a round over unchanged feeds cost.
    """

    def __init__(self, stream: AsyncNetworkStream) -> None:
        self._stream = stream
        self._socket = _told(stream, "socket") if hasattr(select, "poll") else None

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore names it so
        """Read."""
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        """Write."""
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> AsyncNetworkStream:
        """Go on in TLS; a handshake that is cut off closes the connection, which nobody else knows of yet."""
        try:
            return KeptStream(await self._stream.start_tls(ssl_context, server_hostname, timeout))
        except BaseException:
            with contextlib.suppress(Exception):
                await self._stream.aclose()
            raise

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's
        """Tell of the connection what httpcore asks."""
        if info != "is_readable" or self._socket is None:
            return _told(self._stream, info)
        if (descriptor := self._socket.fileno()) < 0:
            return True  # closed here: reading it would end at once
        waiting = select.poll()
        waiting.register(descriptor, select.POLLIN)
        return bool(waiting.poll(0))


def _told(stream: AsyncNetworkStream, info: str) -> Any:  # noqa: ANN401 - httpcore's
    """Return what a connection tells of itself; None where it was reset already: uvloop has then no socket to ask."""
    try:
        return stream.get_extra_info(info)
    except AttributeError:
        return None


class GuardedBackend(AsyncNetworkBackend):
    """A network in which private addresses do not exist; with `private_allowed`, only link-local ones do not.

    One refused address among a name's refuses the name: it is how a name is made to point inside.
    """

    def __init__(self, connector: AsyncNetworkBackend, resolver: Resolver, *, private_allowed: bool = False) -> None:
        self._connector = connector
        self._resolver = resolver
        self._private_allowed = private_allowed

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore names it so
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncNetworkStream:
        """Connect to a host by an address of it that was checked just now."""
        addresses = await self._checked(host, port)
        failure: Exception = ConnectError(say("reading.no_answer", host=host))
        for address in addresses[:_TRIED]:
            try:
                stream = await self._connector.connect_tcp(address, port, timeout, local_address, socket_options)
                return KeptStream(stream)
            except (OSError, ConnectError) as error:
                failure = error
        raise failure

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore names it so
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncNetworkStream:
        """Refuse: no feed lives there."""
        raise ForbiddenAddress(say("reading.local_socket", path=path))

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)

    async def _checked(self, host: str, port: int) -> list[str]:
        try:
            addresses = await self._resolver(host, port)
        except (OSError, UnicodeError) as error:
            raise ConnectError(say("reading.unknown_host", host=host)) from error
        for address in addresses:
            reason = refusal(address, private_allowed=self._private_allowed)
            if reason:
                raise ForbiddenAddress(say("reading.guarded", host=host, address=address, reason=reason))
        return addresses


def tls_context() -> ssl.SSLContext:
    """Return the one TLS context: certificates checked, nothing taken from the environment."""
    import ssl

    import certifi

    return ssl.create_default_context(cafile=certifi.where())
