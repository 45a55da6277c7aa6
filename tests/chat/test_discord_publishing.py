"""What is published in announcement channels: ten an hour, and the rest in its turn; and what a notification says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from discord_server import ANNOUNCEMENTS, BOT, NEWS
from discorddesk import Stage, stage

from bot.chat.adapter_protocol import PartKey, Target
from bot.chat.discord.commands import sync
from bot.chat.discord.payloads import LIMITS, body
from bot.chat.rendering import listings
from bot.chat.rendering.parts import Block, Part, Run
from bot.errors import ChannelClosed, ChatError

THERE = Target("discord", ANNOUNCEMENTS)


@pytest.fixture
async def town(tmp_path: Path, discord_description: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, discord_description) as made:
        yield made


def published(town: Stage) -> list[bool]:
    return [bool(message["flags"] & 1) for message in town.server.shown(ANNOUNCEMENTS)]


async def test_over_the_hour_s_limit_a_message_is_published_in_its_turn(town: Stage) -> None:
    over = {"message": "slow", "retry_after": 0.2, "global": False}
    town.server.fail("/crosspost", 429, body=over, headers={"Retry-After": "0.2"}, times=3)
    for number in (1, 2):
        await town.adapter.send(THERE, listings.notice(f"Part {number}", LIMITS)[0], PartKey(number, 1, 1))
    await town.until(lambda: published(town) == [True, True])
    assert sum("crosspost" in each for each in town.server.requests) == 5


async def test_what_an_earlier_process_could_not_publish_is_published_by_the_next(town: Stage) -> None:
    room = town.server.world.channels[ANNOUNCEMENTS]
    ours = body(listings.notice("Morning briefing", LIMITS)[0], PartKey(7, 1, 1, store="0badf00d"))
    town.server.world.post(room, ours, BOT)
    town.server.world.post(room, {"content": "not a briefing"}, BOT)
    town.server.gateway.forget_sessions()
    town.server.send_raw({"op": 7, "d": None})
    await town.until(lambda: published(town) == [True, False])


async def test_a_delivery_says_in_a_line_what_it_is_and_its_first_headline(town: Stage) -> None:
    blocks = [Block("title", (Run("Morning briefing", "strong"), Run("Fri 31 Dec", "aside")))]
    for number, headline in enumerate(("The @everyone strike ends", "Another story"), 1):
        blocks.append(Block("headline", (Run(f"{number} "), Run(headline, "strong"), Run("3 outlets", "aside"))))
    key = PartKey(3, 1, 2)
    posted = await town.adapter.send(Target("discord", NEWS), Part(tuple(blocks)), key)
    await town.adapter.send(Target("discord", NEWS), listings.notice("Part 2", LIMITS)[0], PartKey(3, 2, 2, posted))
    assert town.server.notified(NEWS) == ["Morning briefing · The @\u200beveryone strike ends"]
    assert [m["content"] for thread in town.server.threads(NEWS) for m in town.server.shown(thread)] == [""]
    taken_back = Block("headline", (Run("1 "), Run("The @everyone strike ends", "struck")))
    await town.adapter.edit(Target("discord", NEWS), posted, Part((blocks[0], taken_back, blocks[2])), key)
    assert town.server.notified(NEWS) == ["Morning briefing · Another story"]


async def test_commands_that_are_refused_are_no_channel_that_is_gone(town: Stage) -> None:
    for status, code, message in ((404, 10063, "Unknown application command"), (403, 50001, "Missing Access")):
        town.server.fail("/commands", status, body={"code": code, "message": message})
        with pytest.raises(ChatError, match=message) as raised:
            await sync(town.adapter._wire, int(BOT))
        assert not isinstance(raised.value, ChannelClosed)
        assert "channel" not in str(raised.value)


async def test_a_role_that_was_called_stays_in_a_message_that_is_changed_and_is_not_called_again(town: Stage) -> None:
    there, key = Target("discord", NEWS, ping="42"), PartKey(5, 1, 2)
    posted = await town.adapter.send(there, listings.notice("The strike ends", LIMITS)[0], key)
    second = await town.adapter.send(there, listings.notice("Part 2", LIMITS)[0], PartKey(5, 2, 2, posted))
    await town.adapter.edit(there, posted, listings.notice("Taken back", LIMITS)[0], key)
    assert [message["content"] for message in town.server.shown(NEWS)] == ["<@&42> Taken back"]
    assert town.server.bodies[-1]["allowed_mentions"] == {"parse": []}
    await town.adapter.edit(there, second, listings.notice("Part 2 again", LIMITS)[0], PartKey(5, 2, 2, posted))
    assert [m["content"] for thread in town.server.threads(NEWS) for m in town.server.shown(thread)] == [""]
