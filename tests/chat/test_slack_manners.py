"""What people do on Slack and what they see: in the channel, in a thread, alone, at home; over a real socket."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from slack_server import (
    ADMIN,
    BOT_USER,
    DIRECT,
    NEWS,
    PERSON,
    SECOND,
    TEAM,
    UNINVITED,
    Fault,
    SlackServer,
    shown,
)
from slackdesk import Served, served

from bot.chat import preview
from bot.chat.adapter_protocol import PartKey, Target
from bot.chat.desk_protocol import EVERY_RIGHT, NO_RIGHT, Rights
from bot.chat.rendering import render
from bot.models import BriefedStory, Briefing, Citation, Claim

ME = f"<@{BOT_USER}>"


async def test_a_mention_is_answered_in_its_thread_and_work_is_shown(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        asked = await it.server.people.say(f"{ME} the match &amp; <https://a.example|a.example>")
        await it.until(lambda: it.server.texts(NEWS, asked))
        assert it.server.texts(NEWS, asked) == ["I hold nothing on the match & https://a.example."]
        (request,) = it.desk.requests
        assert (request.place.server_id, request.place.thread, request.person) == (TEAM, asked, PERSON)
        assert it.server.workspace.statuses[0]["status"] == "is reading the news and checking each sentence…"
        await it.until(lambda: it.desk.posted == [it.server.messages[NEWS][-1]["ts"]])


async def test_a_follow_up_in_the_thread_knows_what_it_is_about(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        asked = await it.server.people.say(f"{ME} what did the minister say")
        await it.until(lambda: len(it.desk.posted) == 1)
        await it.server.people.say(f"{ME} and when?", thread=asked)
        await it.until(lambda: len(it.desk.posted) == 2)
        follow_up = it.desk.requests[-1]
        assert follow_up.about == follow_up.place.thread == asked
        assert follow_up.history == ("what did the minister say",)
        assert len(it.server.texts(NEWS, asked)) == 2


@pytest.mark.parametrize("channel", [NEWS, DIRECT])
async def test_an_answer_is_streamed_only_as_far_as_it_is_proved(tmp_path: Path, channel: str) -> None:
    async with served(tmp_path) as it:
        asked = await it.server.people.say(f"{ME} slow news", channel)
        await it.until(lambda: it.server.calls.count("chat.appendStream"))
        assert it.server.texts(channel, asked) == ["Sentence 1 of slow news.\nSentence 2 of slow news."]
        it.desk.gate.set()
        await it.until(lambda: it.desk.posted)
        (whole,) = it.server.texts(channel, asked)
        assert whole.split("\n")[2:] == ["Sentence 3 of slow news.", "Written without a model"]
        assert it.server.calls.count("chat.postMessage") == 0
        assert not it.server.workspace.streaming


@pytest.mark.parametrize("method", ["chat.startStream", "chat.appendStream", "chat.stopStream"])
async def test_where_streaming_fails_the_answer_comes_whole_and_once(tmp_path: Path, method: str) -> None:
    async with served(tmp_path) as it:
        it.server.faults.append(Fault(method, body={"ok": False, "error": "internal_error"}))
        it.desk.gate.set()
        asked = await it.server.people.say(f"{ME} slow news")
        await it.until(lambda: it.desk.posted)
        (whole,) = it.server.texts(NEWS, asked)
        assert whole.split("\n") == [f"Sentence {n} of slow news." for n in (1, 2, 3)] + ["Written without a model"]


async def test_a_command_is_acknowledged_at_once_and_its_answer_says_what_was_asked(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        it.desk.waits = True
        await it.server.people.command("ask the match <!here>")  # returns when it is acknowledged
        assert not it.server.texts(NEWS)
        it.desk.gate.set()
        await it.until(lambda: it.server.texts(NEWS))
        assert it.server.texts(NEWS) == ["olena: ask the match !here\nI hold nothing on the match !here."]


async def test_what_is_private_is_seen_by_the_person_alone(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        name = await it.server.people.command("status")
        await it.until(lambda: it.server.people.seen(name))
        assert it.server.people.seen(name) == ["status: {}"]
        asked = await it.server.people.say(f"{ME} status")
        await it.until(lambda: it.server.workspace.ephemerals)
        assert it.server.workspace.ephemerals[0]["user"] == PERSON
        assert it.server.workspace.ephemerals[0]["thread_ts"] == asked
        await it.until(lambda: it.server.workspace.statuses[-1]["status"] == "")
        assert it.server.texts(NEWS) == []


async def test_where_the_app_is_no_member_the_person_alone_is_answered_and_told_why(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        name = await it.server.people.command("ask the match", UNINVITED)
        seen = await it.until(lambda: it.server.people.seen(name))
        assert seen[0] == "I hold nothing on the match."
        await it.until(lambda: len(it.server.people.seen(name)) == 2)
        assert "/invite it there" in it.server.people.seen(name)[1]


async def test_settings_are_for_those_who_manage_the_channel(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        await it.server.people.command("schedule 08:00 Europe/Kyiv")
        await it.server.people.command("schedule 09:00 Europe/Kyiv", person=ADMIN)
        it.server.workspace.places[SECOND].creator = PERSON
        await it.server.people.command("schedule 10:00 Europe/Kyiv", SECOND)
        await it.server.people.command("schedule 11:00 Europe/Kyiv", DIRECT)
        await it.server.people.command("forget server", SECOND)
        await it.server.people.command("sources add https://a.example/feed", DIRECT)
        await it.until(lambda: len(it.desk.requests) == 6)
        may = {(each.command.name, each.command.option("time")): each.rights for each in it.desk.requests}
        assert may == {
            ("schedule", "08:00"): NO_RIGHT,
            ("schedule", "09:00"): EVERY_RIGHT,
            ("schedule", "10:00"): Rights(channel=True),
            ("schedule", "11:00"): Rights(channel=True),
            ("forget", ""): Rights(channel=True),
            ("sources", ""): Rights(channel=True),
        }, "a channel is its maker's and a direct message its person's; the workspace is not"


async def test_only_what_is_talked_of_and_settings_within_a_thread_concern_the_thread(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        people = it.server.people
        root = await people.say("morning, all")
        await people.say(f"{ME} the match", thread=root)
        await people.say(f"{ME} /why flood", thread=root)
        await people.say(f"{ME} status")
        await people.say(f"{ME} schedule 08:00 Europe/Kyiv", person=ADMIN)
        await people.say(f"{ME} schedule 09:00 Europe/Kyiv", thread=root, person=ADMIN)
        await people.say("schedule 10:00 Europe/Kyiv", DIRECT, thread=root)
        await it.until(lambda: len(it.desk.requests) == 6)
        assert {(each.command.name, each.command.option("time"), each.place.thread) for each in it.desk.requests} == {
            ("ask", "", root),
            ("why", "", None),
            ("status", "", None),
            ("schedule", "08:00", None),
            ("schedule", "09:00", root),
            ("schedule", "10:00", None),
        }


async def test_a_message_is_held_against_the_news_by_its_menu(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        said = await it.server.people.say("The harbour is closed, they say")
        await it.server.people.shortcut(NEWS, said)
        await it.until(lambda: it.server.texts(NEWS, said))
        assert it.server.texts(NEWS, said) == ["I hold nothing on The harbour is closed, they say."]


async def test_an_opml_file_comes_with_its_command(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        file = it.server.people.upload("feeds.opml", "<opml><body/></opml>")
        await it.server.people.say(ME, files=[file], person=ADMIN)
        await it.server.people.say("", DIRECT, files=[file])
        await it.until(lambda: len(it.desk.requests) == 2)
        assert [each.command.attachment for each in it.desk.requests] == [b"<opml><body/></opml>"] * 2
        assert {each.command.option("do") for each in it.desk.requests} == {"import"}


async def test_the_home_shows_a_persons_briefings_and_takes_changes(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        people, homes = it.server.people, it.server.workspace.homes
        await people.open_home(ADMIN)
        await it.until(lambda: ADMIN in homes)
        await people.press_home("Add a briefing", ADMIN)
        await it.until(lambda: it.server.workspace.modals)
        assert (await people.submit({"Time zone": "Kyiv", "Where": "#news"}, ADMIN))["errors"] == {
            "zone": "unknown time zone 'Kyiv'"
        }
        assert await people.submit({"Where": "#news", "Time": "07:30", "Days": "Weekdays"}, ADMIN) == {}
        await it.until(lambda: "07:30 Europe/Kyiv weekdays normal" in shown(homes[ADMIN]["blocks"]))
        assert "#news" in shown(homes[ADMIN]["blocks"])
        await people.press_home("Pause", ADMIN)
        await it.until(lambda: "[Resume] [Remove]" in shown(homes[ADMIN]["blocks"]))
        await people.press_home("Remove", ADMIN)
        await it.until(lambda: "No briefing is scheduled yet" in shown(homes[ADMIN]["blocks"]))


async def test_a_home_shows_nothing_of_channels_that_the_person_is_not_in(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        it.server.workspace.add_place("C0000000077", "secret", kind="group", members=[BOT_USER, ADMIN])
        await it.server.people.invite("C0000000077")
        it.desk.plans = []
        await it.server.people.command("schedule 06:00 Europe/Kyiv", "C0000000077", person=ADMIN)
        await it.until(lambda: it.desk.plans)
        await it.server.people.open_home(PERSON)
        await it.server.people.open_home(ADMIN)
        await it.until(lambda: len(it.server.workspace.homes) == 2)
        assert "06:00" not in shown(it.server.workspace.homes[PERSON]["blocks"])
        assert "06:00" in shown(it.server.workspace.homes[ADMIN]["blocks"])


def publishes(it: Served) -> int:
    return it.server.calls.count("views.publish")


async def test_an_open_home_follows_what_is_changed_elsewhere_and_only_that(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        people, homes = it.server.people, it.server.workspace.homes
        for person in (ADMIN, PERSON):
            await people.open_home(person)
        await it.until(lambda: len(homes) == 2)
        await people.command("schedule 06:00 Europe/Kyiv", person=ADMIN)
        await it.until(lambda: all("06:00 Europe/Kyiv" in shown(homes[each]["blocks"]) for each in (ADMIN, PERSON)))
        place = it.desk.plans[0].place
        it.desk.follows = [(place, "topic climate, told at once")]  # as the command line changes it: nobody tells us
        await it.until(lambda: "Follows: topic climate" in shown(homes[PERSON]["blocks"]))
        it.desk.sources = "3 sources read here, 1 of them paused."
        await people.say(f"{ME} sources pause 1", person=ADMIN)
        await it.until(lambda: all("1 of them paused" in shown(each["blocks"]) for each in homes.values()))
        before = publishes(it)
        await people.say(f"{ME} sources", person=ADMIN)
        await people.open_home(PERSON)
        await asyncio.sleep(0.5)
        assert publishes(it) == before, "it shows this already"


async def test_a_note_at_home_stays_until_it_is_opened_again(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        people, homes = it.server.people, it.server.workspace.homes
        await people.command("schedule 06:00 Europe/Kyiv", person=ADMIN)
        await it.until(lambda: it.desk.plans)
        await people.open_home(PERSON)
        await it.until(lambda: homes)
        await people.press_home("Pause", PERSON)
        await it.until(lambda: "Only those who manage" in shown(homes[PERSON]["blocks"]))
        await asyncio.sleep(0.5)
        assert "Only those who manage" in shown(homes[PERSON]["blocks"])
        await people.open_home(PERSON)
        await it.until(lambda: "Only those who manage" not in shown(homes[PERSON]["blocks"]))


async def test_a_home_that_is_opened_a_thousand_times_costs_little(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        people, calls = it.server.people, it.server.calls
        await people.open_home(PERSON)
        await it.until(lambda: PERSON in it.server.workspace.homes)
        before = len(calls)
        for _ in range(1_000):
            await people.open_home(PERSON)
        await people.open_home(ADMIN)
        await it.until(lambda: ADMIN in it.server.workspace.homes)
        await asyncio.sleep(0.5)
        assert len(calls) - before < 20, "two for the other's home, and a few"


async def test_who_opens_their_home_too_often_is_told_so_there(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        it.desk.refusal = "You have asked 40 questions within an hour. There is room again in 2 minutes"
        for _ in range(3):
            await it.server.people.open_home(PERSON)
        homes = it.server.workspace.homes
        await it.until(lambda: PERSON in homes)
        assert "There is room again" in shown(homes[PERSON]["blocks"])
        it.desk.refusal = ""
        await it.server.people.open_home(PERSON)
        await it.until(lambda: "2 sources read here." in shown(homes[PERSON]["blocks"]))


async def test_a_home_that_was_never_opened_is_not_published(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        await it.server.people.command("schedule 06:00 Europe/Kyiv", person=ADMIN)
        await it.until(lambda: it.desk.plans)
        await asyncio.sleep(0.5)
        assert publishes(it) == 0 and it.server.calls.count("users.conversations") == 1, "only our own, at the start"


async def test_a_channel_that_closes_is_told_and_leaving_the_workspace_too(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        await it.server.people.channel_event("channel_archive", SECOND)
        await it.server.people.channel_event("channel_left", NEWS)
        await it.until(lambda: len(it.desk.places_closed) == 2)
        assert [place.channel_id for place, _ in it.desk.places_closed] == [SECOND, NEWS]
        assert it.desk.workspaces_left == []
        await it.server.people.uninstall()
        await it.until(lambda: ("slack", TEAM) in it.desk.workspaces_left)


async def test_an_outage_is_no_leaving(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        for _ in range(3):
            await it.server.drop()
            await it.until(lambda: it.server.socket_mode.open)
        assert it.desk.workspaces_left == []


async def test_what_brief_as_slack_prints_is_what_the_channel_gets(tmp_path: Path) -> None:
    cited = Citation(1, 0, 1, "Ships wait | at <anchor> & more.", "https://a.example/x|y?a=1&b=<2>", "A | B", "Herald")
    claims = tuple(Claim(f"Sentence {n} & <more> | so.", (cited,)) for n in range(8))
    stories = tuple(BriefedStory(n, f"Story {n} | <x>", claims, ("Herald",)) for n in range(1, 30))
    day = datetime(2026, 1, 9, 8, tzinfo=UTC)
    briefing = Briefing("Morning", day, day, stories)
    async with served(tmp_path) as it:
        parts = render.briefing(briefing, it.adapter.limits)
        first = ""
        for ordinal, part in enumerate(parts, 1):
            sent = await it.adapter.send(Target("slack", NEWS), part, PartKey(0, ordinal, len(parts), first))
            first = first or sent
        got = [{key: body[key] for key in body if key not in ("channel", "thread_ts")} for body in it.server.bodies]
        assert len(got) > 1
        assert got == preview.bodies(briefing, "slack")


async def test_the_first_word_in_a_channel_is_how_to_begin(tmp_path: Path) -> None:
    async with served(tmp_path, server=SlackServer(paced=True), message_seconds=1.05) as it:
        await it.server.people.invite(UNINVITED)
        await it.until(lambda: it.server.texts(UNINVITED))
        assert "/readout schedule 08:00 Europe/Kyiv weekdays" in it.server.texts(UNINVITED)[0]
