"""What is due gets its rows in the outbox: slots that have come, news that is followed, what must be corrected."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bot.desk.desk import Desk
from bot.schedule import alerts, corrections
from bot.schedule.correction_pacing import ready
from bot.schedule.delivery_counts import count_opened
from bot.schedule.due_slots import open_slots


async def open_due(desk: Desk) -> None:
    """Give all that is due its rows; what has them already is left as it is."""
    await open_briefings(desk)
    if await has_alerts(desk):
        await open_alerts(desk)
    if await has_corrections(desk):
        await open_corrections(desk)


async def open_briefings(desk: Desk) -> None:
    """Give slots that have come their rows."""
    catch_up = timedelta(hours=desk.settings.schedule.catch_up_hours)
    count_opened(await desk.store.write(partial(open_slots, now=desk.clock(), catch_up=catch_up)))


async def has_alerts(desk: Desk) -> bool:
    """Tell whether there is news that is followed, and not looked at yet."""
    return await desk.store.read(partial(alerts.due, now=desk.clock()))


async def open_alerts(desk: Desk) -> None:
    """Give news that is followed its rows."""
    await desk.store.write(partial(alerts.open_alerts, now=desk.clock()))


async def has_corrections(desk: Desk) -> bool:
    """Tell whether something that was told may have to be corrected."""
    return bool(await desk.store.read(partial(ready, now=desk.clock(), settings=desk.settings)))


async def open_corrections(desk: Desk) -> None:
    """Give corrections their rows."""
    await desk.store.write(partial(corrections.open_corrections, now=desk.clock(), settings=desk.settings))
