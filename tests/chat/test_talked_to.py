"""The desk tells a wish from a question for the news, on lines that were written before its grammar was looked at.

`said/desk.txt` has what is said to a desk, each line with what is wanted, a third of them with slips; `said/news.txt`
questions for the news, many with words of the desk; `said/moods.txt` is said curtly, politely, wrongly, in slang. What counts is how many go wrong, and not which.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chat.commands import parse
from bot.chat.desk_protocol import Command

HERE = Path(__file__).parent / "said"
SHARED = Path(os.environ.get("READOUT_SHARED", Path(__file__).parents[3] / "shared"))
SEARCHES = {"ask", "search", "quotes", "story", "stories"}
BRIEFINGS = {"schedule", "change", "often", "two_schedules", "alone"}
RIGHT = {
    "stop": {"stop", "pause", "remove", "unfollow"},
    "pause": {"pause", "stop", "holidays"},
    "resume": {"resume"},
    "schedule": BRIEFINGS,
    "edit": BRIEFINGS,
    "cancel": {"remove", "stop"},
    "undo": {"undo"},
    "mute": {"mute", "drop"},
    "unmute": {"unmute"},
    "length": {"change", "other"},
    "language": {"language"},
    "topic": {"alone", "follow", "change"},
    "add": {"read"},
    "remove": {"unread", "drop"},
    "follow": {"follow"},
    "unfollow": {"unfollow"},
}
"""What may be done, or offered, for what is wanted; what is wanted of the others changes nothing."""
CHANGES = set().union(*RIGHT.values()) - {"holidays", "other"}


def said() -> list[tuple[str, str]]:
    lines = (HERE / "desk.txt").read_text(encoding="utf-8").splitlines()
    return [(wish, text) for wish, _, text in (line.partition(" | ") for line in lines)]


def is_searched(text: str) -> bool:
    """Tell whether a line is only looked for in the news, and never asked back."""
    command = parse(text)
    return command.name in SEARCHES and command.option("perhaps") in ("", "little")


def act(command: Command) -> str:
    """Return what a command changes, or offers to change; "" where it shows or asks something."""
    do = command.option("act") or command.option("do") or command.name
    if command.name == "sources":
        return {"add": "read", "remove": "unread"}.get(do, "")
    if command.name == "schedule":
        return {"list": "", "preview": ""}.get(do, "schedule" if command.option("time") else do)
    if command.name in ("follow", "mute") and not command.option("what"):
        return ""
    return do if do in CHANGES else ""


def test_hardly_anything_that_is_said_to_the_desk_is_looked_for_in_the_news() -> None:
    lines = said()
    searched = [text for _, text in lines if is_searched(text)]
    assert len(lines) >= 300 and len(searched) <= 0.03 * len(lines), searched


def test_what_is_said_in_any_mood_is_hardly_ever_looked_for_alone() -> None:
    lines = (HERE / "moods.txt").read_text(encoding="utf-8").splitlines()
    searched = [text for text in lines if is_searched(text)]
    assert len(lines) >= 200 and len(searched) <= 0.03 * len(lines), searched


def test_what_is_done_or_offered_is_what_was_wished() -> None:
    lines = said()
    wrong = []
    for wish, text in lines:
        done = act(parse(text))
        if done and done not in RIGHT.get(
            wish, {"follow", "stop", "pause", "unfollow"} if wish in ("quiet", "pings") else set()
        ):
            wrong.append((wish, text, done))
    assert len(wrong) <= 0.03 * len(lines), wrong


def test_questions_for_the_news_are_answered_from_the_news() -> None:
    lines = (HERE / "news.txt").read_text(encoding="utf-8").splitlines()
    taken = [text for text in lines if not is_searched(text) and parse(text).name != "brief"]
    assert len(taken) <= 0.04 * len(lines), taken
    assert [text for text in taken if act(parse(text)) and parse(text).option("do") != "unsure"] == []


def titles() -> Iterator[str]:
    for name in ("dated", "undated"):
        path = SHARED / "data" / "stories" / f"{name}.jsonl.gz"
        if not path.is_file():
            pytest.skip(f"{path} is not there")
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (str(json.loads(line).get("title") or "") for line in lines)


def test_a_headline_is_no_wish() -> None:
    told = [each for each in dict.fromkeys(titles()) if len(each) > 12][::2]
    taken = [
        each
        for title in told
        for each in (title, title.lower())
        if not is_searched(each) and parse(each).name != "brief"
    ]
    assert len(taken) <= 0.01 * 2 * len(told), taken


@pytest.mark.parametrize(
    ("text", "do"),
    [
        ("weekdays at 8, weekends at 10", "two_schedules"),
        ("Mondays and Wednesdays at 8, Fridays at 10", "two_schedules"),
        ("8 on weekdays and 10 at weekends", "two_schedules"),
        ("schedule 8:00 weekdays, 10:00 weekends ping:@news", "two_schedules"),
        ("follow: who paid?", "unsure"),
        ("follow who paid?", "unsure"),
        ("no updates", "unsure"),
        ("no more updates", "stop"),
        ("where did you get that?", "whence"),
        ("source?", "whence"),
        ("what do you store about me?", "privacy"),
        ("who can change the settings here?", "rights"),
        ("no posts at night please", "at_night"),
        ("please don't post over Christmas", "holidays"),
        ("reset everything", "reset"),
    ],
)
def test_what_is_asked_of_the_desk_itself_is_answered(text: str, do: str) -> None:
    assert parse(text).option("do") == do


@pytest.mark.parametrize(
    ("text", "option", "value"),
    [
        ("stop posting on weekends", "fewer", "weekends"),
        ("fridays we're off, so no briefing then", "fewer", "fri"),
        ("two briefings a day please, one at 8 and one at 18:00", "times", "08:00,18:00"),
        ("nobody is awake at 8, can you come an hour later?", "shift", "60"),
        ("change the time zone to New York", "zone", "America/New_York"),
        ("make it 9 on weekdays", "times", "09:00"),
        ("make it 9 on weekdays", "days", "weekdays"),
        ("please change it from 9 to 10 on weekdays", "times", "10:00"),
        ("please change it from 9 to 10 on weekdays", "old", "09:00"),
        ("follow: the mayor", "what", "the mayor"),
        ("follow: who paid?", "what", "who paid"),
        ("8 on Monday and 9 on Tuesday and 10 on Wednesday", "pairs", "mon@08:00;tue@09:00;wed@10:00"),
    ],
)
def test_what_a_line_says_of_when_is_read_as_it_is_meant(text: str, option: str, value: str) -> None:
    assert parse(text).option(option) == value


@pytest.mark.parametrize(
    "text",
    [
        "could the briefing be cancelled",
        "briefings shorter than ever",
        "briefings now on weekdays",
        "on Monday briefings resume",
        "we were told to stop the briefings",
        "are you running, nothing since Tuesday",
        "morning, lunch and evening please, 3 times",
        "Could you maybe have a weekend like everybody",
        "on channel 4, is the sale back on the table",
    ],
)
def test_what_may_be_told_or_asked_of_a_briefing_changes_nothing(text: str) -> None:
    assert act(parse(text)) == "" or parse(text).option("do") == "unsure"


@pytest.mark.parametrize(
    ("text", "option", "value"),
    [
        ("delete the Friday briefing", "fewer", "fri"),
        ("nobody here reads it on Sundays", "fewer", "sun"),
        ("too late for us, most people have already read it, 7.15 instead?", "do", "change"),
        ("mute yourself till the 4th. office is shut", "do", "pause"),
        ("did you forget us today", "do", ""),
        ("drop the Daily Mail", "do", "drop"),
        ("not so much, AI, AI. don't want it", "do", "mute"),
        ("strictly semiconductors please", "what", "semiconductors"),
        ("would you mind including Le Monde among the papers you read", "what", "Le Monde"),
        ("un-hide politics", "do", "unmute"),
    ],
)
def test_what_reads_as_something_else_at_first_is_read_as_it_is_meant(text: str, option: str, value: str) -> None:
    command = parse(text)
    assert command.name != "forget"
    assert command.option(option) == value


@pytest.mark.parametrize(
    "text",
    [
        "what would be in tomorrow's one",
        "shift this to #newsroom, it is too busy here",
        "our press office was not worth a line again?",
        "since 2 days silence here",
        "every 2 hrs between 9 and 5 if poss",
        "the one at 8 for Lisbon and another one at 14 for Recife would be fine",
        "any chance of Ukrainian as well as English?",
        "we've got two briefings now for some reason, keep the earlier and bin the other",
    ],
)
def test_what_is_said_of_the_desks_own_things_is_asked_back(text: str) -> None:
    assert not is_searched(text) and parse(text).name != "brief"


@pytest.mark.parametrize(
    "text",
    [
        "latest on Boeing please",
        "stop and search numbers, up or down this year",
        "behind schedule, is the railway, or has that changed",
        "the shipping alerts in the Red Sea, who's issuing them",
        "is the flood alert still in force in Valencia",
        "Would you please let me know whether Heathrow has reopened?",
    ],
)
def test_what_bears_the_name_of_a_thing_of_the_desks_is_looked_for(text: str) -> None:
    assert is_searched(text)


@pytest.mark.parametrize(
    "text",
    [
        "with the royals you can leave me in peace",
        "as soon as the ruling drops, write us",
        "put the Irish Times in there as well please",
        "whose idea was the 6am",
        "who told you to post here",
        "how long must we still wait for the next one",
        "do you keep what we write",
    ],
)
def test_what_people_would_like_is_asked_back_in_any_words(text: str) -> None:
    assert not is_searched(text)
