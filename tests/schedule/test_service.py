"""The service over the wire: a feed that is read, and the news that is briefed."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from service import Service, posted, run, states

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Times</title><link>{origin}/</link>
<description>News</description>{items}</channel></rss>"""
ITEM = (
    "<item><title>{0}</title><guid>{0}</guid><pubDate>Fri, 31 Dec 2021 05:0{1}:00 GMT</pubDate>"
    "<description>{2}</description></item>"
)
NEWS = {
    "The harbour of Eastport reopened": "The harbour of Eastport reopened on Friday after a storm of three "
    "days. Harbour master Ann Lee said that ships would sail by noon. Forty vessels waited outside the breakwater.",
    "The ferry to Norwick sank empty": "An old ferry sank at its berth in Norwick on Friday with nobody on board. "
    "The owner, Tom Reed, said that a valve had been left open overnight. Divers are to look at the hull next week.",
}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    folder = tmp_path / "site"
    folder.mkdir()
    handler = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def serve(site: tuple[Path, str], *titles: str) -> None:
    folder, origin = site
    items = "".join(ITEM.format(title, number, NEWS[title]) for number, title in enumerate(titles))
    (folder / "feed.xml").write_text(FEED.format(origin=origin, items=items))
    os.utime(folder / "feed.xml", (len(titles) * 60,) * 2)  # If-Modified-Since counts in seconds


def test_an_item_served_after_the_start_is_in_the_next_briefing_once(site: tuple[Path, str], tmp_path: Path) -> None:
    data, origin = tmp_path / "store", site[1]
    serve(site, "The harbour of Eastport reopened")
    before = {"READOUT_NOW": "2021-12-31T05:45:00Z"}
    run(data, "sources", "add", f"{origin}/feed.xml", **before)
    run(data, "channels", "add", "here", "--platform", "console", **before)
    run(data, "subscriptions", "add", "--channel", "here", "--at", "08:00", "--zone", "Europe/Kyiv", **before)
    wire = {"READOUT_ALLOW_ORIGINS": origin, "READOUT_FETCH_INTERVAL_MINUTES": "0.02"}
    with Service(data, "2021-12-31T05:50:00Z", **wire) as service:
        service.until(lambda: stories(data) == 1)
        serve(site, *NEWS)
        service.until(lambda: stories(data) == 2)
        service.stop()
    with Service(data, "2021-12-31T05:59:58Z", **wire) as service:
        service.until(lambda: states(data) == ["sent"])
        service.stop()
    text = "".join(each["text"] for each in posted(data))
    assert len(posted(data)) == 1
    assert text.count("1  ") and "ferry to Norwick" in text and "Eastport reopened" in text


def stories(data: Path) -> int:
    return len(run(data, "stories", "--json").splitlines())


def test_a_port_that_is_taken_is_one_line(tmp_path: Path, site: tuple[Path, str]) -> None:
    port = site[1].rpartition(":")[2]
    service = Service(tmp_path / "store", "2021-12-31T05:00:00Z", READOUT_WEB_PORT=port)
    assert service.process.wait(120) == 2
    assert "Set web.port (READOUT_WEB_PORT) to a free one" in service.log.read_text()
    assert "Traceback" not in service.log.read_text()
