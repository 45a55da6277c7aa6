"""What a channel was told is put right, once, in the thread of the briefing that told it."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from service import Service, posted, run

from bot.chat.adapter_protocol import ABSENT, Found, PartKey, Sight, Target
from bot.chat.console.adapter import LIMITS
from bot.chat.desk_protocol import Responder
from bot.chat.rendering.parts import Part
from bot.config.sections import ScheduleSettings
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.settings_reload import SettingsReload
from bot.desk.setup import channels as channel_commands
from bot.desk.setup import subscriptions as subscription_commands
from bot.evidence.article_analysis import read
from bot.models import Article, Follow, Platform, Provenance, Voucher
from bot.schedule.delivery import Deliveries
from bot.store import retention
from bot.store.channels import follows
from bot.store.deliveries import outbox
from bot.store.news import articles
from bot.store.opening import open_store

SLOT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
FIRST = "The harbour of Eastport reopened on Sunday after a storm of three days."
SECOND = "Harbour master Ann Lee said that 14 ships would sail by noon."
NEWS = f"{FIRST} {SECOND}\n\nForty vessels waited outside the breakwater while divers looked at the hull of a ferry."


class Clock:
    now = SLOT - timedelta(minutes=1)

    def __call__(self) -> datetime:
        return self.now


class Channel_:
    """A platform that keeps what it was sent, and what each message answers."""

    name: Platform = "console"
    limits = LIMITS
    healthy, problem = True, ""

    def __init__(self) -> None:
        self.messages: list[tuple[Target, PartKey, Part]] = []
        self.refusals: list[Exception] = []

    async def run(self, respond: Responder) -> None:
        del respond

    async def close(self) -> None:
        pass

    async def send(self, target: Target, part: Part, key: PartKey) -> str:
        if self.refusals:
            raise self.refusals.pop(0)
        self.messages.append((target, key, part))
        return f"m{len(self.messages)}"

    async def find(self, target: Target, key: PartKey, since: datetime | None = None) -> Found:
        del since
        seen = [n for n, (where, held, _) in enumerate(self.messages, 1) if (where, held) == (target, key)]
        return Found(Sight.FOUND, f"m{seen[0]}") if seen else ABSENT


class Newsroom:
    """A store with one article, a channel that is briefed at 08:00, and what it saw."""

    def __init__(self, folder: Path, settings: Settings | None = None) -> None:
        self.clock = Clock()
        self.store = open_store(folder)
        self.desk = Desk(self.store, settings or Settings(data=folder), self.clock)
        self.channel = Channel_()

    def says(
        self,
        text: str,
        url: str = "https://harbour.example/1",
        source: str = "Harbour Times",
        known_by: Voucher = "operator",
        title: str = "Eastport's harbour",
    ) -> None:
        whose = Provenance(known_by, "harbour.example", sender="rumour.example" if known_by == "sender" else "")
        article = Article(text=text, title=title, url=url, source=source, provenance=whose)
        self.store.write_now(lambda db: articles.put(db, article, read(article), now=self.clock()))

    def subscribe(self, name: str) -> None:
        channel_commands.add(self.desk, name, "console")
        subscription_commands.add(self.desk, name, at="08:00", zone="UTC")

    async def pass_time(self, minutes: float = 1) -> None:
        self.clock.now += timedelta(minutes=minutes)
        for _ in range(2):  # a correction is opened, then written and sent
            deliveries = Deliveries(self.desk, lambda _: self.channel)
            await deliveries.run_due()
            await deliveries.settle()

    @property
    def corrections(self) -> list[str]:
        return [part.text for target, _, part in self.channel.messages if target.reply_to]


@pytest.fixture
async def newsroom(tmp_path: Path) -> Newsroom:
    made = Newsroom(tmp_path)
    made.subscribe("here")
    made.says(NEWS)
    await made.pass_time(2)
    assert len(made.channel.messages) == 1 and "14 ships" in made.channel.messages[0][2].text
    return made


@pytest.fixture(autouse=True)
def _closed(newsroom: Newsroom) -> Iterator[None]:
    yield
    newsroom.store.close()


async def test_a_told_passage_that_changes_gets_one_correction_under_its_message(newsroom: Newsroom) -> None:
    newsroom.says(NEWS.replace("14 ships", "9 ships"))
    for _ in range(3):
        await newsroom.pass_time()
    assert len(newsroom.channel.messages) == 2
    target, _, part = newsroom.channel.messages[1]
    assert target.reply_to == "m1"
    assert SECOND in part.text and SECOND.replace("14", "9") in part.text
    links = [run.link for block in part.blocks for run in block.runs if run.link]
    assert len(links) == 2 and all(link.startswith("https://harbour.example/1") for link in links)
    assert "Mon 2 Mar 2026, 08:01" in part.text


@pytest.mark.parametrize(
    "now",
    [
        NEWS.replace("14 ships", "14 “ships”"),
        NEWS.replace("said that", "said taht"),
        NEWS + " The market opens on Monday.",
        "\n\n".join(reversed(NEWS.split("\n\n"))),
    ],
)
async def test_what_is_no_change_gets_none(newsroom: Newsroom, now: str) -> None:
    newsroom.says(now)
    await newsroom.pass_time()
    assert not newsroom.corrections


async def test_of_several_changes_in_a_row_the_last_is_told(newsroom: Newsroom) -> None:
    newsroom.says(NEWS.replace("14 ships", "9 ships"))
    newsroom.says(NEWS.replace("14 ships", "8 ships"))
    await newsroom.pass_time()
    assert ["8 ships" in text and "9 ships" not in text for text in newsroom.corrections] == [True]


async def test_each_state_that_lasts_is_told_and_a_change_back_too(newsroom: Newsroom) -> None:
    for figure in ("9", "8", "14", "9"):
        newsroom.says(NEWS.replace("14 ships", f"{figure} ships"))
        await newsroom.pass_time(9 * 60)
        await newsroom.pass_time()
    texts = newsroom.corrections
    assert len(texts) == 4
    assert "9 ships" in texts[0] and "8 ships" in texts[1] and "9 ships" in texts[3]
    assert "says this again" in texts[2]


async def test_a_change_is_told_once_where_the_sources_difference_rests_on_it_too(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "other")
    room.subscribe("here")
    room.says(NEWS)
    room.says(
        "The harbour of Eastport reopened on Sunday after a storm. Its master Ann Lee said that 20 ships would sail by noon."
        "\n\nThe ferry was not among them, she told the Valley Courier at the quay.",
        "https://valley.example/1",
        "Valley Courier",
    )
    await room.pass_time(2)
    (_, _, told) = room.channel.messages[0]
    assert "14 ships" in told.text and "Sources differ" in told.text
    room.says(NEWS.replace("by noon", "by midnight"))
    await room.pass_time()
    (correction,) = room.corrections
    assert correction.count("by midnight") == 1 and "Sources differ" not in correction
    room.store.close()


async def test_a_change_that_is_undone_before_it_was_told_is_none(newsroom: Newsroom) -> None:
    newsroom.says(NEWS.replace("14 ships", "9 ships"))
    newsroom.says(NEWS)
    await newsroom.pass_time()
    assert not newsroom.corrections


async def test_a_sentence_that_is_gone_is_said_to_be(newsroom: Newsroom) -> None:
    newsroom.says(NEWS.replace(f" {SECOND}", ""))
    await newsroom.pass_time()
    assert len(newsroom.corrections) == 1
    assert SECOND in newsroom.corrections[0] and "does not say this any more" in newsroom.corrections[0]


async def test_a_sentence_that_nobody_was_told_of_may_change(newsroom: Newsroom) -> None:
    newsroom.says("A school in Norwick burned down. Nobody was hurt.", "https://norwick.example/1")
    newsroom.says("A school in Norwick burned down. Two were hurt.", "https://norwick.example/1")
    await newsroom.pass_time()
    assert not newsroom.corrections


async def test_every_channel_that_was_told_hears_of_it_and_no_other(newsroom: Newsroom) -> None:
    newsroom.subscribe("there")
    await newsroom.pass_time(24 * 60 - 1)  # "there" gets its first briefing a day later
    newsroom.subscribe("late")
    newsroom.says(NEWS.replace("14 ships", "9 ships"))
    await newsroom.pass_time()
    targets = [target.platform_id for target, _, _ in newsroom.channel.messages if target.reply_to]
    told = {target.platform_id for target, _, part in newsroom.channel.messages if "14 ships" in part.text}
    assert sorted(targets) == sorted(told)


async def test_an_article_that_changes_while_its_briefing_waits_is_put_right_after(tmp_path: Path) -> None:
    from bot.errors import ChatAway

    room = Newsroom(tmp_path / "other")
    room.subscribe("here")
    room.says(NEWS)
    room.channel.refusals = [ChatAway("down"), ChatAway("down")]
    await room.pass_time(2)
    room.says(NEWS.replace("14 ships", "9 ships"))
    for _ in range(3):
        await room.pass_time(5)
    assert len(room.channel.messages) == 2 and "9 ships" in room.corrections[0]
    room.store.close()


async def test_what_was_told_and_what_corrected_it_is_never_forgotten(newsroom: Newsroom) -> None:
    newsroom.says(NEWS.replace("14 ships", "9 ships"))
    await newsroom.pass_time()
    before = newsroom.clock() + timedelta(days=400)
    newsroom.store.write_now(lambda db: retention.prune(db, before))
    kept = newsroom.store.read_now(lambda db: [row[0] for row in db.execute("select text from revisions order by id")])
    assert kept == [NEWS, NEWS.replace("14 ships", "9 ships")]


async def test_a_page_that_its_own_outlets_feed_prints_otherwise_has_not_changed(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "other")
    room.subscribe("here")
    room.says(NEWS, known_by="page")  # somebody pointed to it
    await room.pass_time(2)
    room.says(NEWS.replace("14 ships", "14 vessels"), known_by="site")
    await room.pass_time()
    room.says(NEWS, known_by="page")
    await room.pass_time()
    room.says(NEWS.replace("14 ships", "14 vessels") + " The quay was dry.", known_by="site")
    await room.pass_time()
    assert len(room.channel.messages) == 1 and not room.corrections
    room.says(NEWS.replace("14 ships", "14 vessels").replace("storm", "fire"), known_by="site")
    await room.pass_time()
    (correction,) = room.corrections
    assert "fire" in correction and "vessels" not in correction, "what both printed alike is corrected"
    room.store.close()


async def test_what_somebody_sends_under_a_link_corrects_nothing(newsroom: Newsroom) -> None:
    newsroom.says(NEWS.replace("14 ships", "9 ships"), known_by="sender")
    await newsroom.pass_time()
    assert not newsroom.corrections


async def test_an_article_that_changes_every_minute_is_corrected_now_and_then(newsroom: Newsroom) -> None:
    for figure in range(30, 50):
        newsroom.says(NEWS.replace("14 ships", f"{figure} ships"))
        await newsroom.pass_time()
    assert [f"{30} ships" in text for text in newsroom.corrections] == [True]
    await newsroom.pass_time(6 * 60)
    assert ["49 ships" in text for text in newsroom.corrections] == [False, True], "the last state, once"


async def test_a_channel_gets_a_few_corrections_a_day_and_the_others_the_next(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "other")
    room.subscribe("here")
    places = ("Eastport", "Norwick", "Marden", "Osterby", "Vell")
    texts = [
        f"The market of {place} burned down on Sunday. The fire took {40 + n} stalls." for n, place in enumerate(places)
    ]
    for n, text in enumerate(texts):
        room.says(text, f"https://harbour.example/{n}", title=text.partition(" on ")[0])
    await room.pass_time(2)
    for n, text in enumerate(texts):
        now = text.replace(f"{40 + n} stalls", f"{60 + n} stalls")
        room.says(now, f"https://harbour.example/{n}", title=text.partition(" on ")[0])
    await room.pass_time()
    assert len(room.corrections) == 3
    await room.pass_time(17 * 60)
    told = "".join(room.corrections)
    assert len(room.corrections) == 5 and all(f"{60 + n} stalls" in told for n in range(5))
    room.store.close()


async def test_how_often_a_channel_is_corrected_follows_the_settings_file_at_once(newsroom: Newsroom) -> None:
    often = ScheduleSettings(corrections_a_day=2, correction_hours=0.0)
    for figure in (9, 8):
        newsroom.says(NEWS.replace("14 ships", f"{figure} ships"))
        await newsroom.pass_time()
    assert len(newsroom.corrections) == 1, "the next is six hours away"
    fresh = newsroom.desk.settings.model_copy(update={"schedule": often})
    assert not (await SettingsReload(newsroom.desk, lambda: fresh).now()).notes
    await newsroom.pass_time()
    assert len(newsroom.corrections) == 2 and "8 ships" in newsroom.corrections[1]
    newsroom.says(NEWS.replace("14 ships", "7 ships"))
    await newsroom.pass_time(60)
    assert len(newsroom.corrections) == 2, "the day had its two"


@pytest.mark.parametrize("named", [True, False], ids=["named by the channel", "by the settings"])
async def test_a_correction_waits_for_the_end_of_the_quiet_hours(tmp_path: Path, named: bool) -> None:
    quiet = "07:30-12:00"
    room = Newsroom(tmp_path / "other", Settings(schedule=ScheduleSettings(quiet="" if named else quiet)))
    room.subscribe("here")
    room.says(NEWS)
    if named:
        follow = Follow(0, 1, "topic", "sea", quiet_from="07:30", quiet_until="12:00", zone="UTC")
        room.store.write_now(lambda db: follows.add(db, follow, now=room.clock()))
    await room.pass_time(2)
    room.says(NEWS.replace("14 ships", "9 ships"))
    await room.pass_time(60)
    assert not room.corrections
    await room.pass_time(3 * 60)
    assert len(room.corrections) == 1 and "9 ships" in room.corrections[0]
    room.store.close()


async def test_two_workers_open_one_correction(newsroom: Newsroom) -> None:
    newsroom.says(NEWS.replace("14 ships", "9 ships"))
    newsroom.clock.now += timedelta(minutes=1)
    both = [Deliveries(newsroom.desk, lambda _: newsroom.channel) for _ in range(2)]
    for _ in range(2):
        await asyncio.gather(*(each.run_due() for each in both))
        await asyncio.gather(*(each.settle() for each in both))
    assert len(newsroom.corrections) == 1
    kinds = [each.kind for each in newsroom.store.read_now(outbox.every)]
    assert sorted(kinds) == ["briefing", "correction"]


# ---------------------------------------------------------------- the service, killed and started again

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Times</title>
<link>https://harbour.example/</link><description>News</description><item><title>Eastport's harbour</title>
<guid>one</guid><link>http://127.0.0.1:9/1</link><pubDate>Fri, 31 Dec 2021 05:00:00 GMT</pubDate>
<description>{0}</description></item></channel></rss>"""


