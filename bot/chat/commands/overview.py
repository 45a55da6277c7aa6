"""How a server is set up, for those who look after it: its briefings, what is followed, what is read."""

from __future__ import annotations

from collections.abc import Sequence

from bot import language_names
from bot.chat.commands.settings import described, followed
from bot.chat.desk_protocol import Overview, Place, Plan, ReadSource
from bot.desk.desk import Desk
from bot.desk.setup import follows as following
from bot.desk.setup import mutes, scheduling
from bot.desk.sources import sources
from bot.messages.catalogue import say
from bot.models import Channel, Platform, Source, Subscription
from bot.slot_times import days_text


async def overview(desk: Desk, platform: Platform, server: str) -> Overview:
    """Return how a server is set up: its briefings and what is followed, by channel, and what is read."""
    plans = [await _plan(desk, channel, each) for channel, each in await scheduling.of_server(desk, platform, server)]
    follows = [(_place(channel), followed(each)) for channel, each in await following.of_server(desk, platform, server)]
    whole = Channel(0, "", platform, "", server)
    read = await sources.seen_by(desk, whole.audience)
    named = tuple(_named(each, own=each.owner == whole.home) for each in read)
    return Overview(tuple(plans), tuple(follows), _read(read), named)


def _named(source: Source, *, own: bool) -> ReadSource:
    paused = say("home.source_paused") if source.state == "paused" else ""
    return ReadSource(source.id, " · ".join(filter(None, (source.title or source.url, source.topic, paused))), own)


def _read(read: Sequence[Source]) -> str:
    """Return what is read in words. What fails is left to `status`: it comes and goes with every poll."""
    if not read:
        return say("home.none_read")
    paused = sum(source.state == "paused" for source in read)
    resting = say("home.of_them_paused", n=paused) if paused else ""
    return say("home.sources_read", n=len(read), paused=resting)


async def _plan(desk: Desk, channel: Channel, each: Subscription) -> Plan:
    paused = "paused" in (each.state, channel.state)
    state = _paused(channel) if paused else each.problem
    days, language = days_text(each.days), language_names.name_of(each.language)
    terms = {"time": each.at, "zone": each.zone, "days": days, "length": each.length, "language": language}
    terms |= {"topic": each.topic, "ping": each.ping}
    out = tuple(one.what for one in await mutes.muted(desk, channel))
    return Plan(_place(channel), each.id, described(each), paused, state, tuple(terms.items()), out)


def _paused(channel: Channel) -> str:
    return say("schedule.paused_by", problem=channel.problem) if channel.problem else say("schedule.is_paused")


def _place(channel: Channel) -> Place:
    return Place(channel.platform, channel.platform_id, channel.server, channel.thread or None, channel.kind)
