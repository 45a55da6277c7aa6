"""The settings file and the store: which row an entry of the file is, over any edits."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.desk_protocol import Command
from bot.config.loading import load
from bot.config.settings import Settings
from bot.desk import settings_file_sync, settings_reload
from bot.desk.desk import Desk
from bot.desk.setup import subscriptions
from bot.desk.sources import sources
from bot.errors import ConfigError, UsageError
from bot.models import Subscription
from bot.store.opening import open_store
from tests.desk.news import FERRY
from tests.desk.town import Clock, Town

HOURS = ("06:30", "08:00", "12:15", "18:00")
ENTRIES = st.lists(
    st.fixed_dictionaries(
        {"at": st.sampled_from(HOURS), "name": st.sampled_from(["", "", "early", "late"])},
        optional={"zone": st.sampled_from(["UTC", "Asia/Tokyo"]), "topic": st.sampled_from(["", "sport"])},
    ),
    max_size=4,
    unique_by=lambda entry: entry["name"] or entry["at"] + entry.get("zone", "") + entry.get("topic", ""),
)


def says(*briefings: dict[str, Any], **more: Any) -> Settings:
    channel = {"name": "news", "platform": "discord", "id": "100", "briefings": briefings}
    return Settings.model_validate({"channels": [channel], **more})


def told(held: Subscription) -> tuple[str, str, str]:
    return held.at, held.zone, held.topic


def wanted(briefings: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return sorted({(each["at"], each.get("zone", "UTC"), each.get("topic", "")) for each in briefings})


def edit(town: Town, *briefings: dict[str, Any], **more: Any) -> list[Subscription]:
    """Start anew with other settings; return what is subscribed then."""
    town.desk.settings = says(*briefings, **more)
    settings_file_sync.apply(town.desk)
    return subscriptions.every(town.desk)


@given(st.lists(ENTRIES, max_size=4))
def test_whatever_is_edited_the_store_holds_what_the_file_says_and_what_somebody_set(
    files: list[list[dict[str, Any]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        town = Town(store, Clock())
        edit(town)
        own = subscriptions.add(town.desk, "news", at="09:00", zone="UTC")
        for briefings in files:
            held = edit(town, *briefings)
            assert own in held
            assert sorted(told(each) for each in held if each != own) == wanted(briefings)
            assert all(each.next_slot_at and each.next_slot_at > town.clock() for each in held if each != own)
            assert edit(town, *briefings) == held, "a start with the same file changes nothing"


def test_a_name_says_which_briefing_changed_wherever_it_stands(town: Town) -> None:
    early, late = edit(town, {"name": "early", "at": "08:00"}, {"name": "late", "at": "18:00"})
    moved = edit(town, {"name": "late", "at": "19:00"}, {"name": "early", "at": "07:00"})
    assert {each.id: each.at for each in moved} == {early.id: "07:00", late.id: "19:00"}


def test_a_name_that_is_given_later_keeps_the_briefing(town: Town) -> None:
    (first,) = edit(town, {"at": "08:00"})
    (named,) = edit(town, {"name": "early", "at": "08:00"})
    (moved,) = edit(town, {"at": "12:00"}, {"name": "early", "at": "07:00"})[:1]
    assert (first.id, named.id, moved.at) == (moved.id, moved.id, "07:00")


def test_two_of_a_name_are_refused_with_the_fix(tmp_path: Path) -> None:
    file = tmp_path / "readout.yaml"
    file.write_text(
        'channels:\n  - name: news\n    briefings:\n      - {name: a, at: "08:00"}\n      - {name: a, at: "09:00"}\n'
    )
    with pytest.raises(ConfigError, match=r"two briefings of a channel are named 'a'\. Give each a name of its own"):
        load(file, {}, Settings)


async def test_a_briefing_that_is_paused_in_the_chat_stays_so_when_its_hour_changes(town: Town) -> None:
    edit(town, {"at": "08:00"})
    await town.person().types("schedule pause")
    (held,) = edit(town, {"at": "09:00"})
    assert (held.at, held.state) == ("09:00", "paused")


async def test_what_the_file_would_bring_back_is_not_removed_but_said_so(town: Town) -> None:
    (held,) = edit(town, {"at": "08:00"}, sources=[{"url": "https://a.example/feed"}])
    assert "stands in the settings file" in await town.person().types("schedule remove")
    with pytest.raises(UsageError, match=r"briefing 1 stands in the settings file\. Take it out there"):
        subscriptions.remove(town.desk, held.id)
    with pytest.raises(UsageError, match=r"https://a\.example/feed stands in the settings file\. Take it out there"):
        await sources.remove_source(town.desk, "1")
    assert not edit(town)
    assert not await sources.list_sources(town.desk)


async def test_what_somebody_added_and_the_file_names_too_is_not_removed_as_long_as_it_does(town: Town) -> None:
    ann, feed = town.person(), "https://a.example/feed"
    await ann.types("schedule 08:00 UTC")
    await sources.add_source(town.desk, feed)
    edit(town, {"at": "08:00"}, sources=[{"url": feed}])
    assert "stands in the settings file, which would bring it back" in await ann.types("schedule remove")
    with pytest.raises(UsageError, match="stands in the settings file"):
        await sources.remove_source(town.desk, feed)
    edit(town)
    assert "Removed: 08:00 UTC" in await ann.types("schedule remove")
    assert (await sources.remove_source(town.desk, feed)).url == feed


async def test_what_the_file_says_is_not_changed_in_the_chat_which_says_so(town: Town) -> None:
    edit(town, {"at": "08:00"})
    ann = town.person()
    assert "which would change it back" in await ann.types("schedule change 1 09:30")
    assert "Changed" in await ann.commands(Command("schedule", {"do": "change", "number": "1", "ping": "77"}))
    (held,) = edit(town, {"at": "08:00"})
    assert (held.at, held.ping) == ("08:00", "77")


async def test_a_file_that_is_not_there_takes_nothing_out_and_what_it_set_up_can_be_removed(town: Town) -> None:
    held = edit(town, {"at": "08:00"}, sources=[{"url": "https://a.example/feed"}])
    town.desk.settings = load(None, {}, Settings)
    settings_file_sync.apply(town.desk)
    assert subscriptions.every(town.desk) == held and len(await sources.list_sources(town.desk)) == 1
    assert settings_file_sync.outlook(town.desk).orphaned == 2
    assert "Removed" in await town.person().types("schedule remove")
    await sources.remove_source(town.desk, "1")
    assert settings_file_sync.outlook(town.desk).orphaned == 0


async def test_who_forgets_a_channel_of_the_file_is_told_that_it_returns(town: Town) -> None:
    edit(town, {"at": "08:00"})
    ann = town.person()
    assert "stand in the settings file, which sets them up again" in await ann.types("forget channel confirm")
    edit(town, {"at": "08:00"})
    town.desk.settings = Settings()
    assert "settings file" not in await ann.types("forget channel confirm")


def test_a_folder_that_is_away_stops_no_start_and_takes_no_source_out(town: Town, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    named = [{"url": str(folder)}, {"url": "https://a.example/feed"}]
    edit(town, {"at": "08:00"}, sources=named)
    folder.rmdir()
    assert len(edit(town, {"at": "09:00"}, sources=named)) == 1
    outlook = settings_file_sync.outlook(town.desk)
    assert "is not a folder" in outlook.problems[0] and outlook.counts == (0, 0)


def test_a_channel_that_is_renamed_in_the_file_keeps_what_it_was_told(town: Town) -> None:
    (held,) = edit(town, {"at": "08:00"})
    channel = {"name": "evening", "platform": "discord", "id": "100", "briefings": [{"at": "08:00"}]}
    town.desk.settings = Settings.model_validate({"channels": [channel]})
    settings_file_sync.apply(town.desk)
    assert subscriptions.every(town.desk) == [held]


async def test_a_topic_that_nothing_matches_is_warned_of_when_it_is_set(town: Town) -> None:
    ann = town.person()
    assert "Nothing that is read" not in await ann.types("schedule 08:00 UTC about climat"), "nothing is known yet"
    town.reads("https://a.example/feed", topic="climate")
    town.reads("https://b.example/feed", topic="sport")
    warned = "Nothing that is read here is filed under “climat” or has named it of late. Did you mean “climate”?"
    assert warned in await ann.types("schedule 09:00 UTC about climat")
    assert warned in await ann.types("follow climat")
    town.prints(FERRY)
    assert "of late. Topics here: climate, sport" in await ann.types("schedule change 2 about volcanoes")
    for topic in ("climate", "Sport", "ferry"):
        assert "Nothing that is read" not in await ann.types(f"follow topic {topic}")
    edit(town, {"at": "10:00", "topic": "volcano"})
    town.desk.settings = says({"at": "11:00", "topic": "volcano"})
    assert "“volcano”" in settings_file_sync.outlook(town.desk).warnings[0]


async def test_a_reload_that_no_service_answers_ends(town: Town) -> None:
    assert await settings_reload.request(town.desk, patience_s=0) is None


def test_a_channel_that_is_taken_out_keeps_its_name_and_what_somebody_set_there(town: Town) -> None:
    edit(town, {"at": "08:00"})
    own = subscriptions.add(town.desk, "news", at="09:00", zone="UTC")
    settings_file_sync.apply(Desk(town.desk.store, Settings(), town.clock))
    assert subscriptions.every(town.desk) == [own]


@pytest.mark.parametrize(
    ("own", "file", "held"),
    [("language:German", "language", 1), ("only German", "language", 1), ("", "only_language", 2)],
    ids=["the same", "as an earlier version kept it", "another"],
)
async def test_an_own_briefing_that_the_file_names_too_comes_once(town: Town, own: str, file: str, held: int) -> None:
    edit(town)
    await town.person().types(f"schedule 08:00 UTC {own}")
    assert len(edit(town, {"at": "08:00", "zone": "UTC", file: "de"})) == held
