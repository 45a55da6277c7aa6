"""A lease that is looked at inside aiohttp, last of all before a request leaves."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import aiohttp

from bot.chat.adapter_protocol import Lease


def look_at_lease(trace: aiohttp.TraceConfig, lease_of: Callable[[SimpleNamespace], Lease | None]) -> None:
    """Let a request that has a body leave only while its lease holds, if it has one: LeaseOver ends it.

    It is looked at after every wait for a connection or a limit, each time that the request is sent. aiohttp writes the
    headers with the body's first piece: this is called before either goes out
    (https://docs.aiohttp.org/en/stable/tracing_reference.html).
    """

    async def leaves(session: object, context: SimpleNamespace, params: object) -> None:
        del session, params
        if lease := lease_of(context):
            lease.check()

    trace.on_request_chunk_sent.append(leaves)
