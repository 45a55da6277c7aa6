"""Our Discord is as strict as Discord: what its documents forbid is refused by rule, what they allow is taken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import aiohttp
from discord_rules import RIGHT, WRONG, Case
from discord_server import BOT, FORUM, GUILD, NEWS, PERSON, DiscordServer, described
from discord_server.interactions import AUTOCOMPLETE, COMMAND

TAGGED = "300000000000000006"
REFUSALS = {40067: 400, 50006: 400, 50035: 400, 10087: 404}
"""An untagged post, an empty message, a body that is not as it should be, a tag that is not there."""
SUGGESTIONS = 8


async def test_what_the_documents_forbid_is_refused_by_rule(discord_description: Path) -> None:
    async with _Asked(discord_description) as asked:
        answers = {str(case): await asked.ask(case) for case in WRONG}
    taken = {name: answer for name, answer in answers.items() if REFUSALS.get(answer[1]) != answer[0]}
    assert taken == {}
    assert len(WRONG) >= 150


async def test_what_they_allow_is_taken(discord_description: Path) -> None:
    async with _Asked(discord_description) as asked:
        answers = {str(case): await asked.ask(case) for case in RIGHT}
    assert {name: answer for name, answer in answers.items() if answer[0] >= 300} == {}


class _Asked:
    """A Discord with a message, a thread, a forum that wants a tag and an interaction for each case."""

    def __init__(self, description: Path) -> None:
        self._server = DiscordServer(described(description), limited=False)

    async def __aenter__(self) -> _Asked:
        await self._server.__aenter__()
        self._http = aiohttp.ClientSession(headers={"Authorization": f"Bot {self._server.token}"})
        self._server.add_channel(TAGGED, "desk", 15, GUILD)
        self._tags = self._server.require_tag(TAGGED, ["News", "Sport"])
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._http.close()
        await self._server.__aexit__(*error)

    async def ask(self, case: Case) -> tuple[int, int]:
        """Send a case; return the status and Discord's code."""
        names = await self._names(case)
        text = json.dumps(case.body)
        for name in ("message", "tag", "other_tag"):
            text = text.replace(f"{{{name}}}", names[name])
        path = case.path.format(**names).lstrip("/")
        status, told = await self._send(case.method, path, text)
        return status, told.get("code", 0) if isinstance(told, dict) else 0

    async def _names(self, case: Case) -> dict[str, str]:
        message, kept = [await self._made(f"channels/{NEWS}/messages", {"content": "x"}) for _ in range(2)]
        thread = await self._made(f"channels/{NEWS}/messages/{kept}/threads", {"name": "t"})
        typed = isinstance(case.body, dict) and case.body.get("type") == SUGGESTIONS
        place = self._server.world.channels[NEWS]
        made, _ = self._server.interactions.begin(AUTOCOMPLETE if typed else COMMAND, place, PERSON, {"name": "x"})
        if case.path.startswith("/webhooks"):
            await self._send("POST", f"interactions/{made.id}/{made.token}/callback", '{"type": 5}')
        known = {"news": NEWS, "forum": FORUM, "tagged": TAGGED, "bot": BOT, "message": message, "thread": thread}
        return known | {"interaction": made.id, "token": made.token, "tag": self._tags[0], "other_tag": self._tags[1]}

    async def _made(self, path: str, body: Any) -> str:
        return str((await self._send("POST", path, json.dumps(body)))[1]["id"])

    async def _send(self, method: str, path: str, text: str) -> tuple[int, Any]:
        headers = {"Content-Type": "application/json"}
        async with self._http.request(method, f"{self._server.api_url}/{path}", data=text, headers=headers) as reply:
            told = await reply.text()
            return reply.status, json.loads(told) if told.startswith(("{", "[")) else None
