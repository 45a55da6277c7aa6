"""What people paste: a site's front page, a page without a feed, a news sitemap, a feed that moves or ends."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
import pytest_asyncio
from newsstand import LONG, Newsstand, answer, page, rss
from test_fetch import Rerouted, names

from bot.cli.terminal_output import source as source_line
from bot.config.sections import FetchSettings
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.sources import sources as commands
from bot.ingest.feeds.page_as_feed import read_site
from bot.ingest.feeds.parse import read_feed
from bot.ingest.fetching.fetch import Fetcher
from bot.ingest.sources.polling import Poller
from bot.ingest.workers.pool import Workers
from bot.models import OPERATOR, Revision, Source
from bot.store.news import revisions
from bot.store.opening import open_store

START = datetime(2027, 3, 2, 8, 0, tzinfo=UTC)
SITE = "http://vell.example"


class Reader:
    """A desk with a poller over a network on which vell.example is the stand."""

    def __init__(self, desk: Desk, fetcher: Fetcher, workers: Workers) -> None:
        self.desk, self.fetcher, self.workers = desk, fetcher, workers
        self.now = START

    async def add(self, path: str) -> None:
        await commands.add_source(self.desk, SITE + path)

    async def poll(self) -> Source:
        self.now += timedelta(days=2)
        await Poller(self.desk.store, self.fetcher, self.workers, lambda: self.now, random=Random(1)).round()
        return (await commands.list_sources(self.desk))[0]

    def held(self) -> dict[str, Revision]:
        since = START - timedelta(days=9999)
        found = self.desk.store.read_now(lambda db: revisions.recent(db, OPERATOR, since, self.now))
        return {item.title: item for item in found}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_store(tmp_path) as store:
        yield Desk(store, Settings(data=tmp_path), lambda: START)


@pytest_asyncio.fixture
async def reader(desk: Desk, stand: Newsstand, workers: Workers) -> AsyncIterator[Reader]:
    network = Rerouted(int(stand.origin.rpartition(":")[2]))
    resolver = names(vell_example="93.184.215.14", new_example="93.184.215.15")
    async with Fetcher(FetchSettings(), resolver=resolver, connector=network, spacing=0) as fetcher:
        yield Reader(desk, fetcher, workers)


def story(title: str, head: str = "") -> bytes:
    return answer(page(f"{title}. {LONG * 6}", title=title, head=head), Content_Type="text/html")


def front(*titles: str, head: str = "") -> bytes:
    links = "".join(f'<li><a href="/news/{n}?utm_source=x">{title}</a></li>' for n, title in enumerate(titles, 1))
    menu = '<nav><a href="/about-this-newspaper">About this newspaper of Vell</a></nav>'
    end = '<footer><a href="/privacy-policy">How we handle what we know of you</a></footer>'
    body = f"<html><head><title>Vell Gazette</title>{head}</head><body>{menu}<ul>{links}</ul>{end}</body></html>"
    return answer(body, Content_Type="text/html")


TITLES = ("The harbour reopened on Monday", "The old mill is sold to a baker", "Snow closes the pass of Orm")
NAMED = '<link rel="alternate" type="application/rss+xml" title="{}" href="{}">'


async def test_a_sites_own_feed_is_found_and_read(reader: Reader, stand: Newsstand) -> None:
    stand.pages["/"] = front(
        *TITLES, head=NAMED.format("Comments", "/comments.xml") + NAMED.format("News", "/news.xml")
    )
    stand.pages["/news.xml"] = answer(rss(("Ferry sails again", f"{SITE}/1", LONG * 8)))
    await reader.add("/")
    found = await reader.poll()
    assert (found.url, found.feed_url, found.kind) == (f"{SITE}/", f"{SITE}/news.xml", "feed")
    assert set(reader.held()) == {"Ferry sails again"}
    stand.asked.clear()
    await reader.poll()
    assert stand.paths() == ["/news.xml"], "the page is not asked again"
    assert f"read at {SITE}/news.xml" in source_line(await reader.poll(), reader.now)


def test_the_best_feed_of_a_page_comes_first() -> None:
    head = "".join(
        NAMED.format(title, href)
        for title, href in [
            ("Comments", "/comments/feed"),
            ("All", "/feed"),
            ("World", "/world/feed"),
            ("", "mailto:x"),
        ]
    )
    body = page(LONG * 5 + '<a href="/world/rss.xml">RSS</a>', head=head).encode()
    feeds = read_site(body, url="https://v.example/world/").feeds
    assert feeds == tuple(
        f"https://v.example{path}" for path in ("/world/feed", "/feed", "/comments/feed", "/world/rss.xml")
    )


def test_a_page_as_programs_read_it_is_no_feed() -> None:
    named = '<link rel="alternate" type="{}" href="{}">'
    head = "".join(
        named.format(kind, href)
        for kind, href in [
            ("application/json", "/wp-json/wp/v2/pages/2"),
            ("application/json+oembed", "/embed?url=x"),
            ("text/xml+oembed", "/embed?url=x&format=xml"),
            ("application/json", "/feed.json"),
            ("application/rss+xml; charset=UTF-8", "/feed/"),
        ]
    )
    feeds = read_site(page(LONG * 5, head=head).encode(), url="https://v.example/").feeds
    assert feeds == ("https://v.example/feed.json", "https://v.example/feed/")


async def test_a_page_without_a_feed_gives_its_new_headlines(reader: Reader, stand: Newsstand) -> None:
    stand.pages["/"] = front(*TITLES[:2])
    for number, title in enumerate(TITLES, 1):
        stand.pages[f"/news/{number}"] = story(title)
    await reader.add("/")
    found = await reader.poll()
    assert found.kind == "page" and not found.problem
    assert set(reader.held()) == set(TITLES[:2])
    assert "the first ships came in before noon" in reader.held()[TITLES[0]].text
    stand.pages["/"] = front(*TITLES)
    stand.asked.clear()
    await reader.poll()
    assert set(reader.held()) == set(TITLES)
    assert stand.paths() == ["/", "/news/3"], "what is known is not asked for again"


async def test_a_headline_has_the_title_of_its_page(reader: Reader, stand: Newsstand) -> None:
    stand.pages["/"] = front(f"Local {TITLES[0]}: ships come in again after a winter · 3 min", TITLES[1])
    stand.pages["/news/1"], stand.pages["/news/2"] = story(TITLES[0]), story(TITLES[1])
    await reader.add("/")
    await reader.poll()
    assert set(reader.held()) == set(TITLES[:2])


async def test_a_page_without_a_feed_is_read_by_the_news_sitemap_that_its_site_names(
    reader: Reader, stand: Newsstand
) -> None:
    listed = "".join(
        f"<url><loc>{SITE}/news/{n}</loc><n:news><n:publication><n:name>Vell Gazette</n:name></n:publication>"
        f"<n:publication_date>2027-03-02T0{n}:00:00Z</n:publication_date><n:title>{title}</n:title></n:news></url>"
        for n, title in enumerate(TITLES, 1)
    )
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">{listed}</urlset>'
    stand.pages["/robots.txt"] = answer(f"Sitemap: {SITE}/all.xml\nSitemap: {SITE}/news-sitemap.xml\n")
    stand.pages["/news-sitemap.xml"] = answer(sitemap, Content_Type="application/xml")
    stand.pages["/"] = front(*TITLES[:2])
    for number, title in enumerate(TITLES, 1):
        stand.pages[f"/news/{number}"] = story(title)
    await reader.add("/")
    found = await reader.poll()
    assert (found.feed_url, found.kind) == (f"{SITE}/news-sitemap.xml", "sitemap")
    assert set(reader.held()) == set(TITLES)
    assert "/all.xml" not in stand.paths()


async def test_a_headline_whose_page_is_away_is_read_later(reader: Reader, stand: Newsstand) -> None:
    stand.pages["/"] = front(*TITLES[:2])
    stand.pages["/news/1"], stand.pages["/news/2"] = story(TITLES[0]), answer("", status="503 Busy")
    await reader.add("/")
    await reader.poll()
    assert set(reader.held()) == {TITLES[0]}
    stand.pages["/news/2"] = story(TITLES[1])
    await reader.poll()
    assert set(reader.held()) == set(TITLES[:2])


async def test_a_page_that_is_an_article_is_read_itself(reader: Reader, stand: Newsstand) -> None:
    stand.pages["/harbour"] = story("The harbour reopened")
    await reader.add("/harbour")
    assert (await reader.poll()).kind == "page"
    assert set(reader.held()) == {"The harbour reopened"}


async def test_a_wall_in_front_of_a_page_is_a_line_and_none_of_its_links_is_news(
    reader: Reader, stand: Newsstand
) -> None:
    partners = "".join(f'<p><a href="/p/{n}">See what partner number {n} does with cookies</a></p>' for n in range(9))
    stand.pages["/"] = answer(
        f"<html><body><p>We use cookies. Accept all, reject all, or set your preferences. Our partners need your consent.</p>{partners}</body></html>"
    )
    await reader.add("/")
    assert "asks for consent to cookies" in (await reader.poll()).problem
    assert stand.paths() == ["/"]


MAP = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{}</urlset>'
)
PLACE = (
    "<url><loc>http://vell.example/news/{0}</loc><news:news><news:publication><news:name>Vell &amp; Orm</news:name>"
    "<news:language>en</news:language></news:publication><news:publication_date>2027-03-0{1}T06:00:00Z"
    "</news:publication_date><news:title>{2}</news:title></news:news></url>"
)


async def test_a_news_sitemap_is_read_with_its_pages(reader: Reader, stand: Newsstand) -> None:
    stand.pages["/news.xml"] = answer(MAP.format(PLACE.format(1, 2, TITLES[0]) + PLACE.format(2, 3, TITLES[1])))
    stand.pages["/map.xml"] = answer(
        "<sitemapindex><sitemap><loc>/old.xml</loc></sitemap><sitemap><loc>/news.xml</loc></sitemap></sitemapindex>"
    )
    stand.pages["/news/1"], stand.pages["/news/2"] = story(TITLES[0]), story(TITLES[1])
    await reader.add("/map.xml")
    found = await reader.poll()
    assert found.kind == "sitemap" and not found.problem
    held = reader.held()
    assert set(held) == set(TITLES[:2])
    assert held[TITLES[0]].published_at == datetime(2027, 3, 2, 6, tzinfo=UTC)
    assert held[TITLES[0]].source == "Vell & Orm" or held[TITLES[0]].source


async def test_a_sitemap_that_is_a_gzip_file_is_read(reader: Reader, stand: Newsstand) -> None:
    packed = gzip.compress(MAP.format(PLACE.format(1, 2, TITLES[0])).encode())
    stand.pages["/news.xml.gz"] = answer(packed, Content_Type="application/x-gzip")
    stand.pages["/map.xml"] = answer("<sitemapindex><sitemap><loc>/news.xml.gz</loc></sitemap></sitemapindex>")
    stand.pages["/news/1"] = story(TITLES[0])
    await reader.add("/map.xml")
    assert (await reader.poll()).kind == "sitemap"
    assert set(reader.held()) == {TITLES[0]}


async def test_a_feed_that_moves_is_followed_once_it_has_said_so_for_some_polls(
    reader: Reader, stand: Newsstand
) -> None:
    stand.pages["/feed"] = answer("", status="301 Moved", Location="http://new.example/feed2")
    stand.pages["/feed2"] = answer(rss(("Ferry sails again", f"{SITE}/1", LONG * 8)))
    await reader.add("/feed")
    for polls in (1, 2):
        found = await reader.poll()
        assert (found.feed_url, found.moved_polls) == ("", polls)
        assert "It says that it moved to http://new.example/feed2" in source_line(found, reader.now)
    assert (await reader.poll()).feed_url == "http://new.example/feed2"
    stand.asked.clear()
    found = await reader.poll()
    assert stand.paths() == ["/feed2"] and found.url == f"{SITE}/feed", "the source keeps its name"


async def test_a_move_that_is_taken_back_is_not_followed(reader: Reader, stand: Newsstand) -> None:
    moved = answer("", status="301 Moved", Location="http://new.example/feed2")
    stays = answer(rss(("Ferry sails again", f"{SITE}/1", LONG * 8)))
    stand.pages["/feed2"] = stays
    await reader.add("/feed")
    for reply in (moved, moved, stays, moved, moved):
        stand.pages["/feed"] = reply
        found = await reader.poll()
    assert (found.feed_url, found.moved_polls) == ("", 2)


async def test_a_feed_that_is_gone_is_asked_no_more_and_the_operator_hears_it(
    reader: Reader, stand: Newsstand, caplog: pytest.LogCaptureFixture
) -> None:
    stand.pages["/feed"] = answer("", status="410 Gone")
    await reader.add("/feed")
    found = await reader.poll()
    assert found.state == "gone" and "gone for good" in caplog.text
    assert "gone since 2027-03-04 08:00 UTC" in source_line(found, reader.now)
    stand.asked.clear()
    await reader.poll()
    assert stand.paths() == []
    stand.pages["/feed"] = answer(rss(("Ferry sails again", f"{SITE}/1", LONG * 8)))
    await commands.resume_source(reader.desk, f"{SITE}/feed")
    assert (await reader.poll()).state == "active" and reader.held()


async def test_a_source_that_fails_is_put_off_a_day_at_most_and_comes_back_by_itself(
    reader: Reader, stand: Newsstand
) -> None:
    stand.pages["/feed"] = answer("", status="500 Oh")
    await reader.add("/feed")
    for _ in range(12):
        found = await reader.poll()
        assert found.next_poll_at and found.next_poll_at - reader.now <= timedelta(days=1)
    line = source_line(found, reader.now)
    assert "failing since 2027-03-04 08:00 UTC (12 times): answers 500. Tried again 2027-" in line
    stand.pages["/feed"] = answer(rss(("Ferry sails again", f"{SITE}/1", LONG * 8)))
    found = await reader.poll()
    assert not found.problem and found.failing_since is None and "ok: read" in source_line(found, reader.now)


async def test_an_error_page_where_a_feed_was_is_no_article(reader: Reader, stand: Newsstand) -> None:
    stand.pages["/feed"] = answer(rss(("Ferry sails again", f"{SITE}/1", LONG * 8)))
    await reader.add("/feed")
    await reader.poll()
    stand.pages["/feed"] = answer(page(LONG * 5, title="We are moving house"), Content_Type="text/html")
    found = await reader.poll()
    assert "a web page where its feed was" in found.problem
    assert set(reader.held()) == {"Ferry sails again"}


async def test_a_teaser_gets_the_text_the_hour_and_the_paywall_of_its_page(reader: Reader, stand: Newsstand) -> None:
    item = "<item><title>Ferry sails</title><link>http://vell.example/1</link><description>It sails.</description><pubDate>2027-03-04</pubDate></item>"
    stand.pages["/feed"] = answer(f"<rss version='2.0'><channel><title>V</title>{item}</channel></rss>")
    data = '{"@type":"NewsArticle","datePublished":"2027-03-04T05:30:00Z","isAccessibleForFree":false,"author":{"name":"Ada Falk"}}'
    stand.pages["/1"] = story("Ferry sails", head=f'<script type="application/ld+json">{data}</script>')
    await reader.add("/feed")
    await reader.poll()
    held = reader.held()["Ferry sails"]
    assert "the first ships came in" in held.text and held.author == "Ada Falk" and held.paywalled
    assert held.published_at == datetime(2027, 3, 4, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize("gone", ["error", "forbidden", "wall", "teaser", "paywall"])
async def test_a_text_that_is_held_is_not_replaced_by_a_teaser(reader: Reader, stand: Newsstand, gone: str) -> None:
    pages = {
        "error": answer(b"", status="503 Service Unavailable"),
        "forbidden": answer(b"", status="403 Forbidden"),
        "wall": answer(page("Please verify that you are a human.", title="One moment"), Content_Type="text/html"),
        "teaser": answer(page("It sails again.", title="Ferry sails"), Content_Type="text/html"),
        "paywall": answer(
            page(
                "It sails again. The board met at noon and will speak of the ferry to those who subscribe to Vell.",
                title="Ferry sails",
                head='<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>',
            ),
            Content_Type="text/html",
        ),
    }
    stand.pages["/feed"] = answer(rss(("Ferry sails", f"{SITE}/1", "It sails.")))
    stand.pages["/1"] = story("Ferry sails")
    await reader.add("/feed")
    await reader.poll()
    held = reader.held()["Ferry sails"]
    assert "the first ships came in" in held.text
    stand.pages["/feed"] = answer(rss(("Ferry sails", f"{SITE}/1", "It sails again.")))
    stand.pages["/1"] = pages[gone]
    await reader.poll()
    assert reader.held()["Ferry sails"] == held
    stand.pages["/feed"] = answer(rss(("Ferry sails", f"{SITE}/1", "It sails, as ever.")))
    stand.pages["/1"] = answer(page(LONG * 9, title="Ferry sails"), Content_Type="text/html")
    reader.now -= timedelta(days=1)  # pages of last week are not asked for again
    await reader.poll()
    assert reader.held()["Ferry sails"].id != held.id


async def test_a_teaser_that_is_all_there_is_changes_as_it_is_printed(reader: Reader, stand: Newsstand) -> None:
    for printed in ("It sails at noon on every day of the week.", "It sails at noon."):
        stand.pages["/feed"] = answer(rss(("Ferry sails", f"{SITE}/1", printed)))
        if printed.endswith("week."):
            await reader.add("/feed")
        await reader.poll()
        assert reader.held()["Ferry sails"].text == printed


def test_items_that_share_a_link_do_not_stand_in_each_others_place() -> None:
    items = "".join(
        f"<item><title>Notice {n}</title><link>https://v.example/{stem}</link><guid isPermaLink='false'>n{n}</guid>"
        f"<description>Text {n}.</description></item>"
        for n, stem in enumerate(["live#one", "live#two", "", "", "alone"])
    )
    feed = read_feed(f"<rss version='2.0'><channel><title>V</title>{items}</channel></rss>".encode())
    urls = [item.article.url for item in feed.items]
    assert urls[:2] == ["https://v.example/live#one", "https://v.example/live#two"]
    assert len(set(urls)) == 5 and urls[4] == "https://v.example/alone"


async def test_an_entry_without_a_link_is_known_by_its_id(reader: Reader, stand: Newsstand) -> None:
    def feed(*told: tuple[str, str, str]) -> bytes:
        entries = "".join(
            f"<item><title>{title}</title><guid isPermaLink='false'>{name}</guid><description>{text}</description></item>"
            for title, name, text in told
        )
        return answer(f"<rss version='2.0'><channel><title>Vell Gazette</title>{entries}</channel></rss>")

    stand.pages["/feed"] = feed((TITLES[0], "a", LONG), (TITLES[1], "0", LONG[:50]), (TITLES[2], "0", LONG[:60]))
    await reader.add("/feed")
    await reader.poll()
    assert set(reader.held()) == set(TITLES)
    first = reader.held()[TITLES[0]]
    stand.pages["/feed"] = feed((TITLES[0], "a", LONG.replace("Monday", "Tuesday")), (TITLES[1], "0", LONG[:50]))
    await reader.poll()
    assert set(reader.held()) == set(TITLES)
    now = reader.held()[TITLES[0]]
    assert "Tuesday" in now.text and now.article_id == first.article_id, "it is the same article, changed"
    assert now.url == ""


async def test_a_feed_that_a_page_names_inside_is_not_read_even_where_its_origin_is_allowed(
    desk: Desk, stand: Newsstand, workers: Workers
) -> None:
    stand.pages["/"] = front(*TITLES[:2], head=NAMED.format("News", "http://10.0.0.1/secret"))
    stand.pages["/secret"] = answer(rss(("The board met in secret", "http://10.0.0.1/1", LONG * 8)))
    network = Rerouted(int(stand.origin.rpartition(":")[2]))
    resolver = names(vell_example="93.184.215.14", **{"10_0_0_1": "10.0.0.1"})
    settings = FetchSettings(allow_origins=("http://10.0.0.1",))
    async with Fetcher(settings, resolver=resolver, connector=network, spacing=0) as fetcher:
        reader = Reader(desk, fetcher, workers)
        await reader.add("/")
        found = await reader.poll()
    assert found.feed_url == "" and "/secret" not in stand.paths()
    assert set(network.connected) == {"93.184.215.14"}
