"""Which jobs the clockwork of a process has, by what the process does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.desk.desk import Desk

if TYPE_CHECKING:
    from bot.desk.settings_reload import SettingsReload
    from bot.ingest.sources.polling import Poller
    from bot.models.workers import Roles
    from bot.ops.notices.operator_channel import OperatorChannel
    from bot.ops.readiness import Readiness
    from bot.schedule.delivery import AdapterOf, Deliveries
    from bot.schedule.job_queue.planning import Planner
    from bot.schedule.job_queue.queue import WorkQueue
    from bot.schedule.jobs import Timetable
    from bot.schedule.processes.lease import Duty
    from bot.schedule.processes.presence import Presence

DAY_SECONDS = 86_400.0
LOG_SECONDS = 60.0
"""How often the store's write-ahead log is put into it, and made small."""
READ_AGAIN_SECONDS = 30.0
"""How often articles are looked for that the model has not read for who said what, where it is to."""
FORGET_SECONDS = 60.0
"""How often what is being forgotten is looked for: more than is deleted at once, or what a fall left."""


@dataclass(frozen=True, slots=True)
class Process:
    """A process of the service: what it does, and what it does it with.

    `scheduler` and `steward` are what one process at a time does of those that may.
    """

    desk: Desk
    roles: Roles
    timetable: Timetable
    presence: Presence
    scheduler: Duty
    steward: Duty


def plan_deliveries(here: Process, deliveries: Deliveries, poller: Poller) -> None:
    """Have what is due opened, written and sent, and sources asked and read, each as far as this process does it."""
    from bot.schedule.jobs import POLL_SECONDS

    tick = here.desk.settings.schedule.tick_seconds
    if here.roles & {"scheduler", "write", "gateway"}:
        here.timetable.every(tick, "deliveries", deliveries.run_due)
    if here.roles & {"poll", "read", "gateway"}:
        here.timetable.every(min(POLL_SECONDS, 3 * tick), "poll", poller.begin)


def plan_jobs(here: Process, queue: WorkQueue, planner: Planner, poller: Poller) -> None:
    """Have one process at a time put into the queue what is due; whoever does it takes it from there.

    Chat channels that are sources are asked by the process that holds their connection.
    """
    from bot.schedule.jobs import POLL_SECONDS

    timetable, schedule, alone = here.timetable, here.desk.settings.schedule, here.scheduler.only
    pause = min(POLL_SECONDS, 3 * schedule.tick_seconds)
    if "scheduler" in here.roles:
        timetable.every(schedule.tick_seconds, "deliveries", alone(planner.look))
        timetable.every(pause, "poll", alone(planner.look_for_sources))
        timetable.every(schedule.lease_seconds / 2, "jobs of processes that died", alone(queue.take_up))
    if "gateway" in here.roles:
        timetable.every(pause, "poll of chat channels", poller.begin)


def plan_tidying(here: Process, queue: WorkQueue | None) -> None:
    """Have the store tidied, as a job where there is a queue, and what people wish forgotten deleted."""
    if "scheduler" not in here.roles:
        return
    from bot.desk.setup import servers
    from bot.schedule.job_queue.queue import TIDY, Job

    desk, timetable, alone = here.desk, here.timetable, here.scheduler.only
    if desk.model is not None and desk.settings.model.quote_tokens:
        from bot.desk.news.quote_reading import read_on

        timetable.every(READ_AGAIN_SECONDS, "who said what", alone(partial(read_on, desk)))
    timetable.every(LOG_SECONDS, "log of the store", alone(desk.store.put_log_away))
    timetable.every(DAY_SECONDS, "index", alone(partial(_index_anew, desk)))
    tidy = partial(keep_house, desk) if queue is None else partial(queue.put, [Job(TIDY, "house", "house")])
    timetable.on(desk.settings.schedule.housekeeping, "housekeeping", alone(tidy))
    timetable.every(FORGET_SECONDS, "forgetting", alone(partial(servers.finish, desk)))


def plan_platforms(here: Process, adapter_of: AdapterOf, operator: OperatorChannel) -> None:
    """Have people told what they must see to, and servers forgotten that were left; at the start no platform can tell
    yet which those are.

    Each process tells what it has the connection for: the steward may have another one.
    """
    if "gateway" not in here.roles:
        return
    from bot.ops.notices.operator_channel import EVERY, TOKENS_EVERY
    from bot.schedule.left_servers import forget_left
    from bot.schedule.steward_notices import StewardNotices

    async def look() -> None:
        await (operator.look() if here.steward.is_ours else operator.look_if_first())

    timetable, tick = here.timetable, here.desk.settings.schedule.tick_seconds
    notices = StewardNotices(here.desk, adapter_of)
    left = partial(forget_left, here.desk, adapter_of)
    timetable.every(min(FORGET_SECONDS, 30 * tick), "servers that were left", left)
    timetable.every(tick, "notices of closed channels", notices.run)
    timetable.every(min(TOKENS_EVERY, 30 * tick), "tokens", operator.try_tokens)
    timetable.every(min(EVERY, 3 * tick), "operator", look)


def plan_upkeep(here: Process, readiness: Readiness, reload: SettingsReload) -> None:
    """Have this process say that it lives, go by the settings as they are, and try the store: what cannot be written or
    read is told by `/readyz`, and tried again.
    """
    from bot.ops.readiness import CHECKED_EVERY, TRIED_EVERY

    timetable, schedule = here.timetable, here.desk.settings.schedule
    timetable.every(schedule.lease_seconds / 3, "presence", here.presence.beat)
    timetable.every(schedule.tick_seconds, "settings", reload.answer_requests)
    timetable.every(min(TRIED_EVERY, 3 * schedule.tick_seconds), "last write", readiness.write)
    timetable.every(min(CHECKED_EVERY, 12 * schedule.tick_seconds), "check of a damaged store", readiness.check_again)
    if "scheduler" in here.roles:
        timetable.every(DAY_SECONDS, "check of the store", here.scheduler.only(readiness.check))


async def _index_anew(desk: Desk) -> None:
    """Index what an earlier version indexed, a little at a time, so that nobody waits long for the store."""
    from bot.store.full_text_search import REVISIONS, index_anew

    left = 1
    while left:
        left = await desk.store.write(partial(index_anew, limit=REVISIONS))


async def keep_house(desk: Desk) -> None:
    """Forget what is of no use any more, and what is too old."""
    from bot.desk.housekeeping import keep_within, tidy

    await tidy(desk)
    await keep_within(desk)
