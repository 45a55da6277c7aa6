"""Builds the parts from the settings and connects them: the only file that knows them all."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import timedelta
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
    from bot.clockwork import Process
    from bot.desk.settings_reload import SettingsReload
    from bot.ingest.sources.polling import Poller
    from bot.ingest.sources.source_reader import Own
    from bot.ingest.workers.pool import Workers
    from bot.models import Channel, Platform
    from bot.ops.metrics.page import MetricsPage
    from bot.ops.readiness import Readiness
    from bot.schedule.delivery import AdapterOf, Deliveries, Does
    from bot.schedule.job_queue.planning import Planner
    from bot.schedule.job_queue.queue import WorkQueue
    from bot.schedule.platform_connection import PlatformConnection, ThisProcess
    from bot.schedule.platform_lease import FrontFor
    from bot.schedule.processes.lease import Duty
    from bot.web.metrics import Render

log = logging.getLogger(__name__)

DRAIN_SECONDS = 25.0
"""How long a stop waits for what is under way; container engines kill after 30 with the compose file's grace."""


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
            await reload.hang_up()
        except Exception as error:
            fault(log, "the settings were not read again", error)


@asynccontextmanager
async def _serving(desk: Desk, signals: ServiceSignals, stream: TextIO, page: MetricsPage) -> AsyncIterator[int]:
    """Start what this process does, give the web port, and stop it in the reverse order."""
    from bot import clockwork
    from bot.chat.commands.front_desk import DeskFront
    from bot.desk.sources import intake
    from bot.ops.notices.operator_channel import OperatorChannel
    from bot.ops.readiness import Readiness
    from bot.schedule.delivery import Deliveries
    from bot.web.server import WebServer

    async with AsyncExitStack() as stack:
        here, connections = await _process(stack, desk, stream)
        adapter_of = partial(_adapter_of, {each.name: each for each in connections})
        readiness = Readiness(desk, connections, here.timetable)
        fetcher, workers = await stack.enter_async_context(intake.readers(desk.settings, desk.clock))
        poller = intake.poller(desk, fetcher, workers, own=_own(here, connections, adapter_of))
        deliveries = Deliveries(desk, adapter_of, poller.caught_up, does=_does(here))
        queue = _queue(desk)
        routes = _own_routes(desk, readiness, partial(page.render, readiness, connections, queue or deliveries.queue))
        public = [*_doors(desk, workers), *_platform_routes(desk.settings, connections)] if "web" in here.roles else []
        web = WebServer(desk.settings.web, [*routes, *public])
        await web.start()
        stack.push_async_callback(web.stop)
        _connect(stack, connections, partial(DeskFront, desk))
        stack.push_async_callback(deliveries.drain, DRAIN_SECONDS)
        stack.push_async_callback(poller.drain, DRAIN_SECONDS)
        planner = queue and await _begin_jobs(stack, here, queue, deliveries, poller, connections)
        stack.push_async_callback(here.timetable.stop, DRAIN_SECONDS)
        operator = OperatorChannel(desk, readiness, connections, adapter_of)
        await operator.remember()
        clockwork.plan_upkeep(here, readiness, _reloads(stack, here, signals))
        if queue and planner:
            clockwork.plan_jobs(here, queue, planner, poller)
        else:
            clockwork.plan_deliveries(here, deliveries, poller)
        clockwork.plan_tidying(here, queue)
        clockwork.plan_platforms(here, adapter_of, operator)
        here.timetable.start()
        yield web.port


async def _process(stack: AsyncExitStack, desk: Desk, stream: TextIO) -> tuple[Process, Sequence[PlatformConnection]]:
    """Return this process among those of the service, and the connections that it may hold."""
    from bot.clockwork import Process
    from bot.desk import settings_file_sync
    from bot.models import workers
    from bot.schedule.jobs import Timetable
    from bot.schedule.platform_connection import ThisProcess
    from bot.schedule.processes.identity import new_owner
    from bot.schedule.processes.presence import Presence

    owner, roles = new_owner(), workers.named(desk.settings.roles)
    lasts = timedelta(seconds=desk.settings.schedule.lease_seconds)
    if "scheduler" in roles:
        settings_file_sync.apply(desk)
    presence = Presence(desk.store, desk.clock, owner, roles, lasts)
    await presence.arrive()
    stack.push_async_callback(presence.leave)
    at = ThisProcess(desk.store, desk.clock, owner, lasts, partial(presence.alive, "gateway"))
    connections = _connections(desk.settings, stream, at) if "gateway" in roles else []
    scheduler = await _duty(stack, at, "duty:scheduler", held="scheduler" in roles)
    steward = await _duty(stack, at, "duty:steward", held="gateway" in roles)
    return Process(desk, roles, Timetable(desk.clock), presence, scheduler, steward), connections


async def _duty(stack: AsyncExitStack, at: ThisProcess, name: str, *, held: bool) -> Duty:
    """Return what one process at a time does; one that may not have it never takes it."""
    from bot.schedule.processes.lease import Duty, ProcessLease

    duty = Duty(ProcessLease(at.store, at.clock, at.owner, at.lasts, name), at.lasts)
    if held:
        await duty.begin()
        stack.push_async_callback(duty.end)
        keeping = asyncio.create_task(duty.keep(), name=name)
        stack.callback(keeping.cancel)
    return duty


