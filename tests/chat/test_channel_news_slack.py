"""A Slack channel as a source of news, over the wire with `readout run` as it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from service import Service, run
from slack_server import ADMIN, BOT_USER, NEWS, PERSON, SECOND, UNINVITED, SlackProcess

STAFF = "C0000000077"
ME = f"<@{BOT_USER}>"
HARBOUR = "The harbour of Eastport reopened on Sunday. Harbour master Ann Lee said that *14 ships* would sail by noon."
BOAT = "The pilot boat of Eastport ran aground on Monday, the <https://coast.example/guard|coast guard> said."
STRIKE = "The dockers of Eastport will strike on Friday, their union said."
LOCK = "The lock of Eastport will stay shut until May, engineer Tom Reed said."


@pytest.fixture
def slack() -> Iterator[SlackProcess]:
    with SlackProcess(now=datetime.now(UTC).isoformat()) as server:
        server.act("add_place", STAFF, "staff", kind="group", members=[BOT_USER, ADMIN])
        yield server


def _service(data: Path, slack: SlackProcess, minutes: str = "0.01") -> Service:
    environ = {**slack.environ, "READOUT_FETCH_INTERVAL_MINUTES": minutes}
    return Service(data, datetime.now(UTC).isoformat(), **environ)


def _answer(slack: SlackProcess, command: str, channel: str = NEWS, person: str = ADMIN) -> str:
    """Type `/readout …` and return what the person sees, or what is posted for it."""
    before = len(slack.texts(channel))
    response = slack.act("command", command, channel, person=person)
    return "\n".join(slack.until(lambda: slack.seen(response) or slack.texts(channel)[before:]))


@pytest.mark.parametrize(
    "minutes", [pytest.param("0.01", id="looked at", marks=pytest.mark.slow), pytest.param("30", id="heard")]
)
def test_what_people_write_in_a_channel_is_read_in_their_workspace(
    tmp_path: Path, slack: SlackProcess, minutes: str
) -> None:
    data = tmp_path / "data"
    if minutes == "30":  # what Slack tells has it read, long before it is due
        slack.act("subscribe", "message.channels", "message.groups")
    slack.act("say", HARBOUR, SECOND, heard=False)
    with _service(data, slack, minutes) as service:
        service.until(lambda: slack.see()["connections"])
        refused = _answer(slack, f"sources add <#{SECOND}|second>", person=PERSON)
        assert "Only those who manage this channel may add sources" in refused
        added = _answer(slack, f"sources add <#{SECOND}|second> coast")
        assert "Added: #second, filed under coast. Only this server sees" in added
        for named in (f"<#{SECOND}|second>", f"<#{SECOND}>", "#second"):
            assert "Followed: source #second" in _answer(slack, f"follow {named} now")
        assert "Followed no longer: source #second" in _answer(slack, f"unfollow <#{SECOND}|>")
        assert "Paused: #second" in _answer(slack, "sources pause second")
        assert "Read again: #second" in _answer(slack, f"sources resume https://news.slack.com/archives/{SECOND}")
        service.until(lambda: "reopened" in run(data, "stories", "--json"))
        asked = slack.act("say", f"{ME} what did Ann Lee say?", NEWS)
        answer = slack.until(lambda: slack.texts(NEWS, asked))[0]
        assert "14 ships would sail by noon" in answer
        assert f"https://news.slack.test/archives/{SECOND}/p" in run(data, "stories", "--json")

        boat = slack.act("say", BOAT, SECOND)
        card = {"title": "Strike", "title_link": "https://agency.example/strike", "text": STRIKE, "fallback": STRIKE}
        slack.act("say", "", SECOND, attachments=[card])
        slack.act("say", f"{ME} who is the mayor of the city of Eastport?", SECOND)
        service.until(lambda: "pilot boat" in run(data, "stories", "--json"))
        service.until(lambda: "agency.example" in run(data, "stories", "--json"))
        assert "the coast guard said" in run(data, "search", "pilot boat", "--json")
        slack.act("rewrite", boat, BOAT.replace("Monday", "Tuesday"), SECOND)
        service.until(lambda: "Tuesday" in run(data, "search", "pilot boat", "--json"))
        slack.act("unsay", boat, SECOND)
        service.until(lambda: "pilot boat" not in run(data, "stories", "--json"))
        assert "mayor" not in run(data, "stories", "--json")
        service.stop()

    slack.act("say", LOCK, SECOND, heard=False)
    with _service(data, slack, minutes) as service:
        service.until(lambda: slack.see()["connections"])
        service.until(lambda: "lock of Eastport" in run(data, "stories", "--json"))
        assert "Removed: #second" in _answer(slack, f"sources remove <#{SECOND}|second>")
        service.stop()


def test_what_slack_hides_is_not_taken_for_deleted_and_an_odd_message_costs_itself(
    tmp_path: Path, slack: SlackProcess
) -> None:
    data, held = tmp_path / "data", slack.act("say", HARBOUR, SECOND, heard=False)
    slack.act("say", BOAT, SECOND, attachments=["odd", {"title": 7, "text": None}], heard=False)
    with _service(data, slack) as service:
        service.until(lambda: slack.see()["connections"])
        _answer(slack, f"sources add <#{SECOND}|second>")
        service.until(lambda: "reopened" in run(data, "stories", "--json"))
        slack.act("add_place", SECOND, "second", hidden_to=held)
        slack.act("say", LOCK, SECOND, heard=False)
        service.until(lambda: "lock of Eastport" in run(data, "stories", "--json"))
        told = run(data, "stories", "--json")
        assert "reopened" in told and "pilot boat" not in told
        service.stop()


def test_what_is_written_in_a_channel_that_was_just_closed_stays_in_it(tmp_path: Path, slack: SlackProcess) -> None:
    data = tmp_path / "data"
    slack.act("say", HARBOUR, SECOND, heard=False)
    with _service(data, slack) as service:
        service.until(lambda: slack.see()["connections"])
        _answer(slack, f"sources add <#{SECOND}|second>")
        service.until(lambda: "reopened" in run(data, "stories", "--json"))
        slack.act("add_place", SECOND, "second", kind="group")
        slack.act("say", LOCK, SECOND, heard=False)
        service.until(lambda: "lock of Eastport" in run(data, "stories", "--json"))
        asked = slack.act("say", f"{ME} what did Tom Reed say?", NEWS, person=ADMIN)
        assert "couldn't find" in slack.until(lambda: slack.texts(NEWS, asked))[0]
        service.stop()


def test_a_message_that_is_forwarded_is_news_where_everybody_may_read_it(tmp_path: Path, slack: SlackProcess) -> None:
    data = tmp_path / "data"
    for channel, text in ((NEWS, LOCK), (STAFF, HARBOUR), ("D0000000009", STRIKE)):
        link = f"https://news.slack.test/archives/{channel}/p1700000000000100"
        shown = {"from_url": link, "is_share": True, "is_msg_unfurl": True, "channel_id": channel, "text": text}
        slack.act("say", "fyi", SECOND, attachments=[{**shown, "fallback": text}], heard=False)
    with _service(data, slack) as service:
        service.until(lambda: slack.see()["connections"])
        _answer(slack, f"sources add <#{SECOND}|second>")
        service.until(lambda: "lock of Eastport" in run(data, "stories", "--json"))
        told = run(data, "stories", "--json")
        assert "reopened" not in told and "dockers" not in told and f"/archives/{SECOND}/p" in told
        service.stop()


def test_a_private_channel_is_read_for_itself_and_one_without_the_bot_not_at_all(
    tmp_path: Path, slack: SlackProcess
) -> None:
    data = tmp_path / "data"
    slack.act("say", HARBOUR, STAFF, person=ADMIN, heard=False)
    with _service(data, slack) as service:
        service.until(lambda: slack.see()["connections"])
        assert "Not everybody may read #staff" in _answer(slack, f"sources add <#{STAFF}|staff>")
        assert "the bot is not in #uninvited. /invite it there" in _answer(slack, f"sources add <#{UNINVITED}|x>")
        assert "Pick the channel from the list" in _answer(slack, "sources add #nowhere")
        assert "Only this channel sees" in _answer(slack, "sources add here", STAFF)
        service.until(lambda: "reopened" in run(data, "stories", "--json"))
        for channel, words in ((STAFF, "14 ships"), (NEWS, "couldn't find")):
            asked = slack.act("say", f"{ME} what did Ann Lee say?", channel, person=ADMIN)
            assert words in slack.until(lambda c=channel, a=asked: slack.texts(c, a))[0]
        service.stop()
