"""The power fails in the middle of deliveries to platforms: what was not synced is gone, and nothing is posted twice."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from discord_server import ANNOUNCEMENTS, DiscordProcess
from five_places import ALL, check_each_once, order, prepare
from nursery import Nursery
from service import states
from slack_server import SlackProcess
from synced import can_be_seen

POINTS = (
    "after:bot.store.deliveries.outbox.claim",
    "after:bot.store.deliveries.outbox.save",
    "after:bot.store.deliveries.outbox.sending",
    "before:aiohttp.tracing.Trace.send_request_chunk_sent",
    "before:bot.store.deliveries.outbox.arrived",
    "after:bot.store.deliveries.outbox.arrived",
    "before:bot.store.deliveries.outbox.finish",
    "after:bot.store.deliveries.told.record",
)


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery() as made:
        yield made


@pytest.mark.slow
@pytest.mark.skipif(not can_be_seen(), reason="SQLite's own functions cannot be reached here")
@pytest.mark.parametrize("point", POINTS)
def test_a_power_cut_has_nothing_posted_twice_and_nothing_lost(
    nursery: Nursery, tmp_path: Path, discord_description: Path, point: str
) -> None:
    data, disk, armed = tmp_path / "store", tmp_path / "disk", tmp_path / "armed"
    prepare(data)
    order(data)
    shutil.copytree(data, disk)
    with (
        DiscordProcess(discord_description, limited=False) as discord,
        SlackProcess(paced=False) as slack,
    ):
        environ = {**discord.environ, **slack.environ}
        shadowed = {"READOUT_SHADOW": str(disk), "READOUT_ARMED": str(armed)}
        with nursery.service(data, "", point=point, **shadowed, **environ) as first:
            first.until(lambda: first.process.poll() is not None or discord.get("up"), 240)
            armed.touch()
            first.fell()
        shutil.rmtree(data)
        disk.rename(data)
        discord.call("world.pass_nonce_window", ANNOUNCEMENTS)
        with nursery.service(data, "", **environ) as second:
            second.until(lambda: states(data) == ["sent"] * ALL, 240)
        check_each_once(data, discord, slack)
