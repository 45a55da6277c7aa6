"""What a button that was pressed asks for."""

from __future__ import annotations

from bot.chat.button_ids import BUTTON_ID, COMMAND_ID, OPEN_ID, RETRACT_ID
from bot.chat.commands.parsing import parse
from bot.chat.commands.wishes.doubt.opened import OPENED
from bot.chat.desk_protocol import Command


def pressed(button: str) -> Command | None:
    """Return the command of a button by its id; None for an id that is none of ours."""
    if button.startswith(COMMAND_ID):
        return parse(button.removeprefix(COMMAND_ID), command=True)
    if opens := OPEN_ID.fullmatch(button):
        asked = parse(opens[2])
        kept = {name: value for name, value in asked.options.items() if name != "confirm"}
        return Command(asked.name, {**kept, OPENED: opens[1]})
    if claim := RETRACT_ID.fullmatch(button):
        return Command("retract", {"posted": claim[1], "number": claim[2]})
    found = BUTTON_ID.fullmatch(button)
    if found and found[1] == "wrong":
        return Command("wrong", {"story": found[4], "delivery": found[2]})
    return Command("story", {"show": found[1], "story": found[4], "delivery": found[2]}) if found else None
