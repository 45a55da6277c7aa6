"""“Wrong?” on Discord and on Slack, over the wire: who may, what the person sees, what becomes of the message."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord_server
import slack_server
from discorddesk import stage
from slack_server.workspace import TEAM
from slackdesk import served

from bot.chat.adapter_protocol import ChatAdapter
from bot.chat.commands.front_desk import DeskFront
from bot.chat.desk_protocol import say_nothing
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.evidence.article_analysis import read
from bot.models import Article, Channel, Subscription
from bot.schedule.delivery import Deliveries
from bot.store.channels import channels, subscriptions
from bot.store.news import articles
from bot.store.opening import open_store
from bot.store.protocol import Connection

START = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
FARE = "The fare from Norwick to Eastport rises to 14 crowns in April."
HULL = "The hull of the old ferry was sold to a yard in Lund for 300,000 crowns."
NEWS = Article(
    text=f"{FARE} {HULL}\n\nThe ferry to Norwick sails again from Friday, and the hull is towed away on Monday.",
    title="Norwick's ferry sails again",
    url="https://coast.example/ferry",
    source="Coast Ledger",
    published_at=START,
)


@dataclass
class News:
    """A desk with one article and a channel that is briefed on it."""

    desk: Desk
    adapter: ChatAdapter

    async def deliver(self) -> None:
        deliveries = Deliveries(self.desk, lambda _: self.adapter)
        await deliveries.run_due()
        await deliveries.settle()


@asynccontextmanager
async def newsroom(folder: Path, adapter: ChatAdapter, place: Channel) -> AsyncIterator[News]:
    now = START + timedelta(minutes=59)

    def work(db: Connection) -> None:
        articles.put(db, NEWS, read(NEWS), now=START)
        made = channels.add(db, "news", place.platform, place.platform_id, place.server, now=now)
        subscriptions.add(db, Subscription(0, made.id, "08:00", "UTC"), now=now)

    with open_store(folder) as store:
        store.write_now(work)
        desk = Desk(store, Settings(data=folder), lambda: START + timedelta(hours=1, seconds=1))
        yield News(desk, adapter)


async def test_on_discord_a_member_reports_and_who_manages_the_channel_takes_back(
    tmp_path: Path, discord_description: Path
) -> None:
    async with stage(tmp_path, discord_description) as town:
        place = Channel(0, "news", "discord", discord_server.NEWS, discord_server.GUILD)
        async with newsroom(tmp_path / "news", town.adapter, place) as news:
            town.desk.answer = DeskFront(news.desk, town.adapter.limits).respond
            await news.deliver()
            message = town.server.shown(discord_server.NEWS)[-1]

            async def presses(label: str, person: str) -> str:
                return "\n".join(await town.answered(town.server.press(message["id"], label, person=person)))

            assert "Thank you" in await presses("Wrong?", discord_server.MEMBER)
            choice = town.server.press(message["id"], "Wrong?", person=discord_server.PERSON)
            listed = "\n".join(await town.answered(choice)).splitlines()
            number = next(line.split()[0] for line in listed if HULL in line)
            asked = town.server.answers(choice)[-1]["id"]
            done = town.server.press(asked, f"Take back {number}", person=discord_server.PERSON)
            assert "Taken back" in "\n".join(await town.answered(done))
            await news.deliver()
            (changed,) = town.server.shown(discord_server.NEWS)
            assert changed["id"] == message["id"] and changed["components"] == message["components"]
            text = changed["embeds"][0]["description"].replace("\\", "")
            assert f"~~{HULL}~~" in text and "[Taken back on Mon 2 Mar 2026 by those who manage this channel]" in text
            assert FARE in text and f"~~{FARE}" not in text


async def test_on_slack_it_depends_on_who_presses(tmp_path: Path) -> None:
    async with served(tmp_path) as slack:
        place = Channel(0, "news", "slack", slack_server.NEWS, TEAM)
        async with newsroom(tmp_path / "news", slack.adapter, place) as news:
            front = DeskFront(news.desk, slack.adapter.limits)
            slack.desk.answer = lambda request: front.respond(request, say_nothing)
            await news.deliver()

            async def presses(person: str) -> str:
                name = await slack.server.people.press("Wrong?", person=person)
                told = slack.server.people.responses[name]["told"]
                return str(await slack.until(lambda: told and told[-1]))

            assert "Thank you" in await presses(slack_server.PERSON)
            assert HULL in await presses(slack_server.ADMIN)
