"""How long another server's question takes while a member of one asks for as much as they can."""

from __future__ import annotations

import asyncio
import contextlib
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.chat.commands import parse
from bot.chat.commands.front_desk import DeskFront
from bot.chat.desk_protocol import EVERY_RIGHT, Command, Place, Request, say_nothing
from bot.chat.rendering.parts import Limits
from bot.chat.replying import reply_to
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.errors import TooMuch
from bot.store.opening import open_store
from tests.bench.large_store import NOW, fill
from tests.bench.measure import Row, empty_folder

LIMITS = Limits(part=2000, block=2000, blocks=40, cost=lambda run: len(run.text) + 1, actions=25)
QUESTION = "what is said of 1771"
ALONE = 20
FEWEST = 10
"""Questions asked during an input, of whose times the median counts."""
BOUND = 3.0


class Member:
    """Somebody on a server of their own."""

    def __init__(self, front: DeskFront, server: str) -> None:
        self._front = front
        self.place = Place("discord", f"channel {server}", server)

    async def does(self, command: Command, name: str = "ann") -> str:
        reply = await reply_to(
            Request("e", self.place, command, name, rights=EVERY_RIGHT), self._front.respond, LIMITS, say_nothing
        )
        return "\n".join(part.text for part in reply.parts)

    async def types(self, words: str, name: str = "ann") -> str:
        return await self.does(parse(words, command=True), name)

    async def completes(self, command: str, option: str, typed: str) -> object:
        return await self._front.complete(Request("c", self.place, Command(command), "ann"), option, typed)

    async def opens_home(self) -> None:
        with contextlib.suppress(TooMuch):
            await self._front.overview("discord", self.place.server_id, "ann")

    async def suggestions(self) -> object:
        return await self._front.suggest(self.place)


Input = Callable[[Member], Sequence[Awaitable[Any]]]


def _feeds(count: int) -> bytes:
    return "\n".join(f"http://h{number}.ly" for number in range(count)).encode()


def _nested(count: int) -> bytes:
    outlines = b"".join(b'<outline text="a%d"><outline xmlUrl="http://x.example/%d"/>' % (n, n) for n in range(count))
    return b'<opml version="2.0"><body>' + outlines + b"</outline>" * count + b"</body></opml>"


def _typed(words: str, times: int) -> Input:
    return lambda member: [member.types(words) for _ in range(times)]


def _imports(body: bytes) -> Input:
    return lambda member: [member.does(Command("sources", {"do": "import"}, body))]


def _pressed(show: str) -> Input:
    return lambda member: [
        member.does(Command("story", {"show": show, "story": str(1 + n % 300)})) for n in range(1000)
    ]


COMMON = "the minister opens the harbour bridge at a cost of million visitors said district outlet budget census"
INPUTS: dict[str, Input] = {
    "a list of 50,000 feeds": _imports(_feeds(50_000)),
    "a list of 13,000 folders in each other": _imports(_nested(13_000)),
    "a file of 1 MB that is no list": _imports(b"<opml>" + b"&amp;<" * 160_000),
    "1,000 questions": _typed(f"ask {QUESTION}", 1000),
    "1,000 buttons: more": _pressed("more"),
    "1,000 buttons: less": _pressed("less"),
    "12 stories": _typed("stories", 12),
    "12 stories by name": _typed("stories harbour", 12),
    "1,000 story titles to complete": lambda m: [m.completes("stories", "story", "har") for _ in range(1000)],
    "1,000 speakers to complete": lambda m: [m.completes("quotes", "speaker", "a") for _ in range(1000)],
    "30 briefings of ten years": lambda m: [m.does(Command("brief", {"since": "3650d"})) for _ in range(30)],
    "30 briefings on what everybody says": lambda m: [
        m.does(Command("brief", {"since": "3650d", "topic": "district"})) for _ in range(30)
    ],
    "30 quotes of who says most": _typed("quotes Adler", 30),
    "30 quotes about what all say": lambda m: [m.does(Command("quotes", {"about": "the"})) for _ in range(30)],
    "30 searches for common words": _typed(f"search {COMMON}", 30),
    "30 questions of common words": _typed(f"ask what is {COMMON}?", 30),
    "30 questions for who is only described": _typed("ask what did the minister say about the harbour?", 30),
    "500 follows": lambda m: [m.types(f"follow harbour {n}") for n in range(500)],
    "1,000 looks at why and status": lambda m: [m.types(("why harbour", "status")[n % 2]) for n in range(1000)],
    "500 suggestions": lambda m: [m.suggestions() for _ in range(500)],
    "1,000 homes opened": lambda m: [m.opens_home() for _ in range(1000)],
    "200 exports of the sources": _typed("sources export", 200),
    "200 briefings scheduled": lambda m: [m.types(f"schedule {n % 24:02}:{n // 24:02} UTC") for n in range(200)],
}


def _now() -> datetime:
    return NOW


async def figures(folder: Path, inputs: Sequence[str] = tuple(INPUTS)) -> tuple[float, dict[str, float]]:
    """Seconds that a question takes alone (the median), and how many times that the median is during each input."""
    with open_store(folder) as store:
        front = DeskFront(Desk(store, Settings(data=folder), _now), LIMITS)
        await _asked(Member(front, "warm"), 3)
        alone, times = list[float](), dict[str, float]()
        for name in inputs:
            before = await _asked(Member(front, f"alone {name}"), ALONE)  # each time: the machine may be busier by now
            alone += before
            during, other = list[float](), Member(front, f"other {name}")
            while len(during) < FEWEST:  # what is done at once comes again, from another server
                await _ask_during(INPUTS[name](Member(front, f"loud {name} {len(during)}")), other, during)
            times[name] = statistics.median(during) / statistics.median(before)
        return statistics.median(alone), times


async def _ask_during(loud: Sequence[Awaitable[Any]], other: Member, during: list[float]) -> None:
    """Add the seconds of each question that another asks until something is done, or of as many as count."""
    work = asyncio.gather(*loud)
    await asyncio.sleep(0)
    during += await _asked(other, 1, len(during))
    while not work.done() and len(during) < 3 * ALONE:
        during += await _asked(other, 1, len(during))
    await work


async def _asked(member: Member, count: int, first: int = 0) -> list[float]:
    """Seconds of each of some questions, one after the other, of different people."""
    spent = []
    for number in range(first, first + count):
        begun = time.perf_counter()
        member.place = replace(member.place, channel_id=f"{member.place.server_id} {number // 10}")
        answer = await member.types(f"ask {QUESTION}", f"person {number} of {member.place.server_id}")
        spent.append(time.perf_counter() - begun)
        assert "within an hour" not in answer
    return spent


def rows(articles: int = 100_000, inputs: Sequence[str] = tuple(INPUTS)) -> Iterator[Row]:
    """A question in a store of `articles`, alone and while each input of another server's member is worked on."""
    with empty_folder() as folder:
        fill(folder, articles)
        alone, times = asyncio.run(figures(folder, inputs))
    yield Row(f"a question, {articles:,} articles held", f"{1000 * alone:.0f} ms")
    for name, ratio in times.items():
        yield Row(f"  while another server sends {name}", f"{ratio:.1f} x", f"{BOUND:.0f} x")
