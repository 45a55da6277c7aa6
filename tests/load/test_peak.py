"""A peak on PostgreSQL: 10,000 sources, 2,000 channels in 20 servers, and 200 of them briefed in the same minute.

Six processes share the work by their roles, in real time; a question is asked every few seconds all the while. What it
took stands in a table, and as JSON in the file that READOUT_PEAK_JSON names. What is asserted of time is asserted in
the full length alone, which wants a quiet machine; the short one has a fifth of everything.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import psycopg
import pytest
from discord_server import DiscordProcess
from pydantic import SecretStr
from service import ROOT, run

from bot.clock import to_micros
from bot.models import Subscription
from bot.store.channels import channels, subscriptions
from bot.store.news import sources
from bot.store.opening import open_store
from bot.store.protocol import Connection, Store
from tests.bench.feed_server import WORDS
from tests.load import many_feeds, spent
from tests.load.installation import Installation, Outcome, phases_of
from tests.postgres_server import MISSING, Server, folder_for_a_server, programs

SERVERS = 20
INTERVAL_S = 1_800
ENTRY_EVERY = 8_640.0
"""Ten entries a day of each source."""
ROLES = ("gateway,web", "scheduler", "poll", "read", "write", "write")
QUESTION_EVERY = 3.0
WITHIN_S = 60.0
BEFORE_S = 20.0
"""At least so long before the peak the questions begin that it is measured beside."""
NEWS_HELD = 500


@dataclass(frozen=True)
class Size:
    """How much there is: one in ten of the channels is briefed at the peak."""

    sources: int = 10_000
    channels: int = 2_000

    @property
    def at_peak(self) -> int:
        return self.channels // 10


WHOLE, FIFTH = Size(), Size(2_000, 400)
PHASES = ("before", "the peak", "after")


@contextmanager
def feeds(count: int) -> Iterator[int]:
    command = [sys.executable, "-m", "tests.load.many_feeds", str(count), str(ENTRY_EVERY)]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environ, cwd=ROOT)
    assert process.stdin and process.stdout
    try:
        yield int(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that writes as where power may be cut, and counts what it is asked."""
    if programs() is None:
        pytest.skip(MISSING)
    made = Server(
        folder_for_a_server(), safe=True, shared_preload_libraries="pg_stat_statements", shared_buffers="256MB"
    )
    made.start()
    yield made
    made.stop()
    shutil.rmtree(made.folder)


def rooms(count: int) -> dict[str, dict[str, str]]:
    """The channels of each server."""
    found: dict[str, dict[str, str]] = {}
    for number in range(count):
        found.setdefault(str(7_000 + number % SERVERS), {})[str(100_000 + number)] = f"room-{number}"
    return found


def news(data: Path, **environ: str) -> None:
    """Put some news of this day in that briefings tell and questions find."""
    now, lines = datetime.now(UTC), []
    for number in range(NEWS_HELD):
        words = [WORDS[(number * step + step) % len(WORDS)] for step in (1, 7, 31, 101, 211, 307)]
        text = (
            f"The {words[0]} of {words[1]} opened a {words[2]} on Friday, {words[3].title()} {words[4].title()} said."
        )
        at = (now - timedelta(hours=20) * (number / NEWS_HELD)).isoformat()
        about = {"title": f"{words[1].title()}: the {words[0]} has a {words[5]}", "text": text, "published_at": at}
        lines.append(json.dumps({**about, "url": f"https://outlet-{number % 40}.example/{number}"}))
    file = data.parent / "news.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    run(data, "ingest", str(file), **environ)


def fill(db: Connection, size: Size, port: int, now: datetime) -> None:
    """Have sources that have been read before, due one after another, and channels."""
    for site in range(size.sources):
        sources.add(db, many_feeds.url(site, port), topic="news", now=now)
    db.execute(
        "update sources set last_ok_at = ?, etag = ?, next_poll_at = ? + (id % ?) * ?",
        (to_micros(now), many_feeds.tag(many_feeds.FIRST), to_micros(now), INTERVAL_S, 1_000_000),
    )
    for guild, held in rooms(size.channels).items():
        for room, name in held.items():
            channels.add(db, name, "discord", room, guild, now=now)


def subscribe(db: Connection, size: Size, peak: datetime, now: datetime) -> None:
    """Have each channel briefed once a day: a part of them at the peak, the others all through the day after it."""
    for number, channel in enumerate(channels.every(db)):
        later = timedelta(minutes=1 + number * 1_430 / size.channels)
        at = peak if number % 10 == 0 else peak + later
        subscriptions.add(db, Subscription(0, channel.id, f"{at:%H:%M}", "UTC", tuple(range(7))), now=now)


@dataclass
class Question:
    """When a question was asked, and after how many seconds its answer stood there."""

    at: float
    took: float


@dataclass
class Asking:
    """Asks a question every few seconds, until it is told to stop."""

    discord: DiscordProcess
    asked: list[Question] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._go_on)
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _go_on(self) -> None:
        number = 0
        while not self._over.wait(QUESTION_EVERY):
            number += 1
            begun = time.time()
            try:
                told = self.discord.call(
                    "command", "ask", {"question": f"what is new about {WORDS[number * 37 % 2000]}?"}
                )
                self.discord.until(lambda told=told: self.discord.call("answer_texts", told))
            except AssertionError as error:
                self.trouble.append(str(error))
                return
            self.asked.append(Question(begun, time.time() - begun))


def peak_at(now: datetime) -> datetime:
    """The next full minute that is far enough off."""
    return (now + timedelta(seconds=BEFORE_S + 60)).replace(second=0, microsecond=0)


