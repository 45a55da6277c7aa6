"""What a channel's briefings leave out: topics and sources."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from bot.desk.desk import Desk
from bot.desk.setup import channel_lookup
from bot.errors import UsageError
from bot.messages.catalogue import say
from bot.models import Channel
from bot.store.channels import mutes
from bot.store.channels.mutes import Mute, MuteKind
from bot.store.news import sources
from bot.store.protocol import Connection

LONGEST = 60
MOST = 50
_NEAR = 0.75


async def mute(desk: Desk, place: Channel, what: str) -> Mute:
    """Leave a topic or a source out of a channel's briefings; return what is left out."""
    named = " ".join(what.split())
    if not named or len(named) > LONGEST:
        raise UsageError(say("mutes.name_it", most=LONGEST))

    def work(db: Connection) -> Mute:
        channel = channel_lookup.settled(db, desk, place)
        kind, called, source = _meant(db, place, named)
        if len(mutes.every(db, channel.id)) >= MOST:
            raise UsageError(say("mutes.too_many", most=MOST))
        new = Mute(0, channel.id, kind, called, source)
        mutes.add(db, new, now=desk.clock())
        return new

    return await desk.store.write(work)


def _meant(db: Connection, place: Channel, named: str) -> tuple[MuteKind, str, int | None]:
    """Return what a name means: a source that is read here, or a topic."""
    for source in sources.seen_by(db, place.audience):
        if named.casefold() in (source.title.casefold(), source.url.casefold()):
            return "source", source.title or source.url, source.id
    known = {each.topic.casefold(): each.topic for each in sources.seen_by(db, place.audience) if each.topic}
    return "topic", _nearest(named, known.values()), None


def _nearest(named: str, known: Iterable[str]) -> str:
    """Return the topic that a name is a slip of, among those that sources are filed under; the name itself else."""
    near = difflib.get_close_matches(named.casefold(), [each.casefold() for each in known], 1, _NEAR)
    return near[0] if near else named


async def unmute(desk: Desk, place: Channel, what: str) -> list[Mute]:
    """Leave something out no longer, "" for all; return what was left out. A UsageError lists what is."""
    channel = await channel_lookup.here(desk, place)

    def work(db: Connection) -> list[Mute]:
        held = mutes.every(db, channel.id) if channel.id else []
        wanted = " ".join(what.split()).casefold()
        gone = [each for each in held if not wanted or each.what.casefold() == wanted]
        if not gone and held:
            near = difflib.get_close_matches(wanted, [each.what.casefold() for each in held], 1, _NEAR)
            gone = [each for each in held if each.what.casefold() in near]
        if not gone:
            known = ", ".join(each.what for each in held)
            raise UsageError(say("mutes.not_muted", what=what, known=known) if held else say("mutes.none_here"))
        mutes.remove(db, [each.id for each in gone])
        return gone

    return await desk.store.write(work)


async def muted(desk: Desk, place: Channel) -> list[Mute]:
    """Return what a channel leaves out."""
    channel = await channel_lookup.here(desk, place)
    return await desk.store.read(lambda db: mutes.every(db, channel.id)) if channel.id else []
