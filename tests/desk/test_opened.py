"""What Discord covers is opened by who asked alone, and a press on it does nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.chat.adapter_protocol import PartKey
from bot.chat.button_ids import button_id
from bot.chat.commands import parse
from bot.chat.commands.button_presses import pressed
from bot.chat.desk_protocol import EVERY_RIGHT, NO_RIGHT, Request
from bot.chat.discord.answers.for_one_alone import covered
from tests.desk.town import Person, Town

SET = "schedule 08:00 Europe/Kyiv"


async def on_button(person: Person, words: str) -> str:
    """Say something, and return the id of the button that covers the answer; "" where nothing covers it."""
    await person.types(words)
    request = Request("e", person.place, parse(words), person.name, person.rights)
    shown = [action for part in covered(request, person.read).parts for action in part.actions]
    opens = [action for action in shown if action.kind == "open"]
    return button_id(opens[0], PartKey(0, 1, 1)) if opens else ""


@pytest.mark.parametrize(
    "words",
    ["forget server confirm", "remove the briefing", "schedule remove 1", "add https://evil.example", "undo"],
)
async def test_a_refusal_is_shown_and_has_nothing_to_open(town: Town, words: str) -> None:
    await town.person().types(SET)
    bob = town.person(name="bob", rights=NO_RIGHT)
    assert await on_button(bob, words) == ""


async def test_nobody_else_opens_it_and_a_press_changes_nothing(town: Town) -> None:
    ann, bob = town.person(), town.person(name="bob", rights=NO_RIGHT)
    await ann.types(SET)
    opens = pressed(await on_button(bob, "status"))
    assert opens
    assert "asked by somebody else" in await ann.commands(opens) and ann.read.private
    assert "Next briefing" in await bob.commands(opens)
    for words in ("remove the briefing", "change it to 9", "schedule remove 1", "mute list", "forget channel confirm"):
        command = pressed(f"ro:open:ann:{words}")
        assert command
        await ann.commands(replace(command))
        assert "08:00 Europe/Kyiv daily" in await ann.types("schedule list"), words
    assert ann.rights == EVERY_RIGHT
