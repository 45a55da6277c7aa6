"""A process is stopped (SIGSTOP) for longer than its lease, at ten points of a delivery, while another one takes over.

Five deliveries are under way at once: on the console, on Discord in a channel, in one past the time of its nonces and in
a forum, and on Slack. A slow store is beside. What goes on after SIGCONT posts nothing.
"""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from discord_server import ANNOUNCEMENTS, DiscordProcess
from five_places import ALL, check_each_once, order, prepare
from nursery import Nursery
from service import is_stopped, states
from slack_server import SlackProcess

LEASE = 3
SEND = "bot.chat.{0}.adapter.{1}Adapter.send"
SENDS = ",".join(SEND.format(name.lower(), name) for name in ("Console", "Discord", "Slack"))
POINTS = {
    "claimed": f"stop-after:bot.schedule.delivery.Deliveries._claim*{ALL}",
    "about to write": "stop-before:bot.schedule.delivery_work.write*2",
    "composed": "stop-after:bot.schedule.delivery_content.compose*2",
    "written": "stop-after:bot.schedule.delivery_work.write*2",
    "about to save": f"stop-before:bot.schedule.delivery_work.DeliveryWork._step*{ALL}",
    "about to note": f"stop-before:bot.schedule.delivery_work.DeliveryWork._send*{ALL}",
    "noted": f"stop-before:{SENDS}*{ALL}",
    "waited for the limits": "stop-before:bot.chat.discord.api_client.DiscordCalls._bounded,"
    f"bot.chat.slack.api_client.SlackCalls._leased,bot.chat.console.adapter.History.append*{ALL}",
    "connected": "stop-before:aiohttp.client_reqrep.ClientRequest.write_bytes,"
    f"bot.chat.console.adapter.History._lock*{ALL}",
    "about to look": f"stop-before:aiohttp.tracing.Trace.send_request_chunk_sent,bot.chat.console.adapter.History.has*{ALL}",
}
LEFT_ALONE = re.compile(r"its lease is lost|it was not sent: its lease")


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery() as made:
        yield made


@contextmanager
def slow(data: Path) -> Iterator[None]:
    """Have another process's long transactions keep the store busy."""
    over = threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(data / "readout.sqlite3", timeout=30, isolation_level=None)) as db:
            while not over.is_set():
                db.execute("begin immediate")
                time.sleep(0.1)
                db.execute("commit")
                time.sleep(0.2)

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def attempts(data: Path) -> list[int]:
    with closing(sqlite3.connect(data / "readout.sqlite3")) as db:
        return [row[0] for row in db.execute("select attempt from outbox")]


@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS)
def test_one_that_was_stopped_for_longer_than_its_lease_posts_nothing(
    nursery: Nursery, tmp_path: Path, discord_description: Path, point: str
) -> None:
    data = tmp_path / "store"
    prepare(data)
    with ExitStack() as stack:
        discord = stack.enter_context(DiscordProcess(discord_description, limited=False))
        slack = stack.enter_context(SlackProcess(paced=False))
        armed = tmp_path / "armed"
        environ = {**discord.environ, **slack.environ, "READOUT_SCHEDULE_LEASE_SECONDS": str(LEASE)}
        first = stack.enter_context(nursery.service(data, "", point=POINTS[point], READOUT_ARMED=str(armed), **environ))
        first.until(lambda: discord.get("up") and discord.get("commands") and slack.see()["connections"])
        armed.touch()
        order(data)
        first.until(lambda: is_stopped(first), 240)
        stack.enter_context(slow(data))
        second = stack.enter_context(nursery.service(data, "", **environ))
        blocked = point == "about to look"  # the console's history is the stopped one's
        second.until(
            lambda: states(data).count("sent") >= ALL - blocked and (not blocked or min(attempts(data)) >= 2), 90
        )
        discord.call("world.pass_nonce_window", ANNOUNCEMENTS)
        os.kill(first.process.pid, signal.SIGCONT)
        wanted = 2 if "write*2" in POINTS[point] or "compose" in POINTS[point] else ALL
        first.until(lambda: len(LEFT_ALONE.findall(first.log.read_text())) >= wanted, 240)
        second.until(lambda: states(data) == ["sent"] * ALL, 240)
        check_each_once(data, discord, slack)