def state_of(db: Connection, peak: datetime) -> Counter[str]:
    """How far the briefings of the peak have come."""
    return Counter(row[0] for row in db.execute("select state from outbox where slot_at = ?", (to_micros(peak),)))


def parts_of(db: Connection) -> Counter[str]:
    """How many messages each channel is to have of all that was sent."""
    query = (
        "select c.platform_id, count(*) from outbox o join parts p on p.delivery_id = o.id"
        " join channels c on c.id = o.channel_id group by c.platform_id"
    )
    return Counter({row[0]: row[1] for row in db.execute(query)})


def at_the_peak(db: Connection, peak: datetime) -> set[str]:
    query = "select c.platform_id from outbox o join channels c on c.id = o.channel_id where o.slot_at = ?"
    return {row[0] for row in db.execute(query, (to_micros(peak),))}


def held(db: Connection) -> tuple[int, int]:
    """How many polls there were, and how many articles there are."""
    polls = db.execute("select count(*) from sources where last_ok_at > added_at").fetchone()[0]
    return polls, db.execute("select count(*) from articles").fetchone()[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "seconds"),
    [(WHOLE, float(os.environ["READOUT_LOAD_SECONDS"]))]
    if os.environ.get("READOUT_LOAD_SECONDS")
    else [(FIFTH, 60.0), pytest.param(WHOLE, 1_800.0, marks=pytest.mark.full)],
    ids=lambda of: "" if isinstance(of, Size) else f"{of:.0f} s",
)
def test_a_peak_is_posted_once_and_in_time(server: Server, tmp_path: Path, size: Size, seconds: float) -> None:
    server.make("peak")
    address = server.address("peak")
    data, store_at = tmp_path / "data", SecretStr(address)
    with ExitStack() as stack:
        port = stack.enter_context(feeds(size.sources))
        discord = stack.enter_context(DiscordProcess())
        for guild, names in rooms(size.channels).items():
            discord.call("add_server", guild, names)
        environ = {
            **discord.environ,
            "READOUT_STORE": address,
            "READOUT_ALLOW_ORIGINS": ",".join(many_feeds.origins(port)),
        }
        environ |= {f"READOUT_LIMITS_{of}_HOURLY": "99999" for of in ("PERSON", "CHANNEL", "SERVER")}
        news(data, **environ)
        store = stack.enter_context(open_store(data, store_at))
        store.write_now(lambda db: fill(db, size, port, datetime.now(UTC)))
        here = stack.enter_context(Installation(data, ROLES, server, address, environ))
        discord.until(lambda: discord.get("up"))
        server_says(address, "create extension pg_stat_statements")
        peak = peak_at(datetime.now(UTC))
        store.write_now(lambda db: subscribe(db, size, peak, datetime.now(UTC)))
        time.sleep(5)
        spent.forget(address)
        outcome = _through_the_peak(here, store, discord, Peak(peak, size.at_peak), seconds)
        here.stop()
        expected, posted = store.read_now(parts_of), discord.call("posted_at")
        assert discord.get("problems") == []
    print(outcome.table())
    if file := os.environ.get("READOUT_PEAK_JSON"):
        Path(file).write_text(json.dumps(asdict(outcome), indent=1), encoding="utf-8")
    there = Counter({room: len(posted[room]) for held in rooms(size.channels).values() for room in held})
    assert +there == expected, "each part of each stands there once"
    assert len(outcome.late) == size.at_peak
    if seconds >= 1_800:
        assert max(outcome.late) <= WITHIN_S


def server_says(address: str, statement: str) -> None:
    with psycopg.connect(address, autocommit=True) as db:
        db.execute(statement)  # type: ignore[call-overload]


@dataclass(frozen=True)
class Peak:
    """When it is, and how many briefings are due."""

    at: datetime
    due: int


def _through_the_peak(here: Installation, store: Store, discord: DiscordProcess, peak: Peak, seconds: float) -> Outcome:
    """Wait for the peak, see it through, and go on for as long as is left."""
    began, asking = time.time(), Asking(discord)
    try:
        here.mark()
        _sleep_until(peak.at.timestamp())
        here.mark()
        here.until(lambda: store.read_now(partial(state_of, peak=peak.at)) == {"sent": peak.due})
        over = time.time()
        _sleep_until(peak.at.timestamp() + WITHIN_S)
        here.mark()
        _sleep_until(max(began + seconds, time.time() + BEFORE_S))
        here.mark()
    finally:
        asking.stop()
    assert not asking.trouble
    polls, articles = store.read_now(held)
    return Outcome(
        late=sorted(
            at - peak.at.timestamp() for at in arrived(discord, store.read_now(partial(at_the_peak, peak=peak.at)))
        ),
        apart=[each.took for each in asking.asked if not peak.at.timestamp() <= each.at <= over],
        beside=[each.took for each in asking.asked if peak.at.timestamp() <= each.at <= over],
        phases=phases_of(here, PHASES),
        lasted={name: two[0] - one[0] for name, one, two in zip(PHASES, here.marks, here.marks[1:], strict=False)},
        server={name: count - here.marks[0][2][name] for name, count in spent.counts(here.database).items()},
        statements=spent.statements(here.database),
        polls=polls,
        articles=articles - NEWS_HELD,
        warnings=dict(here.warnings().most_common(12)),
    )


def arrived(discord: DiscordProcess, rooms: set[str]) -> list[float]:
    """When the last message stood in each of some channels."""
    return [max(found) for room, found in discord.call("posted_at").items() if found and room in rooms]


def _sleep_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.time()))
