"""What it costs to post once: the sync before a part leaves, and how wide the gap is between the last look and the bytes."""

from __future__ import annotations

import asyncio
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial

from pydantic import SecretStr

from bot.chat.slack.api_client import SlackCalls
from bot.chat.slack.settings import SlackSettings
from bot.clock import system_clock
from bot.event_loop import run
from bot.store.channels import leases
from bot.store.opening import open_store
from bot.store.protocol import Store
from tests.bench.measure import Row, empty_folder

ANSWER = b'{"ok": true, "ts": "1.000001"}'
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(
    ANSWER
)


def rows(count: int = 60) -> Iterator[Row]:
    """The gap on an idle loop and beside a busy one, and a write with and without its sync."""
    for name, busy in (("idle", 0), ("busy", 50)):
        seen = sorted(run(_gaps(count, busy)))
        told = f"median {statistics.median(seen) * 1e6:.0f} µs, most {seen[-1] * 1e6:.0f} µs"
        yield Row(f"last look at a lease to first byte, {name}", told)
    with empty_folder() as folder, open_store(folder) as store:
        for synced in (False, True):
            took = run(_writes(store, count, synced=synced))
            yield Row(f"a write{', synced' if synced else ''}", f"{took / count * 1000:.2f} ms")


class _Look:
    """A lease that notes when it was looked at."""

    def __init__(self) -> None:
        self.at = 0.0

    def check(self) -> None:
        self.at = time.monotonic()


async def _gaps(count: int, busy: int) -> list[float]:
    """Post so many messages to a process that notes when each came in; `busy` tasks take the loop meanwhile."""
    command = [sys.executable, "-m", "tests.bench.posting", str(count)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as listener:  # noqa: ASYNC220 - nothing else runs
        assert listener.stdout
        port = int(listener.stdout.readline())
        settings = SlackSettings(api_url=f"http://127.0.0.1:{port}", bot_token=SecretStr("xoxb-1"))
        calls = SlackCalls(settings, "xoxb-1", message_seconds=0.0, send_seconds=10.0, quick=True)
        others = [asyncio.create_task(_work()) for _ in range(busy)]
        looks = [_Look() for _ in range(count)]
        for look in looks:
            await calls.post("C1", {"text": "x" * 4_000}, lease=look)
        for each in others:
            each.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        return [float(line) - look.at for line, look in zip(listener.stdout, looks, strict=True)]


async def _work() -> None:
    while True:
        sum(range(2_000))
        await asyncio.sleep(0)


def _listen(count: int) -> None:
    """Answer so many requests, then print when the first byte of each came."""
    came: list[float] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        print(listener.getsockname()[1], flush=True)
        for _ in range(count):
            peer, _ = listener.accept()
            with peer:
                peer.recv(65_536)
                came.append(time.monotonic())
                peer.sendall(HEAD + ANSWER)
    print(*came, sep="\n")


async def _writes(store: Store, count: int, *, synced: bool) -> float:
    begun = time.monotonic()
    for _ in range(count):
        await store.write(partial(leases.note_alive, now=system_clock()), synced=synced)
    return time.monotonic() - begun


if __name__ == "__main__":
    _listen(int(sys.argv[1]))
