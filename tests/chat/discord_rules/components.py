"""Buttons and menus in rows, as messages have them without the flag of new components."""

from __future__ import annotations

from typing import Any

from discord_rules.case import EDITED, cases

_OPTIONS = [{"label": f"o{number}", "value": f"v{number}"} for number in range(26)]
_URL = "https://example.org/"


def _row(*pieces: Any) -> dict[str, Any]:
    return {"type": 1, "components": list(pieces)}


def _message(*rows: Any) -> dict[str, Any]:
    return {"content": "x", "components": list(rows)}


def _in_row(*pieces: Any) -> dict[str, Any]:
    return _message(_row(*pieces))


def _button(name: str = "b", **fields: Any) -> dict[str, Any]:
    return {"type": 2, "style": 2, "label": "b", "custom_id": name, **fields}


def _without(piece: dict[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in piece.items() if key not in names}


def _link(**fields: Any) -> dict[str, Any]:
    return {"type": 2, "style": 5, "label": "b", "url": _URL, **fields}


def _select(**fields: Any) -> dict[str, Any]:
    return {"type": 3, "custom_id": "s", "options": _OPTIONS[:3], **fields}


def _option(**fields: Any) -> dict[str, Any]:
    return _in_row(_select(options=[{"label": "l", "value": "v", **fields}]))


def _chooser(kind: int, **fields: Any) -> dict[str, Any]:
    return {"type": kind, "custom_id": "s", **fields}


def _five(row: int) -> dict[str, Any]:
    return _row(*[_button(f"{row}-{number}") for number in range(5)])


_TWO_USERS = [{"id": "100000000000000002", "type": "user"}, {"id": "100000000000000003", "type": "user"}]

COMPONENTS = [
    *cases(
        "components/reference#action-row",
        {
            "six buttons in a row": _in_row(*[_button(str(number)) for number in range(6)]),
            "a row with nothing in it": _in_row(),
            "a row without pieces": _message({"type": 1}),
            "two menus in a row": _in_row(_select(), _select(custom_id="t")),
            "a menu beside a button": _in_row(_select(), _button()),
            "a row in a row": _in_row(_row(_button())),
            "a text input in a message": _in_row({"type": 4, "custom_id": "t", "style": 1, "label": "l"}),
        },
    ),
    *cases(
        "components/reference#legacy-message-component-behavior",
        {
            "six rows": _message(*[_five(number) for number in range(6)]),
            "a button outside of a row": _message(_button()),
            "a menu outside of a row": _message(_select()),
        },
    ),
    *cases(
        "components/reference#custom-id",
        {
            "an id over 100": _in_row(_button("x" * 101)),
            "an empty id": _in_row(_button("")),
            "an id twice in a row": _in_row(_button(), _button()),
            "an id twice in a message": _message(_row(_button()), _row(_button())),
            "an id of a button and a menu": _message(_row(_button()), _row(_select(custom_id="b"))),
            "an id that is an object": _in_row(_button(custom_id={})),
        },
    ),
    *cases(
        "components/reference#custom-id", {"an id twice in an edit": _in_row(_button(), _button())}, EDITED, "PATCH"
    ),
    *cases(
        "components/reference#anatomy-of-a-component",
        {
            "a number twice in a message": _in_row(_button("a", id=7), _button("b", id=7)),
            "a kind of component that there is not": _in_row({"type": 99, "custom_id": "b"}),
            "a component without a type": _in_row({"style": 2, "label": "b", "custom_id": "b"}),
        },
    ),
    *cases(
        "components/reference#button",
        {
            "a button without an id": _in_row(_without(_button(), "custom_id")),
            "a label over 80": _in_row(_button(label="x" * 81)),
            "a style of 0": _in_row(_button(style=0)),
            "a style of 7": _in_row(_button(style=7)),
            "no style": _in_row(_without(_button(), "style")),
            "a link without an address": _in_row(_without(_link(), "url")),
            "a link with an id": _in_row(_link(custom_id="b")),
            "a link over 512": _in_row(_link(url=_URL + "x" * 493)),
            "a link that is no address": _in_row(_link(url="example")),
            "a button with an address": _in_row(_button(url=_URL)),
            "a button with something to sell": _in_row(_button(sku_id="100000000000000002")),
            "a premium button without something to sell": _in_row({"type": 2, "style": 6}),
            "a premium button with a label": _in_row(
                {"type": 2, "style": 6, "sku_id": "100000000000000002", "label": "b"}
            ),
            "a premium button with an id": _in_row(
                {"type": 2, "style": 6, "sku_id": "100000000000000002", "custom_id": "b"}
            ),
        },
    ),
    *cases(
        "components/reference#string-select",
        {
            "26 options": _in_row(_select(options=_OPTIONS)),
            "no options": _in_row(_without(_select(), "options")),
            "a menu without an id": _in_row(_without(_select(), "custom_id")),
            "a menu's id over 100": _in_row(_select(custom_id="x" * 101)),
            "a placeholder over 150": _in_row(_select(placeholder="x" * 151)),
            "at least 26": _in_row(_select(min_values=26)),
            "at least -1": _in_row(_select(min_values=-1)),
            "at most 26": _in_row(_select(max_values=26)),
            "at least more than at most": _in_row(_select(min_values=3, max_values=2)),
            "an option's label over 100": _option(label="x" * 101),
            "an option's value over 100": _option(value="x" * 101),
            "an option's description over 100": _option(description="x" * 101),
            "an option without a label": _in_row(_select(options=[{"value": "v"}])),
            "an option without a value": _in_row(_select(options=[{"label": "l"}])),
        },
    ),
    *cases(
        "components/reference#user-select",
        {
            "more defaults than at most": _in_row(_chooser(5, default_values=_TWO_USERS)),
            "a kind of default that there is not": _in_row(
                _chooser(7, default_values=[{"id": "100000000000000002", "type": "bot"}])
            ),
            "a default without its kind": _in_row(_chooser(5, default_values=[{"id": "100000000000000002"}])),
            "a placeholder over 150 for users": _in_row(_chooser(5, placeholder="x" * 151)),
            "a menu of roles without an id": _in_row({"type": 6}),
        },
    ),
    *cases(
        "components/reference#channel-select",
        {
            "a kind of channel that there is not": _in_row(_chooser(8, channel_types=[99])),
            "at most 26 channels": _in_row(_chooser(8, max_values=26)),
        },
    ),
    *cases(
        "components/reference#component-object-component-types",
        {
            "a radio group in a message": _in_row(_chooser(21, options=_OPTIONS[:2])),
            "a file upload in a message": _in_row(_chooser(19)),
            "a label in a message": _message({"type": 18, "label": "l", "component": _select()}),
        },
    ),
]

RIGHT_COMPONENTS = [
    *cases(
        "components/reference#action-row",
        {
            "five rows of five buttons": _message(*[_five(number) for number in range(5)]),
            "a menu of 25": _in_row(_select(options=_OPTIONS[:25], max_values=25, min_values=0)),
            "menus in two rows": _message(_row(_select()), _row(_select(custom_id="t"))),
            "rows in an edit without a text": {"components": [_row(_button())]},
        },
    ),
    *cases(
        "components/reference#button",
        {
            "a label of 80, an id of 100": _in_row(_button("x" * 100, label="x" * 80)),
            "a link of 512": _in_row(_link(url=_URL + "x" * 492)),
            "each style": _in_row(*[_button(str(style), style=style) for style in (1, 2, 3, 4)], _link()),
            "an emoji alone": _in_row({"type": 2, "style": 2, "custom_id": "b", "emoji": {"name": "👍"}}),
            "a button that is off": _in_row(_button(disabled=True)),
        },
    ),
    *cases(
        "components/reference#channel-select",
        {
            "channels of two kinds": _in_row(_chooser(8, channel_types=[0, 5], max_values=25)),
            "two users as defaults": _in_row(_chooser(5, default_values=_TWO_USERS, max_values=2)),
            "an option at its limits": _option(label="x" * 100, value="x" * 100, description="x" * 100),
        },
    ),
]
