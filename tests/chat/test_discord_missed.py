"""What is written to the bot on Discord while it is not there is read and answered once it is back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from discord_server import BOT, MEMBER, NEWS, PERSON
from discorddesk import Stage, stage

from bot.chat.desk_protocol import EVERY_RIGHT, NO_RIGHT


@pytest.fixture
async def town(tmp_path: Path, discord_description: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, discord_description) as made:
        yield made


async def is_away(town: Stage) -> None:
    """Have the bot's session end, and nobody let in."""
    town.server.gateway.away = True
    town.server.gateway.forget_sessions()
    town.server.drop()
    await town.until(lambda: not town.adapter.healthy)


async def is_back(town: Stage, *answers: str) -> None:
    town.server.gateway.away = False
    await town.until(lambda: all(each in str(town.server.texts_with_threads(NEWS)) for each in answers))


async def test_what_was_missed_is_answered_once_with_the_rights_of_who_asked(town: Stage) -> None:
    heard = town.server.say(f"<@{BOT}> the match")
    await town.until(lambda: town.server.texts_with_threads(NEWS))
    await is_away(town)
    town.server.say(f"<@{BOT}> the tides", person=MEMBER)
    town.server.say(f"<@{BOT}> the weather", person=PERSON)
    town.server.say("nothing for the bot", person=MEMBER)
    await is_back(town, "the tides", "the weather")
    asked = {each.command.option("question"): each for each in town.desk.asked}
    assert asked.keys() == {"the match", "the tides", "the weather"} and asked["the match"].event_id == heard
    assert (asked["the tides"].rights, asked["the weather"].rights) == (NO_RIGHT, EVERY_RIGHT)
    await is_away(town)
    town.server.say(f"<@{BOT}> the harvest", person=MEMBER)
    await is_back(town, "the harvest")
    assert len(town.desk.asked) == 4, "nothing is asked twice"


async def test_what_another_store_of_the_same_bot_answered_is_left_alone(town: Stage) -> None:
    await is_away(town)
    answered, threaded = (town.server.say(f"<@{BOT}> {what}") for what in ("the match", "the tides"))
    channel = town.server.world.channels[NEWS]
    town.server.world.post(channel, {"content": "won", "message_reference": {"message_id": answered}}, BOT)
    next(each for each in channel.messages if each["id"] == threaded)["flags"] |= 1 << 5  # it has a thread
    town.server.say(f"<@{BOT}> the weather")
    await is_back(town, "the weather")
    assert [each.command.option("question") for each in town.desk.asked] == ["the weather"]
