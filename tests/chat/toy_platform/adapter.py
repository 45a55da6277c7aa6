"""Posts into files of a folder, a line a message, and answers letters that are put into its `inbox`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.chat.adapter_protocol import ABSENT, Found, PartKey, Sight, Target
from bot.chat.commands import parse
from bot.chat.desk_protocol import FrontDesk, Place, Request, no_room
from bot.chat.inbox import Inbox
from bot.chat.rendering.parts import Limits, Part
from bot.chat.replying import reply
from bot.errors import ChannelClosed
from bot.models import Platform, Posts, Room

LIMITS = Limits(part=2_000, block=1_500, blocks=20, cost=lambda run: len(run.text) + 1)


def payload(part: Part, key: PartKey) -> dict[str, Any]:
    """The line that posts a part: its mark, by which it is found again, and its text."""
    return {"mark": list(key.mark), "text": part.text}


class ToyAdapter:
    """A post box."""

    name: Platform = "toy"
    limits = LIMITS

    def __init__(self, box: Path, inbox: Inbox) -> None:
        self._box = box
        self._inbox = inbox
        self._closed = asyncio.Event()
        self.healthy = False

    @property
    def problem(self) -> str:
        return "" if self.healthy else "the box is closed"

    async def run(self, front: FrontDesk) -> None:
        inbox = self._box / "inbox"
        inbox.mkdir(parents=True, exist_ok=True)
        self.healthy = True
        while not self._closed.is_set():
            for letter in sorted(inbox.glob("*.json")):
                await self._answer(front, json.loads(letter.read_text(encoding="utf-8")))
                letter.unlink()
            await asyncio.sleep(0.02)
        self.healthy = False

    async def close(self) -> None:
        self._closed.set()

    async def _answer(self, front: FrontDesk, letter: dict[str, str]) -> None:
        place = Place(self.name, letter["channel"], "village")
        request = Request(letter["event"], place, parse(letter["text"]), person=letter["from"])
        answer = await reply(request, front.respond, self._inbox, LIMITS)
        for ordinal, part in enumerate(answer.parts, 1):
            self._append(letter["channel"], payload(part, PartKey(0, ordinal, len(answer.parts))))

    async def send(self, target: Target, part: Part, key: PartKey) -> str:
        key.lease.check()
        return self._append(target.platform_id, payload(part, key))

    def _append(self, channel: str, line: dict[str, Any]) -> str:
        if (self._box / f"{channel}.locked").exists():
            raise ChannelClosed(f"Toy: the pigeonhole {channel} is locked. Unlock it")
        with (self._box / f"{channel}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
            return f"{channel}/{file.tell()}"

    async def edit(self, target: Target, message_id: str, part: Part, key: PartKey) -> None:
        key.lease.check()
        self._append(target.platform_id, payload(part, key) | {"mark": [], "changes": message_id})

    async def find(self, target: Target, key: PartKey, since: datetime | None = None) -> Found:
        end = 0
        for line in self._lines(target.platform_id):
            end += len(line)
            if tuple(json.loads(line)["mark"]) == key.mark:
                return Found(Sight.FOUND, f"{target.platform_id}/{end}")
        return ABSENT

    def _lines(self, channel: str) -> Iterator[bytes]:
        file = self._box / f"{channel}.jsonl"
        yield from file.read_bytes().splitlines(keepends=True) if file.exists() else ()

    async def room(self, server_id: str, channel_id: str) -> Room:
        return await no_room(server_id, channel_id)

    async def posts(self, server_id: str, channel_id: str, after: str) -> Posts:
        return await no_room(server_id, channel_id)
