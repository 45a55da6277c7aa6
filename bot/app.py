"""Builds the parts from the settings and connects them: the only file that knows them all."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from functools import partial
from typing import TYPE_CHECKING, TextIO

from bot.clock import Clock
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.event_loop import ServiceSignals
from bot.logs import fault
from bot.store.opening import open_store

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from bot.chat.adapter_protocol import ChatAdapter
    from bot.chat.platform import ChatPlatform
    from bot.desk.settings_reload import SettingsReload
    from bot.ingest.workers.pool import Workers
    from bot.models import Platform
    from bot.ops.metrics.page import MetricsPage
    from bot.ops.notices.operator_channel import OperatorChannel
    from bot.ops.readiness import Readiness
    from bot.schedule.delivery import AdapterOf, Deliveries
    from bot.schedule.jobs import Timetable
    from bot.schedule.platform_lease import FrontFor, PlatformConnection
    from bot.web.metrics import Render

log = logging.getLogger(__name__)

DRAIN_SECONDS = 25.0
"""How long a stop waits for what is under way; container engines kill after 30 with the compose file's grace."""
DAY_SECONDS = 86_400.0
LOG_SECONDS = 60.0
"""How often the store's write-ahead log is put into it, and made small."""
READ_AGAIN_SECONDS = 30.0
"""How often articles are looked for that the model has not read for who said what, where it is to."""
FORGET_SECONDS = 60.0
"""How often what is being forgotten is looked for: more than is deleted at once, or what a fall left."""


@contextmanager
def open_desk(settings: Settings, clock: Clock, *, only_reads: bool = False) -> Iterator[Desk]:
    """Open the store and the model for a command, which may say that it `only_reads`; both are closed after."""
    from bot.summarize.generation.keeping import Shelf
    from bot.summarize.generation.second_reading.readers import reader_from
    from bot.summarize.llm.factory import model_from

    store = open_store(settings.data, settings.store, only_reads=only_reads)
    model = model_from(settings.model, store, clock)
    try:
        yield Desk(store, settings, clock, model, reader_from(settings.model, model, store, clock), Shelf(store, clock))
    finally:
        store.close()


# ---------------------------------------------------------------- the service


async def run_service(settings: Settings, clock: Clock, stream: TextIO = sys.stdout) -> None:
    """Poll, brief and answer until SIGTERM, Ctrl-C, or the terminal goes; then finish what is under way.

    Briefings go to `stream`. A ConfigError or StoreError says why it cannot start.
    """
    from bot.metrics import counted_by
    from bot.ops.metrics.page import MetricsPage

    signals = ServiceSignals()
    with open_desk(settings, clock) as desk:
        page = MetricsPage(desk)
        with counted_by(page.counting):
            async with _serving(desk, signals, stream, page) as port:
                log.info("serving; health on http://%s:%d/healthz and /readyz", settings.web.host, port)
                await signals.stop.wait()
                log.info("stopping: finishing what is under way")
    log.info("stopped")


def _read_again(settings: Settings) -> Settings:
    """Return the settings as their file and the environment are now; the store stays where it is."""
    from bot.config.loading import load

    return load(settings.file.path, os.environ, type(settings)).model_copy(update={"data": settings.data})


async def _heed(signals: ServiceSignals, reload: SettingsReload) -> None:
    while True:
        await signals.reread.wait()
        signals.reread.clear()
        try:
            await reload.now()
        except Exception as error:
            fault(log, "the settings were not read again", error)


