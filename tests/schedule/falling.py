"""Runs the command line, and has its own process fall or stand still at a point: `falling.py POINT run …`.

A point is the call of a function, just before it begins or just after it has returned:

- `before:bot.store.deliveries.outbox.save`, `after:…`: there it kills itself, as a crash, a power cut or a kernel that is
  short of memory would;
- `stop-before:…`, `stop-after:…`: there it stops itself, as SIGSTOP or a machine that is suspended would; with `*3` at
  the end once three calls have come there (or at the other points that are named, parted by commas), each of which waits
  for the others;
- `step:17`: at the 17th step of all that stand in `STEPS` it kills itself; `asked:17`: of those in `ASKED`.

READOUT_ARMED names a file: until it is there, nothing of that happens, and no call counts.
READOUT_SHADOW names a folder that is to hold what would be on the disk after a power cut (see synced.py).
"""

from __future__ import annotations

import asyncio
import functools
import importlib
import inspect
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any

STEPS = (
    "bot.ingest.sources.folder_source.look",
    "bot.ingest.sources.store_articles.take_in",
    "bot.ingest.sources.store_articles._store_batch",
    "bot.store.news.articles.put_all",
    "bot.store.news.poll_backlog.put",
    "bot.store.sqlite.write_queue.Writer._carry_out",
    "bot.schedule.due_slots.open_slots",
    "bot.schedule.alerts.open_alerts",
    "bot.schedule.corrections.open_corrections",
    "bot.store.deliveries.outbox.enqueue",
    "bot.store.deliveries.outbox.claim",
    "bot.schedule.delivery_work.write",
    "bot.store.deliveries.outbox.save",
    "bot.store.deliveries.outbox.sending",
    "bot.chat.console.adapter.History.append",
    "bot.schedule.delivery_lease.DeliveryLease.check",
    "bot.store.deliveries.outbox.arrived",
    "bot.store.deliveries.outbox.finish",
    "bot.store.deliveries.told.record",
)
"""Steps on the ways of an article and of deliveries; a fall may come before and after each."""

ASKED = (
    "bot.chat.discord.answering.Answering.message",
    "bot.chat.discord.answering.Answering._interact",
    "bot.chat.discord.answering.Answering._speak",
    "bot.chat.discord.answers.streaming_answer.Interacted.think",
    "bot.chat.discord.answers.streaming_answer.Interacted.finish",
    "bot.chat.discord.answers.streaming_answer.Spoken.put",
    "bot.chat.discord.sending.posting.Posting.open_thread",
    "bot.chat.discord.sending.posting.Posting.post",
    "bot.chat.discord.api_client.DiscordCalls.answer",
    "bot.chat.slack.events.SlackEvents._hear",
    "bot.chat.slack.answering.Answering.answer",
    "bot.chat.slack.answering.Answering._give",
    "bot.chat.slack.api_client.SlackCalls.post",
    "bot.chat.slack.api_client.SlackCalls.respond",
    "bot.chat.inbox.Inbox.take",
    "bot.chat.inbox.Inbox.written",
    "bot.chat.inbox.Inbox.check",
    "bot.chat.inbox.Inbox.answered",
    "bot.store.channels.inbound_events.first_time",
    "bot.store.channels.questions.keep",
    "bot.store.channels.questions.note_change",
    "bot.store.channels.questions.note_reply",
    "bot.store.channels.questions.answered",
    "bot.store.channels.conversations.add",
    "bot.store.channels.conversations.carried_by",
    "bot.store.channels.subscriptions.add",
    "bot.chat.commands.front_desk.DeskFront.respond",
)
"""Steps on the way of a question; a fall may come before and after each."""


def die() -> None:
    if is_armed():
        os.kill(os.getpid(), signal.SIGKILL)


def is_armed() -> bool:
    file = os.environ.get("READOUT_ARMED")
    return not file or os.path.exists(file)  # noqa: PTH110 - called very often


WRITING = threading.Lock()
"""Held while the store is written: one that stands still there keeps it from everybody, which is another story."""


def stand_still() -> None:
    with WRITING:
        os.kill(os.getpid(), signal.SIGSTOP)


def set_trap(point: str) -> None:
    moment, _, paths = point.partition(":")
    if moment in ("step", "asked"):
        count_steps(STEPS if moment == "step" else ASKED, int(paths))
        return
    paths, _, calls = paths.partition("*")
    happens: Callable[[], None] = die
    if moment.startswith("stop-"):
        moment = moment.removeprefix("stop-")
        happens = Gathering(int(calls or 1)).come
        surround("bot.store.sqlite.write_queue.Writer._carry_out", WRITING.acquire, WRITING.release)
    for path in paths.split(","):
        surround(path, happens if moment == "before" else None, happens if moment == "after" else None)


class Gathering:
    """Has the process stand still once so many calls have come, each of which waits for the others; once in its life."""

    def __init__(self, calls: int) -> None:
        self._missing = calls
        self._complete = threading.Event()
        self._lock = threading.Lock()

    def come(self) -> Any:
        if not is_armed():
            return None
        with self._lock:
            self._missing -= 1
            if self._missing == 0:
                stand_still()
                self._complete.set()
        if self._complete.is_set() or self._missing < 0:
            return None
        return self._wait()

    def _wait(self) -> Any:
        try:
            asyncio.get_running_loop()
        except RuntimeError:  # a thread of its own
            self._complete.wait(30)
            return None

        async def others() -> None:
            while not self._complete.is_set():  # noqa: ASYNC110 - threads come, too
                await asyncio.sleep(0.005)

        return others()


def count_steps(steps: Sequence[str], last: int) -> None:
    taken = 0

    def step() -> None:
        nonlocal taken
        taken += is_armed()
        if taken == last:
            die()

    for path in steps:
        surround(path, step, step)


def surround(path: str, before: Callable[[], Any] | None, after: Callable[[], Any] | None) -> None:
    """Have something happen before and after each call of a function."""
    owner, name = locate(path)
    work: Callable[..., Any] = getattr(owner, name)

    @functools.wraps(work)
    def done(*given: Any, **named: Any) -> Any:
        if before:
            before()
        result = work(*given, **named)
        if after:
            after()
        return result

    @functools.wraps(work)
    async def awaited(*given: Any, **named: Any) -> Any:
        if before and (waiting := before()):
            await waiting
        result = await work(*given, **named)
        if after and (waiting := after()):
            await waiting
        return result

    trapped = awaited if inspect.iscoroutinefunction(work) else done
    setattr(owner, name, trapped)
    for module in [module for name, module in sys.modules.items() if name.startswith("bot.")]:
        for known in [known for known, value in vars(module).items() if value is work]:
            setattr(module, known, trapped)  # it was loaded before, and took the function by its name


def locate(path: str) -> tuple[Any, str]:
    """Return what holds the last name of a dotted path: a module, or a class in one."""
    *parts, name = path.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            owner: Any = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            owner = getattr(owner, part)
        return owner, name
    raise SystemExit(f"no such point: {path}")


def fall_at(point: str) -> None:
    """Run the command line of `sys.argv`, with a trap at a point if one is named."""
    if shadow := os.environ.get("READOUT_SHADOW"):
        from synced import keep_what_is_synced

        keep_what_is_synced(shadow)
    if point:
        set_trap(point)
    from bot.__main__ import main

    main()


if __name__ == "__main__":
    fall_at(sys.argv.pop(1))