@pytest.fixture
def feed(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    folder = tmp_path / "site"
    folder.mkdir()
    handler = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder / "feed.xml", f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def serve(file: Path, text: str, second: int) -> None:
    file.write_text(FEED.format(text))
    os.utime(file, (second * 60,) * 2)


@pytest.mark.parametrize(
    "fall",
    [
        pytest.param("after:bot.schedule.corrections.open_corrections", marks=pytest.mark.slow),
        pytest.param("before:bot.store.news.corrections.note", marks=pytest.mark.slow),
        "after:bot.chat.console.adapter.History.append",
        pytest.param("before:bot.store.news.corrections.note_told", marks=pytest.mark.slow),
    ],
)
def test_over_the_wire_and_over_a_fall_there_is_one_correction(
    feed: tuple[Path, str], tmp_path: Path, fall: str
) -> None:
    file, origin = feed
    data, early = tmp_path / "store", {"READOUT_NOW": "2021-12-31T05:59:00Z"}
    serve(file, NEWS, 1)
    run(data, "sources", "add", f"{origin}/feed.xml", **early)
    run(data, "channels", "add", "here", "--platform", "console", **early)
    run(data, "subscriptions", "add", "--channel", "here", "--at", "08:00", "--zone", "Europe/Kyiv", **early)
    wire = {"READOUT_ALLOW_ORIGINS": origin, "READOUT_FETCH_INTERVAL_MINUTES": "0.01"}
    run(data, "poll", **early, **wire)
    with Service(data, "2021-12-31T05:59:58Z", **wire) as service:
        service.until(lambda: len(posted(data)) == 1)
        service.stop()
    assert "14 ships" in posted(data)[0]["text"]
    serve(file, NEWS.replace("14 ships", "9 ships"), 2)
    with Service(data, "2021-12-31T06:05:00Z", fall=fall, **wire) as service:
        service.fell()
    with Service(data, "2021-12-31T06:06:00Z", **wire) as service:
        service.until(lambda: len(posted(data)) == 2 and settled(data))
        service.stop()
    briefing, correction = posted(data)
    assert correction["reply_to"] == f"{briefing['delivery']}/{briefing['part']}"
    assert "14 ships" in correction["text"] and "9 ships" in correction["text"]


def settled(data: Path) -> bool:
    from service import states

    return set(states(data)) == {"sent"}
