"""What a process takes from the queue, by its roles."""

from __future__ import annotations

from collections.abc import Sequence

from bot.models.workers import Roles
from bot.schedule.delivery_work import ASKED_AT_ONCE, WRITTEN_AT_ONCE
from bot.schedule.job_queue.planning import delivers
from bot.schedule.job_queue.queue import ALERT, BRIEF, CORRECT, POLL, READ, TIDY, Hands, of
from bot.schedule.platform_connection import PlatformConnection

SENT_AT_ONCE = 32
POLLED_AT_ONCE = 32
READ_AT_ONCE = 8
"""Jobs of a process in hand: most of the time of one goes by in waiting for a platform, a site, a reader."""


def hands_of(roles: Roles, connections: Sequence[PlatformConnection], *, asked: bool) -> list[Hands]:
    """Return what a process of these roles takes; `asked`: whether a model writes, and is mostly waited for."""

    def held() -> frozenset[str]:
        return frozenset(delivers(each.name, shard) for each in connections for shard in each.shards_held())

    by_role = {
        "gateway": Hands(held, SENT_AT_ONCE),
        "write": Hands(of(BRIEF.name), ASKED_AT_ONCE if asked else WRITTEN_AT_ONCE),
        "read": Hands(of(READ.name), READ_AT_ONCE),
        "poll": Hands(of(POLL.name), POLLED_AT_ONCE),
        "scheduler": Hands(of(ALERT.name, CORRECT.name, TIDY.name), 1),
    }
    return [hands for role, hands in by_role.items() if role in roles]
