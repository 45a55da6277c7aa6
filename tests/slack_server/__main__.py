"""`python -m slack_server`: the server as a process, with a door through which a test acts in it."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import traceback
from typing import Any

from aiohttp import web

from bot.clock import clock_from_environment
from slack_server.manifest import earlier, installed
from slack_server.recipes import RECIPES, SLACK
from slack_server.server import Fault, SlackServer

OF_THE_SERVER = ("disconnect", "drop", "move")


async def main() -> None:
    """Serve until SIGTERM; the first line on standard output says where."""
    now = clock_from_environment()
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    app = installed(earlier()) if "--earlier" in sys.argv else None
    recipe = next((RECIPES[name] for name in RECIPES if f"--{name}" in sys.argv), SLACK)
    paced = "--paced" in sys.argv
    async with SlackServer(paced=paced, clock=lambda: now().timestamp(), app=app, recipe=recipe) as server:
        control = await _control(server)
        told = {"api_url": server.api_url, "control": control, "bot_token": server.bot_token}
        told |= {"app_token": server.app_token, "signing_secret": server.signing_secret}
        print(json.dumps(told), flush=True)
        await stop.wait()


async def _control(server: SlackServer) -> str:
    async def door(request: web.Request) -> web.Response:
        try:
            told = await _told(server, request.match_info["what"], await request.json())
        except Exception:
            return web.json_response({"error": traceback.format_exc()})
        return web.json_response({"told": told})

    app = web.Application()
    app.router.add_post("/{what}", door)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return f"http://127.0.0.1:{runner.addresses[0][1]}"


async def _told(server: SlackServer, what: str, given: Any) -> Any:
    if what == "act":
        name = given["gesture"]
        if name == "fault":
            server.faults.append(Fault(**given["named"]))
            return None
        if name == "add_place":
            return server.workspace.add_place(*given["given"], **given["named"])
        if name == "revoke":
            server.bot_token = "xoxb-another"
            return None
        if name == "without_scope":
            server.methods.scopes = server.methods.scopes - set(given["given"])
            return None
        if name == "request_url":
            server.http.url = given["given"][0]
            return None
        return await getattr(server if name in OF_THE_SERVER else server.people, name)(*given["given"], **given["named"]) \
            if name != "upload" else server.people.upload(*given["given"])  # fmt: skip
    if what == "texts":
        return server.texts(given["channel"], given["thread"])
    if what == "seen":
        return server.people.seen(given["response"])
    return _all(server)


def _all(server: SlackServer) -> dict[str, Any]:
    held = server.workspace
    return {
        "messages": held.messages,
        "ephemerals": held.ephemerals,
        "homes": held.homes,
        "modals": held.modals,
        "statuses": held.statuses,
        "titles": held.titles,
        "prompts": held.prompts,
        "responses": server.people.responses,
        "problems": server.problems,
        "calls": server.calls,
        "connections": len(server.socket_mode.open),
        "answered": server.http.answers,
        "paced": [server.pacing.counted, server.pacing.refused] if server.pacing else [0, 0],
        "used_scopes": sorted(server.methods.used_scopes),
        "heard_events": sorted(server.people.heard_events),
        "posted_at": server.posted_at,
        "bodies": server.bodies,
    }


asyncio.run(main())
