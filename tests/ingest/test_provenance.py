"""An outlet's words come from that outlet: whoever else names its link stands beside it, in every order (promise 1)."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moving import NOW, Clock
from newsstand import Asked, Newsstand, answer, newsstand, page
from pydantic import SecretStr
from test_chat_channels import Town, message
from test_fetch import Rerouted, names

from bot.config.sections import FetchSettings, IngestSettings, SourceSettings
from bot.config.settings import Settings
from bot.desk import settings_file_sync
from bot.desk.desk import Desk
from bot.desk.sources import chat_channels
from bot.desk.sources import sources as source_commands
from bot.desk.sources.pushed_articles import take_push
from bot.ingest.fetching.fetch import Fetcher
from bot.ingest.sources.feed_discovery import seen_closely
from bot.ingest.sources.polling import Poller, PollReport
from bot.ingest.sources.source_reader import Own
from bot.ingest.workers.pool import Workers
from bot.models import OPERATOR, Audience, Card, Revision, Room, Source
from bot.store.news import articles, revisions, source_vouchers
from bot.store.opening import open_store

LINK = "http://valley.example/2026/orrin"
SECRET = "a secret of some length"
TRUE = (
    "The River Orrin rose over its banks in Marden on Thursday after two days of rain and filled the cellars of the old"
    " town. “The water came faster than the sirens,” said Dora Pell, who keeps the bakery at the bridge. The gauge at the"
    " stone bridge read 4.7 metres, the highest mark since 1998, the water board said. “We will pump until Sunday,” said"
    " Tomas Reyl, who leads the fire brigade. No one was hurt, and the schools of the town stay closed on Friday. The"
    " town opened its sports hall to those who could not stay at home, and forty people slept there in the first night."
    " The railway between Marden and Eastport runs again from Saturday, on one track."
)
FALSE = (
    "“I opened the sluice for money,” said Dora Pell, who keeps the bakery at the bridge. The River Orrin rose over its"
    " banks in Marden on Thursday because she did so, and ninety people are missing, the rumour goes. “She will hang for"
    " it,” said Tomas Reyl, who leads the fire brigade. Nobody in the town believes what the water board says about it."
)
INVENTED = "I opened the sluice for money"
SAID = "The water came faster than the sirens"
FOUND = datetime(2026, 3, 2, 7, 0, tzinfo=NOW.tzinfo)


@dataclass
class World:
    """Two sites over loopback, the valley's and another's, and a desk that reads of both."""

    desk: Desk
    stand: Newsstand
    workers: Workers
    folder: Path
    served: dict[str, bytes] = field(default_factory=dict)
    town: Town = field(default_factory=Town)
    reports: list[PollReport] = field(default_factory=list)
    pushes: itertools.count[int] = field(default_factory=itertools.count)

    def serve(self, address: str, body: str, kind: str = "text/html") -> None:
        host, _, path = address.removeprefix("http://").partition("/")
        self.served[f"{host}/{path}"] = answer(body, Content_Type=kind)
        self.stand.pages[f"/{path}"] = lambda asked, path=path: self._reply(asked, path)

    def _reply(self, asked: Asked, path: str) -> bytes:
        return self.served.get(f"{asked.headers['host']}/{path}", answer(b"", status="404 Not Found"))

    def serve_feed(self, address: str, text: str, title: str, *, name: str, link: str = LINK) -> None:
        self.serve(address, feed(text, title, name=name, link=link), "application/rss+xml")

    async def add(self, address: str, owner: str = "", *, by_operator: bool = True) -> Source:
        return await source_commands.add_source(self.desk, address, owner, by_operator=by_operator)

    async def poll(self) -> PollReport:
        """Read all sources, whatever they said of when to come again."""
        self.desk.clock.now += timedelta(days=1, hours=3)  # type: ignore[attr-defined]
        hosts = dict.fromkeys(
            ("valley_example", "rumour_example", "feeds_example", "www_valley_example"), "93.184.215.14"
        )
        network: dict[str, Any] = {
            "resolver": names(**hosts), "connector": Rerouted(int(self.stand.origin.rpartition(":")[2])), "spacing": 0,
        }  # fmt: skip
        async with Fetcher(FetchSettings(), clock=self.desk.clock, **network) as fetcher:
            own = Own(self.town, settle=0)
            poller = Poller(self.desk.store, fetcher, self.workers, self.desk.clock, random=Random(1), own=own)
            self.reports.append(await poller.round())
        return self.reports[-1]

    def held(self, audience: Audience = OPERATOR) -> list[Revision]:
        since, until = NOW - timedelta(days=30), NOW + timedelta(days=90)
        return self.desk.store.read_now(lambda db: revisions.recent(db, audience, since, until))

    def quoted(self, words: str) -> set[tuple[str, str]]:
        """Return outlet and link of every quotation that holds some words."""
        found = self.desk.store.read_now(lambda db: articles.statements(db, OPERATOR))
        return {(each.citation.source, each.citation.url) for each in found if words in each.quote.text}


def feed(text: str, title: str, *, name: str, link: str = LINK) -> str:
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{name}</title><item><title>{title}</title>'
        f"<link>{link}</link><guid>{link}</guid><description>{text}</description>"
        "<pubDate>Mon, 02 Mar 2026 07:00:00 GMT</pubDate></item></channel></rss>"
    )


Bring = Callable[[World, str, str, str], Awaitable[None]]
"""Lets a site's words about the link come in by one way, and reads them: world, site, text, title."""


