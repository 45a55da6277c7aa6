"""Messages on Slack that are deleted while something is to go under them: it goes into the channel, and stops nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from slack_server import BOT_USER, NEWS
from slackdesk import Served, served
from written import Outbox, numbered, outbox_of

from bot.chat.adapter_protocol import PartKey, Sight, Target
from bot.chat.desk_protocol import Reply, Request
from bot.chat.slack.payloads import LIMITS

HERE = Target("slack", NEWS)


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path) as made:
        yield made


@pytest.fixture
def box(it: Served, tmp_path: Path) -> Iterator[Outbox]:
    with outbox_of(tmp_path, it.adapter) as made:
        yield made


def top(it: Served) -> list[str]:
    return [text for text in it.server.texts(NEWS) if text not in it.server.texts(NEWS, _first_thread(it))]


def _first_thread(it: Served) -> str:
    return next((each["thread_ts"] for each in it.server.messages[NEWS] if "thread_ts" in each), "none")


@pytest.mark.parametrize("step", [2, 3, 4])
async def test_a_thread_deleted_between_two_parts_loses_what_it_held_and_no_more(
    it: Served, box: Outbox, step: int
) -> None:
    box.before = lambda key: it.server.people.unsay_thread(key.first) if key.ordinal == step else None
    box.write(box.channel("slack", NEWS), 4)
    await box.carry_out()
    assert (box.states, box.paused) == (["sent"], [])
    assert it.server.texts(NEWS) == [f"Part {number}" for number in range(step, 5)]


async def test_a_thread_whose_first_message_alone_was_deleted_goes_on(it: Served, box: Outbox) -> None:
    box.before = lambda key: it.server.people.unsay(key.first) if key.ordinal == 3 else None
    box.write(box.channel("slack", NEWS), 4)
    await box.carry_out()
    assert box.states == ["sent"]
    assert it.server.texts(NEWS, _first_thread(it)) == ["Part 2", "Part 3", "Part 4"]


async def test_a_correction_of_what_was_deleted_stands_in_the_channel(it: Served, box: Outbox) -> None:
    channel = box.channel("slack", NEWS)
    box.write(channel, 1)
    await box.carry_out()
    first = it.server.messages[NEWS][0]["ts"]
    await it.server.people.unsay(first)
    box.write(channel, 1, reply_to=first, reply_root=first)
    await box.carry_out()
    assert (box.states, box.paused) == (["sent", "sent"], [])
    assert it.server.texts(NEWS) == top(it) == ["Part 1"]


async def test_a_place_that_is_a_thread_is_paused_when_it_is_gone(it: Served, box: Outbox) -> None:
    asked = await it.server.people.say("a thread for briefings", heard=False)
    channel = box.channel("slack", NEWS, kind="thread", thread=asked)
    await it.server.people.unsay(asked)
    box.write(channel, 1)
    await box.carry_out()
    assert len(box.paused) == 1 and "thread is gone" in box.paused[0]
    assert it.server.texts(NEWS) == []


async def test_a_part_is_found_wherever_it_went(it: Served) -> None:
    one, two, three = numbered(3, LIMITS)
    first = await it.adapter.send(HERE, one, PartKey(7, 1, 3, store="a1"))
    second, third = PartKey(7, 2, 3, first, store="a1"), PartKey(7, 3, 3, first, store="a1")
    within = await it.adapter.send(HERE, two, second)
    assert (await it.adapter.find(HERE, second)).message_id == within
    await it.server.people.unsay_thread(first)
    assert (await it.adapter.find(HERE, third)).sight is Sight.ABSENT
    beside = await it.adapter.send(HERE, three, third)
    assert (await it.adapter.find(HERE, third)).message_id == beside
    assert (await it.adapter.find(HERE, PartKey(7, 3, 3, first, store="b2"))).sight is Sight.ABSENT


async def test_an_answer_to_what_was_deleted_meanwhile_stands_in_the_channel(it: Served) -> None:
    async def answer(request: Request) -> Reply:
        await it.server.people.unsay(request.reply_to or "")
        return Reply(numbered(3, LIMITS))

    it.desk.answer = answer
    await it.server.people.say(f"<@{BOT_USER}> the tide")
    await it.until(lambda: len(it.server.texts(NEWS)) == 3)
    assert it.server.texts(NEWS, _first_thread(it)) == ["Part 2", "Part 3"]
