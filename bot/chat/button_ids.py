"""Buttons that work after a restart: everything that a press needs stands in the button's id."""

from __future__ import annotations

import re

from bot.chat.adapter_protocol import PartKey
from bot.chat.rendering.parts import Action

LONGEST = 100
"""Discord's limit of a `custom_id`; Slack's of an `action_id` is 255."""
BUTTON_ID = re.compile(r"ro:(more|sources|quotes|less|wrong):(\d{1,18}):(\d{1,6}):(\d{1,18})(?::[0-9a-f]{1,16})?")
RETRACT_ID = re.compile(r"ro:retract:(a?\d{1,18})\.(\d{1,6}|other)")
"""What was posted, and which of its claims; `other`: all of them."""
RETRACTABLE = 20
"""Claims that are offered with a button each; Discord takes 25 buttons."""
OPEN_ID = re.compile(r"ro:open:([^:]{1,32}):(.*)", re.DOTALL)
"""Who asked, and what: only they may open what it is answered."""
COMMAND_ID = "ro:wish:"
"""As it stands on buttons that were posted long ago."""

MENU_ID = "ro:menu:"
"""Of a menu: what is chosen there is the id of a button that does it."""


def button_id(action: Action, key: PartKey) -> str:
    """Return the id of a part's button: `ro:<kind>:<delivery>:<part>:<story>[:<store>]`, `ro:retract:<claim>`,
    `ro:menu:<label>`, or `ro:wish:<words>`."""
    if action.kind in ("command", "roles"):
        return _cut(COMMAND_ID + action.words)
    if action.kind == "menu":
        return _cut(MENU_ID + action.label)
    if action.kind == "open":
        return action.words
    if action.kind == "retract":
        return f"ro:retract:{action.words}"
    store = f":{key.store}" if key.store else ""
    return f"ro:{action.kind}:{key.delivery_id}:{key.ordinal}:{action.story}{store}"


def choice_ids(action: Action, key: PartKey) -> list[tuple[str, str]]:
    """Return what a menu offers, each with the id of a button that does the same."""
    made = (Action("command", label, words=words) for label, words in action.choices)
    return [(each.label, button_id(each, key)) for each in made]


def opening_id(person: str, words: str) -> str:
    """Return the id of a button that opens for a person what they asked."""
    return f"ro:open:{person}:{words}"


def _cut(name: str) -> str:
    """Return as much of an id as there is room for, as UTF-16 counts it."""
    return name.encode("utf-16-le", "replace")[: 2 * LONGEST].decode("utf-16-le", "ignore")
