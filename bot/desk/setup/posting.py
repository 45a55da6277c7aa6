"""Where something may be posted: who looks after it, what keeps it closed, and the tag of a forum's posts."""

from __future__ import annotations

import logging

from bot.desk.desk import Desk
from bot.desk.setup import channel_lookup
from bot.models import Channel, Platform, Tag
from bot.store.channels import channels
from bot.store.deliveries import outbox
from bot.store.protocol import Connection

log = logging.getLogger(__name__)


async def look_after(desk: Desk, place: Channel, person: str) -> None:
    """Note that somebody looks after a channel: they are told where nothing can be posted there any more."""
    channel = await channel_lookup.here(desk, place)
    if channel.id and person and channel.steward != person:
        await desk.store.write(lambda db: channels.looked_after(db, channel.id, person))


async def closed_from_the_start(desk: Desk, place: Channel, problem: str) -> None:
    """Send a channel nothing that is closed to the bot when a briefing is scheduled there, which who did so is told."""

    def work(db: Connection) -> None:
        held = channel_lookup.settled(db, desk, place)
        channels.pause(db, held.id, problem)
        channels.told(db, held.id)

    await desk.store.write(work)


async def posted_to(desk: Desk, platform: Platform, server: str) -> list[Channel]:
    """Return the channels of a server that something is posted to."""
    return await desk.store.read(lambda db: channels.of_server(db, platform, server))


async def opened(desk: Desk, place: Channel) -> None:
    """Send a channel that was closed to the bot its news again, and at once what waits for it."""

    def work(db: Connection) -> bool:
        held = channels.at(db, place.platform, place.platform_id, place.thread)
        if held is None or held.state != "paused" or not held.problem:
            return False
        channels.reopen(db, held.id)
        outbox.hurry(db, held.id)
        return True

    held = await channel_lookup.here(desk, place)
    if held.id and held.state == "paused" and await desk.store.write(work):
        log.info("%s: %s is open again, its briefings go on", place.platform, place.name or place.platform_id)


async def tag(desk: Desk, place: Channel, chosen: Tag) -> None:
    """Give each post of a forum a tag from now on."""

    def work(db: Connection) -> None:
        held = channel_lookup.settled(db, desk, place)
        if (held.tag, held.tag_name) != (chosen.id, chosen.name):
            channels.tagged(db, held.id, chosen.id, chosen.name)

    await desk.store.write(work)


def kept(held: Channel, tags: tuple[Tag, ...]) -> Tag | None:
    """Return which of a forum's tags is the chosen one: renamed, or made anew under its name; None: neither."""
    same = next((each for each in tags if each.id == held.tag), None)
    return same or next((each for each in tags if held.tag and each.name == held.tag_name), None)
