"""Doctor: looks at everything that a service stands on, and says what is wrong in a line each, with its fix."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from bot.chat import registry
from bot.clock import Clock, iso, system_clock
from bot.config.settings import Settings
from bot.errors import ReadoutError
from bot.messages.catalogue import say
from bot.models.findings import Finding
from bot.ops.disk_space import LOW_DISK, disk_problems, free_bytes
from bot.ops.doctor_rows import of_rows
from bot.ops.model_check import model_findings

if TYPE_CHECKING:
    from bot.desk.settings_file_sync import Outlook
    from bot.models import Channel, Platform
    from bot.store.protocol import Store


async def examine(settings: Settings, clock: Clock) -> list[Finding]:
    """Return what is found of config, clock, store, limits, sources, channels, tokens and model, in this order.

    Asks the platforms, and the model one small question, which counts for its budget; posts nothing.
    """
    found = [Finding("config", "ok", "the settings hold"), *_clock(clock)]
    channels: list[Channel] = []
    async for finding in _stored(settings, clock, channels):
        found.append(finding)
    found += await _platforms(settings, channels)
    found += await model_findings(settings, clock)
    return found


# ---------------------------------------------------------------- clock


def _clock(clock: Clock) -> list[Finding]:
    if not available_timezones():
        return [Finding("clock", "bad", "no time zones are known here. Install the package tzdata")]
    if abs(clock() - system_clock()) > timedelta(minutes=1):
        return [Finding("clock", "warn", f"READOUT_NOW sets it to {iso(clock())}. Unset it for a service")]
    return [Finding("clock", "ok", f"{iso(clock())}")]


# ---------------------------------------------------------------- store, sources, channels


async def _stored(settings: Settings, clock: Clock, channels: list[Channel]) -> AsyncIterator[Finding]:
    """Yield what the store shows; fills `channels`."""
    from bot.desk.desk import Desk
    from bot.desk.settings_file_sync import outlook
    from bot.desk.setup import row_problems
    from bot.store.channels import channels as channel_rows
    from bot.store.opening import open_store

    try:
        store = open_store(settings.data, settings.store)
    except ReadoutError as error:
        yield Finding("store", "bad", str(error))
        yield _disk(settings.data)
        return
    try:
        yield await _sound(store)
        for finding in _others(store):
            yield finding
        yield await _writable(store, clock)
        yield _disk(settings.data)
        async for finding in of_rows(Desk(store, settings, clock)):
            yield finding
        then = outlook(Desk(store, settings, clock))
        for finding in _settings_file(then):
            yield finding
        async for finding in _sources(store, coming=len(then.sources_in)):
            yield finding
        channels += await store.read(channel_rows.every)
        for finding in _operator(settings, channels):
            yield finding
        for channel in channels:
            yield _channel(channel)
            for line in await store.read(partial(row_problems.of_channel, channel=channel)):
                yield Finding("channels", "bad", f"{channel.name}: {line}")
    except ReadoutError as error:
        yield Finding("store", "bad", str(error))
    finally:
        store.close()


def _operator(settings: Settings, channels: list[Channel]) -> Iterator[Finding]:
    """Yield the operator's channels that there are none of."""
    for name in sorted(set(settings.operator.channels) - {each.name for each in channels}):
        what = f"operator.channels: no channel is named {name!r}. `readout channels list` shows them"
        yield Finding("operator", "bad", what)


async def _sound(store: Store) -> Finding:
    problem = await store.problem()
    if problem:
        return Finding("store", "bad", f"{store.place} is damaged: {problem}. Put a back-up in place: readout restore")
    return Finding("store", "ok", f"{store.place}, {store.sizes()['store']:,} bytes")


def _others(store: Store) -> Iterator[Finding]:
    """Yield what others on this machine may do to the store's folder."""
    folder = store.path.parent
    if folder.stat().st_mode & 0o077:
        yield Finding("store", "warn", f"others on this machine may look into {folder}. Close it: chmod 700 {folder}")


async def _writable(store: Store, clock: Clock) -> Finding:
    from bot.store.channels import leases

    try:
        await store.write(partial(leases.note_alive, now=clock()), synced=True)
    except ReadoutError as error:
        return Finding("writing", "bad", str(error))
    return Finding("writing", "ok", "the store can be written")


def _disk(folder: Path) -> Finding:
    for problem in disk_problems(folder):
        return Finding("disk", "bad", problem.removeprefix("disk: "))
    free = free_bytes(folder) or 0
    if free < LOW_DISK:
        return Finding("disk", "bad", f"{free:,} bytes are left in {folder}. Make room")
    return Finding("disk", "ok", f"{free // 1_000_000:,} MB are free")


def _settings_file(then: Outlook) -> Iterator[Finding]:
    """Yield what the settings file says that the store does not know yet, and what of it cannot be."""
    for line in then.problems:
        yield Finding("settings", "bad", line)
    for line in then.warnings:
        yield Finding("settings", "warn", line)
    if then.orphaned:
        what = f"there is no settings file, and {then.orphaned} entries of the former one go on"
        yield Finding("settings", "warn", f"{what}. Put it back, or write an empty one to take them out")
    coming, going = then.counts
    if coming or going:
        what = f"the settings file brings in {coming} and takes out {going} of the sources and briefings"
        yield Finding("settings", "warn", f"{what} with the next start, or now: readout config reload")


async def _sources(store: Store, coming: int) -> AsyncIterator[Finding]:
    from bot.desk.sources.source_health import called, problem_of
    from bot.store.news import source_vouchers, sources

    held = await store.read(sources.every)
    if coming and not held:
        yield Finding("sources", "ok", f"{coming} in the settings file, to be read from the first start on")
    elif not held:
        yield Finding("sources", "warn", "there are none. Add one: readout sources add URL")
    failing = [source for source in held if problem_of(source)]
    for source in failing:
        yield Finding("sources", "warn", f"{called(source)}: {problem_of(source)}")
    if held and not failing:
        yield Finding("sources", "ok", f"{len(held)}, none failing")
    for url in await store.read(source_vouchers.never_own):
        yield Finding(
            "sources",
            "warn",
            f"{url}: its links lead to other sites, whose pages could not be read; what it says is told under its own"
            " name. If it is their own feed, say so: outlet: in the settings",
        )


def _channel(channel: Channel) -> Finding:
    if channel.platform not in registry.PLATFORMS:
        problem = say("rows.unknown_platform", platform=channel.platform)
        return Finding("channels", "bad", f"{channel.name}: {problem}: readout channels remove {channel.name}")
    if channel.problem or channel.state == "paused":
        why = channel.problem or "paused"
        return Finding(
            "channels", "bad", f"{channel.name}: {why}. After mending it: readout channels resume {channel.name}"
        )
    return Finding("channels", "ok", f"{channel.name} on {channel.platform}")


# ---------------------------------------------------------------- platforms


async def _platforms(settings: Settings, channels: list[Channel]) -> list[Finding]:
    used: set[Platform] = {channel.platform for channel in channels} | {item.platform for item in settings.channels}
    return [
        finding
        for name, platform in registry.PLATFORMS.items()
        for finding in await platform.check(settings, used=name in used)
    ]
