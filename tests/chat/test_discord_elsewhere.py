"""Other servers of Discord's protocol, each with what it does otherwise: nothing is lost, and nothing comes twice.

The requests that were tried on Spacebar and on the npm package discord-digital-twin, against our server doing as they do.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from discord_server import BOT, NEWS
from discorddesk import Stage, stage
from written import Outbox, numbered, outbox_of

from bot.chat.desk_protocol import Reply, Request, Say
from bot.chat.discord.payloads import LIMITS

ALL = [f"Part {number}" for number in range(1, 5)]


@pytest.fixture
async def town(tmp_path: Path, discord_description: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, discord_description) as made:
        yield made


@pytest.fixture
def box(town: Stage, tmp_path: Path) -> Iterator[Outbox]:
    with outbox_of(tmp_path, town.adapter) as made:
        yield made


async def test_callbacks_that_are_answered_with_nothing(town: Stage) -> None:
    town.server.world.foreign.bare_callbacks = True
    asked = town.server.command("ask", {"question": "the tides"})
    assert await town.answered(asked) == ["I hold nothing on ask the tides"]
    assert await town.server.complete("schedule", "zone", {"zone": "ky"})


async def test_threads_that_have_not_the_id_of_their_message(town: Stage, box: Outbox) -> None:
    town.server.world.foreign.own_thread_ids = True
    box.write(box.channel("discord", NEWS), 4)
    await box.carry_out()
    assert box.states == ["sent"]
    (thread,) = town.server.threads(NEWS)
    assert (town.server.texts(NEWS), town.server.texts(thread)) == (ALL[:1], ALL[1:])
    assert thread != town.server.shown(NEWS)[0]["id"]

    asked = town.server.say(f"<@{BOT}> the tides")
    await town.until(lambda: len(town.server.threads(NEWS)) == 2)
    (other,) = {*town.server.threads(NEWS)} - {thread}
    await town.until(lambda: town.server.texts(other) == ["I hold nothing on ask the tides"])
    assert other != asked
    assert town.server.texts(NEWS) == ALL[:1]


async def test_a_long_answer_goes_into_such_a_thread(town: Stage) -> None:
    town.server.world.foreign.own_thread_ids = True

    async def long(request: Request, say: Say) -> Reply:
        return Reply(numbered(4, LIMITS))

    town.desk.answer = long
    town.server.command("ask", {"question": "what happened?"})
    await town.until(lambda: [town.server.texts(thread) for thread in town.server.threads(NEWS)] == [ALL[1:]])
    assert town.server.texts(NEWS) == ALL[:1]


async def test_roles_as_objects_are_survived_and_the_question_answered(town: Stage) -> None:
    town.server.world.foreign.roles_as_objects = True
    asked = town.server.say(f"<@{BOT}> the tides")
    await town.until(lambda: asked in town.server.threads(NEWS) and town.server.texts(asked))
    assert town.server.texts(asked) == ["I hold nothing on ask the tides"]
    assert town.adapter.healthy and town.server.connections == 1


async def test_a_thread_that_is_deleted_between_two_parts(town: Stage, box: Outbox) -> None:
    town.server.world.foreign.own_thread_ids = True
    box.before = lambda key: (
        town.server.remove_thread(town.server.threads(NEWS)[0], told=False) if key.ordinal == 3 else None
    )
    box.write(box.channel("discord", NEWS), 4)
    await box.carry_out()
    assert (box.states, box.paused) == (["sent"], [])
    assert sorted(town.server.texts_with_threads(NEWS)) == ["Part 1", "Part 3", "Part 4"]


@pytest.mark.parametrize("step", [1, 2, 3])
async def test_a_reply_that_is_lost_after_the_message_arrived(town: Stage, box: Outbox, step: int) -> None:
    def lose(key: object) -> None:
        if getattr(key, "ordinal", 0) == step:
            town.server.fail("/messages", 502, after=True)

    box.before = lose
    box.write(box.channel("discord", NEWS), 4)
    await box.carry_out()
    assert box.states == ["sent"]
    assert sorted(town.server.texts_with_threads(NEWS)) == ALL
