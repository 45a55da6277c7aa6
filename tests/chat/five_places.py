"""One briefing each in five places: on the console, in two channels and a forum on Discord, on Slack."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from discord_server import ANNOUNCEMENTS, FORUM, NEWS, DiscordProcess
from service import posted, run
from slack_server import SlackProcess
from slack_server.workspace import NEWS as SLACK_NEWS

from bot.models import Platform
from bot.store.channels import channels
from bot.store.deliveries import outbox
from bot.store.deliveries.written_deliveries import Order
from bot.store.opening import open_store
from bot.store.protocol import Connection

ALL = 5


def prepare(data: Path) -> None:
    soon = datetime.now(UTC) - timedelta(hours=1)
    told = {"title": "The ferry sank", "text": "The ferry to Norwick sank at its berth on Friday, its owner said."}
    news = data.parent / "news.jsonl"
    news.write_text(json.dumps({**told, "url": "https://harbour.example/1", "published_at": soon.isoformat()}) + "\n")
    run(data, "ingest", str(news))


def order(data: Path) -> None:
    """Have one briefing due in each of the five places."""
    places: list[tuple[Platform, str, str, dict[str, str]]] = [
        ("console", "desk", "", {}),
        ("discord", NEWS, "", {}),
        ("discord", ANNOUNCEMENTS, "", {"kind": "announcement"}),
        ("discord", FORUM, "", {"kind": "forum"}),
        ("slack", SLACK_NEWS, "", {}),
    ]
    now = datetime.now(UTC)

    def work(db: Connection) -> None:
        for number, (platform, place, server, more) in enumerate(places):
            channel = channels.add(db, f"c{number}", platform, place, server, now=now, **more)  # type: ignore[arg-type]
            outbox.enqueue(db, Order("briefing", f"test:{number}", channel.id), now=now)

    with open_store(data) as store:
        store.write_now(work)


def check_each_once(data: Path, discord: DiscordProcess, slack: SlackProcess) -> None:
    """See that each place has its briefing once, and that nothing that was sent was wrong."""
    assert len(posted(data)) == 1
    assert [len(discord.call("texts", place)) for place in (NEWS, ANNOUNCEMENTS)] == [1, 1]
    assert [len(discord.call("texts", post)) for post in discord.call("threads", FORUM)] == [1]
    assert len(slack.texts(SLACK_NEWS)) == 1
    assert discord.get("problems") == [] and slack.see()["problems"] == []
