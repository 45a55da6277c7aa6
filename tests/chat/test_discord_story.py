"""A story on Discord, over the wire with `readout run` as it is: what people typed, what the channel saw."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from discord_server import BOT, GUILD, MEMBER, NEWS, OTHER_GUILD, OTHER_NEWS, PERSON, DiscordProcess
from paper import Paper
from service import Service, run

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
EARLIER = "2021-12-31T05:30:00Z"  # half past seven in Kyiv, a Friday
BEFORE_EIGHT = "2021-12-31T05:59:58Z"
A_MINUTE_LATER = "2021-12-31T06:02:00Z"
ME = f"<@{BOT}>"
AT_ONCE = {"READOUT_SCHEDULE_KEEP_LEFT_DAYS": "0"}
"""A server that was left is not kept for some days."""
HARBOUR = OTHER_NEWS
"""The channel of the story: #news of the server that the bot is invited into."""


@pytest.fixture
def paper() -> Iterator[Paper]:
    with closing(Paper()) as made:
        yield made


@pytest.fixture
def discord(discord_description: Path) -> Iterator[DiscordProcess]:
    with DiscordProcess(discord_description) as server:
        yield server
        assert server.get("problems") == []
        assert server.get("interactions.unanswered") == []


class Town:
    """What people type on Discord, and what they see."""

    def __init__(self, discord: DiscordProcess) -> None:
        self.discord = discord

    def types(
        self, command: str, options: dict[str, str] | None = None, channel: str = HARBOUR, *, person: str = PERSON
    ) -> str:
        """Use a slash command and return what the bot answers, once all of it is there."""
        return self.answered(self.discord.call("command", command, options or {}, channel, person=person))

    def presses(self, message: str, label: str, channel: str = HARBOUR, *, person: str = MEMBER) -> str:
        return self.answered(self.discord.call("press", message, label, channel, person=person))

    def answered(self, interaction: str) -> str:
        return "\n".join(self.discord.until(lambda: self.discord.call("answer_texts", interaction)))

    def asks(self, text: str, channel: str = HARBOUR, **more: Any) -> str:
        """Write a message that mentions the bot."""
        return str(self.discord.call("say", f"{ME} {text}", channel, person=MEMBER, **more))

    def sees(self, words: str, channel: str = HARBOUR) -> str:
        """Wait until the bot said something there that holds some words, and return it."""
        return str(self.discord.until(self._holding(words, channel)))

    def _holding(self, words: str, channel: str) -> Callable[[], str]:
        return lambda: next((text for text in self.discord.call("texts", channel) if words in text), "")

    def sees_in_thread(self, words: str, thread: str) -> str:
        self.discord.until(lambda: thread in self.discord.call("threads", HARBOUR))
        return self.sees(words, thread)


def _environ(discord: DiscordProcess, paper: Paper) -> dict[str, str]:
    return {**discord.environ, "READOUT_ALLOW_ORIGINS": paper.origin, "READOUT_FETCH_INTERVAL_MINUTES": "0.01"}


def _up(discord: DiscordProcess, service: Service) -> None:
    service.until(lambda: discord.get("up") and discord.get("commands"))


