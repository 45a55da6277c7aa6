"""Threads on Discord that are deleted or locked while something is to go there: it goes elsewhere, and stops nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from discord_server import BOT, FORUM, GUILD, NEWS
from discord_server.world import LEAST, PEOPLE, SEND_IN_THREADS
from discorddesk import Stage, stage
from written import Outbox, numbered, outbox_of

from bot.chat.adapter_protocol import PartKey, Sight, Target
from bot.chat.desk_protocol import Reply, Request, Say
from bot.chat.discord.payloads import LIMITS
from bot.models import Channel

HERE = Target("discord", NEWS)
GONE = {"code": 10003, "message": "Unknown Channel"}


@pytest.fixture
async def town(tmp_path: Path, discord_description: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, discord_description) as made:
        yield made


@pytest.fixture
def box(town: Stage, tmp_path: Path) -> Iterator[Outbox]:
    with outbox_of(tmp_path, town.adapter) as made:
        yield made


def all_of(town: Stage, place: str = NEWS) -> list[str]:
    return sorted(town.server.texts_with_threads(place))


async def delivered(box: Outbox, place: str = NEWS, kind: str = "channel") -> None:
    box.write(box.channel("discord", place, GUILD, kind=kind), 4)
    await box.carry_out()
    assert box.states == ["sent"]
    assert box.paused == []


@pytest.mark.parametrize("told", [True, False], ids=["told", "not told yet"])
@pytest.mark.parametrize("reopens", [True, False], ids=["reopens", "never again"])
@pytest.mark.parametrize("step", [3, 4])
async def test_a_thread_deleted_between_two_parts_loses_what_it_held_and_no_more(
    town: Stage, box: Outbox, step: int, reopens: bool, told: bool
) -> None:
    def before(key: PartKey) -> None:
        if key.ordinal == step:
            town.server.remove_thread(key.first, reopens=reopens, told=told)

    box.before = before
    await delivered(box)
    left = [f"Part {number}" for number in (1, *range(step, 5))]
    assert all_of(town) == left
    assert town.server.texts(NEWS) == (["Part 1"] if reopens else left)


async def test_a_thread_deleted_right_after_it_was_opened_is_done_without(town: Stage, box: Outbox) -> None:
    def before(key: PartKey) -> None:
        if key.ordinal == 2:
            town.server.fail(f"{key.first}/messages", 404, body=GONE)

    box.before = before
    await delivered(box)
    assert town.server.texts(NEWS) == ["Part 1", "Part 2"]
    assert all_of(town) == [f"Part {number}" for number in range(1, 5)]


async def test_a_locked_thread_is_left_alone_and_the_rest_goes_to_the_channel(town: Stage, box: Outbox) -> None:
    box.before = lambda key: town.server.lock(key.first) if key.ordinal == 3 else None
    await delivered(box)
    assert town.server.texts(NEWS) == ["Part 1", "Part 3", "Part 4"]
    assert all_of(town) == [f"Part {number}" for number in range(1, 5)]


async def test_a_thread_that_was_archived_is_opened_again(town: Stage, box: Outbox) -> None:
    archived = {"code": 50083, "message": "Thread is archived"}

    def before(key: PartKey) -> None:
        if key.ordinal == 3:
            town.server.world.channels[key.first].archived = True
            town.server.fail(f"{key.first}/messages", 400, body=archived)

    box.before = before
    await delivered(box)
    (thread,) = town.server.threads(NEWS)
    assert (town.server.texts(NEWS), len(town.server.texts(thread))) == (["Part 1"], 3)


async def test_a_server_with_all_the_threads_that_it_can_have_gets_the_parts_in_the_channel(
    town: Stage, box: Outbox
) -> None:
    full = {"code": 160006, "message": "Maximum number of active threads reached"}
    town.server.fail("/threads", 400, body=full, times=3)
    await delivered(box)
    assert town.server.texts(NEWS) == [f"Part {number}" for number in range(1, 5)]


@pytest.mark.parametrize("step", [2, 3, 4])
async def test_what_is_left_of_a_deleted_post_of_a_forum_goes_into_one_other(
    town: Stage, box: Outbox, step: int
) -> None:
    box.before = lambda key: town.server.remove_thread(key.first) if key.ordinal == step else None
    await delivered(box, FORUM, "forum")
    (post,) = town.server.threads(FORUM)
    assert town.server.texts(post) == [f"Part {number}" for number in range(step, 5)]
    assert town.server.name(post) == f"Part {step}"


@pytest.mark.parametrize("told", [True, False], ids=["told", "not told yet"])
async def test_a_correction_whose_thread_was_deleted_stands_in_the_channel(
    town: Stage, box: Outbox, told: bool
) -> None:
    channel = box.channel("discord", NEWS, GUILD)
    box.write(channel, 2)
    await box.carry_out()
    root = town.server.shown(NEWS)[0]["id"]
    within = town.server.shown(root)[0]["id"]
    town.server.remove_thread(root, told=told)
    box.write(channel, 1, reply_to=within, reply_root=root)
    await box.carry_out()
    assert (box.states, box.paused) == (["sent", "sent"], [])
    assert town.server.texts(NEWS) == ["Part 1", "Part 1"]


async def test_a_channel_that_is_deleted_itself_is_paused(town: Stage, box: Outbox) -> None:
    box.before = lambda key: town.server.remove_channel(NEWS) if key.ordinal == 2 else None
    box.write(box.channel("discord", NEWS, GUILD), 2)
    await box.carry_out()
    assert len(box.paused) == 1 and "channel is gone" in box.paused[0]


async def test_a_part_is_found_wherever_it_went(town: Stage) -> None:
    one, two, three = numbered(3, LIMITS)
    first = await town.adapter.send(HERE, one, PartKey(7, 1, 3, store="a1"))
    second, third = PartKey(7, 2, 3, first, store="a1"), PartKey(7, 3, 3, first, store="a1")
    await town.adapter.send(HERE, two, second)
    town.server.remove_thread(first, reopens=False)
    assert (await town.adapter.find(HERE, third)).sight is Sight.ABSENT
    beside = await town.adapter.send(HERE, three, third)
    found = await town.adapter.find(HERE, third)
    assert (found.sight, found.message_id) == (Sight.FOUND, beside)
    assert (await town.adapter.find(HERE, second)).sight is Sight.ABSENT

    there = Target("discord", FORUM, server_id=GUILD, kind="forum")
    first = await town.adapter.send(there, one, PartKey(8, 1, 3, store="a1"))
    town.server.remove_thread(first)
    second = PartKey(8, 2, 3, first, store="a1")
    another = await town.adapter.send(there, two, second)
    assert (await town.adapter.find(there, second)).message_id == another
    third = PartKey(8, 3, 3, first, (another,), "a1")
    await town.adapter.send(there, three, third)
    assert (await town.adapter.find(there, third)).sight is Sight.FOUND


async def test_a_correction_in_a_thread_is_found_there_again(town: Stage) -> None:
    one, two = numbered(2, LIMITS)
    first = await town.adapter.send(HERE, one, PartKey(7, 1, 2))
    second = await town.adapter.send(HERE, two, PartKey(7, 2, 2, first))
    under, key = Target("discord", NEWS, reply_to=second, reply_root=first), PartKey(9, 1, 1)
    posted = await town.adapter.send(under, one, key)
    assert [m["id"] for m in town.server.shown(first)][-1] == posted
    assert (await town.adapter.find(under, key)).message_id == posted


async def test_an_answer_whose_thread_was_deleted_meanwhile_is_a_reply_in_the_channel(town: Stage) -> None:
    town.desk.gate = asyncio.Event()
    asked = town.server.say(f"<@{BOT}> the tides")
    await town.until(lambda: town.desk.asked and asked in town.server.threads(NEWS))
    town.server.remove_thread(asked)
    town.desk.gate.set()
    await town.until(lambda: town.server.texts(NEWS))
    assert town.server.texts(NEWS) == ["I hold nothing on ask the tides"]
    assert town.server.shown(NEWS)[-1]["message_reference"]["message_id"] == asked


async def test_a_long_answer_goes_on_in_the_channel_when_its_thread_is_deleted(town: Stage) -> None:
    posted: list[str] = []

    async def note(message: str) -> None:
        posted.append(message)
        if len(posted) == 2:
            town.server.remove_thread(town.server.threads(NEWS)[0])

    async def long(request: Request, say: Say) -> Reply:
        return Reply(numbered(4, LIMITS), posted=note)

    town.desk.answer = long
    town.server.command("ask", {"question": "what happened?"})
    await town.until(lambda: len(posted) == 4)
    assert town.server.texts(NEWS) == ["Part 1", "Part 3", "Part 4"]


async def test_a_thread_that_changes_gets_its_news_again_only_where_the_bot_may_post(town: Stage) -> None:
    thread = town.server.world.open_thread(town.server.world.channels[NEWS], "tides")
    lost = town.server.world.open_thread(town.server.world.channels[NEWS], "ebb")
    town.server.permit(GUILD, bot=LEAST & ~SEND_IN_THREADS, everyone=PEOPLE & ~SEND_IN_THREADS)
    why = "Discord: closed"
    town.desk.held = [Channel(1, "tides", "discord", NEWS, GUILD, "paused", why, kind="thread", thread=thread.id)]
    town.server.world.change_thread(thread, {"name": "tides and ebb"})
    town.server.world.change_thread(thread, {"archived": True})
    town.server.remove_thread(lost.id)
    await town.until(lambda: town.desk.places_closed)
    assert town.desk.places_opened == []
    town.desk.held, held = [], town.desk.held
    town.server.permit(GUILD, bot=LEAST, everyone=PEOPLE)
    town.server.remove_channel(FORUM)
    await town.until(lambda: len(town.desk.places_closed) == 2)
    town.desk.held = held
    town.server.world.change_thread(thread, {"name": "tides"})
    await town.until(lambda: town.desk.places_opened == [thread.id])
