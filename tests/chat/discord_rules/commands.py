"""Commands that are registered: names, descriptions, options and choices."""

from __future__ import annotations

from typing import Any

from discord_rules.case import COMMAND_LIST, Case, cases


def _command(**fields: Any) -> list[dict[str, Any]]:
    return [{"type": 1, "name": "c", "description": "d", **fields}]


def _menu(kind: int, **fields: Any) -> list[dict[str, Any]]:
    return [{"type": kind, "name": "Look it up", **fields}]


def _option(**fields: Any) -> dict[str, Any]:
    return {"type": 3, "name": "o", "description": "d", **fields}


def _with(**fields: Any) -> list[dict[str, Any]]:
    return _command(options=[_option(**fields)])


def _choices(count: int, name: str = "n") -> list[dict[str, Any]]:
    return [{"name": f"{name}{number}", "value": f"v{number}"} for number in range(count)]


def _inside(kind: int, *options: Any) -> dict[str, Any]:
    return {"type": kind, "name": f"in{kind}", "description": "d", "options": list(options)}


def _listed(source: str, told: dict[str, Any]) -> list[Case]:
    return cases(f"interactions/application-commands#{source}", told, COMMAND_LIST, "PUT")


_LONG = [_option(name=f"o{number}", description="x" * 100, choices=_choices(25, "x" * 9)) for number in range(25)]

COMMANDS = [
    *_listed(
        "application-command-naming",
        {
            "a command in capitals": _command(name="News"),
            "a command with a space": _command(name="the news"),
            "a command with a dot": _command(name="news.now"),
            "a command over 32": _command(name="x" * 33),
            "a command without a name": [{"type": 1, "description": "d"}],
            "a command with an empty name": _command(name=""),
            "a menu's name over 32": _menu(3, name="x" * 33),
            "an option in capitals": _with(name="Topic"),
            "an option with a space": _with(name="the topic"),
            "an option over 32": _with(name="x" * 33),
            "an option with an empty name": _with(name=""),
        },
    ),
    *_listed(
        "application-command-object-application-command-structure",
        {
            "a description over 100": _command(description="x" * 101),
            "an empty description": _command(description=""),
            "no description": [{"type": 1, "name": "c"}],
            "26 options": _command(options=[_option(name=f"o{number}") for number in range(26)]),
            "a message's menu with options": _menu(3, options=[_option()]),
            "a person's menu with options": _menu(2, options=[_option()]),
            "a kind of command that there is not": [{"type": 9, "name": "c", "description": "d"}],
            "a place to be installed that there is not": _command(integration_types=[2]),
            "a place to be used that there is not": _command(contexts=[3]),
            "permissions in words": _command(default_member_permissions="manage"),
            "a language that there is not": _command(name_localizations={"xx": "c"}),
            "a localized name in capitals": _command(name_localizations={"de": "Neues"}),
            "a localized description over 100": _command(description_localizations={"de": "x" * 101}),
        },
    ),
    *_listed(
        "message-commands",
        {
            "a message's menu with a description": _menu(3, description="d"),
            "a person's menu with a description": _menu(2, description="d"),
        },
    ),
    *_listed(
        "registering-a-command",
        {
            "a name twice": [*_command(), *_command()],
            "101 commands": [{**_command()[0], "name": f"c{number}"} for number in range(101)],
            "16 menus of messages": [{"type": 3, "name": f"m{number}"} for number in range(16)],
            "16 menus of people": [{"type": 2, "name": f"m{number}"} for number in range(16)],
        },
    ),
    *_listed(
        "application-command-object-application-command-option-structure",
        {
            "what is required after what is not": _command(options=[_option(), _option(name="p", required=True)]),
            "a name of an option twice": _command(options=[_option(), _option()]),
            "an option's description over 100": _with(description="x" * 101),
            "an option without a description": _command(options=[{"type": 3, "name": "o"}]),
            "an option with an empty description": _with(description=""),
            "an option without a kind": _command(options=[{"name": "o", "description": "d"}]),
            "a kind of option that there is not": _with(type=12),
            "26 choices": _with(choices=_choices(26)),
            "choices and suggestions": _with(choices=_choices(2), autocomplete=True),
            "choices of a yes or no": _with(type=5, choices=_choices(2)),
            "suggestions for a channel": _with(type=7, autocomplete=True),
            "a least value of a text": _with(min_value=1),
            "a least length of a number": _with(type=4, min_length=1),
            "a least length over 6000": _with(min_length=6001),
            "a least length below 0": _with(min_length=-1),
            "a greatest length of 0": _with(max_length=0),
            "a greatest length over 6000": _with(max_length=6001),
            "kinds of channels of a text": _with(channel_types=[0]),
            "a kind of channel that there is not": _with(type=7, channel_types=[99]),
            "options of a text": _with(options=[_option()]),
        },
    ),
    *_listed(
        "application-command-object-application-command-option-choice-structure",
        {
            "a choice's name over 100": _with(choices=[{"name": "x" * 101, "value": "v"}]),
            "a choice's name that is empty": _with(choices=[{"name": "", "value": "v"}]),
            "a choice's value over 100": _with(choices=[{"name": "n", "value": "x" * 101}]),
            "a text as the value of a number": _with(type=4, choices=[{"name": "n", "value": "three"}]),
            "a choice without a value": _with(choices=[{"name": "n"}]),
        },
    ),
    *_listed(
        "subcommands-and-subcommand-groups",
        {
            "a group in a group": _command(options=[_inside(2, _inside(2, _inside(1)))]),
            "a group in a subcommand": _command(options=[_inside(1, _inside(2, _inside(1)))]),
            "a subcommand in a subcommand": _command(options=[_inside(1, _inside(1))]),
        },
    ),
    *_listed("slash-commands", {"over 8000 in a command": _command(options=_LONG)}),
    *cases(
        "interactions/application-commands#application-command-naming",
        {"a single command in capitals": _command(name="News")[0]},
        COMMAND_LIST,
    ),
]

RIGHT_COMMANDS = _listed(
    "application-command-object",
    {
        "names and descriptions at their limits": _command(name="x" * 32, description="x" * 100),
        "letters of other scripts": _command(name="новини", options=[_option(name="тема_2-'")]),
        "a menu with spaces and capitals": _menu(3),
        "25 options": _command(options=[_option(name=f"o{number}") for number in range(25)]),
        "25 choices": _with(choices=_choices(25)),
        "numbers with bounds": _with(type=4, min_value=1, max_value=9, choices=[{"name": "n", "value": 3}]),
        "a text with bounds": _with(min_length=0, max_length=6000),
        "a group of subcommands": _command(options=[_inside(2, _inside(1, _option()))]),
        "the same name of three kinds": [*_command(), {"type": 2, "name": "c"}, {"type": 3, "name": "c"}],
        "a language": _command(name_localizations={"de": "neues"}, description_localizations={"de": "d"}),
        "what is required first": _command(options=[_option(required=True), _option(name="p")]),
    },
)
