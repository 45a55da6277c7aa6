"""An Undo takes back the change that it stands under, of who made it, and nothing that was made anew since."""

from __future__ import annotations

from datetime import timedelta

from bot.chat.commands.button_presses import pressed
from bot.chat.desk_protocol import Rights
from bot.desk import housekeeping
from tests.desk.town import Person, Town

SET = "schedule 08:00 Europe/Kyiv"


async def press(person: Person, words: str) -> str:
    command = pressed(f"ro:wish:{words}")
    assert command
    return await person.commands(command)


async def test_the_undo_under_a_change_is_for_that_change_and_who_made_it(town: Town) -> None:
    ann, cy = town.person(), town.person(name="cy")
    await ann.types(SET)
    await ann.types("only weekdays")
    undo = ann.buttons[-1].words
    await cy.types("mute golf")
    assert "nothing of yours" in await press(cy, undo)
    assert "golf" in await cy.types("mute list") and "weekdays" in await cy.types("schedule list")
    await ann.types("mute tennis")
    assert "08:00 Europe/Kyiv daily" in await press(ann, undo)
    assert "tennis" in await ann.types("mute list")
    assert "nothing of yours" in await press(ann, undo)
    assert "tennis" in await ann.types("mute list")


async def test_what_changed_nothing_has_no_undo(town: Town) -> None:
    ann = town.person()
    await ann.types("mute golf")
    assert ann.buttons
    await ann.types("mute golf")
    assert not ann.buttons


async def test_what_others_changed_to_and_fro_is_theirs(town: Town) -> None:
    ann, cy = town.person(), town.person(name="cy")
    await ann.types(SET)
    await ann.types("pause")
    await cy.types("resume")
    await cy.types("pause")
    assert "changed again since" in await ann.types("undo")
    assert "paused" in await ann.types("schedule list")


async def test_what_was_made_anew_is_not_restored_beside_itself(town: Town) -> None:
    ann, cy = town.person(), town.person(name="cy")
    for words in ("mute golf", "mute tennis", "unmute golf"):
        await ann.types(words)
    await cy.types("mute golf")
    assert "changed again since" in await ann.types("undo")
    assert "tennis" in await ann.types("mute list") and "golf" in ann.text


async def test_a_channels_own_source_is_taken_back_by_who_manages_the_channel(town: Town) -> None:
    ann = town.person()
    ann.rights = Rights(channel=True)
    town.reads("https://paper.example/feed.xml", owner=f"{ann.place.channel.home}/100", title="Vell Gazette")
    assert "Removed" in await ann.types("sources remove Vell Gazette")
    assert "Back again: Vell Gazette" in await ann.types("undo")


async def test_what_is_too_old_to_be_taken_back_is_forgotten_by_itself(town: Town) -> None:
    ann = town.person()
    await ann.types("mute golf")
    town.clock.now += timedelta(minutes=11)
    await housekeeping.tidy(town.desk)
    kept = town.desk.store.read_now(lambda db: db.execute("select count(*) from channel_changes").fetchone()[0])
    assert kept == 0
