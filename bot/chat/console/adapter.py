"""The terminal as a platform: the default with no tokens."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from bot.chat.adapter_protocol import ABSENT, Found, PartKey, Sight, Target
from bot.chat.commands.parsing import parse
from bot.chat.console.wrapping import text
from bot.chat.desk_protocol import EVERY_RIGHT, FrontDesk, Place, Request, no_room
from bot.chat.inbox import Inbox
from bot.chat.rendering import render
from bot.chat.rendering.parts import Limits, Part
from bot.chat.replying import reply
from bot.errors import ChatAway
from bot.messages.catalogue import say
from bot.models import Answer, Briefing, Platform, Posts, Room
from bot.private_files import PRIVATE_FOLDER, private, sync

HISTORY = "console.jsonl"
WIDTH = 100
LOCK_SECONDS = 20.0
"""How long to wait for another process that writes to the history."""
LIMITS = Limits(part=20_000, block=20_000, blocks=400, cost=lambda run: len(run.text) + 1)


def show_briefing(briefing: Briefing, stream: TextIO, zone: str = "UTC") -> None:
    """Print a briefing: in colour on a terminal, plain in a pipe."""
    show_parts(render.briefing(briefing, LIMITS, zone), stream)


def show_answer(answer: Answer, stream: TextIO, zone: str = "UTC") -> None:
    """Print an answer: in colour on a terminal, plain in a pipe."""
    show_parts(render.answer(answer, LIMITS, zone), stream)


def show_parts(parts: Sequence[Part], stream: TextIO) -> None:
    """Print messages: in colour on a terminal, plain in a pipe."""
    colour, width = stream.isatty(), width_of(stream)
    for part in parts:
        write(stream, text(part, colour, width) + "\n")


def write(stream: TextIO, line: str) -> None:
    """Print in whatever encoding the stream has: what it cannot show becomes a question mark."""
    encoding = stream.encoding or "utf-8"
    stream.write(line.encode(encoding, "replace").decode(encoding))
    stream.flush()


def width_of(stream: TextIO) -> int:
    """Return how many columns to fill."""
    return min(shutil.get_terminal_size((WIDTH, 24)).columns, 120) if stream.isatty() else WIDTH


class History:
    """`console.jsonl` in the data folder: a line a posted part, synced before the part counts as posted."""

    def __init__(self, folder: Path, lock_seconds: float = LOCK_SECONDS) -> None:
        self.path = folder / HISTORY
        self._lock_seconds = lock_seconds

    def append(self, record: dict[str, Any], key: PartKey) -> bool:
        """Add a part's line and return when it is on the disk; False where its line is there already.

        One that a crash has torn is closed first. Whoever writes has the file to itself and looks last of all whether
        the lease holds; where it was stopped even after that, the next one waits, and finds the line.
        """
        line = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        self.path.parent.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
        with open(self.path, "a+b", opener=private) as file:
            self._lock(file)
            if self.has(key, record["channel"]):
                return False
            if (size := file.seek(0, os.SEEK_END)) and file.seek(size - 1) is not None and file.read(1) != b"\n":
                line = b"\n" + line
            key.lease.check()
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        if size == 0:
            sync(self.path.parent)
        return True

    def _lock(self, file: BinaryIO) -> None:
        deadline = time.monotonic() + self._lock_seconds
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise ChatAway(say("console.locked", where=self.path, seconds=self._lock_seconds)) from None
                time.sleep(0.01)
            else:
                return

    def has(self, key: PartKey, channel: str) -> bool:
        """Tell whether a part was posted to a channel."""
        return any(
            (each.get("store", ""), each.get("delivery"), each.get("part")) == key.mark
            and each.get("channel") == channel
            for each in self.records()
        )

    def records(self) -> Iterator[dict[str, Any]]:
        """Give what was posted, in order; torn lines are passed over."""
        try:
            lines = self.path.read_bytes().splitlines()
        except FileNotFoundError:
            return
        for line in lines:
            try:
                record = json.loads(line)
            except ValueError:
                continue
            if isinstance(record, dict):
                yield record


class ConsoleAdapter:
    """Posts to a stream. `hear` is how a question comes in; `channel` names where it was asked."""

    name: Platform = "console"
    limits = LIMITS

    def __init__(
        self,
        folder: Path,
        stream: TextIO,
        inbox: Inbox,
        *,
        colour: bool | None = None,
        width: int | None = None,
    ) -> None:
        self._history = History(folder)
        self._stream = stream
        self._inbox = inbox
        self._colour = stream.isatty() if colour is None else colour
        self._width = width or width_of(stream)
        self._front: FrontDesk | None = None
        self._closed = asyncio.Event()

    @property
    def healthy(self) -> bool:
        """Whether it is served."""
        return self._front is not None and not self._closed.is_set()

    @property
    def problem(self) -> str:
        """Why it is not."""
        return "" if self.healthy else say("console.closed")

    async def run(self, front: FrontDesk) -> None:
        """Serve until `close`."""
        self._front = front
        await self._closed.wait()

    async def close(self) -> None:
        """End `run`."""
        self._closed.set()

    async def send(self, target: Target, part: Part, key: PartKey) -> str:
        """Write a part to the history, synced, then show it; return where it stands."""
        plain = text(part, colour=False, width=self._width)
        record = {
            "delivery": key.delivery_id,
            "part": key.ordinal,
            "parts": key.total,
            "channel": target.platform_id,
            "text": plain,
        }
        if key.store:
            record["store"] = key.store
        if target.reply_to:
            record["reply_to"] = target.reply_to
        try:
            posted = await asyncio.to_thread(self._history.append, record, key)
        except OSError as error:
            where, why = self._history.path, error.strerror or error
            raise ChatAway(say("console.cannot_write", where=where, why=why)) from error
        if not posted:
            return _place(key)
        with contextlib.suppress(OSError):  # the terminal is gone; the history has it
            write(self._stream, (text(part, colour=True, width=self._width) if self._colour else plain) + "\n")
        return _place(key)

    async def edit(self, target: Target, message_id: str, part: Part, key: PartKey) -> None:
        """Write a part to the history as it is now, and show it: what stands there stays."""
        plain = text(part, colour=False, width=self._width)
        record = {"changes": message_id, "channel": target.platform_id, "text": plain}
        try:
            await asyncio.to_thread(self._history.append, record, replace(key, delivery_id=0))
        except OSError as error:
            where, why = self._history.path, error.strerror or error
            raise ChatAway(say("console.cannot_write", where=where, why=why)) from error
        with contextlib.suppress(OSError):
            write(self._stream, (text(part, colour=True, width=self._width) if self._colour else plain) + "\n")

    async def find(self, target: Target, key: PartKey, since: datetime | None = None) -> Found:
        """Look for a part in the history."""
        del since
        there = await asyncio.to_thread(self._history.has, key, target.platform_id)
        return Found(Sight.FOUND, _place(key)) if there else ABSENT

    async def room(self, server_id: str, channel_id: str) -> Room:
        """Refuse: a terminal has no channels to read."""
        return await no_room(server_id, channel_id)

    async def posts(self, server_id: str, channel_id: str, after: str) -> Posts:
        """Refuse: a terminal has no channels to read."""
        del after
        return await no_room(server_id, channel_id)

    async def hear(self, event_id: str, words: str, channel: str = "") -> None:
        """Take a command in words; its answer is shown, once however often the event comes."""
        if self._front is None:
            return
        place = Place(self.name, channel or "terminal")
        request = Request(event_id, place, parse(words), rights=EVERY_RIGHT, private=True)
        for part in (await reply(request, self._front.respond, self._inbox, LIMITS)).parts:
            write(self._stream, text(part, self._colour, self._width) + "\n")


def _place(key: PartKey) -> str:
    return f"{key.delivery_id}/{key.ordinal}"
