"""A night with all kinds of work at once: articles that come in, a briefing, an alert, a correction, on the console."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from service import Service, posted, run, states

from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.setup.follows import WantedFollow, follow
from bot.store.channels import channels
from bot.store.opening import open_store

DAY_BEFORE = "2021-12-30T05:59:58Z"
NIGHT = "2021-12-31T05:59:59.500Z"
MORNING = "2021-12-31T06:15:00Z"
"""When a source is due again whose reading a fall cut off."""
NEXT_DAY = "2022-01-01T06:00:01Z"
HARBOUR = "The harbour of Eastport reopened on Thursday after a storm. Harbour master Ann Lee said {} ships had waited."
FERRY = (
    "The ferry to Norwick sank at its berth on Friday. The owner Tom Reed said a valve had been left open overnight."
)
BRIDGE = "The bridge at Mill Cross was closed on Friday. The engineer Eva Grant said the northern pier had moved."
NEW = ("northern pier", "valve")
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Times</title>
<link>https://harbour.example/</link><description>News</description>{}</channel></rss>"""
ITEM = (
    "<item><title>News of the {0}</title><guid>{0}</guid><link>http://127.0.0.1:9/{0}</link>"
    "<pubDate>Thu, 30 Dec 2021 04:00:00 GMT</pubDate><description>{1}</description></item>"
)


def flat(message: dict[str, Any]) -> str:
    return " ".join(message["text"].split())


@dataclass(frozen=True)
class Night:
    """A store whose channel was told of the harbour a day ago, and a feed with what is new since."""

    data: Path
    origin: str

    @property
    def environ(self) -> dict[str, str]:
        return {"READOUT_ALLOW_ORIGINS": self.origin, "READOUT_FETCH_INTERVAL_MINUTES": "0.01"}


@contextmanager
def prepared(folder: Path) -> Iterator[Night]:
    """Prepare a night in a folder; its feed is served until the end of the block."""
    with _served(folder / "site") as origin:
        night = Night(folder / "store", origin)
        early = {"READOUT_NOW": "2021-12-30T05:00:00Z", "READOUT_ALLOW_ORIGINS": origin}
        _publish(folder / "site", {"harbour": HARBOUR.format("14")})
        run(night.data, "sources", "add", f"{origin}/feed.xml", **early)
        run(night.data, "poll", **early | {"READOUT_NOW": "2021-12-30T05:00:05Z"})
        run(night.data, "channels", "add", "here", "--platform", "console", **early)
        at_eight = ("--at", "08:00", "--zone", "Europe/Kyiv")
        run(night.data, "subscriptions", "add", "--channel", "here", *at_eight, READOUT_NOW=DAY_BEFORE)
        with Service(night.data, DAY_BEFORE, **night.environ) as service:
            service.until(lambda: states(night.data) == ["sent"], 240)
            service.stop()
        assert "14 ships" in flat(posted(night.data)[0])
        asyncio.run(_follow(night.data))
        _publish(folder / "site", {"harbour": HARBOUR.format("9"), "ferry": FERRY, "bridge": BRIDGE})
        yield night


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: who asked was killed."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    folder.mkdir()
    handler = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    server = _Quiet(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _publish(site: Path, news: dict[str, str]) -> None:
    items = "".join(ITEM.format(name, text) for name, text in news.items())
    (site / "feed.xml").write_text(FEED.format(items))
    os.utime(site / "feed.xml", (len(news) * 60,) * 2)  # If-Modified-Since counts in seconds


async def _follow(data: Path) -> None:
    with open_store(data) as store:
        desk = Desk(store, Settings(data=data), lambda: datetime(2021, 12, 30, 7, tzinfo=UTC))
        (here,) = await store.read(channels.every)
        await follow(desk, here, WantedFollow("Norwick", at_once=True))


def is_over(data: Path) -> bool:
    """Tell whether everything was posted and nothing is under way."""
    found = states(data)
    return len(found) >= 4 and set(found) == {"sent"}


def all_told(data: Path) -> bool:
    """Tell whether the channel was briefed on all that came in: where the briefing was first, the next one has it."""
    told = " ".join(flat(each) for each in posted(data))
    return all(words in told for words in NEW)


def check_each_once(data: Path) -> None:
    """See that each kind was posted once, and what came in is held and told once."""
    shown = posted(data)
    parts = Counter((each["channel"], each["delivery"], each["part"]) for each in shown)
    assert set(parts.values()) == {1}, f"posted twice: {parts}"
    per_delivery = {each["delivery"]: each["parts"] for each in shown}
    assert len(shown) == sum(per_delivery.values()), "a part is missing"
    corrections = [each for each in shown if each.get("reply_to")]
    assert len(corrections) == 1 and "9 ships" in flat(corrections[0])
    news = [flat(each) for each in shown if not each.get("reply_to")]
    for words in ("14 ships", *NEW):  # the ferry by the alert or by the briefing, whichever was first
        assert sum(words in text for text in news) == 1, words
    assert set(states(data)) == {"sent"}
    assert _rows(data, _TOLD_AGAIN) == []
    assert _held(data) == {"harbour": 2, "ferry": 1, "bridge": 1}


_TOLD_AGAIN = (
    "select t.claim from told t join outbox o on o.id = t.delivery_id where o.kind != 'correction'"
    " group by t.claim having count(distinct t.delivery_id) > 1"
)


def _rows(data: Path, statement: str) -> list[Any]:
    with closing(sqlite3.connect(data / "readout.sqlite3")) as db:
        return db.execute(statement).fetchall()


def _held(data: Path) -> dict[str, int]:
    rows = _rows(
        data, "select a.url, count(r.id) from articles a join revisions r on r.article_id = a.id group by a.id"
    )
    return {url.rpartition("/")[2]: count for url, count in rows}
