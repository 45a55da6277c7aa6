"""The app's home on Slack as views: a channel's briefings with their controls, and the form that adds one. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.chat.desk_protocol import Command, Overview, Place, Plan
from bot.chat.rendering.cleaning import clean
from bot.chat.slack.home.elements import (
    MOST_TYPED,
    button,
    context,
    field,
    given,
    header,
    modal,
    option,
    removing,
    section,
    select,
    typed,
)  # fmt: skip
from bot.chat.slack.home.source_views import shelf
from bot.chat.slack.payloads import Element, plain_text
from bot.desk.setup.briefing_terms import OFF
from bot.errors import UsageError
from bot.messages.catalogue import say
from bot.models import LENGTHS

CONTROL = "home:"
ADD = "home:add"
FORM = "readout_plan"
MOST_OF_ALL = 98
"""Slack takes a hundred: https://docs.slack.dev/reference/views/home-tab-views"""
MOST_BLOCKS = 70
"""Of these, what briefings take: sources stand below them."""
MOST_CHOICES = 90
_CONTROL = re.compile(r"home:(remove|pause|resume|edit):(\d{1,18})")
_GROUP = re.compile(r"(?:<!subteam\^)?(S[A-Z0-9]{2,30})(?:\|[^>]*)?>?")
_DAYS = ("daily", "weekdays", "weekends")


