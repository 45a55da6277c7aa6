"""Where something may be posted on Discord, as stories over the wire: permissions, forums' tags, servers left and joined."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from discord_server import DIRECT, FORUM, GUILD, HUSHED, MEMBER, NEWS, OTHER_GUILD, OTHER_NEWS, PERSON, DiscordProcess
from discord_server.world import LEAST, PEOPLE, SEND, VIEW
from service import Service, run, states

ARTICLE = Path(__file__).parents[2] / "seeds" / "articles" / "port-strike.jsonl"
EARLIER = "2021-12-31T05:30:00Z"
BEFORE_EIGHT = "2021-12-31T05:59:58Z"
NEXT_DAY = "2022-01-01T05:59:58Z"
A_WEEK_LATER = "2022-01-08T07:00:00Z"
AT_EIGHT = {"time": "08:00", "zone": "Europe/Kyiv"}


@pytest.fixture
def discord(discord_description: Path) -> Iterator[DiscordProcess]:
    with DiscordProcess(discord_description) as server:
        yield server
        assert server.get("problems") == []


class Town:
    """A service on Discord with some news, and what people type there."""

    def __init__(self, folder: Path, discord: DiscordProcess) -> None:
        self.data = folder / "data"
        self.discord = discord
        run(self.data, "ingest", str(ARTICLE), READOUT_NOW=EARLIER)

    def served(self, now: str) -> Service:
        return Service(self.data, now, **self.discord.environ)

    def up(self, service: Service) -> None:
        service.until(lambda: self.discord.get("up") and self.discord.get("commands"))

    def types(self, options: dict[str, str], channel: str = NEWS, *, person: str = PERSON) -> str:
        asked = self.discord.call("command", "schedule", options, channel, person=person)
        return "\n".join(self.discord.until(lambda: self.discord.call("answer_texts", asked)))

    def presses(self, label: str, channel: str = NEWS) -> str:
        asked = self.discord.get("interactions.last_answer")
        pressed = self.discord.call("press", asked, label, channel)
        return "\n".join(self.discord.until(lambda: self.discord.call("answer_texts", pressed)))

    def briefings(self, channel: str) -> list[str]:
        return [text for text in self.discord.call("texts_with_threads", channel) if "briefing" in text.lower()]


@pytest.fixture
def town(tmp_path: Path, discord: DiscordProcess) -> Town:
    return Town(tmp_path, discord)


def test_a_permission_that_is_taken_is_told_to_who_scheduled_and_given_back_all_goes_on(
    town: Town, discord: DiscordProcess
) -> None:
    with town.served(EARLIER) as service:
        town.up(service)
        assert "Nothing can be posted here yet" in (said := town.types(AT_EIGHT, HUSHED))
        assert "Send Messages in #hushed" in said.replace("\\", "")
        assert "Nothing can be posted" not in town.types(AT_EIGHT)
        discord.call("permit", GUILD, bot=LEAST & ~SEND, everyone=PEOPLE & ~SEND)
        (told,) = discord.until(lambda: discord.call("texts", DIRECT))
        assert "I can post nothing in #news any more" in told.replace("\\", "")
        assert "Send Messages" in told
        assert discord.call("notified", DIRECT)[0].startswith("I can post nothing")
        service.stop()
    with town.served(BEFORE_EIGHT) as service:
        town.up(service)
        service.until(lambda: "claimed" in states(town.data))
        assert town.briefings(NEWS) == []
        discord.call("permit", GUILD, bot=LEAST, everyone=PEOPLE)
        discord.until(lambda: town.briefings(NEWS))
        service.stop()
    assert len(discord.call("texts", DIRECT)) == 1
    assert len(town.briefings(NEWS)) == 1


def test_what_closes_a_channel_again_within_the_minute_is_told_as_well(town: Town, discord: DiscordProcess) -> None:
    with town.served(EARLIER) as service:
        town.up(service)
        town.types(AT_EIGHT)
        discord.call("permit", GUILD, bot=LEAST & ~SEND, everyone=PEOPLE & ~SEND)
        discord.until(lambda: discord.call("texts", DIRECT))
        discord.call("permit", GUILD, bot=LEAST, everyone=PEOPLE)
        service.until(lambda: "active" in _standing(town.data))
        discord.call("permit", GUILD, bot=LEAST & ~VIEW, everyone=PEOPLE & ~VIEW)
        discord.until(lambda: len(discord.call("texts", DIRECT)) == 2)
        service.stop()
    assert [
        "Send Messages" in discord.call("texts", DIRECT)[0],
        "View Channel" in discord.call("texts", DIRECT)[1],
    ] == [True, True]


def test_a_permission_that_is_taken_while_nobody_listens_is_told_at_the_next_start(
    town: Town, discord: DiscordProcess
) -> None:
    with town.served(EARLIER) as service:
        town.up(service)
        town.types(AT_EIGHT)
        service.stop()
    discord.call("permit", GUILD, bot=LEAST & ~VIEW, everyone=PEOPLE & ~VIEW)
    with town.served(EARLIER) as service:
        (told,) = discord.until(lambda: discord.call("texts", DIRECT))
        assert "View Channel" in told
        service.stop()


def test_a_forum_that_requires_a_tag_gets_the_one_that_was_chosen_however_it_is_called(
    town: Town, discord: DiscordProcess
) -> None:
    news, sport, _ = discord.call("require_tag", FORUM, ["News", "Sport", "⚽ Talk about golf"])
    with town.served(EARLIER) as service:
        town.up(service)
        assert "Only those who manage" in town.types({"in": FORUM}, person=MEMBER)
        said = town.types({**AT_EIGHT, "in": FORUM})
        assert "needs a tag. Which one? Until you choose, mine get “News”" in said
        assert "the tag “⚽ Talk about golf”" in town.presses("⚽ Talk about golf")
        assert "the tag “Sport”" in town.types({"in": FORUM, "tag": "Sport"})
        listed = town.types({"in": FORUM})
        for time in ({}, {"time": "09:00"}, {"time": "08:00 weekdays, 10:00 weekends"}):
            said = town.types({**time, "in": FORUM, "tag": "Weather"})
            assert "There is no tag 'Weather'" in said.replace("\\", "")
        assert town.types({"in": FORUM}) == listed
        service.stop()
    with town.served(BEFORE_EIGHT) as service:
        town.up(service)
        (post,) = discord.until(lambda: discord.call("threads", FORUM))
        discord.until(lambda: states(town.data) == ["sent"])
        assert discord.call("applied", post) == [sport]
        discord.call("rename_tag", FORUM, "Sport", "Matches")
        service.until(lambda: "Matches" in _tag_of(town.data))
        discord.call("require_tag", FORUM, ["News"])
        (matches,) = discord.call("require_tag", FORUM, ["News", "Matches"])[1:]
        assert matches != sport
        service.until(lambda: matches in _tag_of(town.data))
        discord.call("require_tag", FORUM, ["News"])
        service.stop()
    with town.served(NEXT_DAY) as service:
        town.up(service)
        service.until(lambda: states(town.data) == ["sent", "sent"])
        service.stop()
    assert [discord.call("applied", each) for each in discord.call("threads", FORUM)] == [[sport], [news]]


def test_a_server_that_is_left_and_joined_again_has_its_briefings_one_that_stays_away_is_forgotten(
    town: Town, discord: DiscordProcess
) -> None:
    with town.served(EARLIER) as service:
        town.up(service)
        discord.call("join", OTHER_GUILD)
        discord.until(lambda: discord.call("texts", OTHER_NEWS))
        town.types(AT_EIGHT, OTHER_NEWS)
        discord.call("leave", OTHER_GUILD)
        service.until(lambda: "which is forgotten in 7 days" in service.log.read_text())
        service.stop()
    discord.call("join", OTHER_GUILD)  # while nobody listens
    with town.served(BEFORE_EIGHT) as service:
        discord.until(lambda: town.briefings(OTHER_NEWS))
        service.until(lambda: states(town.data) == ["sent"])
        # what comes before all servers are told is told by the library as one of them, not as one that it is let into
        discord.until(lambda: sum("GET applications" in each for each in discord.get("requests")) == 2)
        discord.call("leave", OTHER_GUILD)
        service.until(lambda: service.log.read_text().count("which is forgotten in 7 days") == 1)
        discord.call("join", OTHER_GUILD)
        discord.until(lambda: "Readout is here again" in discord.call("texts", OTHER_NEWS)[-1])
        assert "08:00" in run(town.data, "subscriptions", "list")
        discord.call("leave", OTHER_GUILD)
        service.until(lambda: service.log.read_text().count("which is forgotten in 7 days") == 2)
        service.stop()
    with town.served(A_WEEK_LATER) as service:
        service.until(lambda: "08:00" not in run(town.data, "subscriptions", "list"))
        service.stop()


def test_a_server_that_lets_the_bot_in_again_while_nobody_listens_is_kept_however_late_discord_comes(
    town: Town, discord: DiscordProcess
) -> None:
    with town.served(EARLIER) as service:
        town.up(service)
        discord.call("join", OTHER_GUILD)
        discord.until(lambda: discord.call("texts", OTHER_NEWS))
        town.types(AT_EIGHT, OTHER_NEWS)
        discord.call("leave", OTHER_GUILD)
        service.until(lambda: "which is forgotten in 7 days" in service.log.read_text())
        service.stop()
    discord.call("join", OTHER_GUILD)
    discord.call("fail", "users/@me", 503, times=2)
    with town.served(A_WEEK_LATER) as service:
        service.until(lambda: "let the bot in again" in service.log.read_text())
        assert "08:00" in run(town.data, "subscriptions", "list")
        service.stop()


def test_a_forum_whose_tags_are_all_for_moderators_is_closed_and_told_once(town: Town, discord: DiscordProcess) -> None:
    discord.call("require_tag", FORUM, ["News"])
    with town.served(EARLIER) as service:
        town.up(service)
        town.types({**AT_EIGHT, "in": FORUM})
        discord.call("require_tag", FORUM, ["News"], moderated=True)
        (told,) = discord.until(lambda: discord.call("texts", DIRECT))
        assert "Manage Threads" in told
        service.stop()
    with town.served(BEFORE_EIGHT) as service:
        town.up(service)
        service.until(lambda: "claimed" in states(town.data))
        discord.call("permit", GUILD)
        discord.call("rename_tag", FORUM, "News", "Latest")
        assert "Manage Threads" in town.types({**AT_EIGHT, "time": "20:00", "in": FORUM})
        assert discord.call("threads", FORUM) == []
        discord.call("require_tag", FORUM, ["Latest"])
        discord.until(lambda: discord.call("threads", FORUM))
        service.until(lambda: states(town.data) == ["sent"])
        service.stop()
    assert len(discord.call("texts", DIRECT)) == 1


def test_who_looks_after_a_channel_is_not_told_again_what_they_were_told_until_something_was_posted(
    town: Town, discord: DiscordProcess
) -> None:
    refused = {"code": 50013, "message": "Missing Permissions"}
    with town.served(EARLIER) as service:
        town.up(service)
        town.types(AT_EIGHT)
        service.stop()
    discord.call("fail", f"channels/{NEWS}/messages", 403, body=refused, times=2)
    with town.served(BEFORE_EIGHT) as service:
        discord.until(lambda: discord.call("texts", DIRECT))
        discord.call("permit", GUILD)
        service.until(lambda: service.log.read_text().count("is paused until") == 2)
        discord.call("permit", GUILD)
        discord.until(lambda: town.briefings(NEWS))
        service.until(lambda: states(town.data) == ["sent"])
        service.stop()
    assert len(discord.call("texts", DIRECT)) == 1
    discord.call("fail", f"channels/{NEWS}/messages", 403, body=refused, times=99)
    with town.served(NEXT_DAY) as service:
        town.up(service)
        discord.until(lambda: len(discord.call("texts", DIRECT)) == 2)
        service.stop()


def _tag_of(data: Path) -> str:
    return _of_channel(data, "tag, tag_name")


def _standing(data: Path) -> str:
    return _of_channel(data, "state")


def _of_channel(data: Path, columns: str) -> str:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(data / "readout.sqlite3")) as db:
        return " ".join(map(str, db.execute(f"select {columns} from channels").fetchone()))
