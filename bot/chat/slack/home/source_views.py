"""The sources in the app's home on Slack: by their names, with what removes them, and the form that adds one. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.chat.desk_protocol import Command, Overview, ReadSource
from bot.chat.slack.home.elements import button, context, given, header, modal, removing, section, typed
from bot.chat.slack.payloads import Element
from bot.messages.catalogue import say

ADD_SOURCE = "home:read"
FORM = "readout_source"
MOST_SOURCES = 20
"""More are listed by the command: a home is looked at, not read."""
_ADDRESS = re.compile(r"[./:#]")
_REMOVES = re.compile(r"home:unread:(\d{1,18})")


def shelf(overview: Overview, direct: str, room: int) -> list[Element]:
    """Return the sources as blocks, no more than there is room for, with the button that adds one."""
    adding = {"type": "actions", "elements": [button(say("home.add_source"), ADD_SOURCE, direct or "-")]}
    shown = overview.read[: max(0, min(MOST_SOURCES, room - 4))]
    left = len(overview.read) - len(shown)
    more = [context(say("home.more_sources", n=left))] if left and shown else []
    told = [context(overview.sources)] if overview.sources else []
    return [header(say("home.sources")), *map(_line, shown), *more, *told, adding]


def _line(source: ReadSource) -> Element:
    line = section(source.line)
    if not source.own:
        return line
    question = say("home.remove_source_question")
    return line | {"accessory": removing(f"home:unread:{source.number}", str(source.number), question, source.line)}


def removal(action: Mapping[str, Any]) -> Command | None:
    """Return the command that a press in the home is for, which removes a source; None for any other press."""
    found = _REMOVES.fullmatch(str(action.get("action_id") or ""))
    return Command("sources", {"do": "remove", "source": found[1]}) if found else None


def form(direct: str) -> Element:
    """Return the form that adds a source; its fields are named like the options of the command."""
    fields = [
        typed("source", say("home.source_address"), ""),
        typed("topic", say("home.source_topic"), "", optional=True),
        context(say("home.source_hint")),
    ]
    return modal(FORM, say("home.add_source"), say("home.add"), direct, fields)


def filled(view: Mapping[str, Any]) -> Command:
    """Return the command of a form that was filled in."""
    filled_in = given(view)
    named = filled_in.get("source", "").strip()
    if named and not _ADDRESS.search(named):
        return Command("wish", {"do": "read", "what": named})
    return Command("sources", {**filled_in, "do": "add"})