@dataclass(frozen=True, slots=True)
class Choice:
    """A channel that a briefing may go to."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Control:
    """What a button of the home does to a briefing; `channel` and `thread` are where that goes."""

    do: str
    number: str
    channel: str
    thread: str | None = None

    @property
    def command(self) -> Command:
        """Return it as a command."""
        return Command("schedule", {"do": self.do, "number": self.number})


def home(overview: Overview, names: Mapping[str, str], direct: str, note: str = "") -> Element:
    """Return the home tab. `names` are the channels that the person is in, `direct` their own conversation with us."""
    told = [context(note)] if clean(note) else []
    blocks = [header(say("home.title")), context(say("home.about")), *told]
    plans = [plan for plan in overview.plans if _is_theirs(plan.place, names, direct)]
    followed = [each for each in overview.follows if _is_theirs(each[0], names, direct)]
    shown = 0
    for channel in dict.fromkeys(
        [*(plan.place.channel_id for plan in plans), *(place.channel_id for place, _ in followed)]
    ):
        room = (MOST_BLOCKS - len(blocks) - 2) // 2
        if room < 1:
            break
        held = [plan for plan in plans if plan.place.channel_id == channel][:room]
        lines = [line for place, line in followed if place.channel_id == channel]
        name = say("home.only_for_you") if channel == direct else f"#{names[channel]}"
        blocks += [header(name), *_channel(held, lines)]
        shown += len(held)
    if not plans:
        blocks.append(section(say("home.none_scheduled")))
    elif len(plans) > shown:
        blocks.append(context(say("home.more_briefings", n=len(plans) - shown)))
    blocks.append({"type": "actions", "elements": [button(say("home.add_briefing"), ADD, direct or "-", "primary")]})
    blocks += shelf(overview, direct, MOST_OF_ALL - len(blocks))
    return {"type": "home", "blocks": blocks}


def refused(why: str) -> Element:
    """Return the home tab of somebody who opened it too often."""
    return {"type": "home", "blocks": [header(say("home.title")), context(say("home.about")), section(why)]}


def _is_theirs(place: Place, names: Mapping[str, str], direct: str) -> bool:
    return place.channel_id in names or place.channel_id == direct


def _channel(plans: Sequence[Plan], followed: Sequence[str]) -> list[Element]:
    """Return what a channel has: its briefings with their controls, and what it follows."""
    blocks: list[Element] = []
    for plan in plans:
        blocks += [section(f"{plan.line} · {plan.state}" if plan.state else plan.line), _controls(plan)]
    return [*blocks, context(say("home.follows", followed=" · ".join(followed)))] if followed else blocks


def _controls(plan: Plan) -> Element:
    value = f"{plan.place.channel_id} {plan.place.thread or ''}".strip()
    turn = "resume" if plan.paused else "pause"
    remove = removing(f"home:remove:{plan.number}", value, say("home.remove_question"), plan.line)
    edit = button(say("home.edit"), f"home:edit:{plan.number}", value)
    turned = button(turn.capitalize(), f"home:{turn}:{plan.number}", value)
    return {"type": "actions", "elements": [edit, turned, remove]}


def control(action: Mapping[str, Any]) -> Control | None:
    """Return what a press in the home asks for; None for the button that opens the form, and for what is not ours."""
    found = _CONTROL.fullmatch(str(action.get("action_id") or ""))
    channel, _, thread = str(action.get("value") or "").partition(" ")
    return Control(found[1], found[2], channel, thread or None) if found and channel else None


# ---------------------------------------------------------------- the form


def form(choices: Sequence[Choice], direct: str, zone: str) -> Element:
    """Return the form that adds a briefing; its fields are named like the options of the command."""
    places = [option(f"#{each.name}", each.id) for each in choices[:MOST_CHOICES]]
    places += [option(say("home.direct"), direct)] if direct and direct != "-" else []
    fields = [
        select("channel", say("home.where"), places),
        *_when("08:00", zone, _DAYS),
        typed("topic", say("home.topic"), "", optional=True),
        _length(1),
    ]
    return modal(FORM, say("home.add_briefing"), say("home.add"), direct, fields)


def edit_form(plan: Plan, control: Control, direct: str) -> Element:
    """Return the form that changes a briefing: what it is now stands in its fields."""
    days = list(dict.fromkeys((plan.term("days"), *_DAYS)))
    length = LENGTHS.index(plan.term("length")) if plan.term("length") in LENGTHS else 0
    fields = [
        context(plan.line),
        *_when(plan.term("time"), plan.term("zone"), days),
        _length(length),
        typed("language", say("home.language"), plan.term("language"), optional=True),
        typed("topic", say("home.topic_if_any"), plan.term("topic"), optional=True),
        typed("ping", say("home.ping"), plan.term("ping"), optional=True),
        typed("muted", say("home.leave_out"), ", ".join(plan.muted)[:MOST_TYPED], optional=True),
    ]
    of = " ".join((direct or "-", control.number, control.channel, control.thread or "")).strip()
    return modal(FORM, say("home.edit_briefing"), say("home.save"), of, fields)


def _when(time: str, zone: str, days: Sequence[str]) -> list[Element]:
    return [
        field("time", say("home.time"), {"type": "timepicker", "action_id": "time", "initial_time": time}),
        typed("zone", say("home.zone"), zone),
        select("days", say("home.days"), [option(day.capitalize(), day) for day in days]),
    ]


def _length(chosen: int) -> Element:
    return select("length", say("home.length"), [option(each.capitalize(), each) for each in LENGTHS], chosen)


@dataclass(frozen=True, slots=True)
class Edited:
    """What somebody filled in to change a briefing: the briefing, the command, and what its channel is to leave out."""

    control: Control
    command: Command
    muted: tuple[str, ...]


def edits(view: Mapping[str, Any]) -> bool:
    """Tell whether a form is one that changes a briefing."""
    return " " in str(view.get("private_metadata") or "")


def edited(view: Mapping[str, Any]) -> Edited | None:
    """Return what a form changes that was filled in; None for the one that adds a briefing.

    A UsageError says what of it cannot be.
    """
    _, number, channel, thread = (*str(view.get("private_metadata") or "").split(" ", 3), "", "", "")[:4]
    if not number:
        return None
    filled_in = given(view)
    muted = tuple(filter(None, (" ".join(each.split()) for each in filled_in.pop("muted", "").split(","))))
    for name in ("language", "topic", "ping"):
        filled_in[name] = filled_in.get(name) or OFF
    filled_in["ping"] = _group(filled_in["ping"])
    command = Command("schedule", {**filled_in, "do": "change", "number": number})
    return Edited(Control("edit", number, channel, thread or None), command, muted)


def _group(ping: str) -> str:
    """Return the id of a user group, out of what was typed; a UsageError where it is none."""
    found = _GROUP.fullmatch(ping.strip())
    if ping != OFF and not found:
        raise UsageError(say("home.ping_is_a_group"))
    return found[1] if found else OFF


def direct_of(view: Mapping[str, Any]) -> str:
    """Return the person's conversation with us that a form was opened from."""
    return str(view.get("private_metadata") or "").partition(" ")[0]


def nowhere() -> Element:
    """Return what is shown where there is no channel to choose."""
    blocks = [section(say("home.nowhere"))]
    return {
        "type": "modal",
        "title": plain_text(say("home.add_briefing")),
        "close": plain_text(say("home.close")),
        "blocks": blocks,
    }


def filled(view: Mapping[str, Any]) -> tuple[str, Command]:
    """Return the channel and the command of a form that was filled in."""
    filled_in = given(view)
    return filled_in.pop("channel", ""), Command("schedule", {**filled_in, "do": "add"})


def field_of(problem: str, first: str = "channel") -> str:
    """Return the field under which a problem is shown, the `first` where it names none."""
    told = problem.casefold()
    return next(
        (name for name in ("ping", "zone", "language", "topic", "length", "days", "time") if name in told), first
    )
