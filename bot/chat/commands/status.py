"""Commands about how things stand: why, status, help."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.chat.commands.context import SHOWN, Context
from bot.chat.commands.language import without_model
from bot.chat.commands.settings import described
from bot.chat.commands.specs import COMMANDS, CommandSpec
from bot.chat.commands.typing_hints import as_typed
from bot.chat.desk_protocol import Reply
from bot.chat.rendering.nothing_told import COUNTED
from bot.desk.news.explain_briefing import Explained, explain, reasons
from bot.desk.setup.scheduling import next_of, zone_of
from bot.desk.sources.source_health import health
from bot.desk.status import ChannelStatus, standing
from bot.language_names import name_of
from bot.messages.catalogue import say


async def why(context: Context) -> Reply:
    """Say why something was or was not in the last briefing, or told at once."""
    found = await explain(context.desk, context.place, context.option("what"))
    return context.lines([_briefed(found), *found.lines, *found.alerts], private=True)


def _briefed(found: Explained) -> str:
    if found.window is None:
        return say("why.no_briefing_yet")
    counts = " · ".join(f"{number} {reason}" for reason, number in _counted(found.counts))
    sent = found.window.sent_at.astimezone(ZoneInfo(found.zone))
    return say("why.briefing_of", sent=sent, zone=found.zone, counts=counts or say("why.nothing_came_in"))


def _counted(counts: tuple[tuple[str, int], ...]) -> list[tuple[str, int]]:
    words = reasons() | {reason: say(message) for reason, message in COUNTED.items()}
    return [(words.get(reason, reason), number) for reason, number in counts]


async def status(context: Context) -> Reply:
    """Say how things stand for this channel."""
    found = await standing(context.desk, context.place)
    return context.lines(_lines(context, found, await zone_of(context.desk, context.place)), private=True)


def _lines(context: Context, found: ChannelStatus, zone: str) -> list[str]:
    paused = say("status.paused", problem=found.channel.problem) if found.channel.problem else ""
    now = context.desk.clock()
    failing = [f"{source.title or source.url}: {health(source, now, zone)}" for source in found.failing[:10]]
    more = len(found.failing) - 10
    held = say("status.sources", sources=found.sources, failing=len(found.failing))
    read = held if found.sources else say("status.no_sources")
    lines = [paused, _last(found, zone), *_next(context, found), *found.problems[:SHOWN], _muted(found), read]
    rest = say("status.more", n=more) if more > 0 else ""
    reported = say("status.reported", n=found.reported) if found.reported else ""
    return list(filter(None, [*lines, *failing, rest, reported, *_reads(context, found), _model(found)]))


def _reads(context: Context, found: ChannelStatus) -> list[str]:
    """Return what is read here, and by which briefings another language; nothing where it is that of the sources."""
    codes = dict.fromkeys(filter(None, (found.channel.language, *(each.language for each in found.subscriptions))))
    if not codes:
        return []
    told = say("status.reads", languages=", ".join(map(name_of, codes)))
    return [told, *without_model(context, next(iter(codes)))]


def _muted(found: ChannelStatus) -> str:
    return say("status.muted", what=", ".join(found.muted)) if found.muted else ""


def _last(found: ChannelStatus, zone: str) -> str:
    if found.last is None:
        return say("status.none_yet")
    if found.last.state == "sent" and found.last_at:
        return say("status.last", kind=found.last.kind, moment=found.last_at.astimezone(ZoneInfo(zone)), zone=zone)
    return say("status.last_failed", kind=found.last.kind, problem=found.last.problem)


def _next(context: Context, found: ChannelStatus) -> list[str]:
    """Return when the next briefing comes; where several come at one moment, each with what it is."""
    now = context.desk.clock()
    coming = [(moment, each) for each in found.subscriptions if (moment := next_of(each, now))]
    first = min((moment for moment, _ in coming), default=None)
    if first is None:
        return [say("status.none_scheduled")]
    at_once = [(moment, each) for moment, each in coming if moment == first]
    if len(at_once) == 1:
        return [say("status.next", moment=moment, zone=each.zone) for moment, each in at_once]
    return [
        say("status.next_of_several", moment=moment, zone=each.zone, number=each.id, briefing=described(each))
        for moment, each in at_once
    ]


def _model(found: ChannelStatus) -> str:
    if not found.model:
        return say("status.no_model")
    mine = say("status.tokens_here", spent=found.spent, allowed=found.allowed)
    mine = mine if found.channel.platform != "console" else ""
    line = say("status.model", model=found.model, tokens=found.tokens, budget=found.budget, mine=mine)
    if not found.trouble:
        return line
    # the server's words may name an account: they are for the operator
    why = found.trouble if found.channel.platform == "console" else say("status.model_away")
    return line + say("status.model_trouble", why=why)


async def welcome(context: Context) -> Reply:
    """Answer thanks, which are no question."""
    return context.line(say("commands.welcome"), private=True)


async def guide(context: Context) -> Reply:
    """List the commands."""
    return context.lines(
        [
            say("commands.who_i_am"),
            *(_command(context, spec) for spec in COMMANDS),
            say("commands.anything_else"),
        ],
        private=True,
    )


def _command(context: Context, spec: CommandSpec) -> str:
    place, typed = context.request.place, context.prefix
    shown = as_typed(place, spec.example) if place.platform == "discord" and spec.example else f"{typed}{spec.example}"
    example = f" · {shown}" if spec.example else ""
    return f"{typed}{spec.name} – {spec.help}{example}"