def test_a_channel_from_joining_to_being_forgotten(tmp_path: Path, paper: Paper, discord: DiscordProcess) -> None:
    data = tmp_path / "data"
    for file in sorted(SEEDS.glob("*.jsonl")):
        run(data, "ingest", str(file), READOUT_NOW=EARLIER)
    paper.prints("coast", "Tide tables", "The tide tables of the coast were printed.", "2021-12-30T05:00:00Z")
    environ, town = _environ(discord, paper), Town(discord)

    with Service(data, EARLIER, **environ) as service:
        _up(discord, service)

        # the bot is invited; a member may not set it up, an admin may, and is helped with the zone
        discord.call("join", OTHER_GUILD)
        assert "/schedule time:08:00 zone:Europe/Kyiv" in town.sees("Readout is here").replace("\\", "")
        wanted = {"time": "08:00", "zone": "Europe/Kyiv", "days": "weekdays"}
        assert "Only those who manage" in town.types("schedule", wanted, person=MEMBER)
        discord.until(lambda: "Europe/Kyiv" in discord.call("complete", "schedule", "zone", {"zone": "kyi"}, HARBOUR))
        said = town.types("schedule", wanted)
        assert "08:00 Europe/Kyiv" in said and "Fri 31 Dec 2021, 08:00" in said
        assert "coast" in town.types("sources", {"do": "add", "source": f"{paper.origin}/coast.xml"})
        assert len(discord.call("texts", HARBOUR)) == 1  # setting up is between the admin and the bot
        service.stop()

    with Service(data, BEFORE_EIGHT, **environ) as service:
        # the briefing at its slot
        briefing = town.sees("Morning briefing")
        assert "Fri 31 Dec 2021, 08:00 Kyiv" in briefing
        first = discord.call("shown", HARBOUR)[1]
        labels = [piece["label"] for row in first["components"] for piece in row["components"]]
        assert labels[:4] == ["1 More", "Sources", "Who said what", "Less like this"]

        # a question is answered in a thread on it, and so is what follows from it
        asked = town.asks("what did Ushakov say")
        assert "colossal mistake" in town.sees_in_thread("Ushakov", asked)
        assert discord.call("name", asked) == "what did Ushakov say"
        town.asks("and what did Biden say to that?", asked)
        follow_up = discord.until(lambda: discord.call("texts", asked)[1:])[0]
        assert "Biden" in follow_up and "couldn't find" not in follow_up

        # a reply to the briefing asks about the briefing
        about = str(
            discord.call("say", "how many dockers are on strike?", HARBOUR, person=MEMBER, reply_to=first["id"])
        )
        assert "dockers" in town.sees_in_thread("dockers", about)

        # a slash command is answered where it is typed, with a thread to ask on
        answer = town.types("ask", {"question": "what did Herbst say about an invasion"}, person=MEMBER)
        assert "Herbst" in answer
        service.stop()

    with Service(data, A_MINUTE_LATER, **environ) as service:
        _up(discord, service)
        discord.until(lambda: discord.get("gateway.identified")[2:])

        # a button still works after a restart, and answers the one who pressed it
        assert re.search(r"said|“|\"", town.presses(first["id"], "Who said what"))
        assert "[1]" in town.presses(first["id"], "1 More").replace("\\", "")

        # an alert comes as soon as the news is in
        assert "harbour" in town.types("follow", {"what": "harbour", "now": "now"})
        paper.prints(
            "coast",
            "Harbour closed after collision",
            "The harbour of Ellery was closed on Friday after two ferries collided in fog. Nobody was hurt, the harbour master said.",
            "2021-12-31T06:01:30Z",
        )
        assert "two ferries collided" in town.sees("Harbour closed after collision")

        # why something was in the briefing, for the person alone
        assert "The briefing of Fri 31 Dec" in town.types("why", {"what": "Geneva"}, person=MEMBER)

        # an admin's wish is done in whatever order its words stand, and taken back
        discord.call("say", f"{ME} the briefing, only weekends please, pls chnage it!! 🙏", HARBOUR, person=PERSON)
        assert "weekends" in town.sees("Changed:")
        discord.call("say", f"{ME} oops, undo that", HARBOUR, person=PERSON)
        assert "weekdays" in town.sees("Taken back")
        assert "Changed: 09:30 Europe/Kyiv weekdays." in town.types("schedule", {"number": "1", "time": "09:30"})
        assert "09:30 Europe/Kyiv weekdays, in German" in town.types("schedule", {"number": "1", "language": "Deutsch"})
        refused = town.types("schedule", {"number": "1", "language": "klingon"})
        assert "Unknown language 'klingon'" in refused
        assert "09:30" in run(data, "subscriptions", "list", "--json")

        # to be forgotten, an admin confirms
        assert "1 briefing time" in town.types("forget", {"what": "channel"})
        assert town.types("forget", {"what": "channel", "confirm": "confirm"}).startswith("Forgotten: 1 channel")
        assert run(data, "subscriptions", "list", "--json").count("09:30") == 0
        service.stop()

    assert discord.get("rest.registry.overwritten") == 1  # three starts, one registration
    marks = [m["nonce"] for m in discord.call("shown", HARBOUR) if str(m["nonce"]).startswith("r")]
    assert len(set(marks)) == len(marks)


