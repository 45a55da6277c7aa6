"""What the app's home and its forms are made of, as Slack's blocks. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.chat.rendering.cleaning import clean, isolated
from bot.chat.slack.payloads import Element, plain_text
from bot.messages.catalogue import say

MOST_TYPED = 500
MOST_TEXT = 35
MOST_LINE = 1_000
_MOST_QUESTION = 140


def modal(callback: str, title: str, submit: str, of: str, fields: list[Element]) -> Element:
    """Return a form of a name; `of` comes back with what was filled in."""
    return {
        "type": "modal",
        "callback_id": callback,
        "private_metadata": of,
        "title": plain_text(title),
        "submit": plain_text(submit),
        "close": plain_text(say("home.cancel")),
        "blocks": fields,
    }


def given(view: Mapping[str, Any]) -> dict[str, str]:
    """Return what was filled in, by the names of the fields."""
    values: Mapping[str, Any] = (view.get("state") or {}).get("values") or {}
    return {name: _value((held or {}).get(name) or {}) for name, held in values.items()}


def _value(field: Mapping[str, Any]) -> str:
    chosen = field.get("selected_option") or {}
    return str(chosen.get("value") or field.get("selected_time") or field.get("value") or "")


def typed(name: str, label: str, value: str, *, optional: bool = False) -> Element:
    """Return a field to type into."""
    element: Element = {"type": "plain_text_input", "action_id": name, "max_length": MOST_TYPED}
    return field(name, label, element | ({"initial_value": value} if value else {}), optional=optional)


def select(name: str, label: str, options: list[Element], chosen: int = 0) -> Element:
    """Return a field to choose from."""
    element = {"type": "static_select", "action_id": name, "options": options, "initial_option": options[chosen]}
    return field(name, label, element)


def field(name: str, label: str, element: Element, *, optional: bool = False) -> Element:
    """Return a field of a form."""
    return {"type": "input", "block_id": name, "label": plain_text(label), "element": element, "optional": optional}


def option(text: str, value: str) -> Element:
    """Return what may be chosen."""
    return {"text": plain_text(short(text, MOST_TEXT)), "value": value}


def button(label: str, action: str, value: str, style: str = "") -> Element:
    """Return a button."""
    button = {"type": "button", "action_id": action, "value": value, "text": plain_text(label)}
    return button | ({"style": style} if style else {})


def removing(action: str, value: str, question: str, line: str) -> Element:
    """Return the button that removes what a line tells of, once it was asked whether it is to."""
    asked = {
        "title": plain_text(question),
        "text": plain_text(short(line, _MOST_QUESTION)),
        "confirm": plain_text(say("home.remove")),
        "deny": plain_text(say("home.keep")),
    }
    return button(say("home.remove"), action, value, "danger") | {"confirm": asked}


def header(text: str) -> Element:
    """Return a heading."""
    return {"type": "header", "text": plain_text(short(text, MOST_TEXT))}


def section(text: str) -> Element:
    """Return a line of text."""
    return {"type": "section", "text": plain_text(short(text, MOST_LINE))}


def context(text: str) -> Element:
    """Return a line of small text."""
    return {"type": "context", "elements": [plain_text(short(text, MOST_LINE))]}


def short(text: str, most: int) -> str:
    """Return a text, cleaned, with no more than so many signs."""
    shown = clean(text)  # a sign may count twice: https://docs.slack.dev tells lengths in UTF-16
    return isolated(shown if len(shown) <= most else f"{shown[: most - 1]}…") or "–"
