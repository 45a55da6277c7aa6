"""Builds the parts from the settings and connects them: the only file that knows them all."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, TextIO

from bot.clock import Clock
from bot.desk.office import Desk
from bot.settings import Settings
from bot.store.database import Store

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from bot.chat.adapter import ChatAdapter
    from bot.ingest.workers import Workers
    from bot.models import Platform
    from bot.schedule.connection import Connection
    from bot.schedule.delivery import Deliveries
    from bot.schedule.timetable import Timetable
    from bot.web.health import Health

log = logging.getLogger(__name__)

DRAIN_SECONDS = 25.0
"""How long a stop waits for what is under way; container engines kill after 30 with the compose file's grace."""
READ_AGAIN_SECONDS = 30.0
"""How often articles are looked for that the model has not read for who said what, where it is to."""


@contextmanager
def open_desk(settings: Settings, clock: Clock) -> Iterator[Desk]:
    """Open the store and the model for a command; both are closed after."""
    from bot.summarize.model import model_from

    store = Store(settings.data)
    try:
        yield Desk(store, settings, clock, model_from(settings.model, store, clock))
    finally:
        store.close()


# ---------------------------------------------------------------- the service


async def run_service(settings: Settings, clock: Clock, stream: TextIO = sys.stdout) -> None:
    """Poll, brief and answer until SIGTERM or SIGINT; then finish what is under way. Briefings go to `stream`.

    A ConfigError or StoreError says why it cannot start.
    """
    stop = _stop_signal()
    with open_desk(settings, clock) as desk:
        async with _serving(desk, stream) as port:
            log.info("serving; health on http://%s:%d/healthz", settings.web.host, port)
            await stop.wait()
            log.info("stopping: finishing what is under way")
    log.info("stopped")


def _stop_signal() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


@asynccontextmanager
async def _serving(desk: Desk, stream: TextIO) -> AsyncIterator[int]:
    """Start everything, give the web port, and stop it in the reverse order."""
    from bot.chat.wishes import front_desk
    from bot.desk import intake
    from bot.desk import sources as source_wishes
    from bot.desk import subscriptions as subscription_wishes
    from bot.schedule.delivery import Deliveries
    from bot.schedule.reading_chat import ConnectedChats
    from bot.schedule.timetable import Timetable
    from bot.web.health import health_route
    from bot.web.server import WebServer

    subscription_wishes.apply_configured(desk)
    source_wishes.apply_configured(desk)
    connections = _connections(desk, stream)
    by_platform = {each.platform: each for each in connections}
    timetable = Timetable(desk.clock)
    health = health_route(partial(_examine, desk, connections, timetable))
    async with AsyncExitStack() as stack:
        fetcher, workers = await stack.enter_async_context(intake.readers(desk.settings, desk.clock))
        routes = [health, *_slack_routes(desk.settings, by_platform), *_doors(desk, workers)]

        def adapter(platform: Platform) -> ChatAdapter | None:
            return _adapter(by_platform.get(platform))

        poller = intake.poller(desk, fetcher, workers, chats=ConnectedChats(adapter))
        deliveries = Deliveries(desk, adapter, poller.caught_up)
        web = WebServer(desk.settings.web, routes)
        await web.start()
        stack.push_async_callback(web.stop)
        serving = [asyncio.create_task(each.run(partial(front_desk, desk)), name=each.platform) for each in connections]
        stack.push_async_callback(asyncio.wait, serving)
        for each in connections:
            stack.push_async_callback(each.stop)
        stack.push_async_callback(deliveries.drain, DRAIN_SECONDS)
        stack.push_async_callback(poller.drain, DRAIN_SECONDS)
        stack.push_async_callback(timetable.stop, DRAIN_SECONDS)
        _plan(desk, timetable, deliveries, poller.begin)
        timetable.start()
        yield web.port


def _doors(desk: Desk, workers: Workers) -> list[BaseRoute]:
    """Return the routes by which news is pushed in, where there is a secret to sign it with."""
    if desk.settings.ingest.secret is None:
        return []
    from bot.desk.pushing import take_push
    from bot.web.ingest import ingest_route

    return [ingest_route(partial(take_push, desk, workers), desk.settings.ingest.max_bytes)]


