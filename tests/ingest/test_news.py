"""What is news when a source is added, and when its dates say little: polled over loopback, posted to a terminal."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from random import Random

import pytest
from newsstand import Newsstand, answer

from bot.chat.console.adapter import ConsoleAdapter
from bot.config.sections import FetchSettings
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.setup import channels as channel_commands
from bot.desk.setup import subscriptions as subscription_commands
from bot.desk.sources import sources as source_commands
from bot.ingest.fetching.fetch import Fetcher
from bot.ingest.sources.polling import Poller
from bot.ingest.workers.pool import Workers
from bot.models import OPERATOR
from bot.schedule.delivery import Deliveries
from bot.store.news import revisions
from bot.store.opening import open_store

SLOT = datetime(2027, 3, 2, 8, 0, tzinfo=UTC)
PLACES = "Arn Bell Cole Dorn Esk Falk Grau Holm Iver Jorn Kald Lund Mere Nord Orm Pell Quay Rask Sund Tarn".split()
DEEDS = "opened closed sold painted flooded rebuilt inspected renamed insured mapped".split()
THINGS = "harbour bridge school museum tunnel library market theatre quarry orchard reservoir stadium".split()


class Clock:
    now = SLOT - timedelta(hours=1)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with open_store(tmp_path) as store:
        yield Desk(store, Settings(data=tmp_path), clock)


def sentence(number: int) -> str:
    """News of its own: no two numbers share a place, a deed and a thing."""
    place, rest = PLACES[number % 20], number // 20
    deed, thing = DEEDS[rest % 10], THINGS[(rest // 10 + number) % 12]
    return (
        f"The {thing} of {place} {number} was {deed} on {number + 3} conditions, the council of {place} {number} said."
    )


def feed(items: list[tuple[int, str]]) -> bytes:
    """An RSS feed of `(number, pubDate)`; "" is no date."""
    told = "".join(
        f"<item><title>{sentence(number).split(',')[0]}</title><link>https://vell.example/{number}</link>"
        f"<description>{sentence(number)} {'More is told at the town hall. ' * 25}</description>"
        f"{f'<pubDate>{date}</pubDate>' if date else ''}</item>"
        for number, date in items
    )
    return answer(f'<rss version="2.0"><channel><title>Vell Gazette</title>{told}</channel></rss>')


async def poll(desk: Desk, stand: Newsstand, workers: Workers) -> None:
    settings = FetchSettings(allow_origins=(stand.origin,))
    async with Fetcher(settings, clock=desk.clock, spacing=0) as fetcher:
        await Poller(desk.store, fetcher, workers, desk.clock, random=Random(1)).round()


async def posted(desk: Desk) -> str:
    """What the terminal shows when deliveries that are due are carried out."""
    stream = io.StringIO()

    async def once(*_: object) -> bool:
        return True

    adapter = ConsoleAdapter(desk.settings.data, stream, once)  # type: ignore[arg-type]
    deliveries = Deliveries(desk, lambda _: adapter)
    await deliveries.run_due()
    await deliveries.settle()
    return stream.getvalue()


async def test_pages_at_the_allowed_origin_of_their_feed_are_read_and_those_at_another_are_not(
    desk: Desk, stand: Newsstand, workers: Workers
) -> None:
    other = stand.origin.replace("127.0.0.1", "localhost")
    items = "".join(
        f"<item><title>Council {name}</title><link>{origin}/{name}</link><description>Read on.</description></item>"
        for name, origin in (("here", stand.origin), ("there", other))
    )
    stand.pages["/feed"] = answer(f'<rss version="2.0"><channel><title>Vell Gazette</title>{items}</channel></rss>')
    for name in ("here", "there"):
        text = f"<p>The council of Vell met {name} on Monday and decided on the bridge.</p>" * 12
        stand.pages[f"/{name}"] = answer(f"<html><title>Council</title><article>{text}</article></html>")
    await source_commands.add_source(desk, stand.url("/feed"))
    async with Fetcher(FetchSettings(allow_origins=(stand.origin, other)), clock=desk.clock, spacing=0) as fetcher:
        await Poller(desk.store, fetcher, workers, desk.clock, random=Random(1)).round()
    assert "/here" in stand.paths() and "/there" not in stand.paths()


def subscribed(desk: Desk) -> None:
    channel_commands.add(desk, "here", "console")
    subscription_commands.add(desk, "here", at="08:00", zone="UTC")


def told(text: str) -> set[int]:
    return {int(word) for part in text.split("council of ")[1:] if (word := part.split()[1]).isdigit()}


def dated(moment: datetime) -> str:
    return format_datetime(moment)


Dating = Callable[[int], str]


@pytest.mark.parametrize(
    ("count", "dating"),
    [
        (500, lambda n: dated(SLOT - timedelta(days=1, hours=7 * n, minutes=1))),
        (150, lambda n: ""),
        (150, lambda n: (SLOT - timedelta(days=2 + n)).strftime("%Y-%m-%d")),
        (150, lambda n: dated(SLOT + timedelta(days=n))),
    ],
    ids=["dated", "undated", "by the day", "in the future"],
)
async def test_none_of_500_old_items_is_posted_when_a_source_is_added(
    desk: Desk, clock: Clock, stand: Newsstand, workers: Workers, count: int, dating: Dating
) -> None:
    stand.pages["/feed"] = feed([(n, dating(n)) for n in range(count)])
    subscribed(desk)
    await source_commands.add_source(desk, stand.url("/feed"))
    await poll(desk, stand, workers)
    held = desk.store.read_now(lambda db: revisions.recent(db, OPERATOR, SLOT - timedelta(days=9999), SLOT))
    assert len(held) == count, "they are kept, and can be asked about"
    clock.now = SLOT
    assert told(await posted(desk)) == set()
    stand.pages["/feed"] = feed([(777, ""), *((n, dating(n)) for n in range(count))])
    clock.now = SLOT + timedelta(hours=3)
    await poll(desk, stand, workers)
    clock.now = SLOT + timedelta(days=1)
    assert told(await posted(desk)) == {777}


async def test_a_channel_that_is_briefed_already_hears_nothing_that_was_there_before_a_source_was_added(
    desk: Desk, clock: Clock, stand: Newsstand, workers: Workers
) -> None:
    subscribed(desk)
    clock.now = SLOT
    await posted(desk)
    added = SLOT + timedelta(hours=8)
    stand.pages["/feed"] = feed([(n, dated(added - timedelta(minutes=n))) for n in range(1, 400)])
    clock.now = added
    await source_commands.add_source(desk, stand.url("/feed"))
    clock.now = added + timedelta(hours=2)
    stand.pages["/feed"] = feed([(0, dated(added + timedelta(hours=1))), (1, dated(added - timedelta(minutes=1)))])
    await poll(desk, stand, workers)
    clock.now = SLOT + timedelta(days=1)
    assert told(await posted(desk)) == {0}, "what came after the adding is news, also in the first reading"


async def test_a_feed_that_dates_by_the_day_loses_nothing(
    desk: Desk, clock: Clock, stand: Newsstand, workers: Workers
) -> None:
    """An item of the day comes before the briefing, after it, and the next day with yesterday's date."""
    subscribed(desk)
    stand.pages["/feed"] = feed([(1, "2027-03-01")])
    clock.now = SLOT - timedelta(hours=20)
    await source_commands.add_source(desk, stand.url("/feed"))
    await poll(desk, stand, workers)
    items = [(1, "2027-03-01")]
    seen: list[set[int]] = []
    for number, (hours, date) in enumerate([(-1, "2027-03-02"), (5, "2027-03-02"), (20, "2027-03-02")], 2):
        items = [(number, date), *items]
        stand.pages["/feed"] = feed(items)
        clock.now = SLOT + timedelta(hours=hours)
        await poll(desk, stand, workers)
        if number == 2:
            clock.now = SLOT
            seen.append(told(await posted(desk)))
    clock.now = SLOT + timedelta(days=1)
    seen.append(told(await posted(desk)))
    assert seen == [{1, 2}, {3, 4}]
    clock.now = SLOT + timedelta(days=2)
    assert told(await posted(desk)) == set()


async def test_what_a_poll_brings_after_its_briefing_is_in_the_next_one(
    desk: Desk, clock: Clock, stand: Newsstand, workers: Workers
) -> None:
    subscribed(desk)
    stand.pages["/feed"] = feed([(1, dated(SLOT - timedelta(days=3)))])
    await source_commands.add_source(desk, stand.url("/feed"))
    await poll(desk, stand, workers)
    clock.now = SLOT
    await posted(desk)
    stand.pages["/feed"] = feed([(2, dated(SLOT - timedelta(minutes=5))), (3, dated(SLOT - timedelta(days=30)))])
    clock.now = SLOT + timedelta(hours=1)
    await poll(desk, stand, workers)
    clock.now = SLOT + timedelta(days=1)
    assert told(await posted(desk)) == {2}, "five minutes before is late, thirty days before is old"
