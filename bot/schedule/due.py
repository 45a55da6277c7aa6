"""What is due gets its rows in the outbox: slots that have come, news that is followed, what must be corrected."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bot.desk.desk import Desk
from bot.schedule import alerts
from bot.schedule.correction_pacing import ready
from bot.schedule.corrections import open_corrections
from bot.schedule.delivery_counts import count_opened
from bot.schedule.due_slots import open_slots


async def open_due(desk: Desk) -> None:
    """Give all that is due its rows; what has them already is left as it is."""
    catch_up = timedelta(hours=desk.settings.schedule.catch_up_hours)
    now = desk.clock()
    opened = await desk.store.write(partial(open_slots, now=now, catch_up=catch_up))
    count_opened(opened)
    if await desk.store.read(partial(alerts.due, now=now)):
        await desk.store.write(partial(alerts.open_alerts, now=now))
    if await desk.store.read(partial(ready, now=now, settings=desk.settings)):
        await desk.store.write(partial(open_corrections, now=now, settings=desk.settings))