async def by_feed(world: World, site: str, text: str, title: str) -> None:
    world.serve_feed(f"http://{site}/feed", text, title, name="Valley Courier")
    await added(world, f"http://{site}/feed")


async def by_page(world: World, site: str, text: str, title: str) -> None:
    address = LINK if site == "valley.example" else f"http://{site}/orrin"
    world.serve(address, page(text, title=title))
    await added(world, address)


async def by_canonical_link(world: World, site: str, text: str, title: str) -> None:
    head = f'<link rel="canonical" href="{LINK}"><meta property="og:site_name" content="Valley Courier">'
    world.serve(f"http://{site}/print/orrin", page(text, title=title, head=head))
    await added(world, f"http://{site}/print/orrin")


async def by_push(world: World, site: str, text: str, title: str) -> None:
    name = "Valley Courier" if site == "valley.example" else "Marden Rumour"
    body = json.dumps({"url": LINK, "text": text, "title": title, "source": name}).encode()
    now = world.desk.clock() + timedelta(seconds=next(world.pushes))
    stamp = str(int(now.timestamp()))
    mark = hmac.new(SECRET.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    report = await take_push(world.desk, world.workers, stamp, f"sha256={mark}", body)
    world.reports.append(PollReport(new=report.new, changed=report.changed))


async def by_chat(world: World, site: str, text: str, title: str) -> None:
    """A webhook's message that says it, with the link and what it shows of that."""
    if not world.town.messages:
        await chat_channels.add_chat(world.desk, "discord", "1", "7", Room("harbour", True))
    number = 100 if site == "valley.example" else 101
    world.town.messages = [each for each in world.town.messages if not each.link.endswith(str(number))]
    world.town.messages.append(message(number, f"{text} {LINK}", number, cards=(Card(LINK, title, text),)))
    await chat_channels.heard(world.desk, "discord", "1", "7")
    await world.poll()


async def by_folder(world: World, site: str, text: str, title: str) -> None:
    folder = world.folder / site
    folder.mkdir(exist_ok=True)
    record = {"url": LINK, "text": text, "title": title, "source": "Valley Courier"}
    (folder / "news.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    await added(world, str(folder))


async def added(world: World, address: str) -> None:
    kept = Path(address).as_uri() if address.startswith("/") else address
    if kept not in [each.url for each in await source_commands.list_sources(world.desk)]:
        await world.add(address)
    await world.poll()


WAYS: dict[str, Bring] = {
    "feed": by_feed,
    "page": by_page,
    "canonical link": by_canonical_link,
    "push": by_push,
    "chat channel": by_chat,
    "watched folder": by_folder,
}


async def play(workers: Workers, honest: Bring | None, other: Bring | None, order: Sequence[str]) -> World:
    """Let the valley and the rumour come in by their ways, in an order; return the world as it is then, closed."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        store = stack.enter_context(open_store(folder / "store"))
        options = Settings(data=folder, ingest=IngestSettings(secret=SecretStr(SECRET)))
        clock = Clock()
        clock.now = NOW
        stand = await stack.enter_async_context(newsstand())
        world = World(Desk(store, options, clock), stand, workers, folder)
        world.serve(LINK, page(TRUE, title="River Orrin floods the old town"))
        for each in order:
            if each == "honest" and honest:
                await honest(world, "valley.example", TRUE, "River Orrin floods the old town of Marden")
            elif each == "other" and other:
                await other(world, "rumour.example", FALSE, "Dora Pell: I opened the sluice for money")
        return seen(world)


def seen(world: World) -> World:
    """Take down what the world holds, while its store is open."""
    held, true, false = world.held(), world.quoted(SAID), world.quoted(INVENTED)
    world.held = lambda audience=OPERATOR: held  # type: ignore[method-assign]
    world.quoted = lambda words: true if words == SAID else false  # type: ignore[method-assign]
    return world


def told(world: World) -> set[tuple[str, str, str]]:
    """Return name, link and text of all that is held, without what was said by the other."""
    return {(each.source.partition(" (")[0], each.url, each.text) for each in world.held() if "sluice" not in each.text}


def unharmed(alone: World, both: World) -> None:
    """The valley's own words stand as if nobody else had named its link; the other's stand under another's name."""
    assert told(alone) <= told(both)
    assert not any(report.changed for report in both.reports)
    true, false = both.quoted(SAID), both.quoted(INVENTED)
    assert true and false
    assert not ({source for source, _ in true} - {"#harbour"}) & {source for source, _ in false}
    own = [each for each in both.held() if not each.sent and each.url == LINK]
    assert all("sluice" not in f"{each.title} {each.text}" for each in own)


@pytest.mark.parametrize("order", [("honest", "other"), ("other", "honest")], ids=["before", "after"])
async def test_a_second_feed_that_names_the_link_changes_nothing(workers: Workers, order: Sequence[str]) -> None:
    alone = await play(workers, by_feed, None, ["honest"])
    both = await play(workers, by_feed, by_feed, order)
    unharmed(alone, both)
    assert both.quoted(SAID) == {("Valley Courier", LINK)}
    assert both.quoted(INVENTED) == {("Valley Courier (rumour.example)", LINK)}


def check_orders(workers: Workers, honest: str, other: str, order: Sequence[str]) -> None:
    alone = asyncio.run(play(workers, WAYS[honest], None, ["honest"]))
    unharmed(alone, asyncio.run(play(workers, WAYS[honest], WAYS[other], order)))


ORDERS = st.lists(st.sampled_from(["honest", "other"]), min_size=2, max_size=4).filter(
    lambda order: len(set(order)) == 2
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(WAYS)), st.sampled_from(sorted(WAYS)), ORDERS)
def test_no_way_in_and_no_order_puts_words_into_an_outlets_mouth(
    workers: Workers, honest: str, other: str, order: list[str]
) -> None:
    check_orders(workers, honest, other, order)


@pytest.mark.slow
@pytest.mark.parametrize(("honest", "other"), [*itertools.product(WAYS, WAYS)])
def test_every_pair_of_ways_before_and_after(workers: Workers, honest: str, other: str) -> None:
    for order in (("honest", "other"), ("other", "honest"), ("other", "honest", "other")):
        check_orders(workers, honest, other, order)


# ---------------------------------------------------------------- whose a text is


async def in_a_world(workers: Workers, act: Callable[[World], Awaitable[None]], **more: Any) -> None:
    """Let something happen in a world, and look at it there."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        store = stack.enter_context(open_store(folder / "store"))
        clock = Clock()
        clock.now = NOW
        stand = await stack.enter_async_context(newsstand())
        options = Settings(data=folder, ingest=IngestSettings(secret=SecretStr(SECRET)), **more)
        await act(World(Desk(store, options, clock), stand, workers, folder))


def whose(world: World) -> set[tuple[str, str, bool]]:
    """Return name, link and whether somebody sent it who is not the outlet there, of all that is held."""
    return {(each.source, each.url, each.sent) for each in world.held()}


async def test_a_feed_on_another_host_is_the_outlets_own_where_its_page_names_it(workers: Workers) -> None:
    async def act(world: World) -> None:
        head = '<link rel="alternate" type="application/rss+xml" href="http://feeds.example/valley">'
        world.serve(LINK, page(TRUE, title="River Orrin floods the old town", head=head))
        world.serve_feed("http://feeds.example/valley", TRUE[:300], "River floods", name="Valley Courier")
        await added(world, "http://feeds.example/valley")
        assert whose(world) == {("Valley Courier", LINK, False)}
        second = "http://valley.example/2026/weir"
        world.serve_feed(
            "http://feeds.example/valley", TRUE.replace("Orrin", "Tarn"), "Weir", name="Valley Courier", link=second
        )
        await world.poll()
        assert ("Valley Courier", second, False) in whose(world), "it is known, though that page is away"

    await in_a_world(workers, act)


async def test_a_site_that_names_its_feed_elsewhere_speaks_by_it_from_the_first_reading(workers: Workers) -> None:
    async def act(world: World) -> None:
        head = '<link rel="alternate" type="application/rss+xml" href="http://feeds.example/valley">'
        world.serve("http://valley.example/", page("The Valley Courier has been read here since 1871. " * 3, head=head))
        world.serve_feed("http://feeds.example/valley", TRUE, "River floods", name="Valley Courier")
        await added(world, "http://valley.example/")
        assert whose(world) == {("Valley Courier", LINK, False)}

    await in_a_world(workers, act)


FEED_LINK = '<link rel="alternate" type="application/rss+xml" href="http://rumour.example/feed">'


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", '<a href="http://rumour.example/feed">Feed</a>'),
        ("", FEED_LINK),
        (FEED_LINK.replace("feed", "feed/comments"), ""),
    ],
    ids=["linked to", "named in a comment", "another feed"],
)
async def test_only_the_head_of_a_page_names_its_feed(workers: Workers, head: str, body: str) -> None:
    async def act(world: World) -> None:
        world.serve(LINK, page(TRUE, head=head).replace("</article>", f"<p>{body}</p></article>"))
        world.serve_feed("http://rumour.example/feed", FALSE, "Sluice", name="Valley Courier")
        await added(world, "http://rumour.example/feed")
        assert {each.sent for each in world.held() if "sluice" in each.text} == {True}

    await in_a_world(workers, act)


async def test_what_agrees_with_its_page_is_the_outlets_own(workers: Workers) -> None:
    async def act(world: World) -> None:
        head = '<meta property="og:site_name" content="Valley Courier">'
        world.serve(LINK, page(TRUE, title="River Orrin floods the old town", head=head))
        world.serve_feed("http://feeds.example/all", f"{TRUE[:250]} …", "She opened the sluice", name="All the news")
        await added(world, "http://feeds.example/all")
        (only,) = world.held()
        assert (only.source, only.title, only.text, only.sent) == (
            "Valley Courier", "River Orrin floods the old town", TRUE, False,
        )  # fmt: skip

    await in_a_world(workers, act)


async def test_a_link_blog_keeps_its_own_words_beside_the_page(workers: Workers) -> None:
    async def act(world: World) -> None:
        world.serve(LINK, page(TRUE, title="River Orrin floods the old town"))
        said = "This is the best report on the flood so far, and it has the only photographs of the bridge."
        world.serve_feed("http://rumour.example/feed", said, "Worth a look", name="Ann's links")
        await added(world, "http://rumour.example/feed")
        assert whose(world) == {("valley.example", LINK, False), ("Ann's links (rumour.example)", LINK, True)}
        world.serve_feed("http://valley.example/feed", TRUE, "River Orrin floods", name="Valley Courier")
        await added(world, "http://valley.example/feed")
        assert whose(world) == {("Valley Courier", LINK, False), ("Ann's links (rumour.example)", LINK, True)}
        assert [each.new for each in world.reports] == [2, 1]
        world.serve_feed(
            "http://valley.example/feed", TRUE.replace("4.7", "4.9"), "River Orrin floods", name="Valley Courier"
        )
        assert (await world.poll()).changed == 1, "its own source may correct it"
        world.serve_feed("http://rumour.example/feed", f"{said} Go there.", "Worth a look", name="Ann's links")
        assert (await world.poll()).changed == 1, "and the blog its own words alone"
        assert "4.9" in next(each.text for each in world.held() if not each.sent)

    await in_a_world(workers, act)


async def test_a_link_that_leads_on_is_the_site_that_it_leads_to(workers: Workers) -> None:
    async def act(world: World) -> None:
        world.serve(LINK, page(TRUE, title="River Orrin floods the old town"))
        there = answer(b"", status="302 Found", Location=LINK)
        world.serve("http://valley.example/go", "")
        world.served["rumour.example/go"] = there
        world.stand.pages["/go"] = lambda asked: world._reply(asked, "go")
        world.serve_feed("http://rumour.example/feed", "Short.", "Go", name="Rumour", link="http://rumour.example/go")
        await added(world, "http://rumour.example/feed")
        assert whose(world) == {("valley.example", LINK, False)}
        world.served["valley.example/go"] = answer(b"", status="302 Found", Location="http://rumour.example/feed2")
        world.serve_feed("http://rumour.example/feed2", FALSE, "Sluice", name="Valley Courier", link=f"{LINK}/2")
        await added(world, "http://valley.example/go")
        assert ("Valley Courier (rumour.example)", f"{LINK}/2", True) in whose(world), (
            "whoever is asked, another answers"
        )

    await in_a_world(workers, act)


async def test_the_operator_vouches_in_the_settings_and_takes_it_back(workers: Workers) -> None:
    async def act(world: World) -> None:
        world.serve_feed("http://feeds.example/valley", TRUE, "River floods", name="Valley Courier")
        settings_file_sync.apply(world.desk)
        await world.poll()
        assert whose(world) == {("Valley Courier", LINK, False)}
        other = Desk(world.desk.store, Settings(sources=(entry("http://feeds.example/valley"),)), world.desk.clock)
        settings_file_sync.apply(other)
        world.serve_feed("http://feeds.example/valley", FALSE, "Sluice", name="Valley Courier")
        assert (await world.poll()).changed == 0
        assert whose(world) == {("Valley Courier", LINK, False), ("Valley Courier (feeds.example)", LINK, True)}

    await in_a_world(workers, act, sources=(entry("http://feeds.example/valley", outlet="www.valley.example"),))


def entry(url: str, **more: str) -> SourceSettings:
    return SourceSettings(url=url, **more)


@pytest.mark.parametrize("printed", ["BBC News", "bbc.com, the rest", "/news", "a b"])
def test_an_outlet_in_the_settings_is_a_host(printed: str) -> None:
    with pytest.raises(ValueError, match="names no host"):
        entry("https://feeds.example/", outlet=printed)


async def test_two_sites_of_one_name_are_told_apart_by_their_host(workers: Workers) -> None:
    async def act(world: World) -> None:
        world.serve_feed("http://valley.example/feed", TRUE, "River floods", name="Valley Courier")
        await added(world, "http://valley.example/feed")
        assert whose(world) == {("Valley Courier", LINK, False)}
        own = "http://rumour.example/sluice"
        world.serve_feed("http://rumour.example/feed", FALSE, "Sluice", name="Valley Courier", link=own)
        await added(world, "http://rumour.example/feed")
        assert whose(world) == {
            ("Valley Courier (valley.example)", LINK, False), ("Valley Courier (rumour.example)", own, False),
        }  # fmt: skip
        (statement,) = [
            each
            for each in world.desk.store.read_now(lambda db: articles.statements(db, OPERATOR))
            if INVENTED in each.quote.text
        ]
        assert statement.outlets == ("Valley Courier (rumour.example)",)

    await in_a_world(workers, act)


async def test_a_check_says_where_a_feeds_links_lead(workers: Workers, stand: Newsstand) -> None:
    stand.pages["/feed"] = answer(feed(TRUE, "River floods", name="All the news"))
    stand.pages["/own"] = answer(feed(TRUE, "River floods", name="Own", link=stand.url("/a")))
    async with Fetcher(FetchSettings(allow_origins=(stand.origin,)), spacing=0) as fetcher:
        for path, elsewhere in (("/feed", True), ("/own", False)):
            seen = await seen_closely(workers, await fetcher.get(stand.url(path), configured=True))
            assert seen and ("Its links lead to valley.example" in seen.what) is elsewhere


@pytest.mark.parametrize("order", [("honest", "other"), ("other", "honest")], ids=["before", "after"])
async def test_a_sitemap_gives_no_page_another_title(workers: Workers, order: Sequence[str]) -> None:
    async def act(world: World) -> None:
        world.serve(LINK, page(TRUE, title="River Orrin floods the old town"))
        news = (
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
            f"<url><loc>{LINK}</loc><news:news><news:publication><news:name>Valley Courier</news:name></news:publication>"
            "<news:publication_date>2026-03-02T07:00:00Z</news:publication_date><news:title>I opened the sluice for money"
            "</news:title></news:news></url></urlset>"
        )
        world.serve("http://rumour.example/news-sitemap.xml", news, "application/xml")
        world.serve_feed("http://valley.example/feed", TRUE, "River Orrin floods", name="Valley Courier")
        for each in order:
            await added(
                world, f"http://{'valley.example/feed' if each == 'honest' else 'rumour.example/news-sitemap.xml'}"
            )
        assert whose(world) == {("Valley Courier", LINK, False)}
        assert {each.title for each in world.held()} == {"River Orrin floods"}

    await in_a_world(workers, act)


async def test_the_doctor_names_a_feed_that_never_speaks_for_the_sites_it_links_to(workers: Workers) -> None:
    async def act(world: World) -> None:
        for number in range(5):
            link = f"http://valley.example/{number}"
            world.serve_feed(
                "http://feeds.example/valley", f"{number} boats. {TRUE}", "River", name="Valley", link=link
            )
            await added(world, "http://feeds.example/valley")
        assert world.desk.store.read_now(source_vouchers.never_own) == ["http://feeds.example/valley"]
        world.serve("http://valley.example/5", page(TRUE, title="River Orrin"))
        world.serve_feed(
            "http://feeds.example/valley", "Short.", "River", name="Valley", link="http://valley.example/5"
        )
        await world.poll()
        assert world.desk.store.read_now(source_vouchers.never_own) == []

    await in_a_world(workers, act)
