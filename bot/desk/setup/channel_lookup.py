"""Where somebody is as a channel of ours: found, or made when they first want something that lasts."""

from __future__ import annotations

from dataclasses import replace

from bot.desk.desk import Desk
from bot.models import Channel
from bot.store.channels import channels
from bot.store.protocol import Connection


async def here(desk: Desk, place: Channel) -> Channel:
    """Return the channel at a place as it is stored; as it was given, with the id 0, where it is not."""
    return await desk.store.read(lambda db: _held(db, place)) or place


async def noted(desk: Desk, place: Channel) -> None:
    """Take note of what a platform says of a channel that is held: one from the settings knows no server before."""
    held = await desk.store.read(lambda db: _held(db, place))
    if held and place.server and _differs(held, place):
        await desk.store.write(lambda db: settled(db, desk, place))


def settled(db: Connection, desk: Desk, place: Channel) -> Channel:
    """Return the channel at a place, made where there is none; what the platform says of it is kept up to date."""
    held = _held(db, place)
    if held is None:
        return channels.add(
            db,
            _free_name(db, desk, place),
            place.platform,
            place.platform_id,
            place.server,
            kind=place.kind,
            thread=place.thread,
            now=desk.clock(),
        )
    if _differs(held, place):
        channels.describe(db, held.id, place.server, place.kind)
        held = replace(held, server=place.server, kind=place.kind)
    return held


def _differs(held: Channel, place: Channel) -> bool:
    return (held.server, held.kind) != (place.server, place.kind) and place.platform != "console"


def _held(db: Connection, place: Channel) -> Channel | None:
    return channels.at(db, place.platform, place.platform_id, place.thread)


def _free_name(db: Connection, desk: Desk, place: Channel) -> str:
    """Return a name that no channel has: what people call it, or else its platform and id.

    The operator's are never given away: whoever calls a channel so would be told what is for the operator alone.
    """
    spoken = place.name.strip()[:80]
    unique = ":".join(filter(None, (place.platform, place.platform_id, place.thread)))
    taken = spoken in desk.settings.operator.channels or channels.named(db, spoken)
    return spoken if spoken and spoken.isprintable() and not taken else unique
