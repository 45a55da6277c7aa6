"""What people type, as commands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.adapter_protocol import PartKey
from bot.chat.button_ids import LONGEST, button_id
from bot.chat.commands import COMMANDS, parse
from bot.chat.commands.button_presses import pressed
from bot.chat.desk_protocol import Command
from bot.chat.rendering.parts import Action
from bot.ops.reference_pages import chat_page


@pytest.mark.parametrize(
    ("words", "name", "options"),
    [
        ("what did the mayor say?", "ask", {"question": "what did the mayor say?"}),
        ("Why did the strike end?", "ask", {"question": "Why did the strike end?"}),
        ("sources say the mayor resigns, is that so?", "ask", {"question": "sources say the mayor resigns, is that so?"}),
        ("quotes by the mayor", "ask", {"question": "quotes by the mayor"}),
        ("/readout", "help", {}),
        ("Good morning Readout!", "help", {}),
        ("hello, what did the mayor say?", "ask", {"question": "hello, what did the mayor say?"}),
        ("/brief", "brief", {}),
        ("brief 7d climate", "brief", {"since": "7d", "topic": "climate"}),
        ("/brief about climate", "brief", {"topic": "climate"}),
        ("why", "why", {}),
        ("/why the flood", "why", {"what": "the flood"}),
        ("/quotes Ann Lee about the harbour", "quotes", {"speaker": "Ann Lee", "about": "the harbour"}),
        ("follow climate now quiet 22:00-07:00 most 3", "follow", {"what": "climate", "now": "now", "quiet": "22:00-07:00", "most": "3"}),
        ("follow speaker Ann Lee, at most 2 a day", "follow", {"what": "Ann Lee", "kind": "speaker", "most": "2"}),
        ("unfollow climate", "unfollow", {"what": "climate"}),
        ("schedule", "schedule", {}),
        ("schedule 08:00 Europe/Kyiv weekdays", "schedule", {"time": "08:00", "zone": "Europe/Kyiv", "days": "weekdays"}),
        ("/readout schedule 8am mon-fri sat short en about climate talks", "schedule", {"time": "8am", "days": "mon-fri sat", "length": "short", "language": "en", "topic": "climate talks"}),
        ("schedule every day at 8 am in Kyiv", "schedule", {"time": "8am", "days": "daily", "zone": "Europe/Kyiv"}),
        ("schedule 8 PM New York on weekdays about the climate", "schedule", {"time": "8PM", "days": "weekdays", "zone": "America/New_York", "topic": "the climate"}),
        ("schedule every Monday and Friday at noon, Berlin", "schedule", {"time": "12:00", "days": "Monday Friday", "zone": "Europe/Berlin"}),
        ("schedule off", "schedule", {"do": "remove"}),
        ("schedule of the talks at 8am?", "ask", {"question": "schedule of the talks at 8am?"}),
        ("schedule remove 3", "schedule", {"do": "remove", "number": "3"}),
        ('/schedule time:08:00 zone:Europe/Kyiv topic:"climate talks"', "schedule", {"time": "08:00", "zone": "Europe/Kyiv", "topic": "climate talks"}),
        ("sources add https://a.example/feed?x=1 about sport", "sources", {"do": "add", "source": "https://a.example/feed?x=1", "topic": "sport"}),
        ("/forget server confirm", "forget", {"what": "server", "confirm": "confirm"}),
        ("brief 24 hours", "brief", {"since": "24h"}),
        ("/brief the last 3 days about climate", "brief", {"since": "3d", "topic": "climate"}),
        ("brief yesterday", "brief", {"since": "yesterday"}),
        ("what happened since Tuesday?", "brief", {"since": "since tuesday"}),
        ("what happened on Monday?", "brief", {"since": "monday"}),
        ("news of the last 3 days", "brief", {"since": "3d"}),
        ("what happened in Norwick on Monday?", "ask", {"question": "what happened in Norwick on Monday?"}),
        ("quotes about sanctions", "quotes", {"about": "sanctions"}),
        ("sources add the guardian", "sources", {"do": "add", "source": "the guardian"}),
        ("Hallo!", "help", {}),
        ("Привіт", "help", {}),
        ("Hello! Who are you?", "help", {}),
        ("what can you do?", "help", {}),
        ("help me", "help", {}),
        ("Thanks a lot!", "thanks", {}),
        ("ok, thank you", "thanks", {}),
        ("What’s new?", "brief", {}),
        ("what happened this week?", "brief", {"since": "7d"}),
        ("give me a summary please", "brief", {}),
        ("any news on the flood?", "brief", {"topic": "the flood"}),
        ("summarize yesterday's news", "brief", {"since": "yesterday"}),
        ("what is new in the budget?", "ask", {"question": "what is new in the budget?"}),
        ("what happened to the mayor?", "ask", {"question": "what happened to the mayor?"}),
        ("good news for the mayor?", "ask", {"question": "good news for the mayor?"}),
        ("https://paper.example/feed.xml", "sources", {"do": "offer", "source": "https://paper.example/feed.xml"}),
        ("add https://paper.example", "sources", {"do": "add", "source": "https://paper.example"}),
        ("hlep", "help", {}),
        ("shedule 08:00 Europe/Kyiv", "schedule", {"time": "08:00", "zone": "Europe/Kyiv"}),
        ("schedule 8:00 and 18:00", "schedule", {"time": "8:00,18:00"}),
        ("schedule 08:00,18:00 weekdays ping:@news", "schedule", {"time": "08:00,18:00", "days": "weekdays", "ping": "@news"}),
        ("schedule change 3 08:00,10:00 weekdays", "schedule", {"do": "change", "number": "3", "time": "08:00,10:00", "days": "weekdays"}),
        ("follow list", "follow", {}),
        ("👍", "thanks", {}),
        (":tada: what did the mayor say?", "ask", {"question": "what did the mayor say?"}),
        ("force majeure", "ask", {"question": "force majeure"}),
        ("help me understand the budget", "ask", {"question": "help me understand the budget"}),
    ],
)  # fmt: skip
def test_words_are_a_command_or_a_question(words: str, name: str, options: dict[str, str]) -> None:
    made = parse(words)
    told = {key: value for key, value in made.options.items() if (key, value) != ("perhaps", "little")}
    assert Command(made.name, told, made.attachment) == Command(name, options)


@pytest.mark.parametrize(
    ("words", "name"), [("source", "sources"), ("schedul 8am", "schedule"), ("statu of it?", "ask")]
)
def test_a_slip_in_a_commands_name_is_mended(words: str, name: str) -> None:
    assert parse(words, command=True).name == name


def test_what_cannot_be_read_of_a_schedule_is_kept_for_the_reply() -> None:
    assert parse("/schedule 08:00 sometimes").options["unread"] == "sometimes"
    assert parse("/schedule 25:00").option("time") == "25:00"


@pytest.mark.parametrize("spec", [spec for spec in COMMANDS if spec.example])
def test_every_example_is_read_as_its_command_and_wholly(spec: object) -> None:
    command = parse(f"/readout {spec.example}")  # type: ignore[attr-defined]
    assert command.name == spec.name and command.options  # type: ignore[attr-defined]
    assert set(command.options) <= {option.name for option in spec.options}  # type: ignore[attr-defined]


@given(st.text(max_size=80))
def test_any_text_is_a_command(text: str) -> None:
    assert parse(text).name is not None
    assert parse(f"/schedule {text}").name == "schedule"
    assert parse(f"schedule {text}", command=True).name == "schedule"


@given(st.sampled_from(["more", "sources", "quotes", "less"]), st.integers(0, 10**15), st.integers(0, 10**15))
def test_a_button_says_after_a_restart_what_it_was_for(kind: str, story: int, delivery: int) -> None:
    action = Action(kind, "x", story)  # type: ignore[arg-type]
    made = button_id(action, PartKey(delivery, 2, 3))
    assert len(made) <= LONGEST
    assert pressed(made) == Command("story", {"show": kind, "story": str(story), "delivery": str(delivery)})


def test_a_button_may_be_any_command_in_words() -> None:
    made = button_id(Action("command", "Delete it", words="forget channel confirm"), PartKey(0, 1, 1))
    assert pressed(made) == Command("forget", {"what": "channel", "confirm": "confirm"})


@given(st.text(max_size=60))
def test_no_other_id_is_a_button_of_ours(text: str) -> None:
    assert pressed(text) is None or text.startswith("ro:")


def test_the_page_of_commands_is_made_from_their_table() -> None:
    page = Path(__file__).parents[2] / "docs/chat.md"
    assert page.read_text(encoding="utf-8") == chat_page()
    assert all(f"\n## {spec.name}\n" in chat_page() for spec in COMMANDS)
