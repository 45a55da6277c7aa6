"""Servers that speak Slack's protocol otherwise than Slack (slack_server/recipes.py), and replies that are lost."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from passing_time import let_pass
from slack_server import BOT_USER, DIRECT, NEWS, PERSON, Fault, SlackServer
from slack_server.recipes import BARE, EMULATE, RECIPES, SLACK, Recipe
from slackdesk import Served, served

from bot.chat.adapter_protocol import PartKey, Sight, Target
from bot.chat.inbox import LOOK_SECONDS
from bot.chat.rendering import listings
from bot.chat.slack.payloads import LIMITS
from bot.errors import ChatAway

ME = f"<@{BOT_USER}>"
PART = listings.notice("Hello", LIMITS)[0]
HERE = Target("slack", NEWS)
WHOLE = [*(f"Sentence {n} of slow news." for n in (1, 2, 3)), "Written without a model"]
LOST = [{"cut": True}, {"status": 500, "after": True}]
everywhere = pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
unmarked = pytest.mark.parametrize(
    "recipe",
    [
        Recipe(bot_told=False),
        Recipe(bot_known=False),
        Recipe(metadata_told=False),
        Recipe(bot_told=False, metadata_told=False),
        BARE,
    ],
    ids=["no bot_id", "bot unknown", "no metadata", "neither", "bare"],
)


async def _sent_in_doubt(it: Served, key: PartKey, lost: dict[str, object]) -> None:
    it.server.faults.append(Fault("chat.postMessage", **lost))  # type: ignore[arg-type]
    with pytest.raises(ChatAway):
        await it.adapter.send(HERE, PART, key)


@unmarked
@pytest.mark.parametrize("lost", LOST, ids=["cut", "500"])
async def test_a_part_whose_reply_was_lost_is_found_by_whatever_the_history_tells(
    tmp_path: Path, recipe: Recipe, lost: dict[str, object]
) -> None:
    async with served(tmp_path, server=SlackServer(recipe=recipe)) as it:
        key = PartKey(7, 1, 2, store="5f3a")
        await _sent_in_doubt(it, key, lost)
        assert (await it.adapter.find(HERE, key)).sight is Sight.FOUND
        for other in (PartKey(7, 2, 2, store="5f3a"), PartKey(7, 1, 2, store="77aa"), PartKey(7, 1, 2)):
            assert (await it.adapter.find(HERE, other)).sight is not Sight.FOUND


@unmarked
async def test_what_a_person_copied_of_our_message_is_not_ours(tmp_path: Path, recipe: Recipe) -> None:
    async with served(tmp_path, server=SlackServer(recipe=recipe)) as it:
        key = PartKey(7, 1, 1)
        sent = await it.adapter.send(HERE, PART, key)
        message = it.server.workspace.message(NEWS, sent)
        assert message
        copied = {name: message[name] for name in ("type", "text", "blocks", "metadata")}
        it.server.messages[NEWS] = [copied | {"user": PERSON, "ts": sent}]
        assert (await it.adapter.find(HERE, key)).sight is Sight.ABSENT


async def test_a_changed_part_is_still_known_by_its_block(tmp_path: Path) -> None:
    async with served(tmp_path, server=SlackServer(recipe=BARE)) as it:
        key = PartKey(7, 1, 1)
        sent = await it.adapter.send(HERE, PART, key)
        await it.adapter.edit(HERE, sent, listings.notice("Hello again", LIMITS)[0], key)
        assert (await it.adapter.find(HERE, key)).message_id == sent


@everywhere
@pytest.mark.parametrize("method", ["chat.startStream", "chat.stopStream", "chat.postMessage"])
@pytest.mark.parametrize("lost", LOST, ids=["cut", "500"])
async def test_an_answer_comes_once_though_a_reply_was_lost(
    tmp_path: Path, recipe: Recipe, method: str, lost: dict[str, object]
) -> None:
    async with served(tmp_path, server=SlackServer(recipe=recipe)) as it:
        if method == "chat.postMessage":  # nothing is streamed
            it.server.faults.append(Fault("chat.startStream", body={"ok": False, "error": "not_allowed"}))
        it.server.faults.append(Fault(method, **lost))  # type: ignore[arg-type]
        it.desk.gate.set()
        asked = await it.server.people.say(f"{ME} slow news")
        await it.until(lambda: it.server.texts(NEWS, asked))
        while method == "chat.postMessage" and "conversations.replies" not in it.server.calls:
            let_pass(LOOK_SECONDS)  # then it looks for what it left open
            await asyncio.sleep(0.2)
        await it.until(lambda: it.desk.posted or "conversations.replies" in it.server.calls)
        await asyncio.sleep(0.3)  # whatever it might post again
        assert [text.split("\n") for text in it.server.texts(NEWS, asked)] == [WHOLE]


@everywhere
async def test_a_conversation_goes_as_on_slack(tmp_path: Path, recipe: Recipe) -> None:
    async with served(tmp_path, server=SlackServer(recipe=recipe)) as it:
        asked = await it.server.people.say(f"{ME} what did the minister say")
        await it.until(lambda: len(it.desk.posted) == 1)
        await it.server.people.say(f"{ME} and when?", thread=asked)
        await it.until(lambda: len(it.desk.posted) == 2)
        assert it.desk.requests[-1].history == ("what did the minister say",)
        await it.server.people.say("the tide", DIRECT)
        await it.until(lambda: len(it.desk.posted) == 3)
        await asyncio.sleep(0.2)  # whatever it might say to what it said itself
        assert len(it.desk.requests) == 3


@pytest.mark.parametrize("recipe", [SLACK, EMULATE, BARE])
async def test_a_time_without_a_zone_is_taken(tmp_path: Path, recipe: Recipe) -> None:
    async with served(tmp_path, server=SlackServer(recipe=recipe)) as it:
        await it.server.people.say("schedule 08:00", DIRECT)
        request = (await it.until(lambda: it.desk.requests))[0]
        assert request.zone == ("Europe/Kyiv" if recipe.zones_told else "")