def test_two_servers_with_private_sources_do_not_see_each_other_s(
    tmp_path: Path, paper: Paper, discord: DiscordProcess
) -> None:
    data, town = tmp_path / "data", Town(discord)
    paper.prints(
        "valley", "Valley council votes", "The valley council voted for a new bridge, Mayor Orla Quist said on Friday."
    )
    paper.prints(
        "island", "Island ferry sold", "The island sold its ferry to a museum, Captain Bram Oster said on Friday."
    )
    with Service(data, BEFORE_EIGHT, **_environ(discord, paper), **AT_ONCE) as service:
        _up(discord, service)
        discord.call("join", OTHER_GUILD)
        town.types("sources", {"do": "add", "source": f"{paper.origin}/valley.xml"}, NEWS)
        town.types("sources", {"do": "add", "source": f"{paper.origin}/island.xml"}, HARBOUR)
        service.until(lambda: all(name in run(data, "stories") for name in ("Valley", "Island")))
        seen: dict[str, str] = {}
        for channel in (NEWS, HARBOUR):
            told = [town.types("brief", {"since": "24h"}, channel, person=MEMBER)]
            for speaker in ("Orla Quist", "Bram Oster"):
                told.append(town.types("ask", {"question": f"what did {speaker} say"}, channel, person=MEMBER))
            told.append(town.types("sources", {}, channel, person=MEMBER))
            seen[channel] = "\n".join(told)
        assert "new bridge" in seen[NEWS] and "museum" not in seen[NEWS] and "island" not in seen[NEWS]
        assert "museum" in seen[HARBOUR] and "new bridge" not in seen[HARBOUR] and "valley" not in seen[HARBOUR]

        # put out of a server, the bot forgets what was its own; an outage is nothing
        discord.call("outage", GUILD)
        discord.call("leave", OTHER_GUILD)
        service.until(lambda: "island" not in run(data, "sources", "list"))
        assert "valley" in run(data, "sources", "list")
        service.stop()


def test_a_server_that_was_left_while_nobody_listened_is_forgotten_one_that_is_away_is_not(
    tmp_path: Path, paper: Paper, discord: DiscordProcess
) -> None:
    data, town = tmp_path / "data", Town(discord)
    for name in ("valley", "island"):
        paper.prints(
            name, f"{name.capitalize()} council votes", f"The {name} council voted for a new bridge on Friday."
        )
    with Service(data, BEFORE_EIGHT, **_environ(discord, paper), **AT_ONCE) as service:
        _up(discord, service)
        discord.call("join", OTHER_GUILD)
        town.types("sources", {"do": "add", "source": f"{paper.origin}/valley.xml"}, NEWS)
        town.types("sources", {"do": "add", "source": f"{paper.origin}/island.xml"}, HARBOUR)
        service.stop()
    discord.call("leave", OTHER_GUILD)
    discord.call("outage", GUILD)
    with Service(data, BEFORE_EIGHT, **_environ(discord, paper), **AT_ONCE) as service:
        _up(discord, service)
        service.until(lambda: "island" not in run(data, "sources", "list"))
        assert "valley" in run(data, "sources", "list")
        service.until(lambda: "which is forgotten" in service.log.read_text())
        service.stop()
