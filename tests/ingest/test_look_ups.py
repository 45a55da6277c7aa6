"""Names are looked up beside each other: one whose server is silent costs only who asked for it."""

from __future__ import annotations

import asyncio
import socket
import threading
from typing import Any

import pytest

from bot.ingest.fetching.guarded_network import system_resolver


async def test_names_whose_servers_are_silent_hold_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    known, ends = socket.getaddrinfo, threading.Event()

    def look_up(host: str, *more: Any, **named: Any) -> Any:
        if host.startswith("silent"):
            ends.wait(600)
            raise socket.gaierror("no answer")
        return known("127.0.0.1", *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    waiting = [asyncio.create_task(system_resolver(f"silent{n}.example", 80)) for n in range(80)]
    await asyncio.sleep(0.05)
    try:
        assert await asyncio.wait_for(system_resolver("vell.example", 80), 60) == ["127.0.0.1"]
    finally:
        ends.set()
        given = await asyncio.gather(*waiting, return_exceptions=True)
    assert all(isinstance(each, OSError) for each in given)
