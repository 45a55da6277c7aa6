"""The first answer to an interaction: its kind, messages, and what is offered while somebody types."""

from __future__ import annotations

from typing import Any

from discord_rules.case import CALLBACK, cases


def _message(**data: Any) -> dict[str, Any]:
    return {"type": 4, "data": data}


def _offered(*choices: Any) -> dict[str, Any]:
    return {"type": 8, "data": {"choices": list(choices)}}


def _choice(**fields: Any) -> dict[str, Any]:
    return {"name": "n", "value": "v", **fields}


_CHOICE = "interactions/application-commands#application-command-object-application-command-option-choice-structure"

INTERACTIONS = [
    *cases(
        "interactions/receiving-and-responding#interaction-response-object",
        {
            "a kind of answer that there is not": {"type": 3, "data": {"content": "x"}},
            "an answer without its kind": {"data": {"content": "x"}},
            "content over 2000 in an answer": _message(content="x" * 2001),
            "an answer of nothing": _message(),
            "eleven embeds in an answer": _message(embeds=[{"title": "x"}] * 11),
            "a title over 256 in an answer": _message(embeds=[{"title": "x" * 257}]),
            "the flag beside content in an answer": _message(
                content="x", flags=1 << 15, components=[{"type": 10, "content": "x"}]
            ),
            "a button without an id in an answer": _message(
                content="x", components=[{"type": 1, "components": [{"type": 2, "style": 2, "label": "b"}]}]
            ),
        },
        CALLBACK,
    ),
    *cases(
        "interactions/receiving-and-responding#interaction-callback-data-structure (autocomplete)",
        {"26 choices are offered": _offered(*[_choice()] * 26), "no list is offered": {"type": 8, "data": {}}},
        CALLBACK,
    ),
    *cases(
        _CHOICE,
        {
            "an offered name over 100": _offered(_choice(name="x" * 101)),
            "an offered name that is empty": _offered(_choice(name="")),
            "an offered value over 100": _offered(_choice(value="x" * 101)),
            "an offered choice without a value": _offered({"name": "n"}),
            "an offered choice without a name": _offered({"value": "v"}),
        },
        CALLBACK,
    ),
]

RIGHT_INTERACTIONS = [
    *cases(
        "interactions/receiving-and-responding#interaction-response-object",
        {
            "an answer for one person": _message(content="x", flags=1 << 6),
            "later": {"type": 5},
            "25 choices": _offered(*[_choice(name="x" * 100, value="x" * 100)] * 25),
            "no choice": _offered(),
            "a number": _offered(_choice(value=3)),
        },
        CALLBACK,
    ),
]