def _adapter_of(connections: Mapping[Platform, PlatformConnection], channel: Channel) -> ChatAdapter | None:
    connection = connections.get(channel.platform)
    return connection.adapter_of(channel.server) if connection else None


def _queue(desk: Desk) -> WorkQueue | None:
    """Return the queue that processes share, where the store is on a server; else each sees for itself what is due."""
    if desk.settings.store is None:
        return None
    from bot.schedule.job_queue.procrastinate_queue import ProcrastinateQueue

    lasts = timedelta(seconds=desk.settings.schedule.lease_seconds)
    return ProcrastinateQueue(desk.settings.store.get_secret_value(), lasts)


async def _begin_jobs(
    stack: AsyncExitStack,
    here: Process,
    queue: WorkQueue,
    deliveries: Deliveries,
    poller: Poller,
    connections: Sequence[PlatformConnection],
) -> Planner:
    """Have this process do jobs of the queue by its roles."""
    from bot.clockwork import keep_house
    from bot.schedule.job_queue.hands import hands_of
    from bot.schedule.job_queue.planning import Planner
    from bot.schedule.job_queue.queue import TIDY

    planner = Planner(here.desk, queue, deliveries, poller)
    queue.does(TIDY, lambda _: keep_house(here.desk))
    await queue.begin(hands_of(here.roles, connections, asked=here.desk.model is not None))
    stack.push_async_callback(queue.drain, DRAIN_SECONDS)
    stack.callback(deliveries.close)
    return planner


def _own(here: Process, connections: Sequence[PlatformConnection], adapter_of: AdapterOf) -> Own:
    """Return which sources are asked and read here: chat channels by who holds their connection."""
    from bot.ingest.sources.source_reader import Own
    from bot.schedule.chat_sources import ConnectedChats

    by_jobs = here.desk.settings.is_on_server  # then the queue says what is asked and read
    return Own(
        chats=ConnectedChats(connections, adapter_of),
        others="poll" in here.roles and not by_jobs,
        reads="read" in here.roles and not by_jobs,
        processes=partial(here.presence.alive, "poll"),
    )


def _does(here: Process) -> Does:
    """Return what is done for deliveries here: written for others only where others send."""
    from bot.schedule.delivery import Does

    def for_others() -> bool:
        return here.desk.settings.is_on_server or "gateway" not in here.roles or here.presence.alive("gateway") > 1

    opens = "scheduler" in here.roles
    return Does(
        opens=lambda: opens and here.scheduler.is_ours,
        writes="write" in here.roles,
        sends="gateway" in here.roles,
        for_others=for_others,
    )


def _own_routes(desk: Desk, readiness: Readiness, page: Render) -> list[BaseRoute]:
    """Return what an operator asks."""
    from bot.web.health import health_route
    from bot.web.metrics import metrics_route

    health = [health_route("/healthz", readiness.alive), health_route("/readyz", readiness.ready)]
    return [*health, metrics_route(desk.settings.web, page)]


def _connect(stack: AsyncExitStack, connections: Sequence[PlatformConnection], front_of: FrontFor) -> None:
    """Run the connections until the stack ends: then they are told to stop, and waited for."""
    serving = [asyncio.create_task(each.run(front_of), name=each.name) for each in connections]
    stack.push_async_callback(partial(asyncio.gather, *serving, return_exceptions=True))
    for each in connections:
        stack.push_async_callback(each.stop)


def _reloads(stack: AsyncExitStack, here: Process, signals: ServiceSignals) -> SettingsReload:
    """Return what reads the settings file again: on SIGHUP, too."""
    from bot.desk.settings_reload import SettingsReload

    reload = SettingsReload(here.desk, partial(_read_again, here.desk.settings), lambda: here.scheduler.is_ours)
    heeding = asyncio.create_task(_heed(signals, reload), name="SIGHUP")
    stack.callback(heeding.cancel)
    return reload


def _doors(desk: Desk, workers: Workers) -> list[BaseRoute]:
    """Return the routes by which news is pushed in, where there is a secret to sign it with."""
    if desk.settings.ingest.secret is None:
        return []
    from bot.desk.sources.pushed_articles import check_push, take_push
    from bot.web.ingest import ingest_route

    check, take = partial(check_push, desk), partial(take_push, desk, workers)
    return [ingest_route(check, take, desk.settings.ingest.max_bytes)]


def run_chat(desk: Desk) -> None:
    """Take commands and questions from this terminal, or from a pipe, until it ends."""
    from bot.chat.console.prompt import converse

    converse(desk, sys.stdin, sys.stdout)


# ---------------------------------------------------------------- the platforms


def _connections(settings: Settings, stream: TextIO, at: ThisProcess) -> list[PlatformConnection]:
    """Return a connection for each platform that is set up; the terminal always is."""
    from bot.chat import registry
    from bot.schedule.platform_connection import PlatformConnection

    held = (each for each in registry.PLATFORMS.values() if each.is_set_up(settings))
    return [PlatformConnection(each, settings, stream, at) for each in held]


def _platform_routes(settings: Settings, connections: Sequence[PlatformConnection]) -> list[BaseRoute]:
    """Return where platforms call, each for the adapter that this process holds then."""
    return [route for each in connections for route in each.platform.routes(settings, each.held)]
