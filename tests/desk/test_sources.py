"""A server's sources, from inside the chat: a site's address is enough, and what it brings is told there only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.chat.desk_protocol import Command
from bot.config.sections import FetchSettings, LimitSettings
from bot.config.settings import Settings
from bot.desk.sources import intake
from bot.desk.sources import sources as commands
from bot.errors import UsageError
from bot.store.opening import open_store
from tests.desk.town import Clock, Town
from tests.ingest.newsstand import Newsstand, answer, newsstand

ITEM = (
    "<item><title>{0}</title><link>{1}/{2}</link><guid>{2}</guid><description>{3}</description>"
    "<pubDate>Mon, 02 Mar 2026 {4} GMT</pubDate></item>"
)
OLD = "The tower clock of Vell has been cleaned, the council said. It had stood still for two years. Visitors may climb up on Sundays."
NEW = "A storm tore the roof from the covered market of Vell on Monday. “Nobody was inside,” said fire chief Olga Brand. The market stays closed for a week."
OPML = b"""<opml version="2.0"><body><outline text="local"><outline text="Vell Post" xmlUrl="https://post.example/feed"/>
<outline text="Broken" xmlUrl="nonsense"/></outline></body></opml>"""


def feed(origin: str, *items: tuple[str, str, str]) -> bytes:
    told = "".join(ITEM.format(title, origin, title.split()[0], text, hour) for title, text, hour in items)
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Vell Gazette</title><link>{origin}/</link>{told}</channel></rss>'
    return answer(body, content_type="application/rss+xml")


@pytest_asyncio.fixture
async def stand() -> AsyncIterator[Newsstand]:
    async with newsstand() as made:
        head = '<link rel="alternate" type="application/rss+xml" title="News" href="/feed.xml">'
        home = f"<!doctype html><html><head><title>Vell Gazette</title>{head}</head><body><p>Welcome.</p></body></html>"
        made.pages["/"] = answer(home, content_type="text/html")
        made.pages["/feed.xml"] = feed(made.origin, ("Clock cleaned", OLD, "05:00:00"))
        yield made


@pytest.fixture
def town(tmp_path: Path, stand: Newsstand) -> AsyncIterator[Town]:
    settings = Settings(
        fetch=FetchSettings(allow_origins=(stand.origin,), interval_minutes=1), limits=LimitSettings(server_sources=3)
    )
    with open_store(tmp_path / "store") as store:
        yield Town(store, Clock(), settings)


async def test_a_site_is_enough_and_its_news_is_an_alert_within_a_poll(town: Town, stand: Newsstand) -> None:
    ann, stranger = town.person("100", "1"), town.person("200", "2")
    told = await ann.types(f"sources add {stand.url('/')} about local")
    assert f"Added: {stand.url('/')}, filed under local. Only this server" in told
    assert f"its feed {stand.url('/feed.xml')} is read" in told
    await stranger.types("follow Vell now")
    await ann.types("follow Vell now")
    await ann.types("schedule 07:30 UTC")
    await intake.poll(town.desk)
    assert not await town.deliver(), "what stood there before is no news"
    stand.pages["/feed.xml"] = feed(stand.origin, ("Clock cleaned", OLD, "05:00:00"), ("Market roof", NEW, "06:10:00"))
    town.clock.wait(minutes=40)
    await intake.poll(town.desk)
    (alert,) = await town.deliver()
    assert "Alert: Vell" in alert and "Market roof" in alert and "Clock" not in alert
    assert town.board.shown[-1][0].platform_id == "100"
    assert "Vell Gazette · local · ok: read" in await ann.types("sources")
    assert "Nothing is read here yet" in await stranger.types("sources")
    assert "I couldn't find" in await stranger.types("What did Olga Brand say?")
    assert "Nobody was inside" in await ann.types("What did Olga Brand say?")


async def test_a_source_is_paused_resumed_and_removed(town: Town, stand: Newsstand) -> None:
    ann, stranger = town.person("100", "1"), town.person("200", "2")
    await ann.types(f"sources add {stand.url('/feed.xml')}")
    assert "Paused: http://127.0.0.1" in await ann.types(f"sources pause {stand.url('/feed.xml')}")
    assert "paused" in await ann.types("sources")
    assert "There is no source" in await stranger.types(f"sources resume {stand.url('/feed.xml')}")
    assert "Read again" in await ann.types(f"sources resume {stand.url('/feed.xml')}")
    assert "ok" in await ann.types("sources check") and ann.read.private
    assert "Removed: " in await ann.types(f"sources remove {stand.url('/feed.xml')}")


async def test_opml_comes_in_as_a_file_and_goes_out_as_one(town: Town) -> None:
    ann = town.person()
    told = await ann.commands(Command("sources", {"do": "import"}, OPML))
    assert "1 added" in told and "1 are none" in told and "nonsense" in told
    await ann.types("sources export")
    assert ann.read.file and ann.read.private
    assert b"https://post.example/feed" in ann.read.file.body and b'text="local"' in ann.read.file.body
    assert "Attach an OPML file" in await ann.types("sources import")


async def test_a_private_address_is_not_asked(town: Town) -> None:
    told = await town.person().types("sources add http://127.0.0.1:9/feed")
    assert "could not be read" in told
    assert "127.0.0.1" in told


async def test_a_server_has_only_so_many(town: Town) -> None:
    ann = town.person()
    many = b"".join(b'<outline xmlUrl="https://x.example/%d"/>' % n for n in range(3))
    await ann.commands(Command("sources", {"do": "import"}, b'<opml version="2.0"><body>' + many + b"</body></opml>"))
    assert "3 sources are read here, which is the most" in await ann.types("sources add https://y.example/feed")


@pytest.mark.parametrize("typed", ["vell.example", "vell.example/news?page=1", "news.vell.example:8443/feed"])
async def test_an_address_may_be_typed_as_into_a_browser(town: Town, typed: str) -> None:
    source = await commands.add_source(town.desk, typed, "discord:1")
    assert source.url == f"https://{typed}"


@pytest.mark.parametrize(
    "typed", ["vell", "the news", "ftp://vell.example", "12.5", "a@vell.example", "vell.example feed"]
)
async def test_what_is_no_address_is_none(town: Town, typed: str) -> None:
    with pytest.raises(UsageError, match=r"not a web address|is not kept"):
        await commands.add_source(town.desk, typed, "discord:1")


async def test_a_refusal_names_no_command_of_another_place(town: Town, stand: Newsstand) -> None:
    ann = town.person("100", "1")
    await ann.types(f"sources add {stand.url('/')}")
    for typed in (f"sources add {stand.url('/')}", "sources pause 99"):
        said = await ann.types(typed)
        assert "/sources do:list shows" in said and "readout" not in said.lower()


async def test_who_said_what_tells_quotation_from_report_and_the_day(town: Town, stand: Newsstand) -> None:
    ann = town.person("100", "1")
    await ann.types(f"sources add {stand.url('/')}")
    stand.pages["/feed.xml"] = feed(stand.origin, ("Clock cleaned", OLD, "05:00:00"), ("Market roof", NEW, "06:10:00"))
    await intake.poll(town.desk)
    assert "quoted · Mon 2 Mar 2026  “Nobody was inside,” said fire chief Olga Brand." in await ann.types(
        "quotes Brand"
    )
    assert "reported · Mon 2 Mar 2026" in await ann.types("quotes the council")


async def test_the_list_numbers_its_sources_and_says_when_by_the_channels_clock(town: Town, stand: Newsstand) -> None:
    ann = town.person("100", "1")
    assert "It is a feed." in await ann.types(f"sources add {stand.url('/feed.xml')}")
    await intake.poll(town.desk)
    shared = town.reads("https://operator.example/feed.xml", title="Operator Post")
    await ann.types("schedule 08:00 Europe/Kyiv")
    listed = (await ann.types("sources")).splitlines()
    assert next(line for line in listed if "Operator Post" in line).startswith(f"{shared} Operator Post")
    mine = next(line for line in listed if "Vell Gazette" in line)
    assert "ok: read 02 Mar, 08:00" in mine and "UTC" not in mine
    assert "Operator Post was not added here" in await ann.types(f"sources remove {shared}")
    assert "Removed: Vell Gazette" in await ann.types(f"sources remove {mine.split()[0]}")
