"""Wishes that set a channel up: when it is briefed, what it follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.chat.front import Overview, Place, Plan, Reply
from bot.chat.parts import Action
from bot.chat.wishes.naming import source_named
from bot.chat.wishes.table import BY_NAME
from bot.chat.wishes.visit import Visit
from bot.desk import following, scheduling, sources
from bot.desk.office import Desk
from bot.desk.subscriptions import Wanted
from bot.errors import UsageError
from bot.models import Channel, Follow, Platform, Source, Subscription
from bot.slots import days_text, is_zone, near_zone


async def schedule(visit: Visit) -> Reply:
    """Schedule a briefing, or list, remove or preview those there are."""
    if unread := visit.option("unread"):
        near = near_zone(unread)
        meant = f" Did you mean the time zone {near}?" if near else ""
        raise UsageError(f"I do not understand {unread!r}.{meant} Write it like: {BY_NAME['schedule'].example}")
    do = visit.option("do").lower() or ("add" if visit.option("time") else "list")
    if do == "add":
        return await _add(visit)
    if do == "remove":
        return await _remove(visit)
    if do == "preview":
        return await _preview(visit)
    if do in ("pause", "resume"):
        return await _turn(visit, active=do == "resume")
    if do != "list":
        raise UsageError(f"I cannot {do!r} a briefing. There are add, list, remove, pause, resume and preview")
    return await _list(visit)


async def _add(visit: Visit) -> Reply:
    visit.must_manage("schedule briefings")
    held = await scheduling.scheduled(visit.desk, visit.place)
    wanted = Wanted(
        visit.option("time"),
        visit.option("days"),
        visit.option("zone") or ("" if held else _own_zone(visit)),
        visit.option("topic"),
        visit.option("language"),
        visit.option("length"),
    )
    made = await scheduling.schedule(visit.desk, visit.place, wanted, visit.option("ping"))
    told = "That briefing is scheduled already" if made.known else "Scheduled"
    lines = [f"{told}: {described(made.subscription)}.", f"The next one comes {_next(visit, made.subscription)}."]
    if not (visit.option("zone") or made.known or held):
        lines.append(_guessed(made.subscription))
    if not await sources.seen_by(visit.desk, visit.audience):
        lines.append("No source is read here yet. Add one like: sources add https://example.org/feed.xml")
    if made.resumed:
        lines.append("It was paused; this channel gets its news again.")
    return visit.lines(lines)


def _own_zone(visit: Visit) -> str:
    """Return the zone of who asks, where it is known."""
    return visit.request.zone if is_zone(visit.request.zone) else ""


def _guessed(made: Subscription) -> str:
    """Say how a time zone that nobody named is changed."""
    again = f"schedule {made.at} Asia/Tokyo" if made.zone == "Europe/Kyiv" else f"schedule {made.at} Europe/Kyiv"
    return f"You named no time zone, so it is {made.zone}. For another: schedule remove {made.id}, then like: {again}"


async def _remove(visit: Visit) -> Reply:
    visit.must_manage("remove briefings")
    gone = await scheduling.unschedule(visit.desk, visit.place, visit.option("number"))
    return visit.line(f"Removed: {described(gone)}.")


async def _turn(visit: Visit, *, active: bool) -> Reply:
    visit.must_manage("pause briefings" if not active else "resume briefings")
    turned = await scheduling.turn(visit.desk, visit.place, visit.option("number"), active=active)
    if not active:
        return visit.line(f"Paused: {described(turned)}. It goes on with: schedule resume {turned.id}")
    return visit.line(f"Resumed: {described(turned)}. The next one comes {_next(visit, turned)}.")


async def _preview(visit: Visit) -> Reply:
    held = await scheduling.scheduled(visit.desk, visit.place)
    chosen = scheduling.chosen(held, visit.option("number"))
    coming = scheduling.upcoming(chosen, visit.desk.clock())
    return visit.lines([described(chosen), *(f"{moment:%a %d %b %Y, %H:%M} {chosen.zone}" for moment in coming)])


async def _list(visit: Visit) -> Reply:
    held = await scheduling.scheduled(visit.desk, visit.place)
    if not held:
        return visit.line(f"No briefing is scheduled here. Schedule one like: {BY_NAME['schedule'].example}")
    lines = [f"{each.id}  {described(each)} · {_coming(visit, each)}" for each in held]
    return visit.lines(lines, actions=list(map(removing, held)) if visit.request.manages else ())


def _coming(visit: Visit, each: Subscription) -> str:
    return "paused" if each.state == "paused" else f"next {_next(visit, each)}"


async def overview(desk: Desk, platform: Platform, server: str) -> Overview:
    """Return how a server is set up: its briefings and what is followed, by channel, and what is read."""
    plans = [_plan(channel, each) for channel, each in await scheduling.of_server(desk, platform, server)]
    follows = [(_place(channel), followed(each)) for channel, each in await following.of_server(desk, platform, server)]
    read = await sources.seen_by(desk, Channel(0, "", platform, "", server).audience)
    return Overview(tuple(plans), tuple(follows), _read(read))


def _read(read: Sequence[Source]) -> str:
    """Return what is read in words. What fails is left to `status`: it comes and goes with every poll."""
    if not read:
        return "No source is read yet: /readout sources add ADDRESS"
    paused = sum(source.state == "paused" for source in read)
    number = f"{len(read):,} source" + ("" if len(read) == 1 else "s")
    return f"{number} read here{f', {paused:,} of them paused' if paused else ''}. /readout sources lists them."


def _plan(channel: Channel, each: Subscription) -> Plan:
    paused = "paused" in (each.state, channel.state)
    return Plan(_place(channel), each.id, described(each), paused, _paused(channel) if paused else "")


def _paused(channel: Channel) -> str:
    return f"paused. {channel.problem}" if channel.problem else "paused"


def _place(channel: Channel) -> Place:
    return Place(channel.platform, channel.platform_id, channel.server, channel.thread or None, channel.kind)


def described(each: Subscription) -> str:
    """Return when a briefing comes and what it is about, in words."""
    about = f" about {each.topic}" if each.topic else ""
    more = [each.length if each.length != "normal" else "", each.language, "with a ping" if each.ping else ""]
    return ", ".join([f"{each.at} {each.zone} {days_text(each.days)}{about}", *filter(None, more)])


def removing(each: Subscription) -> Action:
    """Return the button that removes a briefing."""
    return Action("wish", f"Remove {each.id}", words=f"schedule remove {each.id}")


def _next(visit: Visit, each: Subscription) -> str:
    moment: datetime = scheduling.upcoming(each, visit.desk.clock(), 1)[0]
    return f"{moment:%a %d %b %Y, %H:%M}"


# ---------------------------------------------------------------- follows


async def follow(visit: Visit) -> Reply:
    """Follow something, or list what is followed."""
    if not visit.option("what"):
        return await _followed(visit)
    visit.must_manage("choose what it follows")
    what = await source_named(visit, visit.option("what"))
    now = visit.option("now").lower() in ("now", "yes", "true", "on")
    zone = visit.option("zone") or await scheduling.zone_of(visit.desk, visit.place)
    wanted = following.Wanted(what, visit.option("kind"), now, visit.option("most"), visit.option("quiet"), zone)
    made = await following.follow(visit.desk, visit.place, wanted)
    return visit.line(f"Followed: {followed(made)}.")


async def unfollow(visit: Visit) -> Reply:
    """Follow something no longer."""
    visit.must_manage("choose what it follows")
    gone = await following.unfollow(visit.desk, visit.place, await source_named(visit, visit.option("what")))
    return visit.line(f"Followed no longer: {', '.join(f'{each.kind} {each.what}' for each in gone)}.")


async def _followed(visit: Visit) -> Reply:
    held = await following.followed(visit.desk, visit.place)
    if not held:
        return visit.line("Nothing is followed here. Follow something like: follow climate, or: follow climate now")
    return visit.lines(
        [followed(each) for each in held], actions=list(map(ending, held)) if visit.request.manages else ()
    )


def followed(each: Follow) -> str:
    """Return what is followed and how, in words."""
    if not each.at_once:
        return f"{each.kind} {each.what}, first in briefings"
    quiet = f", quiet {each.quiet_from} to {each.quiet_until} {each.zone}" if each.quiet_from else ""
    return f"{each.kind} {each.what}, told at once, at most {each.most} a day{quiet}"


def ending(each: Follow) -> Action:
    """Return the button that ends following something."""
    return Action("wish", f"Unfollow {each.what}"[:40], words=f"unfollow {each.what}"[:90])