@asynccontextmanager
async def _serving(desk: Desk, signals: ServiceSignals, stream: TextIO, page: MetricsPage) -> AsyncIterator[int]:
    """Start everything, give the web port, and stop it in the reverse order."""
    from bot.chat.commands.front_desk import DeskFront
    from bot.desk import settings_file_sync
    from bot.desk.sources import intake
    from bot.ops.notices.operator_channel import OperatorChannel
    from bot.ops.readiness import Readiness
    from bot.schedule.chat_sources import ConnectedChats
    from bot.schedule.delivery import Deliveries
    from bot.schedule.jobs import Timetable
    from bot.schedule.steward_notices import StewardNotices
    from bot.web.server import WebServer

    settings_file_sync.apply(desk)
    connections = _connections(desk, stream)
    by_platform = {each.name: each for each in connections}
    timetable = Timetable(desk.clock)
    readiness = Readiness(desk, connections, timetable)
    async with AsyncExitStack() as stack:
        fetcher, workers = await stack.enter_async_context(intake.readers(desk.settings, desk.clock))
        routes = [*_own_routes(desk, readiness, partial(page.render, readiness, connections)), *_doors(desk, workers)]

        def adapter(platform: Platform) -> ChatAdapter | None:
            held = by_platform.get(platform)
            return held.adapter if held else None

        poller = intake.poller(desk, fetcher, workers, chats=ConnectedChats(tuple(by_platform), adapter))
        deliveries = Deliveries(desk, adapter, poller.caught_up)
        web = WebServer(desk.settings.web, [*routes, *_platform_routes(desk.settings, connections)])
        await web.start()
        stack.push_async_callback(web.stop)
        _connect(stack, connections, partial(DeskFront, desk))
        stack.push_async_callback(deliveries.drain, DRAIN_SECONDS)
        stack.push_async_callback(poller.drain, DRAIN_SECONDS)
        stack.push_async_callback(timetable.stop, DRAIN_SECONDS)
        _plan_reloads(stack, desk, signals, timetable)
        _plan(desk, timetable, deliveries, poller.begin)
        _plan_forgetting(desk, timetable, adapter)
        notices = StewardNotices(desk, adapter)
        timetable.every(desk.settings.schedule.tick_seconds, "notices of closed channels", notices.run)
        operator = OperatorChannel(desk, readiness, connections, adapter)
        await operator.remember()
        _plan_tries(desk, timetable, readiness, operator)
        timetable.start()
        yield web.port


def _own_routes(desk: Desk, readiness: Readiness, page: Render) -> list[BaseRoute]:
    """Return what an operator asks."""
    from bot.web.health import health_route
    from bot.web.metrics import metrics_route

    health = [health_route("/healthz", readiness.alive), health_route("/readyz", readiness.ready)]
    return [*health, metrics_route(desk.settings.web, page)]


def _connect(stack: AsyncExitStack, connections: Sequence[PlatformConnection], front_of: FrontFor) -> None:
    """Run the connections until the stack ends: then they are told to stop, and waited for."""
    serving = [asyncio.create_task(each.run(front_of), name=each.name) for each in connections]
    stack.push_async_callback(asyncio.wait, serving)
    for each in connections:
        stack.push_async_callback(each.stop)


def _plan_reloads(stack: AsyncExitStack, desk: Desk, signals: ServiceSignals, timetable: Timetable) -> None:
    """Have the settings file read again on SIGHUP, and when another process asks for it."""
    from bot.desk.settings_reload import SettingsReload

    reload = SettingsReload(desk, partial(_read_again, desk.settings))
    heeding = asyncio.create_task(_heed(signals, reload), name="SIGHUP")
    stack.callback(heeding.cancel)
    timetable.every(desk.settings.schedule.tick_seconds, "settings", reload.answer_requests)


def _doors(desk: Desk, workers: Workers) -> list[BaseRoute]:
    """Return the routes by which news is pushed in, where there is a secret to sign it with."""
    if desk.settings.ingest.secret is None:
        return []
    from bot.desk.sources.pushed_articles import check_push, take_push
    from bot.web.ingest import ingest_route

    check, take = partial(check_push, desk), partial(take_push, desk, workers)
    return [ingest_route(check, take, desk.settings.ingest.max_bytes)]


