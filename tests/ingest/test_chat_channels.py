"""A chat channel as a source: its messages, what they link to, what becomes of them, and who may see that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moving import NOW, TEXT, Clock, listed, polled, titles
from newsstand import LONG, Newsstand, answer, page
from test_fetch import Rerouted, names

from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.setup import servers
from bot.desk.sources import chat_channels
from bot.desk.sources import sources as source_commands
from bot.errors import ChannelClosed, ChatError, UsageError
from bot.ingest.feeds.entries import understood
from bot.ingest.feeds.new_entries import fresh_of, share
from bot.ingest.sources.chat_source import list_of
from bot.ingest.sources.source_reader import Own
from bot.ingest.workers.pool import Workers
from bot.models import Audience, Card, Channel, Post, Posts, Room, Source
from bot.store.channels import channels
from bot.store.deliveries import outbox
from bot.store.deliveries.written_deliveries import Cited, Draft, Order
from bot.store.news import corrections, revisions
from bot.store.opening import open_store
from bot.store.protocol import Connection

BASE = "https://discord.com/channels/1/7/"
MINE, OTHER_CHANNEL, OTHER_SERVER = (
    Audience(("", home, f"{home}/{channel}"))
    for home, channel in (("discord:1", 7), ("discord:1", 8), ("discord:2", 9))
)


def message(number: int, text: str, minutes: int = 1, **more: Any) -> Post:
    return Post(f"{BASE}{number}", text, "Ann", NOW + timedelta(minutes=minutes), **more)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_store(tmp_path / "store") as store:
        yield Desk(store, Settings(data=tmp_path), Clock())


class Town:
    """A chat with one channel, as an adapter tells of it."""

    reached = ("discord",)

    def __init__(self) -> None:
        self.open = True
        self.messages: list[Post] = []
        self.away: ChatError | None = None
        self.asked: list[str] = []
        self.most = 100

    def reaches(self, platform: str, server: str) -> bool:
        return (platform, server) == ("discord", "1")

    async def posts(self, platform: str, server: str, channel: str, after: str) -> Posts:
        assert (platform, server, channel) == ("discord", "1", "7")
        self.asked.append(after)
        if self.away:
            raise self.away
        shown = sorted(self.messages, key=lambda post: post.posted_at, reverse=True)[: self.most]
        since = shown[-1].posted_at if len(self.messages) > self.most else None
        latest = shown[0].link.removeprefix(BASE) if shown else ""
        return Posts("#harbour", BASE, self.open, tuple(shown), latest, since)


async def read_town(
    desk: Desk, workers: Workers, town: Town | None, minutes: int = 6, **network: Any
) -> tuple[int, int]:
    return await polled(desk, workers, Own(town), minutes, **network)


async def add(desk: Desk, *, everybody: bool = True) -> Source:
    return await chat_channels.add_chat(desk, "discord", "1", "7", Room("harbour", everybody), "local")


async def test_what_is_written_in_an_open_channel_is_its_servers_news(desk: Desk, workers: Workers) -> None:
    town = Town()
    town.messages = [message(100, TEXT), message(101, "ok, thanks", 2)]
    source = await add(desk)
    assert (source.owner, source.title) == ("discord:1", "#harbour")
    assert await read_town(desk, workers, town) == (1, 0)
    assert await read_town(desk, workers, town) == (0, 0)
    town.messages.append(message(102, "The pilot boat of Eastport ran aground at noon on Monday.", 9))
    assert await read_town(desk, workers, town) == (1, 0)
    assert len(titles(desk, MINE)) == len(titles(desk, OTHER_CHANNEL)) == 2
    assert titles(desk, OTHER_SERVER) == []
    assert town.asked == ["", "101", "101"]
    assert (await listed(desk)).startswith("ok: read")


async def test_a_channel_that_not_everybody_may_read_is_its_own(desk: Desk, workers: Workers) -> None:
    town = Town()
    town.open = False
    town.messages = [message(100, TEXT)]
    assert (await add(desk, everybody=False)).owner == "discord:1/7"
    assert await read_town(desk, workers, town) == (1, 0)
    assert len(titles(desk, MINE)) == 1
    assert titles(desk, OTHER_CHANNEL) == titles(desk, OTHER_SERVER) == []


async def test_a_channel_that_is_closed_later_keeps_what_comes_then_to_itself(desk: Desk, workers: Workers) -> None:
    town = Town()
    town.messages = [message(100, TEXT)]
    await add(desk)
    await read_town(desk, workers, town)
    town.open = False
    town.messages.append(message(101, "The pilot boat of Eastport ran aground at noon on Monday.", 9))
    assert await read_town(desk, workers, town) == (1, 0)
    assert len(titles(desk, MINE)) == 2
    assert titles(desk, OTHER_CHANNEL) == ["The harbour of Eastport reopened on Sunday."]


async def test_what_stood_in_a_channel_before_it_was_read_is_no_news(desk: Desk, workers: Workers) -> None:
    town = Town()
    town.messages = [message(100, TEXT, -60), message(101, "The pilot boat of Eastport ran aground on Monday.", 1)]
    await add(desk)
    assert await read_town(desk, workers, town) == (2, 0)
    since = NOW - timedelta(days=1)
    news = desk.store.read_now(lambda db: revisions.news(db, MINE, since, desk.clock(), first=False))
    assert [each.title for each in news] == ["The pilot boat of Eastport ran aground on Monday."]


async def test_an_edit_is_a_change_and_what_is_deleted_is_gone(desk: Desk, workers: Workers) -> None:
    town = Town()
    town.messages = [message(100, TEXT), message(101, "The pilot boat of Eastport ran aground on Monday.", 2)]
    await add(desk)
    await read_town(desk, workers, town)
    town.messages[0] = message(100, TEXT.replace("14", "9"), edited_at=NOW + timedelta(minutes=7))
    assert await read_town(desk, workers, town) == (0, 1)
    del town.messages[0]
    assert await read_town(desk, workers, town) == (0, 0)
    assert titles(desk) == ["The pilot boat of Eastport ran aground on Monday."]


async def test_what_scrolled_out_of_sight_is_not_taken_for_deleted(desk: Desk, workers: Workers) -> None:
    town = Town()
    town.most = 2
    town.messages = [message(100, TEXT), message(101, "The pilot boat of Eastport ran aground on Monday.", 2)]
    await add(desk)
    await read_town(desk, workers, town)
    town.messages.append(message(102, "The lock of Eastport was opened on Monday evening.", 8))
    await read_town(desk, workers, town)
    assert len(titles(desk)) == 3
    await chat_channels.heard(desk, "discord", "1", "7", [f"{BASE}100"])
    assert len(titles(desk)) == 2


async def test_what_is_only_out_of_sight_is_not_taken_for_deleted(desk: Desk, workers: Workers) -> None:
    town = Town()
    boat = "The pilot boat of Eastport ran aground on Monday."
    town.messages = [message(100, boat), message(101, TEXT), message(102, "ok, thanks", 3)]
    await add(desk)
    await read_town(desk, workers, town)
    town.most = 2  # the border is between two messages of one moment
    town.messages = [message(101, TEXT), message(102, "ok, thanks", 3), message(100, boat)]
    await read_town(desk, workers, town)
    assert len(titles(desk)) == 2
    town.most, town.messages = 100, []  # where nothing is shown, all was hidden, more likely than deleted
    await read_town(desk, workers, town)
    assert len(titles(desk)) == 2
    town.messages = [  # an edit that calls the bot, or without text where the intent is lost
        message(101, "@Readout is that so? " + TEXT, edited_at=NOW, news=False),
        message(100, "", edited_at=NOW),
    ]
    await read_town(desk, workers, town)
    assert len(titles(desk)) == 2


async def test_a_message_that_is_edited_down_to_a_word_takes_back_what_it_said(desk: Desk, workers: Workers) -> None:
    town = Town()
    town.messages = [message(100, TEXT), message(101, "The pilot boat of Eastport ran aground on Monday.", 2)]
    await add(desk)
    await read_town(desk, workers, town)
    town.messages[0] = message(100, "(was wrong)", edited_at=NOW + timedelta(minutes=7))
    await read_town(desk, workers, town)
    assert titles(desk) == ["The pilot boat of Eastport ran aground on Monday."]


async def test_a_deleted_message_that_was_told_of_stays_as_proof_and_is_said_to_be_gone(
    desk: Desk, workers: Workers
) -> None:
    town = Town()
    town.messages = [message(100, TEXT)]
    await add(desk)
    await read_town(desk, workers, town)
    (held,) = desk.store.read_now(lambda db: revisions.recent(db, MINE, NOW, desk.clock()))
    desk.store.write_now(lambda db: told_in_channel(db, held.id, (0, 43)))
    await chat_channels.heard(desk, "discord", "1", "7", [held.url])
    assert titles(desk) == []
    assert desk.store.read_now(lambda db: revisions.revision(db, held.id)) is not None
    assert desk.store.read_now(lambda db: len(corrections.pending(db, desk.clock()))) == 1
    town.messages = []
    assert await read_town(desk, workers, town) == (0, 0)


def told_in_channel(db: Connection, revision_id: int, span: tuple[int, int]) -> None:
    """Write down that a channel was told of a passage."""
    channel = channels.add(db, "harbour", "discord", "7", "1", now=NOW)
    order = Order("briefing", "briefing:1", channel.id)
    outbox.enqueue(db, order, now=NOW)
    delivery = outbox.claim(db, channel.id, "me", now=NOW, lasts=timedelta(minutes=1))
    assert delivery
    outbox.save(db, delivery.id, "me", Draft(["{}"], cited=[Cited(revision_id, *span, claim="It reopened.")]), now=NOW)
    outbox.sending(db, delivery.id, "me", 1)
    outbox.arrived(db, delivery.id, "me", 1, "900", now=NOW)
    outbox.finish(db, delivery.id, "me", now=NOW)


async def test_what_was_read_of_a_channel_is_forgotten_with_it(desk: Desk, workers: Workers) -> None:
    town = Town()
    town.messages = [message(100, TEXT)]
    await add(desk)
    await read_town(desk, workers, town)
    wire, elsewhere = (Channel(0, "harbour", "discord", number, "1") for number in ("7", "8"))
    assert "sources" not in await servers.kept(desk, elsewhere, whole_server=False)
    gone = await servers.forget(desk, wire, whole_server=False)
    assert (gone["sources"], gone["articles"]) == (1, 1)
    assert titles(desk) == [] and await source_commands.list_sources(desk) == []


async def test_what_was_read_of_a_channel_whose_source_was_removed_is_forgotten_with_it(
    desk: Desk, workers: Workers
) -> None:
    town = Town()
    town.messages = [message(100, TEXT)]
    await add(desk)
    await read_town(desk, workers, town)
    await source_commands.remove_source(desk, "#harbour")
    assert len(titles(desk)) == 1
    assert "articles" not in await servers.kept(desk, Channel(0, "", "discord", "8", "1"), whole_server=False)
    assert (await servers.forget(desk, Channel(0, "", "discord", "7", "1"), whole_server=False))["articles"] == 1
    assert titles(desk) == []


async def test_a_channel_that_is_added_again_has_what_was_read_of_it_before(desk: Desk, workers: Workers) -> None:
    town = Town()
    town.messages = [message(100, TEXT), message(101, "The pilot boat of Eastport ran aground on Monday.", 2)]
    await add(desk)
    await read_town(desk, workers, town)
    await source_commands.remove_source(desk, "#harbour")
    await add(desk)
    del town.messages[0]
    await read_town(desk, workers, town)
    assert titles(desk) == ["The pilot boat of Eastport ran aground on Monday."]


async def test_old_messages_that_come_into_sight_later_are_no_news(desk: Desk, workers: Workers) -> None:
    town = Town()
    town.most = 1
    town.messages = [message(100, TEXT, -60), message(101, "The pilot boat of Eastport ran aground on Monday.", 1)]
    await add(desk)
    await read_town(desk, workers, town)
    del town.messages[1]
    await read_town(desk, workers, town)
    assert titles(desk)[-1] == "The harbour of Eastport reopened on Sunday."
    since = NOW - timedelta(days=1)
    news = desk.store.read_now(lambda db: revisions.news(db, MINE, since, desk.clock(), first=False))
    assert "The harbour of Eastport reopened on Sunday." not in [each.title for each in news]


async def test_a_message_that_was_edited_after_its_channel_was_closed_is_gone_from_both(
    desk: Desk, workers: Workers
) -> None:
    town = Town()
    town.messages = [message(100, TEXT), message(101, "The pilot boat of Eastport ran aground on Monday.", 2)]
    await add(desk)
    await read_town(desk, workers, town)
    town.open = False
    town.messages[0] = message(100, TEXT.replace("14", "9"), edited_at=NOW + timedelta(minutes=7))
    await read_town(desk, workers, town)
    assert len(titles(desk)) == 3
    await chat_channels.heard(desk, "discord", "1", "7", [f"{BASE}100"])
    assert titles(desk) == ["The pilot boat of Eastport ran aground on Monday."]


async def test_a_channel_that_cannot_be_read_is_a_line_and_comes_back(desk: Desk, workers: Workers) -> None:
    town = Town()
    town.messages = [message(100, TEXT)]
    await add(desk)
    town.away = ChannelClosed("Discord: the bot lacks Read Message History. Set it in #harbour")
    await read_town(desk, workers, town)
    assert "the bot lacks Read Message History" in await listed(desk)
    town.away = None
    assert await read_town(desk, workers, town, 120) == (1, 0)
    assert (await listed(desk)).startswith("ok: read")


async def test_what_happens_in_a_channel_has_it_read_soon(desk: Desk, workers: Workers) -> None:
    town = Town()
    await add(desk)
    await read_town(desk, workers, town)
    town.messages = [message(100, TEXT, 7)]
    assert await read_town(desk, workers, town, minutes=1) == (0, 0)
    await chat_channels.heard(desk, "discord", "1", "8")
    assert await read_town(desk, workers, town, minutes=1) == (0, 0)
    await chat_channels.heard(desk, "discord", "1", "7")
    assert await read_town(desk, workers, town, minutes=1) == (1, 0)


async def test_a_channel_is_a_source_once_and_only_where_it_is_reached(desk: Desk, workers: Workers) -> None:
    await add(desk)
    for everybody in (True, False):
        with pytest.raises(UsageError, match="#harbour is read already"):
            await add(desk, everybody=everybody)
    assert await read_town(desk, workers, None) == (0, 0)
    assert "not read yet" in await listed(desk)


async def test_a_channel_that_is_paused_or_removed_is_not_read(desk: Desk, workers: Workers) -> None:
    town = Town()
    town.messages = [message(100, TEXT)]
    source = await add(desk)
    await source_commands.pause_source(desk, str(source.id))
    assert await read_town(desk, workers, town) == (0, 0)
    await chat_channels.heard(desk, "discord", "1", "7")
    await source_commands.resume_source(desk, "#harbour")
    assert await read_town(desk, workers, town) == (1, 0)


async def test_a_page_that_a_message_links_to_is_read_as_its_own(
    desk: Desk, workers: Workers, stand: Newsstand
) -> None:
    stand.pages["/ferry"] = answer(page(f"The ferry sails. {LONG * 6}", title="Ferry"), Content_Type="text/html")
    network = {
        "resolver": names(vell_example="93.184.215.14", inner_example="10.0.0.1"),
        "connector": Rerouted(int(stand.origin.rpartition(":")[2])),
        "spacing": 0,
    }
    town = Town()
    town.messages = [
        message(100, "look: http://vell.example/ferry"),
        message(101, "", 2, cards=(Card("http://vell.example/gone", "The dam was opened", "It holds again."),)),
        message(102, "again http://vell.example/ferry and http://vell.example/cat.png", 3),
        message(103, "and http://inner.example/secret", 4),
        message(104, "", 5, cards=(Card("http://vell.example/ferry", "The ferry sank", LONG * 40),)),
    ]
    await add(desk)
    assert await read_town(desk, workers, town, **network) == (2, 0)
    found = desk.store.read_now(lambda db: revisions.recent(db, MINE, NOW - timedelta(days=9), desk.clock()))
    assert {(each.title, each.source, each.url) for each in found} == {
        ("Ferry", "vell.example", "http://vell.example/ferry"),
        ("The dam was opened", "#harbour", "http://vell.example/gone"),  # only the channel says so
    }
    assert set(stand.paths()) == {"/ferry", "/gone"}


@given(st.lists(st.tuples(st.text(), st.lists(st.text(), max_size=3)), max_size=8))
def test_no_message_breaks_a_list(texts: list[tuple[str, list[str]]]) -> None:
    posts = tuple(
        message(number, text, cards=tuple(Card(f"https://a.example/{n}", card, card) for n, card in enumerate(cards)))
        for number, (text, cards) in enumerate(texts)
    )
    fresh = fresh_of(list_of(Posts("#harbour", BASE, open=True, posts=posts)), "", frozenset(), "chat")
    assert fresh.count == len(fresh.marks) <= 4 * len(posts)
    for item in understood(share(fresh.text, 100).raw).items:
        assert item.article.url.startswith("http")
