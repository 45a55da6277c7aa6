"""A queue of jobs: each is done once while it waits, those of one lock one after another, the more urgent ones first.

A job only moves what the rows of the store say; what is lost with it is put again, for the rows still say it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

Handler = Callable[[str], Awaitable[object]]
"""Does a job, given its key."""
MOST_TRIES = 3
"""How often a job is begun that fails by a fault."""


@dataclass(frozen=True, slots=True)
class Task:
    """A kind of job: the higher its `priority` the sooner it is done, and none is at work for longer than `limit_s`."""

    name: str
    priority: int
    limit_s: float


POLL = Task("poll", 10, 600)
READ = Task("read", 20, 900)
BRIEF = Task("write", 40, 1_800)
CORRECT = Task("correct", 60, 600)
ALERT = Task("alert", 60, 600)
DELIVER = Task("deliver", 80, 1_800)
TIDY = Task("tidy", 0, 7_200)
TASKS = (DELIVER, ALERT, CORRECT, BRIEF, READ, POLL, TIDY)
"""Questions are no jobs: the process that hears one answers it, whatever waits here."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done: a task for a `key`. No two of one `lock` are done at once; "" is none.

    It waits in a `queue`, by which processes take what they can do; in that of its task's name where it names none.
    `later` puts it behind those of its task that came with less.
    """

    task: Task
    key: str
    lock: str = ""
    queue: str = ""
    later: int = 0

    @property
    def id(self) -> str:
        """What makes it this job: while one waits, the same is not put again."""
        return f"{self.task.name}:{self.key}"

    @property
    def waits_in(self) -> str:
        """The name of its queue."""
        return self.queue or self.task.name

    @property
    def priority(self) -> int:
        """How soon it is done."""
        return self.task.priority - min(self.later, 9)


def of_channel(task: Task, channel_id: int, queue: str = "") -> Job:
    """Return the job of a task for a channel: of all tasks, one at a time is done for it."""
    return Job(task, str(channel_id), f"channel:{channel_id}", queue)


@dataclass(frozen=True, slots=True)
class Hands:
    """What a process does: the jobs of some `queues`, which may change as it runs, so many `at_once`."""

    queues: Callable[[], frozenset[str]]
    at_once: int


def of(*names: str) -> Callable[[], frozenset[str]]:
    """Return queues that stay the same."""
    held = frozenset(names)
    return lambda: held


class WorkQueue(Protocol):
    """A queue that processes put jobs into and take them from, between `begin` and `drain`."""

    def does(self, task: Task, handler: Handler) -> None:
        """Have jobs of a task done by a handler, where this process takes them; call it before `begin`."""
        ...

    async def begin(self, hands: Iterable[Hands]) -> None:
        """Begin to do what waits."""
        ...

    async def put(self, jobs: Iterable[Job]) -> None:
        """Have jobs done by whoever takes them; one that waits already is not put again."""
        ...

    async def take_up(self) -> None:
        """Put again what a process that died had in hand, and forget what was done long ago."""
        ...

    async def waiting(self) -> dict[str, tuple[int, float]]:
        """Return how many jobs of each task wait, and for how many seconds the oldest of them has."""
        ...

    async def drain(self, limit: float) -> None:
        """Begin no job any more, and finish those in hand within `limit` seconds."""
        ...
