"""A service in several processes on PostgreSQL, with all that can befall it: nothing is lost, nothing comes twice.

Any process is killed or stands still, the server falls as by a power cut, the network between them is cut, and the
server's disk is full.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random

import psycopg
import pytest
from cut_network import CUTS, Network
from discord_server import DiscordProcess
from fleet import LARGE, Fleet, environ_of
from nursery import Nursery
from ordered_rounds import FivePlaces, correct, news
from pydantic import SecretStr
from slack_server import SlackProcess
from small_disk import MISSING as NO_DISK
from small_disk import full, small_disk

from tests.postgres_server import MISSING, Server, programs

MANY = {"READOUT_SCHEDULE_CORRECTIONS_A_DAY": "100"}
DISK_MEGABYTES = 400
OUTAGE_S = 20.0
"""How long one outage in ten lasts; the others are over after 3 s at most."""


@pytest.fixture
def disk() -> Iterator[Path]:
    with small_disk(DISK_MEGABYTES) as folder:
        if folder is None:
            pytest.skip(NO_DISK)
        yield folder


@pytest.fixture
def server(disk: Path) -> Iterator[Server]:
    """A server whose disk is small; who watches over it starts it again where it falls."""
    if programs() is None:
        pytest.skip(MISSING)
    made = Server(disk / "postgresql", safe=True, max_wal_size="64MB", min_wal_size="32MB", restart_after_crash="on")
    made.start()
    yield made
    made.stop()


class Befalls:
    """What may befall the processes, the server, and what lies between; each is over when it returns."""

    def __init__(self, chance: Random, fleet: Fleet, server: Server, disk: Path, networks: list[Network]) -> None:
        self._chance, self._fleet, self._server, self._disk, self._networks = chance, fleet, server, disk, networks
        self.told: list[str] = []

    def one(self, seconds: float) -> str:
        """Have one thing happen that lasts so long; return what it was."""
        happens = self._chance.choice((self._process, self._server_falls, self._cut, self._cut, self._disk_is_full))
        return happens(seconds)

    def _process(self, seconds: float) -> str:
        return self._fleet.harm(self._chance, lambda: seconds)

    def _server_falls(self, seconds: float) -> str:
        self._server.stop()
        time.sleep(seconds)
        self._server.start()
        return f"the store's server was away for {seconds:.1f} s"

    def _cut(self, seconds: float) -> str:
        how, wide = self._chance.choice(CUTS), self._chance.random() < 0.3
        number = self._chance.randrange(len(self._networks))
        with ExitStack() as cut:
            for each in self._networks if wide else [self._networks[number]]:
                cut.enter_context(each.cut(how))
            time.sleep(seconds)
        whom = "all" if wide else self._fleet.roles[number]
        return f"the network of {whom} was cut ({how}) for {seconds:.1f} s"

    def _disk_is_full(self, seconds: float) -> str:
        with full(self._disk):
            time.sleep(seconds)
        fell = self._server.has_ended()
        if fell:
            self._server.start()
        return f"the disk was full for {seconds:.1f} s{', and the server fell' if fell else ''}"


def delivered(address: str) -> Counter[str]:
    """How many deliveries of each kind were sent; nothing as long as one is under way."""
    with psycopg.connect(address) as db:
        found = db.execute("select kind, state, count(*) from outbox group by kind, state").fetchall()
    return (
        Counter({kind: count for kind, _, count in found})
        if {state for _, state, _ in found} == {"sent"}
        else Counter()
    )


@pytest.mark.slow
@pytest.mark.parametrize("faults", [20, pytest.param(150, marks=pytest.mark.full)])
def test_whatever_befalls_it_loses_nothing_and_doubles_nothing(
    nursery: Nursery, server: Server, disk: Path, tmp_path: Path, discord_description: Path, faults: int
) -> None:
    data, chance = tmp_path / "store", Random(26)
    server.make("chaos")
    address = server.address("chaos")
    news(data, faults, READOUT_STORE=address)
    places = FivePlaces(data, SecretStr(address))
    with ExitStack() as stack:
        discord = stack.enter_context(DiscordProcess(discord_description, limited=False))
        slack = stack.enter_context(SlackProcess(paced=False))
        networks = [stack.enter_context(Network(server.port)) for _ in LARGE]
        ways = [address.replace(f":{server.port}/", f":{each.port}/") for each in networks]
        fleet = stack.enter_context(
            Fleet(nursery, data, LARGE, stores=ways, **environ_of(discord.environ, slack.environ, MANY))
        )
        fleet.until(lambda: discord.get("up") and slack.see()["connections"])
        befalls = Befalls(chance, fleet, server, disk, networks)
        for number in range(faults):
            places.order()
            time.sleep(chance.uniform(0, 2))
            print(befalls.one(OUTAGE_S if number % 10 == 9 else chance.uniform(0.2, 3)))
            fleet.revive()  # one may have been started just as the server fell
            if number % 5 == 4:  # what was told turns out to be otherwise: the next faults meet its corrections
                fleet.until(lambda: fleet.revive() and delivered(address)["alert"] == 5 * places.rounds, 600)
                correct(data, places.rounds, READOUT_STORE=address)
        changed = range(5, faults + 1, 5)
        expected = Counter({"alert": 5 * faults, "correction": 5 * len(changed)})
        fleet.until(lambda: fleet.revive() and delivered(address) == expected, 600)
        assert places.seen(discord, slack) == {(p, f"round-{n}-"): 1 for p in range(5) for n in range(1, faults + 1)}
        assert places.corrected(discord, slack) == {(p, n): 1 for p in range(5) for n in changed}
        assert discord.get("problems") == [] and slack.see()["problems"] == []
        fleet.stop()
        loud = fleet.lines_of("psycopg.pool")
    assert not loud, loud[:5]
