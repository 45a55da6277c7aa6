"""The app's home on Slack as views: a channel's briefings with their controls, and the form that adds one. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.chat.desk_protocol import Command, Overview, Place, Plan
from bot.chat.rendering.cleaning import clean, isolated
from bot.chat.slack.payloads import Element, plain_text
from bot.messages.catalogue import say
from bot.models import LENGTHS

CONTROL = "home:"
ADD = "home:add"
FORM = "readout_plan"
MOST_BLOCKS = 90
"""Slack takes a hundred: https://docs.slack.dev/reference/views/home-tab-views"""
MOST_CHOICES = 90
MOST_TYPED = 500
MOST_TEXT = 35
MOST_LINE = 1_000
_CONTROL = re.compile(r"home:(remove|pause|resume|edit):(\d{1,18})")
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
    told = [_context(note)] if clean(note) else []
    blocks = [_header(say("home.title")), _context(say("home.about")), *told]
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
        blocks += [_header(name), *_channel(held, lines)]
        shown += len(held)
    if not plans:
        blocks.append(_section(say("home.none_scheduled")))
    elif len(plans) > shown:
        blocks.append(_context(say("home.more_briefings", n=len(plans) - shown)))
    blocks += [_context(overview.sources)] if overview.sources else []
    blocks.append({"type": "actions", "elements": [_button(say("home.add_briefing"), ADD, direct or "-", "primary")]})
    return {"type": "home", "blocks": blocks}


def refused(why: str) -> Element:
    """Return the home tab of somebody who opened it too often."""
    return {"type": "home", "blocks": [_header(say("home.title")), _context(say("home.about")), _section(why)]}


def _is_theirs(place: Place, names: Mapping[str, str], direct: str) -> bool:
    return place.channel_id in names or place.channel_id == direct


def _channel(plans: Sequence[Plan], followed: Sequence[str]) -> list[Element]:
    """Return what a channel has: its briefings with their controls, and what it follows."""
    blocks: list[Element] = []
    for plan in plans:
        blocks += [_section(f"{plan.line} · {plan.state}" if plan.state else plan.line), _controls(plan)]
    return [*blocks, _context(say("home.follows", followed=" · ".join(followed)))] if followed else blocks


def _controls(plan: Plan) -> Element:
    value = f"{plan.place.channel_id} {plan.place.thread or ''}".strip()
    turn = "resume" if plan.paused else "pause"
    remove = _button(say("home.remove"), f"home:remove:{plan.number}", value, "danger")
    remove["confirm"] = {
        "title": plain_text(say("home.remove_question")),
        "text": plain_text(_short(plan.line, 140)),
        "confirm": plain_text(say("home.remove")),
        "deny": plain_text(say("home.keep")),
    }
    edit = _button(say("home.edit"), f"home:edit:{plan.number}", value)
    turned = _button(turn.capitalize(), f"home:{turn}:{plan.number}", value)
    return {"type": "actions", "elements": [edit, turned, remove]}


def control(action: Mapping[str, Any]) -> Control | None:
    """Return what a press in the home asks for; None for the button that opens the form, and for what is not ours."""
    found = _CONTROL.fullmatch(str(action.get("action_id") or ""))
    channel, _, thread = str(action.get("value") or "").partition(" ")
    return Control(found[1], found[2], channel, thread or None) if found and channel else None


# ---------------------------------------------------------------- the form


def form(choices: Sequence[Choice], direct: str, zone: str) -> Element:
    """Return the form that adds a briefing; its fields are named like the options of the command."""
    places = [_option(f"#{each.name}", each.id) for each in choices[:MOST_CHOICES]]
    places += [_option(say("home.direct"), direct)] if direct and direct != "-" else []
    fields = [
        _select("channel", say("home.where"), places),
        *_when("08:00", zone, _DAYS),
        _typed("topic", say("home.topic"), "", optional=True),
        _length(1),
    ]
    return _modal(say("home.add_briefing"), say("home.add"), direct, fields)


def edit_form(plan: Plan, control: Control, direct: str) -> Element:
    """Return the form that changes a briefing: what it is now stands in its fields."""
    days = list(dict.fromkeys((plan.term("days"), *_DAYS)))
    length = LENGTHS.index(plan.term("length")) if plan.term("length") in LENGTHS else 0
    fields = [
        _context(plan.line),
        *_when(plan.term("time"), plan.term("zone"), days),
        _length(length),
        _typed("language", say("home.language"), plan.term("language"), optional=True),
        _typed("muted", say("home.leave_out"), ", ".join(plan.muted)[:MOST_TYPED], optional=True),
    ]
    of = " ".join((direct or "-", control.number, control.channel, control.thread or "")).strip()
    return _modal(say("home.edit_briefing"), say("home.save"), of, fields)


