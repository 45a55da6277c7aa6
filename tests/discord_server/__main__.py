"""Serves a Discord until it is killed: prints its addresses as a line of JSON, then takes what a test asks for."""

from __future__ import annotations

import argparse
import asyncio
import inspect
import json
import sys
from functools import reduce
from pathlib import Path
from typing import Any

from aiohttp import web

from discord_server.process import HEADER
from discord_server.rules import described
from discord_server.server import DiscordServer


async def _serve(description: Path | None, *, limited: bool) -> None:
    server = DiscordServer(described(description) if description else None, limited=limited)

    async def control(request: web.Request) -> web.Response:
        assert HEADER in request.headers
        command = await request.json()
        try:
            value = await _done(server, command)
        except (AssertionError, LookupError, StopIteration) as error:
            return web.json_response({"failed": f"{type(error).__name__}: {error}"})
        return web.json_response({"value": value})

    server.extra = [web.post("/loopback", control)]
    async with server:
        told = {key: getattr(server, key) for key in ("origin", "token", "api_url", "gateway_url")}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


async def _done(server: DiscordServer, command: dict[str, Any]) -> Any:
    if command["do"] == "get":
        return reduce(getattr, command["args"][0].split("."), server)
    target = reduce(getattr, command["do"].split("."), server)
    value = target(*command["args"], **command["keywords"])
    return await value if inspect.isawaitable(value) else value


def main() -> None:
    given = argparse.ArgumentParser()
    given.add_argument("--description", type=Path)
    given.add_argument("--unlimited", action="store_true")
    chosen = given.parse_args()
    asyncio.run(_serve(chosen.description, limited=not chosen.unlimited))


if __name__ == "__main__":
    main()
