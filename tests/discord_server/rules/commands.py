"""Commands. https://docs.discord.com/developers/interactions/application-commands"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from discord_server.rules.texts import Json, objects, units

SLASH, PERSON, MESSAGE = 1, 2, 3
MOST = {SLASH: 100, PERSON: 15, MESSAGE: 15}
LETTERS = 8_000
SUBCOMMAND, GROUP, STRING, INTEGER, CHANNEL, NUMBER = 1, 2, 3, 4, 7, 10
_CHOOSING = (STRING, INTEGER, NUMBER)
_ONLY_FOR = {
    "choices": _CHOOSING,
    "autocomplete": _CHOOSING,
    "options": (SUBCOMMAND, GROUP),
    "channel_types": (CHANNEL,),
    "min_value": (INTEGER, NUMBER),
    "max_value": (INTEGER, NUMBER),
    "min_length": (STRING,),
    "max_length": (STRING,),
}
LOCALES = frozenset(
    "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja "
    "zh-TW ko".split()
)
_NAME = re.compile(r"[-_'\w]{1,32}")


def command_limits(commands: Any) -> list[str]:
    """What Discord refuses in a list of commands that replaces all others."""
    if not isinstance(commands, list):
        return ["commands are a list"]
    names = [(command.get("type", SLASH), command.get("name")) for command in commands]
    found = ["two commands of one name"] if len(names) != len(set(names)) else []
    for kind, most in MOST.items():
        if sum(each == kind for each, _ in names) > most:
            found.append(f"more than {most} commands of type {kind}")
    return found + [problem for command in commands for problem in _command(command)]


def _command(command: Json) -> Iterator[str]:
    name = str(command.get("name") or "")
    yield from _localized(command)
    if command.get("type", SLASH) != SLASH:
        if not 1 <= units(name) <= 32:
            yield "a menu's name has 1 to 32 characters"
        if command.get("description") or command.get("options"):
            yield f"{name}: a menu command has no description and no options"
        return
    yield from _named(name, command)
    if _letters(command) > LETTERS:
        yield f"{name}: more than {LETTERS} characters in all"
    yield from _options(name, objects(command, "options"), 0)


def _named(path: str, node: Json) -> Iterator[str]:
    if not is_name(str(node.get("name") or "")):
        yield f"{path}: a name is 1 to 32 small letters, digits, - or _"
    if not 1 <= units(str(node.get("description") or "")) <= 100:
        yield f"{path}: a description has 1 to 100 characters"


def _localized(node: Json) -> Iterator[str]:
    names, told = node.get("name_localizations") or {}, node.get("description_localizations") or {}
    if not {*names, *told} <= LOCALES:
        yield "a language that there is not"
    if node.get("type", SLASH) == SLASH and not all(map(is_name, names.values())):
        yield "a localized name is 1 to 32 small letters, digits, - or _"
    if any(not 1 <= units(each) <= 100 for each in told.values()):
        yield "a localized description has 1 to 100 characters"


def _options(path: str, options: Sequence[Json], depth: int, inside: int = 0) -> Iterator[str]:
    if len(options) > 25:
        yield f"{path}: more than 25 options"
    if len({option.get("name") for option in options}) != len(options):
        yield f"{path}: two options of one name"
    needed = [bool(option.get("required")) for option in options]
    if needed != sorted(needed, reverse=True):
        yield f"{path}: a required option after an optional one"
    for option in options:
        here = f"{path} {option.get('name')}"
        yield from _named(here, option)
        yield from _option(here, option)
        if option.get("type") in (SUBCOMMAND, GROUP):
            if depth > 1 or inside == SUBCOMMAND or (inside == GROUP and option["type"] == GROUP):
                yield f"{here}: nested too deep"
            yield from _options(here, objects(option, "options"), depth + 1, option["type"])


def _option(here: str, option: Json) -> Iterator[str]:
    kind = option.get("type")
    yield from (f"{here}: no {key} here" for key, kinds in _ONLY_FOR.items() if key in option and kind not in kinds)
    choices = objects(option, "choices")
    if choices and option.get("autocomplete"):
        yield f"{here}: choices and autocomplete"
    yield from (f"{here}: {problem}" for problem in choice_limits(choices))
    if any(isinstance(choice.get("value"), str) != (kind == STRING) for choice in choices):
        yield f"{here}: a choice's value is of another kind"


def is_name(name: str) -> bool:
    """Whether a command or an option may be called so."""
    return bool(_NAME.fullmatch(name)) and name == unicodedata.normalize("NFC", name).lower()


def _letters(node: Json) -> int:
    own = units(str(node.get("name") or "")) + units(str(node.get("description") or ""))
    own += sum(units(str(each.get("name"))) + units(str(each.get("value"))) for each in objects(node, "choices"))
    return own + sum(map(_letters, objects(node, "options")))


def choice_limits(choices: Any) -> list[str]:
    """What Discord refuses in choices, of an option or offered while somebody types."""
    if not isinstance(choices, list):
        return ["choices are a list"]
    found = ["more than 25 choices"] if len(choices) > 25 else []
    told = [str(choice.get(key, "")) for choice in choices for key in ("name", "value")]
    return found if all(1 <= units(each) <= 100 for each in told) else [*found, "a choice has 1 to 100 characters"]
