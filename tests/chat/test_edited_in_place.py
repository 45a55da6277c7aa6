"""A briefing is edited where it is shown, by menus, buttons and a form: by those who may, for their eyes alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from discord_server import MEMBER, DiscordProcess
from discord_server import NEWS as DISCORD_NEWS
from paper import Paper
from service import Service, run
from slack_server import ADMIN, PERSON, SlackProcess
from slack_server import NEWS as SLACK_NEWS

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
NOW = "2021-12-31T05:30:00Z"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    run(tmp_path / "data", "ingest", str(SEEDS / "port-strike.jsonl"), READOUT_NOW=NOW)
    return tmp_path / "data"


@pytest.fixture
def discord(discord_description: Path) -> Iterator[DiscordProcess]:
    with DiscordProcess(discord_description) as server:
        yield server
        assert server.get("problems") == []


def test_menus_on_discord_change_a_briefing_for_those_who_may(discord: DiscordProcess, data: Path) -> None:
    def told(asked: str) -> str:
        return "\n".join(discord.until(lambda: discord.call("answer_texts", asked)))

    def presses(label: str, value: str = "", person: str = "") -> str:
        chosen = {"values": [value]} if value else {}
        return told(
            discord.call("press", shown, label, DISCORD_NEWS, **chosen, **({"person": person} if person else {}))
        )

    with Service(data, NOW, **discord.environ) as service:
        service.until(lambda: discord.get("up") and discord.get("commands"))
        told(discord.call("command", "schedule", {"time": "08:00", "zone": "Europe/Kyiv"}))
        told(discord.call("command", "schedule", {}))
        shown = discord.get("interactions.last_answer")
        assert "Choose what is to be different" in presses("Edit 1")
        shown = discord.get("interactions.last_answer")
        assert "Changed: 10:00 Europe/Kyiv daily" in presses("Hour", "ro:wish:schedule change 1 10:00")
        assert "weekdays" in presses("Days", "ro:wish:schedule change 1 weekdays")
        assert "short" in presses("Length", "ro:wish:schedule change 1 short")
        assert "German" in presses("Language", "ro:wish:schedule change 1 language:de")
        assert "Only those who manage" in presses("Hour", "ro:wish:schedule change 1 11:00", MEMBER)
        edited = shown
        presses("Topic and ping …")
        shown = discord.get("interactions.last_answer")
        assert "about sport" in presses("Topic", 'ro:wish:schedule change 1 topic:"sport"')
        assert "with a ping" in presses("Role to call", "600000000000000001")
        assert "Only those who manage" in presses("Role to call", "600000000000000001", MEMBER)
        shown = edited
        presses("Topic and ping …")
        shown = discord.get("interactions.last_answer")
        assert "with a ping" not in presses("Call nobody")
        assert "about sport" not in presses("Topic", "ro:wish:schedule change 1 topic:off")
        shown = edited
        presses("Leave out …")
        shown = discord.get("interactions.last_answer")
        assert "crypto" in presses("Leave out …", "ro:wish:mute crypto")
        told(discord.call("command", "schedule", {"do": "change", "number": "1"}))
        shown = discord.get("interactions.last_answer")
        assert "Paused: 10:00 Europe/Kyiv weekdays" in presses("Pause")
        assert discord.call("texts", DISCORD_NEWS)[1:] == []  # the greeting, and nothing of all this
        service.stop()


def test_the_home_on_slack_changes_a_briefing_in_a_form_for_those_who_may(data: Path) -> None:
    with SlackProcess(now=NOW) as slack, Service(data, NOW, **slack.environ) as service:
        service.until(lambda: slack.see()["connections"])
        slack.act("command", "schedule 08:00 Europe/Kyiv", SLACK_NEWS, person=ADMIN)
        slack.until(lambda: slack.texts(SLACK_NEWS))
        slack.act("open_home", ADMIN)
        slack.until(lambda: "08:00 Europe/Kyiv" in str(slack.see()["homes"].get(ADMIN)))
        slack.act("press_home", "Edit", person=ADMIN)
        slack.until(lambda: "Edit the briefing" in str(slack.see()["modals"]))
        values = {"Time": "10:00", "Days": "Weekdays", "Language, if not as printed": "Klingonese"}
        refused = slack.act("submit", values, person=ADMIN)
        assert "language" in refused["errors"]
        values |= {"Language, if not as printed": "German", "Leave out, with commas between": "crypto, Royals"}
        assert (
            "ping"
            in slack.act("submit", values | {"User group to call, by its ID": "@editors"}, person=ADMIN)["errors"]
        )
        values |= {"Topic, if not everything": "strike", "User group to call, by its ID": "S0123ABCD"}
        assert not slack.act("submit", values, person=ADMIN).get("errors")
        home = slack.until(
            lambda: (now := str(slack.see()["homes"][ADMIN])) and "10:00 Europe/Kyiv weekdays" in now and now
        )
        assert "German" in home and "about strike" in home and "with a ping" in home
        slack.act("press_home", "Edit", person=ADMIN)
        slack.until(lambda: "S0123ABCD" in str(slack.see()["modals"]))
        without = values | {"Topic, if not everything": "", "User group to call, by its ID": ""}
        assert not slack.act("submit", without, person=ADMIN).get("errors")
        slack.until(lambda: "about strike" not in str(slack.see()["homes"][ADMIN]))
        assert "with a ping" not in str(slack.see()["homes"][ADMIN])
        asked = slack.act("command", "mute", SLACK_NEWS, person=ADMIN)
        assert "crypto, royals" in "".join(slack.until(lambda: slack.seen(asked))).casefold()
        slack.act("open_home", PERSON)
        slack.until(lambda: "10:00" in str(slack.see()["homes"].get(PERSON)))
        before = len(slack.see()["modals"])
        slack.act("press_home", "Edit", person=PERSON)
        slack.until(lambda: "Only those who manage" in str(slack.see()["homes"][PERSON]))
        assert len(slack.see()["modals"]) == before
        service.stop()
        assert slack.see()["problems"] == []


def test_sources_are_listed_added_and_removed_in_the_home_on_slack(data: Path) -> None:
    with closing(Paper()) as paper, SlackProcess(now=NOW) as slack:
        paper.prints("harbour", "Cranes move", "The cranes of the harbour move again, the port said on Friday.")
        with Service(data, NOW, **slack.environ, READOUT_ALLOW_ORIGINS=paper.origin) as service:
            service.until(lambda: slack.see()["connections"])

            def home(person: str) -> str:
                return str(slack.see()["homes"].get(person))

            slack.act("open_home", ADMIN)
            slack.until(lambda: "Add a source" in home(ADMIN))
            slack.act("press_home", "Add a source", person=ADMIN)
            slack.until(lambda: "Its address, or its name" in str(slack.see()["modals"]))
            values = {"Its address, or its name": f"{paper.origin}/harbour.xml", "Topic to file it under": "ports"}
            assert not slack.act("submit", values, person=ADMIN).get("errors")
            slack.until(lambda: "Harbour Post · ports" in home(ADMIN))
            slack.act("open_home", PERSON)
            slack.until(lambda: "Harbour Post · ports" in home(PERSON))
            slack.act("press_home", "Remove", person=PERSON)
            slack.until(lambda: "Only those who manage" in home(PERSON))
            assert "Harbour Post" in home(ADMIN)
            slack.act("press_home", "Remove", person=ADMIN)
            slack.until(lambda: "No source is read yet" in home(ADMIN))
            service.stop()
            assert slack.see()["problems"] == []
