"""Messages that are ordered again and again in five places, each of news of its own, and what came of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from discord_server import ANNOUNCEMENTS, FORUM, NEWS, DiscordProcess
from pydantic import SecretStr
from service import posted, run
from slack_server import SlackProcess
from slack_server.workspace import NEWS as SLACK_NEWS

from bot.store.channels import channels
from bot.store.deliveries import outbox
from bot.store.deliveries.written_deliveries import Order
from bot.store.opening import open_store
from bot.store.protocol import Connection

TOWNS = "Arden Belmont Cressy Dunmore Elstow Farley Granton Hollow Inver Jarrow Kelso Lorne Marden Norwick Orrin Penryn Quay Rothes Selby Tarn"
THINGS = "ferry bridge mill school airport museum dam library hospital market tunnel theatre prison harbour orchard stadium quarry lighthouse brewery chapel"
FATES = "sank|collapsed|burned down|reopened|was sold|won a prize|was flooded|moved|went on strike|was robbed|was bored through|hired a singer|was evacuated|froze over|was harvested|was renamed|was fenced off|went dark|was bought|was painted"


def news(data: Path, rounds: int, **environ: str) -> None:
    """Put in as much news as there are rounds: each tells of something else."""
    _put_in(data, range(rounds), "Friday", environ)


def correct(data: Path, number: int, **environ: str) -> None:
    """Have the news of a round say something else of the day."""
    _put_in(data, [number - 1], "Saturday", environ)


def _put_in(data: Path, numbers: Iterable[int], day: str, environ: dict[str, str]) -> None:
    soon, lines = (datetime.now(UTC) - timedelta(hours=1)).isoformat(), []
    towns, fates = TOWNS.split(), FATES.split("|")
    for number in numbers:
        town, fate = towns[number % len(towns)], fates[(number + 3 * (number // len(towns))) % len(fates)]
        where = f"https://{town.lower()}.example/{number}"
        text = f"The {_thing(number)} of {town} {fate} on {day}, the mayor of {town} said."
        about = {"title": f"{town}: {_thing(number)} {fate}", "published_at": soon, "url": where, "text": text}
        lines.append(json.dumps(about))
    file = data.parent / "news.jsonl"
    file.write_text("\n".join(lines) + "\n")
    run(data, "ingest", str(file), **environ)


def _thing(number: int) -> str:
    things = THINGS.split()
    return things[(number + number // len(things)) % len(things)]


class FivePlaces:
    """Alerts that are ordered again and again in five places, and what came of them."""

    def __init__(self, data: Path, address: SecretStr | None = None) -> None:
        self._data, self._address = data, address
        self.rounds = 0
        at = datetime.now(UTC)
        places = [
            ("console", "desk", {}),
            ("discord", NEWS, {}),
            ("discord", ANNOUNCEMENTS, {"kind": "announcement"}),
            ("discord", FORUM, {"kind": "forum"}),
            ("slack", SLACK_NEWS, {}),
        ]
        with open_store(data, address) as store:
            self._ids = [
                store.write_now(
                    lambda db, n=number, p=place: channels.add(db, f"c{n}", p[0], p[1], "", now=at, **p[2]).id  # type: ignore[misc]
                )
                for number, place in enumerate(places)
            ]

    def order(self) -> None:
        """Have one more message due in each place: an alert, for each is news of its own."""
        self.rounds += 1
        now, number = datetime.now(UTC), self.rounds

        def work(db: Connection) -> None:
            (article,) = db.execute("select id from articles where url like ?", (f"%.example/{number - 1}",)).fetchone()
            for channel in self._ids:
                order = Order(
                    "alert",
                    f"test:{channel}:{number}",
                    channel,
                    topic=f"round-{number}-",
                    request={"articles": [article]},
                )
                outbox.enqueue(db, order, now=now)

        with open_store(self._data, self._address) as store:
            store.write_now(work)

    def seen(self, discord: DiscordProcess, slack: SlackProcess) -> Counter[tuple[int, str]]:
        """How often each message stands in each place."""
        names = [f"round-{number}-" for number in range(1, self.rounds + 1)]
        return Counter(
            (place, name)
            for place, found in enumerate(self._shown(discord, slack))
            for text in found
            for name in names
            if name in text
        )

    def corrected(self, discord: DiscordProcess, slack: SlackProcess) -> Counter[tuple[int, int]]:
        """How often each place is told that the news of a round is another."""
        towns = TOWNS.split()
        return Counter(
            (place, number)
            for place, found in enumerate(self._shown(discord, slack))
            for text in found
            for number in range(1, self.rounds + 1)
            if f"The {_thing(number - 1)} of {towns[(number - 1) % len(towns)]}" in text and "Saturday" in text
        )

    def _shown(self, discord: DiscordProcess, slack: SlackProcess) -> list[list[str]]:
        return [
            [each["text"] for each in posted(self._data)],
            discord.call("texts_with_threads", NEWS),
            discord.call("texts_with_threads", ANNOUNCEMENTS),
            [text for post in discord.call("threads", FORUM) for text in discord.call("texts", post)],
            slack.texts(SLACK_NEWS),
        ]
