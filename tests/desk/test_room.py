"""How much may be set up: by a server, and by a person in direct messages. It holds where the rows are written."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chat.commands.front_desk import DeskFront
from bot.chat.desk_protocol import Command
from bot.config.sections import LimitSettings
from bot.config.settings import Settings
from bot.desk.sources import sources as commands
from bot.errors import UsageError
from bot.models import Room
from bot.store.news import sources
from bot.store.opening import open_store
from tests.desk.town import LIMITS, Clock, Town

SMALL = Settings(
    limits=LimitSettings(
        server_sources=4,
        server_briefings=3,
        server_follows=3,
        person_sources=2,
        person_briefings=1,
        person_follows=2,
    )
)
FULL = "which is the most"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Town]:
    with open_store(tmp_path / "small") as store:
        yield Town(store, Clock(), SMALL)


def feeds(count: int, host: str = "vell") -> bytes:
    return "\n".join(f"https://{host}.example/{number}.xml" for number in range(count)).encode()


def held(town: Town, owner: str = "discord:1") -> int:
    return town.desk.store.read_now(lambda db: sources.count(db, owner))


async def test_a_list_is_added_up_to_the_limit_and_what_was_left_is_told(small: Town) -> None:
    ann = small.person()
    told = await ann.commands(Command("sources", {"do": "import"}, feeds(2) + b"\n" + feeds(9)))
    assert "4 added, 2 were here already" in told and "5 more were left out: at most 4" in told
    assert held(small) == 4
    assert FULL in await ann.commands(Command("sources", {"do": "import"}, feeds(1, "other")))
    assert held(small) == 4


async def test_lists_and_addresses_that_come_together_do_not_pass_the_limit(small: Town) -> None:
    imports = (commands.import_opml(small.desk, feeds(3, f"host{n}"), "discord:1", 4) for n in range(5))
    added = (commands.add_site(small.desk, f"https://127.0.0.1:1/{n}", "discord:1", most=4) for n in range(5))
    done = await asyncio.gather(*imports, *added, return_exceptions=True)
    assert all(isinstance(each, UsageError) for each in done if isinstance(each, BaseException))
    assert held(small) == 4


async def test_a_channel_that_is_read_counts_for_its_server(small: Town) -> None:
    async def look(server: str, channel: str) -> Room:
        return Room(f"room-{channel}", open=channel != "9")

    town = Town(small.desk.store, small.clock, SMALL)
    town.front = DeskFront(town.desk, LIMITS, look)
    for channel in ("7", "8", "9"):
        assert "Added: " in await town.person(channel).types("sources add here")
    await commands.import_opml(town.desk, feeds(5), "discord:1", 4)
    assert held(town) == 4
    assert FULL in await town.person("10").types("sources add here")


async def test_a_persons_direct_messages_have_small_limits_of_their_own(small: Town) -> None:
    ann, bob = (small.person(channel, server="", kind="direct") for channel in ("300", "301"))
    assert "2 added" in await ann.commands(Command("sources", {"do": "import"}, feeds(9)))
    assert "already" not in await ann.types("schedule 07:00 UTC")
    assert "has 1 briefings already" in await ann.types("schedule 08:00 UTC")
    for topic in ("ferries", "bridges"):
        assert "already" not in await ann.types(f"follow {topic}")
    assert "follows 2 things already" in await ann.types("follow rivers")
    assert "follows 2 things" not in await ann.types("follow bridges now"), "what is followed may be changed"
    assert "2 added" in await bob.commands(Command("sources", {"do": "import"}, feeds(9)))
    assert "already" not in await small.person().types("schedule 07:00 UTC")


async def test_the_channels_of_a_server_share_its_limits(small: Town) -> None:
    for channel in ("100", "101", "102"):
        assert FULL not in await small.person(channel).types("schedule 07:00 UTC")
        assert FULL not in await small.person(channel).types("follow ferries")
    assert FULL in await small.person("103").types("schedule 07:00 UTC")
    assert FULL in await small.person("103").types("follow ferries")
    assert FULL not in await small.person("100").types("schedule 07:00 UTC"), "it is there already"
    assert FULL not in await small.person("200", "2").types("schedule 07:00 UTC")


async def test_while_a_long_list_is_added_others_write(small: Town) -> None:
    """It comes in pieces: what was there when another wrote is a part of it."""
    adding = asyncio.create_task(commands.import_opml(small.desk, feeds(1000)))
    seen = set()
    while not adding.done():
        seen.add(await small.desk.store.write(lambda db: sources.count(db, "")))
    assert (await adding).added == 1000
    assert seen - {0, 1000}


async def test_of_a_very_long_list_only_so_much_is_looked_at(small: Town) -> None:
    many = [feeds(1)] * (4 + commands.LOOKED_AT_BESIDE)
    report = await commands.import_opml(small.desk, b"\n".join([*many, feeds(9, "other")]), "discord:1", 4)
    assert (report.added, report.known, report.left, report.longer) == (1, len(many) - 1, 1, True)
