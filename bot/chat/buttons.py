"""Buttons that work after a restart: everything that a press needs stands in the button's id."""

from __future__ import annotations

import re

from bot.chat.adapter import PartKey
from bot.chat.front import Wish
from bot.chat.parts import Action
from bot.chat.wishes.parsing import parse

LONGEST = 100
"""Discord's limit of a `custom_id`; Slack's of an `action_id` is 255."""
_ID = re.compile(r"ro:(more|sources|quotes|less):(\d{1,18}):(\d{1,6}):(\d{1,18})")
_WISH = "ro:wish:"


def button_id(action: Action, key: PartKey) -> str:
    """Return the id of a part's button: `ro:<kind>:<delivery>:<part>:<story>`, or `ro:wish:<words>`."""
    if action.kind == "wish":
        return _cut(_WISH + action.words)
    return f"ro:{action.kind}:{key.delivery_id}:{key.ordinal}:{action.story}"


def _cut(name: str) -> str:
    """Return as much of an id as there is room for, as UTF-16 counts it."""
    return name.encode("utf-16-le", "replace")[: 2 * LONGEST].decode("utf-16-le", "ignore")


def pressed(button: str) -> Wish | None:
    """Return the wish of a button by its id; None for an id that is none of ours."""
    if button.startswith(_WISH):
        return parse(button.removeprefix(_WISH), command=True)
    found = _ID.fullmatch(button)
    return Wish("story", {"show": found[1], "story": found[4], "delivery": found[2]}) if found else None
