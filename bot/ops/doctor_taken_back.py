"""What doctor says of what was posted and may be wrong: reports that nobody looked at, messages that still stand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from functools import partial

from bot.models.findings import Finding
from bot.store.deliveries import taken_back
from bot.store.protocol import Store


async def reported(store: Store, since: datetime) -> AsyncIterator[Finding]:
    """Yield what was reported as wrong and is not settled, and what could not be changed since a moment."""
    people: dict[str, int] = {}
    for each in await store.read(taken_back.reports):
        people[each.ref] = people.get(each.ref, 0) + each.people
    if people:
        most = ", ".join(f"{ref} by {count}" for ref, count in list(people.items())[:5])
        fix = "Look: readout retract --list. What is right after all: readout retract --aside POST"
        posts = "1 post is" if len(people) == 1 else f"{len(people)} posts are"
        yield Finding("reports", "warn", f"{posts} reported as wrong ({most}). {fix}")
    for still in await store.read(partial(taken_back.unchanged, since=since)):
        yield Finding("reports", "warn", f"{still.channel}: a message still says what was taken back: {still.problem}")
