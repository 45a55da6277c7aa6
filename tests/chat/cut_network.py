"""A network between processes and a server that can be cut: a proxy for TCP, on a thread of its own."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, Self

CUTS = ("drops", "refuses", "swallows", "half")
"""What a cut may be like: connections end; none is to be had; nothing comes through any more, and nobody is told; only
one side of each is told that it has ended."""


class Network:
    """A port that leads to another one. Use it as a context; `cut` does so for as long as its block runs."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="network")
        self._flows = asyncio.Event()
        self._flows.set()
        self._refuses = False
        self._pairs: set[tuple[asyncio.StreamWriter, asyncio.StreamWriter]] = set()
        self._pumps: set[asyncio.Task[None]] = set()
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = self._run(asyncio.start_server(self._accept, "127.0.0.1", 0))
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self._run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @contextmanager
    def cut(self, how: str) -> Iterator[None]:
        """Be cut in one of the ways of CUTS while the block runs; then all is well again."""
        self._run(self._begin(how))
        try:
            yield
        finally:
            self._run(self._mend(how))

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    async def _begin(self, how: str) -> None:
        if how == "swallows":
            self._flows.clear()
            return
        self._refuses = how != "drops"
        for near, far in list(self._pairs):
            near.transport.abort()
            if how != "half":
                far.transport.abort()

    async def _mend(self, how: str) -> None:
        self._refuses = False
        self._flows.set()
        if how == "half":
            for near, far in list(self._pairs):
                if near.is_closing():
                    far.transport.abort()

    async def _end(self) -> None:
        self._server.close()
        for pump in self._pumps:
            pump.cancel()
        await asyncio.gather(*self._pumps, return_exceptions=True)
        for sides in self._pairs:
            for each in sides:
                each.transport.abort()
        await asyncio.sleep(0)  # a transport is closed with the next turn of the loop

    async def _accept(self, reader: asyncio.StreamReader, near: asyncio.StreamWriter) -> None:
        await self._flows.wait()
        try:
            if self._refuses:
                raise ConnectionError
            from_far, far = await asyncio.open_connection("127.0.0.1", self._target)
        except ConnectionError:
            near.transport.abort()
            return
        self._pairs.add((near, far))
        self._begin_pump(reader, far)
        self._begin_pump(from_far, near, over=lambda: self._forget(near, far))

    def _forget(self, near: asyncio.StreamWriter, far: asyncio.StreamWriter) -> None:
        far.close()
        self._pairs.discard((near, far))

    def _begin_pump(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, over: Callable[[], None] = lambda: None
    ) -> None:
        pump = asyncio.create_task(self._pump(source, sink, over))
        self._pumps.add(pump)
        pump.add_done_callback(self._pumps.discard)

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, over: Callable[[], None]) -> None:
        """Carry bytes from one side to the other, as long as any come through."""
        with contextlib.suppress(ConnectionError):
            while data := await source.read(65_536):
                await self._flows.wait()
                sink.write(data)
                await sink.drain()
        while self._refuses and not sink.is_closing():  # noqa: ASYNC110 - the other side is not told before it is over
            await asyncio.sleep(0.05)
        sink.close()
        over()