def _plan(desk: Desk, timetable: Timetable, deliveries: Deliveries, poll: Callable[[], object]) -> None:
    """Give the clockwork its few jobs."""
    from bot.schedule.jobs import POLL_SECONDS

    schedule = desk.settings.schedule
    timetable.every(schedule.tick_seconds, "deliveries", deliveries.run_due)
    timetable.every(min(POLL_SECONDS, 3 * schedule.tick_seconds), "poll", poll)  # type: ignore[arg-type]
    if desk.model is not None and desk.settings.model.quote_tokens:
        from bot.desk.news.quote_reading import read_on

        timetable.every(READ_AGAIN_SECONDS, "who said what", partial(read_on, desk))
    timetable.every(LOG_SECONDS, "log of the store", desk.store.put_log_away)
    timetable.every(DAY_SECONDS, "index", partial(_index_anew, desk))
    timetable.on(schedule.housekeeping, "housekeeping", partial(_keep_house, desk))


def _plan_forgetting(desk: Desk, timetable: Timetable, adapter_of: AdapterOf) -> None:
    """Have what is to be forgotten deleted; at the start no platform can tell yet which servers are left."""
    from bot.desk.setup import servers
    from bot.schedule.left_servers import forget_left

    pause = min(FORGET_SECONDS, 30 * desk.settings.schedule.tick_seconds)
    timetable.every(FORGET_SECONDS, "forgetting", partial(servers.finish, desk))
    timetable.every(pause, "servers that were left", partial(forget_left, desk, adapter_of))


def _plan_tries(desk: Desk, timetable: Timetable, readiness: Readiness, operator: OperatorChannel) -> None:
    """Have the store tried: what cannot be written or read is told by `/readyz`, and tried again; and have the operator
    told of what they must see to."""
    from bot.ops.notices.operator_channel import EVERY, TOKENS_EVERY
    from bot.ops.readiness import CHECKED_EVERY, TRIED_EVERY

    tick = desk.settings.schedule.tick_seconds
    timetable.every(min(TRIED_EVERY, 3 * tick), "last write", readiness.write)
    timetable.every(min(CHECKED_EVERY, 12 * tick), "check of a damaged store", readiness.check_again)
    timetable.every(DAY_SECONDS, "check of the store", readiness.check)
    timetable.every(min(TOKENS_EVERY, 30 * tick), "tokens", operator.try_tokens)
    timetable.every(min(EVERY, 3 * tick), "operator", operator.look)


async def _index_anew(desk: Desk) -> None:
    """Index what an earlier version indexed, a little at a time, so that nobody waits long for the store."""
    from bot.store.full_text_search import REVISIONS, index_anew

    left = 1
    while left:
        left = await desk.store.write(partial(index_anew, limit=REVISIONS))


async def _keep_house(desk: Desk) -> None:
    from bot.desk.housekeeping import keep_within, tidy

    await tidy(desk)
    await keep_within(desk)


def run_chat(desk: Desk) -> None:
    """Take commands and questions from this terminal, or from a pipe, until it ends."""
    from bot.chat.console.prompt import converse

    converse(desk, sys.stdin, sys.stdout)


# ---------------------------------------------------------------- the platforms


def _connections(desk: Desk, stream: TextIO) -> list[PlatformConnection]:
    """Return a connection for each platform that is set up; the terminal always is."""
    from bot.chat import registry
    from bot.chat.inbox import Inbox
    from bot.schedule.platform_lease import PlatformConnection

    settings = desk.settings
    owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    lease = settings.schedule.lease_seconds

    def connection(platform: ChatPlatform) -> PlatformConnection:
        inbox = Inbox(desk.store, desk.clock)
        make = platform.adapter_factory(settings, stream, inbox)
        return PlatformConnection(platform, make, inbox, desk.store, desk.clock, owner, lease)

    return [connection(each) for each in registry.PLATFORMS.values() if each.is_set_up(settings)]


def _platform_routes(settings: Settings, connections: Sequence[PlatformConnection]) -> list[BaseRoute]:
    """Return where platforms call, each for the adapter that this process holds then."""
    return [route for each in connections for route in each.platform.routes(settings, each.held)]
