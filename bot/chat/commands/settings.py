"""Commands that set a channel up: when it is briefed, what it follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.chat.commands.channel_names import source_named
from bot.chat.commands.context import Context
from bot.chat.commands.language import languages_of, without_model
from bot.chat.commands.posting_here import choose_tag, looked_into, must_be_meant, must_know_tag, tagged
from bot.chat.commands.specs import BY_NAME
from bot.chat.commands.typing_hints import as_typed
from bot.chat.desk_protocol import Reply
from bot.chat.rendering import render
from bot.chat.rendering.parts import Action
from bot.desk.news.previewed import previewed
from bot.desk.setup import follows as following
from bot.desk.setup import scheduling, topics
from bot.desk.setup.briefing_terms import WantedSubscription, upcoming
from bot.desk.sources import sources
from bot.errors import UsageError
from bot.language_names import near_language
from bot.messages.catalogue import say
from bot.models import Follow, Subscription
from bot.slot_times import days_text, is_zone, near_zone, zone_or

_WITH_BOTH = 12
"""Briefings, at most, of a list in which each has two buttons."""
_SET = ("time", "zone", "days", "topic", "length", "language", "only_language", "ping")
"""Options that say how a briefing is to be."""
MORE = "?"
"""Given as a topic, it asks for the menus of topics and of roles."""


async def schedule(context: Context) -> Reply:
    """Schedule a briefing, or list, change, remove or preview those there are."""
    if unread := context.option("unread"):
        meant = say("schedule.did_you_mean", near=near) if (near := _near(unread)) else ""
        example = BY_NAME["schedule"].example
        raise UsageError(say("schedule.not_understood", unread=unread, meant=meant, example=example))
    do = context.option("do").lower() or _done(context)
    must_be_meant(context)
    if context.option("tag") and not any(map(context.option, _SET)):
        return await choose_tag(context)
    await must_know_tag(context)
    if do == "add":
        return await _add(context)
    if do == "change":
        return await _change(context)
    if do == "remove":
        return await _remove(context)
    if do == "preview":
        return await _preview(context)
    if do in ("pause", "resume"):
        return await _turn(context, active=do == "resume")
    if do != "list":
        raise UsageError(say("schedule.cannot", do=do))
    return await _list(context)


def _near(word: str) -> str:
    """Return what a word of a schedule may have been meant for; "" where nothing is near."""
    if zone := near_zone(word):
        return say("schedule.the_zone", zone=zone)
    return near_language(word)


async def _add(context: Context) -> Reply:
    context.must_manage(say("commands.may_schedule"))
    held = await scheduling.scheduled(context.desk, context.place)
    wanted = wanted_of(context, context.option("zone") or ("" if held else _own_zone(context)))
    several = [replace(wanted, at=at.strip()) for at in wanted.at.split(",")]
    made, lines = await _made(context, several)
    if not (context.option("zone") or made.known or held):
        lines.append(_guessed(context, made.subscription))
    if not await sources.seen_by(context.desk, context.audience):
        lines.append(say("schedule.no_source", add=_typed(context, words="sources add https://example.org/feed.xml")))
    lines += [*await _unmatched(context, context.option("topic")), *without_model(context, made.subscription.language)]
    if made.resumed:
        lines.append(say("schedule.was_paused"))
    found, tags = await looked_into(context)
    return context.lines([*lines, *found], actions=tags)


async def _made(context: Context, several: Sequence[WantedSubscription]) -> tuple[scheduling.Scheduled, list[str]]:
    """Schedule a briefing for each hour; return the first one, and what is told of all of them."""
    all_made = [
        await scheduling.schedule(context.desk, context.place, each, context.option("ping")) for each in several
    ]
    lines = [say("schedule.told", told=_told(each), briefing=described(each.subscription)) for each in all_made]
    if len(all_made) > 1:
        lines.append(say("wishes.an_hour_each"))
    now = context.desk.clock()
    first = min(all_made, key=lambda each: upcoming(each.subscription, now, 1)[0])
    return all_made[0], [*lines, say("schedule.next_one", moment=_next(context, first.subscription))]


def _told(made: scheduling.Scheduled) -> str:
    return say("schedule.known_already") if made.known else say("schedule.scheduled")


def _typed(context: Context, *, words: str) -> str:
    return as_typed(context.request.place, words)


def _done(context: Context) -> str:
    """Return what is to be done where nobody said it: a number, or no time, means a briefing that is there."""
    if context.option("number") or not context.option("time"):
        return "change" if any(map(context.option, _SET)) else "list"
    return "add"


def wanted_of(context: Context, zone: str = "") -> WantedSubscription:
    """Return the briefing that a command asks for, in a zone where it names none."""
    names = ("time", "days", "topic", "language", "length", "only_language")
    at, days, topic, language, length, only = map(context.option, names)
    return WantedSubscription(at, days, zone, topic, language, length, only)


async def _change(context: Context) -> Reply:
    context.must_manage(say("commands.may_change_briefings"))
    wanted, number = wanted_of(context, context.option("zone")), context.option("number")
    if not any(map(context.option, _SET)) or context.option("topic") == MORE:
        return await _edit(context, number)
    changed = await scheduling.change(context.desk, context.place, number, wanted, context.option("ping"))
    rests = changed.state == "paused"
    then = say("schedule.it_is_paused") if rests else say("schedule.next_one", moment=_next(context, changed))
    warned = await _unmatched(context, context.option("topic"))
    alone = without_model(context, context.option("language") and changed.language)
    tag = [await tagged(context)] if context.option("tag") else []
    return context.lines([say("schedule.changed", briefing=described(changed)), then, *warned, *alone, *tag])


async def _edit(context: Context, number: str) -> Reply:
    """Show a briefing with what changes it."""
    from bot.chat.commands.wishes.editor import editor, topic_and_ping

    held = await scheduling.scheduled(context.desk, context.place)
    shown = topic_and_ping if context.option("topic") == MORE else editor
    return await shown(context, scheduling.chosen(held, number))


def _edits(held: Sequence[Subscription]) -> list[Action]:
    from bot.chat.commands.wishes.editor import editing

    return list(map(editing, held))


async def _unmatched(context: Context, topic: str) -> list[str]:
    """Return a warning of a topic that nothing matches; none where something does."""
    return list(filter(None, [await topics.warning(context.desk, topic, context.audience)]))


def _own_zone(context: Context) -> str:
    """Return the zone of who asks, where it is known."""
    return context.request.zone if is_zone(context.request.zone) else ""


def _guessed(context: Context, made: Subscription) -> str:
    """Say how a time zone that nobody named is changed."""
    other = "Asia/Tokyo" if made.zone == "Europe/Kyiv" else "Europe/Kyiv"
    again = _typed(context, words=f"schedule change {made.id} {other}")
    return say("schedule.guessed_zone", zone=made.zone, again=again)


async def _remove(context: Context) -> Reply:
    context.must_manage(say("commands.may_remove_briefings"))
    gone = await scheduling.unschedule(context.desk, context.place, context.option("number"))
    return context.line(say("schedule.removed", briefing=described(gone)))


async def _turn(context: Context, *, active: bool) -> Reply:
    context.must_manage(say("commands.may_pause_briefings") if not active else say("commands.may_resume_briefings"))
    turned = await scheduling.turn(context.desk, context.place, context.option("number"), active=active)
    if not active:
        return context.line(
            say(
                "schedule.paused",
                briefing=described(turned),
                resume=_typed(context, words=f"schedule resume {turned.id}"),
            )
        )
    return context.line(say("schedule.resumed", briefing=described(turned), moment=_next(context, turned)))


async def _preview(context: Context) -> Reply:
    held = await scheduling.scheduled(context.desk, context.place)
    chosen = scheduling.chosen(held, context.option("number"))
    coming = upcoming(chosen, context.desk.clock(), 3)
    when = [f"{moment:%a %d %b %Y, %H:%M} {chosen.zone}" for moment in coming]
    head = context.lines([described(chosen), *when, say("schedule.would_read")], private=True)
    briefing = await previewed(context.metered(), context.place, chosen)
    parts = render.briefing(briefing, context.limits, zone_or(chosen.zone, "UTC"))
    return replace(head, parts=[*head.parts, *parts], noun=briefing)


async def _list(context: Context) -> Reply:
    held = await scheduling.scheduled(context.desk, context.place)
    if not held:
        return context.line(
            say("schedule.none_yet", example=_typed(context, words=BY_NAME["schedule"].example)), private=True
        )
    lines = [f"{each.id}  {described(each)} · {_coming(context, each)}" for each in held]
    actions = [*_edits(held), *map(removing, held)] if len(held) <= _WITH_BOTH else list(map(removing, held))
    return context.lines(lines, private=True, actions=actions if context.request.rights.channel else ())


def _coming(context: Context, each: Subscription) -> str:
    if each.state == "paused":
        return say("schedule.is_paused")
    moment = scheduling.next_of(each, context.desk.clock())
    coming = say("schedule.next", moment=shown(moment)) if moment else say("schedule.never_comes")
    return say("schedule.in_trouble", coming=coming, problem=each.problem) if each.problem else coming


def described(each: Subscription) -> str:
    """Return when a briefing comes and what it is about, in words."""
    about = say("schedule.about", topic=each.topic) if each.topic else ""
    ping = say("schedule.with_ping") if each.ping else ""
    more = [each.length if each.length != "normal" else "", *languages_of(each), ping]
    return ", ".join([f"{each.at} {each.zone} {days_text(each.days)}{about}", *filter(None, more)])


def removing(each: Subscription) -> Action:
    """Return the button that removes a briefing."""
    return Action("command", say("buttons.remove", number=each.id), words=f"schedule remove {each.id}")


def _next(context: Context, each: Subscription) -> str:
    return shown(upcoming(each, context.desk.clock(), 1)[0])


def shown(moment: datetime) -> str:
    """Return a local time in words."""
    return f"{moment:%a %d %b %Y, %H:%M}"


# ---------------------------------------------------------------- follows


async def follow(context: Context) -> Reply:
    """Follow something, or list what is followed."""
    if not context.option("what"):
        return await _followed(context)
    context.must_manage(say("commands.may_follow"))
    what = await source_named(context, context.option("what"))
    now = context.option("now").lower() in ("now", "yes", "true", "on")
    zone = context.option("zone") or await scheduling.zone_of(context.desk, context.place)
    wanted = following.WantedFollow(
        what, context.option("kind"), now, context.option("most"), context.option("quiet"), zone
    )
    made = await following.follow(context.desk, context.place, wanted)
    warned = await _unmatched(context, made.what if made.kind == "topic" else "")
    return context.lines([say("follows.followed", follow=followed(made)), *warned])


async def unfollow(context: Context) -> Reply:
    """Follow something no longer."""
    context.must_manage(say("commands.may_follow"))
    gone = await following.unfollow(context.desk, context.place, await source_named(context, context.option("what")))
    return context.line(say("follows.unfollowed", follows=", ".join(f"{each.kind} {each.what}" for each in gone)))


async def _followed(context: Context) -> Reply:
    held = await following.followed(context.desk, context.place)
    if not held:
        return context.line(
            say(
                "follows.none_here",
                first=_typed(context, words="follow climate"),
                at_once=_typed(context, words="follow climate now"),
            ),
            private=True,
        )
    actions = list(map(ending, held)) if context.request.rights.channel else ()
    return context.lines([followed(each) for each in held], private=True, actions=actions)


def followed(each: Follow) -> str:
    """Return what is followed and how, in words."""
    how = _followed_how(each)
    return say("follows.in_trouble", follow=how, problem=each.problem) if each.problem else how


def _followed_how(each: Follow) -> str:
    if not each.at_once:
        return say("follows.first", kind=each.kind, what=each.what)
    quiet = say("follows.quiet", quiet_from=each.quiet_from, quiet_until=each.quiet_until, zone=each.zone)
    quiet = quiet if each.quiet_from else ""
    return say("follows.at_once", kind=each.kind, what=each.what, most=each.most, quiet=quiet)


def ending(each: Follow) -> Action:
    """Return the button that ends following something."""
    return Action("command", say("buttons.unfollow", what=each.what)[:40], words=f"unfollow {each.what}"[:90])
