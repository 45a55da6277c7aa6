"""Forms that an interaction is answered with."""

from __future__ import annotations

from typing import Any

from discord_rules.case import CALLBACK, cases

_OPTIONS = [{"label": f"o{number}", "value": f"v{number}"} for number in range(11)]


def _modal(*pieces: Any, **fields: Any) -> dict[str, Any]:
    return {"type": 9, "data": {"custom_id": "m", "title": "t", "components": list(pieces), **fields}}


def _bare(*missing: str) -> dict[str, Any]:
    told = _modal(_label(_input()))
    return {**told, "data": {key: value for key, value in told["data"].items() if key not in missing}}


def _label(piece: Any, **fields: Any) -> dict[str, Any]:
    return {"type": 18, "label": "l", "component": piece, **fields}


def _input(name: str = "i", **fields: Any) -> dict[str, Any]:
    return {"type": 4, "custom_id": name, "style": 1, **fields}


def _asks(piece: Any) -> dict[str, Any]:
    return _modal(_label(piece))


def _asks_input(**fields: Any) -> dict[str, Any]:
    return _asks(_input(**fields))


def _select(**fields: Any) -> dict[str, Any]:
    return _asks({"type": 3, "custom_id": "s", "options": _OPTIONS[:3], **fields})


def _group(kind: int, count: int, **fields: Any) -> dict[str, Any]:
    return _asks({"type": kind, "custom_id": "g", "options": _OPTIONS[:count], **fields})


def _upload(**fields: Any) -> dict[str, Any]:
    return _asks({"type": 19, "custom_id": "u", **fields})


MODALS = [
    *cases(
        "interactions/receiving-and-responding#interaction-callback-data-structure (modal)",
        {
            "a title over 45": _modal(_label(_input()), title="x" * 46),
            "no title": _bare("title"),
            "no id": _bare("custom_id"),
            "an id over 100": _modal(_label(_input()), custom_id="x" * 101),
            "an empty id": _modal(_label(_input()), custom_id=""),
            "six pieces": _modal(*[_label(_input(str(number))) for number in range(6)]),
            "no piece": _modal(),
            "no list of pieces": _bare("components"),
        },
        CALLBACK,
    ),
    *cases(
        "components/reference#component-object-component-types",
        {
            "a button in a form": _modal(
                {"type": 1, "components": [{"type": 2, "style": 2, "label": "b", "custom_id": "b"}]}
            ),
            "a button under a label": _asks({"type": 2, "style": 2, "label": "b", "custom_id": "b"}),
            "a container in a form": _modal({"type": 17, "components": [{"type": 10, "content": "x"}]}),
            "an input by itself": _modal(_input()),
        },
        CALLBACK,
    ),
    *cases(
        "components/reference#label",
        {
            "a label over 45": _modal(_label(_input(), label="x" * 46)),
            "a label's description over 100": _modal(_label(_input(), description="x" * 101)),
            "a label without a piece": _modal({"type": 18, "label": "l"}),
            "a label in a label": _asks(_label(_input())),
            "a label without a label": _modal({"type": 18, "component": _input()}),
        },
        CALLBACK,
    ),
    *cases(
        "components/reference#text-input",
        {
            "a style of 3": _asks_input(style=3),
            "no style": _asks({"type": 4, "custom_id": "i"}),
            "an input without an id": _asks({"type": 4, "style": 1}),
            "at least over 4000": _asks_input(min_length=4001),
            "at least -1": _asks_input(min_length=-1),
            "at most 0": _asks_input(max_length=0),
            "at most over 4000": _asks_input(max_length=4001),
            "a value over 4000": _asks_input(value="x" * 4001),
            "a placeholder over 100": _asks_input(placeholder="x" * 101),
        },
        CALLBACK,
    ),
    *cases(
        "components/reference#string-select",
        {
            "a menu that is off in a form": _select(disabled=True),
            "at least 0 of what is required": _select(min_values=0),
        },
        CALLBACK,
    ),
    *cases(
        "components/reference#radio-group",
        {"one choice": _group(21, 1), "eleven choices": _group(21, 11)},
        CALLBACK,
    ),
    *cases(
        "components/reference#checkbox-group",
        {
            "no box": _group(22, 0),
            "eleven boxes": _group(22, 11),
            "at most 11 boxes": _group(22, 3, max_values=11),
        },
        CALLBACK,
    ),
    *cases(
        "components/reference#file-upload",
        {"eleven files": _upload(max_values=11), "at least eleven files": _upload(min_values=11)},
        CALLBACK,
    ),
]

RIGHT_MODALS = cases(
    "components/reference",
    {
        "five inputs at their limits": _modal(
            *[
                _label(_input(str(number), max_length=4000, value="x" * 4000, placeholder="x" * 100), label="x" * 45)
                for number in range(5)
            ],
            title="x" * 45,
            custom_id="x" * 100,
        ),
        "a menu that may stay empty": _select(min_values=0, required=False),
        "ten choices": _group(21, 10),
        "one box": _group(22, 1),
    },
    CALLBACK,
)