def _plan(desk: Desk, timetable: Timetable, deliveries: Deliveries, poll: Callable[[], object]) -> None:
    """Give the clockwork its few jobs."""
    from bot.schedule.timetable import POLL_SECONDS

    schedule = desk.settings.schedule
    timetable.every(schedule.tick_seconds, "deliveries", deliveries.run_due)
    timetable.every(min(POLL_SECONDS, 3 * schedule.tick_seconds), "poll", poll)  # type: ignore[arg-type]
    if desk.model is not None and desk.settings.model.quote_tokens:
        from bot.desk.second_reading import read_on

        timetable.every(READ_AGAIN_SECONDS, "who said what", partial(read_on, desk))
    timetable.on(schedule.housekeeping, "housekeeping", partial(_keep_house, desk))


async def _keep_house(desk: Desk) -> None:
    from bot.desk.tidying import tidy
    from bot.store import housekeeping

    await tidy(desk)
    before = desk.clock() - timedelta(days=desk.settings.schedule.keep_days)
    forgotten = 1
    while forgotten:
        forgotten = await desk.store.write(partial(housekeeping.prune, before=before))


async def _examine(desk: Desk, connections: Sequence[Connection], timetable: Timetable) -> Health:
    from bot.errors import StoreError
    from bot.schedule.timetable import overdue
    from bot.store import channels, outbox, waiting
    from bot.web.health import Health

    problems = [f"{each.platform}: {each.state}" for each in connections if not each.healthy]
    unsent: int | None = None
    unread: int | None = None
    paused: int | None = None
    try:
        unsent = await desk.store.read(outbox.open_count)
        unread = await desk.store.read(waiting.count)
        paused = sum(each.state == "paused" for each in await desk.store.read(channels.every))
    except StoreError as error:
        problems.append(f"store: {error}")
    if overdue(timetable.beat, desk.clock(), desk.settings.schedule.tick_seconds):
        problems.append("the clockwork stands still")
    notes: dict[str, str | int | None] = {each.platform: each.state for each in connections}
    return Health(
        tuple(problems), {**notes, "deliveries_open": unsent, "polls_unread": unread, "channels_paused": paused}
    )


async def run_chat(desk: Desk) -> None:
    """Take wishes and questions from this terminal, or from a pipe, until it ends."""
    from bot.chat.prompt import converse

    await converse(desk, sys.stdin, sys.stdout)


# ---------------------------------------------------------------- the platforms


def _connections(desk: Desk, stream: TextIO) -> list[Connection]:
    """Return a connection for each platform that has a token; the terminal needs none."""
    from bot.schedule.connection import Connection

    owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    lease = desk.settings.schedule.lease_seconds
    return [
        Connection(platform, make, desk.store, desk.clock, owner, lease)
        for platform, make in _adapters(desk, stream).items()
    ]


def _adapters(desk: Desk, stream: TextIO) -> dict[Platform, Callable[[], ChatAdapter]]:
    from bot.chat.console import ConsoleAdapter
    from bot.chat.front import first_time_in

    settings, once = desk.settings, first_time_in(desk.store, desk.clock)
    made: dict[Platform, Callable[[], ChatAdapter]] = {"console": partial(ConsoleAdapter, settings.data, stream, once)}
    if settings.discord.token:
        from bot.chat.discord.adapter import DiscordAdapter

        made["discord"] = partial(DiscordAdapter, settings.discord, once)
    if settings.slack.bot_token:
        from bot.chat.slack.adapter import SlackAdapter

        made["slack"] = partial(SlackAdapter, settings.slack, once)
    return made


def _slack_routes(settings: Settings, connections: dict[Platform, Connection]) -> list[BaseRoute]:
    """Return where Slack's signed requests come in, if there is a secret to check them with."""
    if not (settings.slack.bot_token and settings.slack.signing_secret):
        return []
    from bot.chat.slack.adapter import SlackAdapter
    from bot.web.slack import slack_route

    def taker() -> SlackAdapter | None:
        adapter = _adapter(connections.get("slack"))
        return adapter if isinstance(adapter, SlackAdapter) else None

    return [slack_route(taker)]


def _adapter(connection: Connection | None) -> ChatAdapter | None:
    return connection.adapter if connection else None
