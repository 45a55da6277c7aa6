"""A service in several processes: each does its part, any of them may be killed or stand still, and all is done once."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from random import Random

import pytest
from discord_server import BOT, MEMBER, NEWS, DiscordProcess
from fleet import LARGE, SMALL, Fleet, environ_of
from nursery import Nursery
from ordered_rounds import FivePlaces, news
from paper import Paper
from service import run, states
from slack_server import SlackProcess

from bot.models.workers import printed
from bot.store.channels import workers
from bot.store.opening import open_store
from tests import both_stores, postgres_server
from tests.ops.scraped import page, value

EARLIER = "2021-12-31T05:50:00Z"
JUST_BEFORE = "2021-12-31T05:59:59Z"
ME = f"<@{BOT}>"
FAULTS = 20


@pytest.fixture
def paper() -> Iterator[Paper]:
    with closing(Paper()) as made:
        yield made


def processes(data: Path) -> list[str]:
    with open_store(data) as store:
        return sorted(printed(each.roles) for each in store.read_now(workers.every))


def texts(discord: DiscordProcess, words: str) -> list[str]:
    return [text for text in discord.call("texts_with_threads", NEWS) if words in text]


def test_three_processes_do_what_one_does_and_one_that_falls_loses_nothing(
    nursery: Nursery, tmp_path: Path, discord_description: Path, paper: Paper
) -> None:
    data = tmp_path / "store"
    paper.prints(
        "coast", "The ferry sank", "The ferry to Norwick sank at its berth on Friday, its owner Tom Reed said."
    )
    before = {"READOUT_NOW": EARLIER, "READOUT_ALLOW_ORIGINS": paper.origin}
    run(data, "sources", "add", f"{paper.origin}/coast.xml", **before)
    run(data, "channels", "add", "news", "--platform", "discord", "--id", NEWS, **before)
    run(data, "subscriptions", "add", "--channel", "news", "--at", "08:00", "--zone", "Europe/Kyiv", **before)
    with DiscordProcess(discord_description) as discord:
        environ = environ_of(discord.environ, {"READOUT_ALLOW_ORIGINS": paper.origin})
        fleet = Fleet(nursery, data, SMALL, JUST_BEFORE, **environ)
        writer = SMALL.index("scheduler,write")
        with ExitStack() as stack:
            stack.push(fleet.__exit__)
            fleet.start(SMALL.index("gateway,web"))
            fleet.start(SMALL.index("poll,read"))
            fleet.start(writer, READOUT_NOW=EARLIER)
            fleet.until(lambda: run(data, "stories", "--json"))
            fleet.kill(writer)
            fleet.start(writer, point="before:bot.store.deliveries.outbox.save")  # it falls with the briefing in hand
            fleet.running[writer].fell()
            assert discord.call("texts", NEWS) == []
            fleet.start(writer)
            discord.until(lambda: texts(discord, "ferry to Norwick"))
            fleet.until(lambda: states(data) == ["sent"])
            assert processes(data) == sorted(SMALL)  # the one that came is in the place of the one that fell
            discord.call("say", f"{ME} who said that the ferry sank?", NEWS, person=MEMBER)
            discord.until(lambda: len(texts(discord, "Tom Reed")) > 1)
            shown = page(fleet.running[SMALL.index("poll,read")])  # any of them tells of all
            for role in ("gateway", "web", "scheduler", "write", "poll", "read"):
                assert value(shown, "readout_processes", role=role) == 1, role  # their clocks are not the same
            fleet.stop()
        assert len([text for text in texts(discord, "1 ") if "briefing" in text.lower()]) == 1
        assert processes(data) == []
        assert discord.get("problems") == []


def test_a_word_that_is_no_role_is_a_line_with_those_that_are(nursery: Nursery, tmp_path: Path) -> None:
    with nursery.service(tmp_path / "store", "", READOUT_ROLES="gateway,reader") as service:
        assert service.process.wait(120) == 2
        assert "READOUT_ROLES: 'reader' is no role. Name some of gateway, web, scheduler" in service.log.read_text()


# ---------------------------------------------------------------- faults


def stop_server(seconds: float) -> str:
    """Have the store's server fall, as by a power cut, and come back."""
    postgres_server.server().stop()
    time.sleep(seconds)
    postgres_server.server().start()
    return f"the store's server was away for {seconds:.1f} s"


@pytest.mark.slow
def test_faults_of_any_process_lose_nothing_and_double_nothing(
    nursery: Nursery, tmp_path: Path, discord_description: Path
) -> None:
    data, chance = tmp_path / "store", Random(20)
    news(data, FAULTS)
    places = FivePlaces(data)
    with ExitStack() as stack:
        discord = stack.enter_context(DiscordProcess(discord_description, limited=False))
        slack = stack.enter_context(SlackProcess(paced=False))
        fleet = stack.enter_context(Fleet(nursery, data, LARGE, **environ_of(discord.environ, slack.environ)))
        fleet.until(lambda: discord.get("up") and slack.see()["connections"])
        for number in range(FAULTS):
            places.order()
            time.sleep(chance.uniform(0, 2))
            seconds = 20.0 if number % 10 == 9 else chance.uniform(0.2, 3)
            if both_stores.ON_POSTGRES and chance.random() < 0.3:
                print(stop_server(seconds))
            else:
                print(fleet.harm(chance, lambda lasts=seconds: lasts))
            fleet.revive()  # one may have been started just as the server fell
        fleet.until(lambda: fleet.revive() and set(states(data)) == {"sent"}, 300)
        found = places.seen(discord, slack)
        expected = {(place, f"round-{n}-"): 1 for place in range(5) for n in range(1, FAULTS + 1)}
        assert found == expected, (found - Counter(expected), Counter(expected) - found)
        assert discord.get("problems") == [] and slack.see()["problems"] == []
        fleet.stop()