def _modal(title: str, submit: str, of: str, fields: list[Element]) -> Element:
    """Return a form; `of` comes back with what was filled in."""
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": of,
        "title": plain_text(title),
        "submit": plain_text(submit),
        "close": plain_text(say("home.cancel")),
        "blocks": fields,
    }


def _when(time: str, zone: str, days: Sequence[str]) -> list[Element]:
    return [
        _field("time", say("home.time"), {"type": "timepicker", "action_id": "time", "initial_time": time}),
        _typed("zone", say("home.zone"), zone),
        _select("days", say("home.days"), [_option(day.capitalize(), day) for day in days]),
    ]


def _length(chosen: int) -> Element:
    return _select("length", say("home.length"), [_option(each.capitalize(), each) for each in LENGTHS], chosen)


@dataclass(frozen=True, slots=True)
class Edited:
    """What somebody filled in to change a briefing: the briefing, the command, and what its channel is to leave out."""

    control: Control
    command: Command
    muted: tuple[str, ...]


def edited(view: Mapping[str, Any]) -> Edited | None:
    """Return what a form changes that was filled in; None for the one that adds a briefing."""
    _, number, channel, thread = (*str(view.get("private_metadata") or "").split(" ", 3), "", "", "")[:4]
    if not number:
        return None
    given = _given(view)
    muted = tuple(filter(None, (" ".join(each.split()) for each in given.pop("muted", "").split(","))))
    given["language"] = given.get("language") or "off"
    command = Command("schedule", {**given, "do": "change", "number": number})
    return Edited(Control("edit", number, channel, thread or None), command, muted)


def direct_of(view: Mapping[str, Any]) -> str:
    """Return the person's conversation with us that a form was opened from."""
    return str(view.get("private_metadata") or "").partition(" ")[0]


def nowhere() -> Element:
    """Return what is shown where there is no channel to choose."""
    blocks = [_section(say("home.nowhere"))]
    return {
        "type": "modal",
        "title": plain_text(say("home.add_briefing")),
        "close": plain_text(say("home.close")),
        "blocks": blocks,
    }


def filled(view: Mapping[str, Any]) -> tuple[str, Command]:
    """Return the channel and the command of a form that was filled in."""
    given = _given(view)
    return given.pop("channel", ""), Command("schedule", {**given, "do": "add"})


def _given(view: Mapping[str, Any]) -> dict[str, str]:
    values: Mapping[str, Any] = (view.get("state") or {}).get("values") or {}
    return {name: _value((held or {}).get(name) or {}) for name, held in values.items()}


def field_of(problem: str, first: str = "channel") -> str:
    """Return the field under which a problem is shown, the `first` where it names none."""
    told = problem.casefold()
    return next((name for name in ("zone", "language", "topic", "length", "days", "time") if name in told), first)


def _value(field: Mapping[str, Any]) -> str:
    chosen = field.get("selected_option") or {}
    return str(chosen.get("value") or field.get("selected_time") or field.get("value") or "")


def _typed(name: str, label: str, value: str, *, optional: bool = False) -> Element:
    element: Element = {"type": "plain_text_input", "action_id": name, "max_length": MOST_TYPED}
    return _field(name, label, element | ({"initial_value": value} if value else {}), optional=optional)


def _select(name: str, label: str, options: list[Element], chosen: int = 0) -> Element:
    element = {"type": "static_select", "action_id": name, "options": options, "initial_option": options[chosen]}
    return _field(name, label, element)


def _field(name: str, label: str, element: Element, *, optional: bool = False) -> Element:
    return {"type": "input", "block_id": name, "label": plain_text(label), "element": element, "optional": optional}


def _option(text: str, value: str) -> Element:
    return {"text": plain_text(_short(text, MOST_TEXT)), "value": value}


def _button(label: str, action: str, value: str, style: str = "") -> Element:
    button = {"type": "button", "action_id": action, "value": value, "text": plain_text(label)}
    return button | ({"style": style} if style else {})


def _header(text: str) -> Element:
    return {"type": "header", "text": plain_text(_short(text, MOST_TEXT))}


def _section(text: str) -> Element:
    return {"type": "section", "text": plain_text(_short(text, MOST_LINE))}


def _context(text: str) -> Element:
    return {"type": "context", "elements": [plain_text(_short(text, MOST_LINE))]}


def _short(text: str, most: int) -> str:
    shown = clean(text)  # a sign may count twice: https://docs.slack.dev tells lengths in UTF-16
    return isolated(shown if len(shown) <= most else f"{shown[: most - 1]}…") or "–"
