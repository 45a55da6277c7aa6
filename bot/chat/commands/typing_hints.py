"""How a command is typed: in a hint it stands as its platform takes it."""

from __future__ import annotations

import re

from bot.chat.commands.parsing import parse
from bot.chat.commands.specs import BY_NAME
from bot.chat.desk_protocol import Place


def typed(place: Place, command: str, **options: str) -> str:
    """Return a command as it is typed at a place: with its options' names on Discord, which asks for them."""
    if place.platform == "discord":
        return " ".join([f"/{command}", *(f"{name}:{value}" for name, value in options.items())])
    marked = {"topic": "about ", "only_language": "only "}
    about = {name: f"{marked.get(name, '')}{value}" for name, value in options.items()}
    return " ".join(["/readout" if place.platform == "slack" else "", command, *about.values()]).strip()


_HINT = re.compile(r"`([a-z]+)((?: [^`\n]*)?)`")


def spelt(place: Place, text: str) -> str:
    """Return a line of ours with each command in it, which stands in backticks, as it is typed at a place."""

    def shown(found: re.Match[str]) -> str:
        words = found[1] + found[2]
        there = place.platform in ("discord", "slack") and found[1] in BY_NAME
        return as_typed(place, words) if there else f"“{words}”"

    return _HINT.sub(shown, text)


def as_typed(place: Place, words: str) -> str:
    """Return the words of a command as they are typed at a place."""
    if place.platform != "discord":
        return f"/readout {words}" if place.platform == "slack" else words
    command = parse(words, command=True)
    spec = BY_NAME.get(command.name)
    order = [option.name for option in spec.options] if spec else []
    given = sorted(
        command.options.items(), key=lambda item: (item[0] != "do", order.index(item[0]) if item[0] in order else 99)
    )
    return typed(place, command.name, **dict(given))
