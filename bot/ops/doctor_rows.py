"""What doctor says of single rows: those that are damaged, and those that have come to a limit."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial

from bot.clock import Clock
from bot.config.sections import LimitSettings
from bot.desk.desk import Desk
from bot.desk.news.taken_back import kept_since
from bot.models.findings import Finding
from bot.ops.doctor_processes import of_processes
from bot.ops.doctor_taken_back import reported
from bot.store.protocol import Store

SHOWN = 20
"""Limits that somebody has come to, told one by one."""
_MEANWHILE = {
    "passages": "their articles are cited by the passage",
    "quotes": "they are shown from their first word to their last",
    "features": "their articles join no story",
    "changes": "what changed there is not told",
    "outbox": "what is still to be written of them waits",
    "parts": "what is still to be posted of them waits",
    "turns": "a question after them is read by itself",
    "sources": "what could not be read there is not named",
    "waiting": "what they brought is left out",
}


async def of_rows(desk: Desk) -> AsyncIterator[Finding]:
    """Yield what single rows show: processes, damage, limits that somebody has come to, what was reported as wrong."""
    store = desk.store
    of_limits = limits(store, desk.settings.limits, desk.clock)
    for found in (of_processes(store, desk.clock), damaged_rows(store), of_limits, reported(store, kept_since(desk))):
        async for finding in found:
            yield finding


async def damaged_rows(store: Store) -> AsyncIterator[Finding]:
    """Yield a line for each column in which rows are damaged, with what is done meanwhile and what mends them."""
    from bot.store.damaged_json import damaged_columns

    for each in await store.read(damaged_columns):
        rows = f"{each.rows:,} row of {each.table} is" if each.rows == 1 else f"{each.rows:,} rows of {each.table} are"
        meanwhile = f"the rest is read, and {_MEANWHILE[each.table]}"
        fix = "To have them whole, put a back-up in place: readout restore FILE --force"
        yield Finding("rows", "warn", f"{rows} damaged ({each.column}): {meanwhile}. {fix}")


async def limits(store: Store, limits: LimitSettings, clock: Clock) -> AsyncIterator[Finding]:
    """Yield what the limits are, and who has come to one."""
    from bot.desk.limits.at_their_limit import at_their_limit

    hourly = (f"{each} {getattr(limits, f'{each}_hourly'):,}" for each in ("person", "channel", "server"))
    held = (
        f"{getattr(limits, f'server_{what}'):,} {what} (a person: {getattr(limits, f'person_{what}'):,})"
        for what in ("sources", "briefings", "follows")
    )
    yield Finding("limits", "ok", f"questions an hour: {', '.join(hourly)}; a server: {', '.join(held)}")
    lines = await store.read(partial(at_their_limit, limits=limits, now=clock()))
    for line in lines[:SHOWN]:
        yield Finding("limits", "warn", line)
    if len(lines) > SHOWN:
        yield Finding("limits", "warn", f"and {len(lines) - SHOWN:,} more have come to a limit")
