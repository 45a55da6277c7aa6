"""The lease is looked at last of all: each time that a message leaves, and after every wait for a limit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from discord_server import FORUM, NEWS
from discorddesk import stage
from slack_server import NEWS as SLACK_NEWS
from slack_server.server import Fault
from slackdesk import served

from bot.chat.adapter_protocol import ChatAdapter, PartKey, Target
from bot.chat.rendering import listings
from bot.errors import LeaseOver


class Holds:
    """A lease that holds for so many looks; `seen` gathers what there was to see at each."""

    def __init__(self, looks: int, see: Callable[[], int]) -> None:
        self._looks = looks
        self._see = see
        self.seen: list[int] = []

    def check(self) -> None:
        self.seen.append(self._see())
        if len(self.seen) > self._looks:
            raise LeaseOver("over")


async def send(adapter: ChatAdapter, target: Target, lease: Holds) -> str:
    return await adapter.send(target, listings.notice("Hello", adapter.limits)[0], PartKey(7, 1, 1, lease=lease))


@pytest.mark.parametrize("place", [NEWS, FORUM])
async def test_discord_a_message_that_is_sent_again_leaves_only_while_the_lease_holds(
    place: str, tmp_path: Path, discord_description: Path
) -> None:
    async with stage(tmp_path, discord_description) as it:
        kind = "forum" if place == FORUM else "channel"
        path = f"channels/{place}/{'threads' if kind == 'forum' else 'messages'}"
        it.server.fail(path, 429, body={"message": "slow", "retry_after": 0.3, "global": False}, headers={"Via": "1.1"})
        lease = Holds(1, lambda: sum(path in each for each in it.server.requests))
        with pytest.raises(LeaseOver):
            await send(it.adapter, Target("discord", place, kind=kind), lease)  # type: ignore[arg-type]
        assert lease.seen == [0, 1], "once before the first leaves, once after the wait that Discord asked for"
        assert sum(path in each for each in it.server.requests) == 1
        assert await send(it.adapter, Target("discord", place, kind=kind), Holds(9, int))  # type: ignore[arg-type]


async def test_slack_a_message_that_is_sent_again_leaves_only_while_the_lease_holds(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        it.server.faults.append(Fault("chat.postMessage", 429, headers={"Retry-After": "1"}))
        lease = Holds(1, lambda: it.server.calls.count("chat.postMessage"))
        with pytest.raises(LeaseOver):
            await send(it.adapter, Target("slack", SLACK_NEWS), lease)
        assert lease.seen == [0, 1], "once before the first leaves, once after the wait that Slack asked for"
        assert it.server.calls.count("chat.postMessage") == 1
        assert await send(it.adapter, Target("slack", SLACK_NEWS), Holds(9, int))
