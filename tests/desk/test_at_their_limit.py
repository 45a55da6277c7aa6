"""Doctor says what the limits are, and who has come to one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config.sections import LimitSettings
from bot.config.settings import Settings
from bot.desk.limits.token_limits import channel_account, person_account, server_account
from bot.models import Channel
from bot.ops.doctor import examine
from bot.store.limits import model_usage, tokens_by_spender
from bot.store.opening import open_store
from tests.desk.town import Clock, Town, owner_of

FEW = LimitSettings(
    person_hourly=3,
    person_sources=1,
    person_briefings=2,
    person_follows=2,
    server_sources=2,
    server_briefings=3,
    server_follows=3,
    person_tokens=20_000,
    channel_tokens=30_000,
    server_tokens=100_000,
)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with open_store(tmp_path / "store") as store:
        yield Town(store, Clock(), Settings(data=tmp_path / "store", limits=FEW))


async def said(town: Town) -> list[str]:
    found = await examine(town.desk.settings, town.clock)
    return [f"{each.state} {each.message}" for each in found if each.check == "limits"]


async def test_the_limits_are_told_and_nobody_is_at_one(town: Town) -> None:
    await town.person().types("schedule 07:00 UTC")
    (line,) = await said(town)
    assert line.startswith("ok questions an hour: person 3, channel 120, server 600; a server: 2 sources (a person: 1)")


async def test_who_has_come_to_a_limit_is_named_with_its_setting(town: Town) -> None:
    for number, channel in enumerate(("100", "101", "102")):
        ann = town.person(channel, name=f"ann{number}")
        await ann.types(f"schedule 0{number}:00 UTC")
        await ann.types(f"follow thing {number}")
    for number in range(2):
        town.reads(f"https://{number}.example/", f"{owner_of('1')}/100")
        town.reads(f"https://{number}.example/", owner_of("2") if not number else "")
    alone = town.person("900", server="", kind="direct", name="eve")
    for hour in (7, 8):
        await alone.types(f"schedule {hour}:00 UTC")
    town.reads("https://alone.example/", "discord:900")
    for _ in range(3):
        await town.person("700", "7", name="bob").types("What did they say?")
    place, day = Channel(0, "", "discord", "100", "1"), model_usage.day_of(town.clock())
    spent = {person_account(place, "ann"): 12_001, channel_account(place): 22_000, server_account(place): 100_000}
    for scope, tokens in spent.items():
        town.desk.store.write_now(lambda db, s=scope, n=tokens: tokens_by_spender.add(db, day, [s], n))
    lines = (await said(town))[1:]
    assert set(lines) == {
        "warn server discord:1 has 2 sources, the most that limits.server_sources allows",
        "warn server discord:900 has 1 source, the most that limits.person_sources allows",
        "warn server discord:1 has 3 briefings, the most that limits.server_briefings allows",
        "warn channel discord:900 has 2 briefings, the most that limits.person_briefings allows",
        "warn server discord:1 follows 3 things, the most that limits.server_follows allows",
        "warn person discord:bob has asked 3 questions within an hour, the most that limits.person_hourly allows",
        "warn person discord:ann spent 12,001 tokens today, which leaves too few of limits.person_tokens for another text",
        "warn server discord:1 spent 100,000 tokens today, which leaves too few of limits.server_tokens for another text",
    }
    town.clock.wait(hours=24)
    assert not [line for line in await said(town) if "asked" in line or "spent" in line]
