"""What doctor says of the processes that run on the store: which live, which died, what nobody does."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime

from bot.clock import Clock, iso
from bot.models.findings import Finding
from bot.models.workers import ROLES, HeldLease, Worker, printed
from bot.store.channels import leases, shards, workers
from bot.store.protocol import Store
from bot.store.standing import CONNECTION


async def of_processes(store: Store, clock: Clock) -> AsyncIterator[Finding]:
    """Yield how the service's processes are; nothing where none runs, and none is missing."""
    now = clock()
    found = await store.read(workers.every)
    for finding in _of_processes(found, now):
        yield finding
    if any(each.until >= now for each in found):
        held, wanted = await store.read(leases.every), await store.read(shards.every)
        for finding in _of_shards(held, wanted, now):
            yield finding


def _of_processes(found: Sequence[Worker], now: datetime) -> Iterator[Finding]:
    alive = [each for each in found if each.until >= now]
    for each in found:
        if each not in alive:
            what = f"{printed(each.roles)} on {each.host} ({each.pid}) was last alive at {iso(each.beat_at)}"
            yield Finding("processes", "warn", f"{what}. Start another in its place: readout run --roles …")
    if not alive:
        return
    counts = Counter(role for each in alive for role in each.roles)
    for role in ROLES:
        if not counts[role]:
            yield Finding("processes", "bad", f"none does {role}. Start one: readout run --roles {role}")
    told = ", ".join(f"{counts[role]} {role}" for role in ROLES if counts[role])
    yield Finding("processes", "ok", f"{len(alive)} alive: {told}")


def _of_shards(held: Sequence[HeldLease], wanted: dict[str, int], now: datetime) -> Iterator[Finding]:
    names = {each.name for each in held if each.until >= now}
    for platform, count in wanted.items():
        free = [n for n in range(count) if f"{CONNECTION}{platform}:{n}/{count}" not in names]
        if free:
            what = f"{platform}: of {count} connections {len(free)} are held by nobody"
            yield Finding("processes", "bad", f"{what}. Start another process: readout run --roles gateway")
        else:
            yield Finding("processes", "ok", f"{platform}: all {count} connections are held")
