"""A story on Slack, over the wire with `readout run` as it is: what people typed, what the channel saw."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from model_server import ModelServer, author
from paper import Paper
from service import Service, run
from slack_server import ADMIN, BOT_USER, DIRECT, NEWS, PERSON, SECOND, SlackProcess, shown

from bot.store.news import sources
from bot.store.opening import open_store

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
EARLIER = "2021-12-31T05:30:00Z"  # half past seven in Kyiv, a Friday
BEFORE_EIGHT = "2021-12-31T05:59:58Z"
A_MINUTE_LATER = "2021-12-31T06:02:00Z"
ME = f"<@{BOT_USER}>"
TEAM_NEWS = f"slack:T0000000001/{NEWS}"
TEAM_SECOND = f"slack:T0000000001/{SECOND}"


@pytest.fixture
def paper() -> Iterator[Paper]:
    with closing(Paper()) as made:
        yield made


def _environ(slack: SlackProcess, paper: Paper) -> dict[str, str]:
    return {
        **slack.environ,
        "READOUT_ALLOW_ORIGINS": paper.origin,
        "READOUT_FETCH_INTERVAL_MINUTES": "0.01",
    }


def _ingested(data: Path) -> None:
    for file in sorted(SEEDS.glob("*.jsonl")):
        run(data, "ingest", str(file), READOUT_NOW=EARLIER)


def _suggested(slack: SlackProcess, number: int) -> dict[str, Any]:
    """Wait until so many suggestions are shown, and return the last."""
    return dict(slack.until(lambda: slack.see()["prompts"][number - 1 :])[-1])


def _chosen_and_answered(slack: SlackProcess, told: dict[str, Any]) -> None:
    """Choose the first question that is suggested; it is answered from the news, in its thread, which it titles."""
    title, question = told["prompts"][0]["title"], told["prompts"][0]["message"]
    asked = slack.act("choose", title)
    thread = told.get("thread_ts") or asked
    answer = slack.until(lambda: slack.texts(DIRECT, thread))[0]
    assert "[1]" in answer and "couldn't find" not in answer
    seen = slack.see()
    assert (seen["titles"][-1]["thread_ts"], seen["titles"][-1]["title"]) == (thread, question[:80])
    assert (seen["statuses"][-1]["thread_ts"], seen["statuses"][-1]["status"]) == (
        thread,
        "is reading the news and checking each sentence…",
    )


def _briefed_at_eight(slack: SlackProcess, data: Path, **environ: str) -> None:
    """The briefing of a direct message stands in the conversation itself, once; a reply to it is about it."""
    with Service(data, BEFORE_EIGHT, **environ) as service:
        assert "Fri 31 Dec 2021, 08:00 Kyiv" in _wait_for(slack, DIRECT, "Morning briefing")
        service.until(lambda: slack.see()["connections"])  # a briefing does not wait for it
        (first,) = [each for each in _top(slack, DIRECT) if each.get("metadata")]
        slack.act("say", "how many dockers are on strike?", DIRECT, thread=first["ts"])
        slack.until(lambda: "dockers in Port Ellery" in "".join(slack.texts(DIRECT, first["ts"])))
        service.stop()


def _private_source(data: Path, url: str, owner: str) -> None:
    """Let one channel read something that is its own."""
    with open_store(data) as store:
        store.write_now(lambda db: sources.add(db, url, owner=owner, now=datetime(2021, 12, 31, tzinfo=UTC)))


def _top(slack: SlackProcess, channel: str) -> list[dict[str, Any]]:
    """What stands in a channel itself, by the app."""
    kept = slack.see()["messages"].get(channel, [])
    return [each for each in kept if "bot_id" in each and "thread_ts" not in each]


def _wait_for(slack: SlackProcess, channel: str, words: str, thread: str | None = None) -> str:
    """Wait until the app said something there that holds some words, and return it."""
    return str(slack.until(lambda: next((text for text in slack.texts(channel, thread) if words in text), "")))


def test_a_channel_from_joining_to_being_forgotten(tmp_path: Path, paper: Paper) -> None:
    data = tmp_path / "data"
    _ingested(data)
    paper.prints("coast", "Tide tables", "The tide tables of the coast were printed.", "2021-12-30T05:00:00Z")

    with SlackProcess(now=EARLIER) as slack:
        environ = _environ(slack, paper)
        with Service(data, EARLIER, **environ) as service:
            service.until(lambda: slack.see()["connections"])

            # the app is invited; it says how to begin
            slack.act("invite", NEWS)
            assert "/readout schedule 08:00 Europe/Kyiv weekdays" in _wait_for(slack, NEWS, "Readout is here")

            # a member may not set it up, an admin may
            refused = slack.act("command", "schedule 08:00 Europe/Kyiv weekdays", NEWS, person=PERSON)
            assert "Only those who manage" in slack.until(lambda: slack.seen(refused))[0]
            slack.act("command", "schedule 08:00 Europe/Kyiv weekdays", NEWS, person=ADMIN)
            said = _wait_for(slack, NEWS, "Scheduled: 08:00 Europe/Kyiv")
            assert said.startswith("adam: schedule 08:00 Europe/Kyiv weekdays\n")
            assert "Next briefing: Fri 31 Dec 2021, 08:00" in said
            slack.act("open_home", ADMIN)
            shown_at_home = slack.until(lambda: slack.see()["homes"].get(ADMIN))["blocks"]
            assert "#news" in shown(shown_at_home) and "08:00 Europe/Kyiv" in shown(shown_at_home)

            # an admin attaches a list of feeds
            opml = f'<opml version="2.0"><body><outline type="rss" xmlUrl="{paper.origin}/coast.xml"/></body></opml>'
            file = slack.act("upload", "feeds.opml", opml)
            attached = slack.act("say", ME, NEWS, person=ADMIN, files=[file])
            assert "1 added" in slack.until(lambda: slack.texts(NEWS, attached))[0]
            assert f"{paper.origin}/coast.xml" in run(data, "sources", "list")
            service.stop()

        with Service(data, BEFORE_EIGHT, **environ) as service:
            # the briefing at its slot, once
            briefing = _wait_for(slack, NEWS, "Morning briefing")
            service.until(lambda: slack.see()["connections"])  # a briefing does not wait for it
            assert "Fri 31 Dec 2021, 08:00 Kyiv" in briefing
            assert re.search(r"\[1 More\] \[Sources\] \[Who said what\]", briefing)
            first = next(each for each in _top(slack, NEWS) if "Morning briefing" in each["text"])
            assert first["metadata"]["event_payload"]["part"] == 1

            # a question is answered in its thread, and so is what follows from it
            asked = slack.act("say", f"{ME} what did Ushakov say", NEWS)
            assert "colossal mistake" in _wait_for(slack, NEWS, "Ushakov", asked)
            slack.act("say", f"{ME} and what did Biden say to that?", NEWS, thread=asked)
            follow_up = slack.until(lambda: slack.texts(NEWS, asked)[1:])[0]
            assert "Biden" in follow_up and "couldn't find" not in follow_up

            # a reply to the briefing asks about the briefing
            slack.act("say", f"{ME} how many dockers are on strike?", NEWS, thread=first["ts"])
            about = slack.until(lambda: [t for t in slack.texts(NEWS, first["ts"]) if "briefing" not in t])[-1]
            assert "dockers in Port Ellery" in about

            # a topic is followed, to be told of it at once
            slack.act("open_home", ADMIN)
            slack.act("command", "follow harbour now", NEWS, person=ADMIN)
            _wait_for(slack, NEWS, "Followed: topic harbour")
            slack.until(lambda: "Follows: topic harbour" in shown(slack.see()["homes"][ADMIN]["blocks"]))
            service.stop()

        paper.prints(
            "coast",
            "Harbour closed after collision",
            "The harbour of Ellery was closed on Friday after two ferries collided in fog. Nobody was hurt, the harbour master said.",
            "2021-12-31T06:01:30Z",
        )

        with Service(data, A_MINUTE_LATER, **environ) as service:
            service.until(lambda: slack.see()["connections"])

            # a button still works after a restart
            name = slack.act("press", "Who said what", NEWS, ts=first["ts"])
            assert re.search(r"said|“|\"", slack.until(lambda: slack.seen(name))[0])
            name = slack.act("press", "1 More", NEWS, ts=first["ts"])
            assert "[1]" in slack.until(lambda: slack.seen(name))[0]

            name = slack.act("press", "Less like this", NEWS, ts=first["ts"])
            assert "will come last here" in slack.until(lambda: slack.seen(name))[0]
            assert len(run(data, "channels", "list", "--json").splitlines()) == 1

            # an alert comes with the next poll of the news
            assert "two ferries collided" in _wait_for(slack, NEWS, "Harbour closed after collision")

            # why something was in the briefing, for the person alone
            name = slack.act("command", "why Geneva", NEWS)
            assert "The briefing of Fri 31 Dec" in slack.until(lambda: slack.seen(name))[0]

            slack.act("say", f"{ME} /why Geneva", NEWS)
            aside = slack.until(lambda: slack.see()["ephemerals"])[-1]
            assert aside["user"] == PERSON and "The briefing of Fri 31 Dec" in shown(aside["blocks"])

            # a wish of somebody who may not is answered to them alone; an admin's is done, and taken back
            slack.act("say", f"{ME} only weekends please", NEWS)
            aside = slack.until(lambda: slack.see()["ephemerals"][1:])[-1]
            assert aside["user"] == PERSON and "Only those who manage this channel" in shown(aside["blocks"])
            slack.act("command", "the briefing: onyl weekends plaese", NEWS, person=ADMIN)
            _wait_for(slack, NEWS, "Changed: 08:00 Europe/Kyiv weekends.")
            slack.act("press", "Undo", NEWS, person=ADMIN)
            _wait_for(slack, NEWS, "Taken back.")
            name = slack.act("command", "every two hours", NEWS, person=ADMIN)
            assert "08:00, 10:00, 12:00" in slack.until(lambda: slack.seen(name))[0]

            # the command changes the briefing
            slack.act("command", "schedule number:1 time:09:30 language:Deutsch", NEWS, person=ADMIN)
            _wait_for(slack, NEWS, "Changed: 09:30 Europe/Kyiv weekdays, in German.")
            assert "09:30" in run(data, "subscriptions", "list", "--json")

            # to be forgotten, an admin confirms
            name = slack.act("command", "forget channel", NEWS, person=ADMIN)
            assert "1 briefing time" in slack.until(lambda: slack.seen(name))[0]
            name = slack.act("command", "forget channel confirm", NEWS, person=ADMIN)
            assert slack.until(lambda: slack.seen(name))[0].startswith("Forgotten: 1 channel")
            assert run(data, "subscriptions", "list", "--json").count("09:30") == 0
            service.stop()

        seen = slack.see()
        assert seen["problems"] == []
        marks = [str(each["metadata"]["event_payload"]) for each in seen["messages"][NEWS] if each.get("metadata")]
        assert len(set(marks)) == len(marks)


def test_an_agent_from_the_manifest_that_makes_it_to_a_briefing(tmp_path: Path, paper: Paper) -> None:
    data = tmp_path / "data"
    _ingested(data)
    with SlackProcess(now=EARLIER) as slack:
        environ = _environ(slack, paper)
        with Service(data, EARLIER, **environ) as service:
            service.until(lambda: slack.see()["connections"])
            slack.act("look_at", NEWS)
            slack.act("open_home", tab="messages")
            told = _suggested(slack, 1)
            assert "thread_ts" not in told
            _chosen_and_answered(slack, told)
            asked = slack.act("say", "schedule 08:00 weekdays", DIRECT)
            assert "Scheduled: 08:00 Europe/Kyiv" in _wait_for(slack, DIRECT, "Scheduled", asked)
            service.stop()
        _briefed_at_eight(slack, data, **environ)
        assert slack.see()["problems"] == []


@pytest.mark.slow
def test_an_older_app_with_an_assistant_and_its_move_to_an_agent(tmp_path: Path, paper: Paper) -> None:
    data = tmp_path / "data"
    _ingested(data)
    with SlackProcess(now=EARLIER, earlier=True) as slack:
        environ = _environ(slack, paper)
        with Service(data, EARLIER, **environ) as service:
            service.until(lambda: slack.see()["connections"])
            thread = slack.act("start_assistant")
            told = _suggested(slack, 1)
            assert told["thread_ts"] == thread
            _chosen_and_answered(slack, told)
            slack.act("look_at", SECOND)
            slack.act("say", "schedule 08:00 weekdays", DIRECT, thread=thread)
            _wait_for(slack, DIRECT, "Scheduled: 08:00 Europe/Kyiv", thread)
            assert service.log.read_text().count("February 2027") == 1

            slack.act("move")
            slack.act("look_at", NEWS)
            slack.act("open_home", tab="messages")
            told = _suggested(slack, 2)
            assert "thread_ts" not in told
            _chosen_and_answered(slack, told)
            service.stop()
        _briefed_at_eight(slack, data, **environ)
        assert slack.see()["problems"] == []


@pytest.mark.slow
def test_a_channels_own_sources_are_seen_by_no_other_channel(tmp_path: Path, paper: Paper) -> None:
    data = tmp_path / "data"
    paper.prints(
        "valley", "Valley council votes", "The valley council voted for a new bridge, Mayor Orla Quist said on Friday."
    )
    paper.prints(
        "island", "Island ferry sold", "The island sold its ferry to a museum, Captain Bram Oster said on Friday."
    )
    _private_source(data, f"{paper.origin}/valley.xml", TEAM_NEWS)
    _private_source(data, f"{paper.origin}/island.xml", TEAM_SECOND)
    with SlackProcess(now=BEFORE_EIGHT) as slack, Service(data, BEFORE_EIGHT, **_environ(slack, paper)) as service:
        service.until(lambda: slack.see()["connections"])
        service.until(lambda: run(data, "stories").count("Island") and run(data, "stories").count("Valley"))
        for channel in (NEWS, SECOND):
            slack.act("command", "brief 24h", channel)
            slack.act("say", f"{ME} what did Orla Quist say", channel)
            slack.act("say", f"{ME} what did Bram Oster say", channel)
        slack.until(lambda: all(len(slack.texts(channel)) == 3 for channel in (NEWS, SECOND)))
        news, second = "\n".join(slack.texts(NEWS)), "\n".join(slack.texts(SECOND))
        assert "new bridge" in news and "museum" not in news
        assert "museum" in second and "new bridge" not in second
        assert slack.see()["problems"] == []
        service.stop()


def test_an_answer_is_streamed_as_far_as_it_is_proved_and_a_lie_is_never_shown(tmp_path: Path, paper: Paper) -> None:
    data = tmp_path / "data"
    run(data, "ingest", str(SEEDS / "port-strike.jsonl"), READOUT_NOW=EARLIER)
    true = "Fourteen ships wait at anchor."
    lie = "Ninety ships wait at anchor."
    with ModelServer(author(true, lie)) as model, SlackProcess(now=EARLIER) as slack:
        environ = {"READOUT_MODEL": "m", "OPENAI_BASE_URL": model.base_url, "OPENAI_API_KEY": "k"}
        with Service(data, EARLIER, **_environ(slack, paper), **environ) as service:
            service.until(lambda: slack.see()["connections"])
            asked = slack.act("say", f"{ME} how many ships wait at anchor in Port Ellery?", NEWS)
            said = _wait_for(slack, NEWS, "Written by a model", asked)
            assert "Fourteen ships" in said
            service.stop()
        seen = slack.see()
        assert [call for call in seen["calls"] if call.startswith("chat.")] == ["chat.startStream", "chat.stopStream"]
        assert seen["statuses"][0]["status"] == "is reading the news and checking each sentence…"
        assert "Ninety" not in str(seen["bodies"])
        assert seen["problems"] == []
