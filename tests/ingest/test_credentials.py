"""Feeds that ask who reads them: the secret goes over the wire to its own server, and is seen nowhere else."""

from __future__ import annotations

import base64
import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest
from newsstand import Newsstand, answer
from test_fetch import names, public

from bot.cli.terminal_output import source as source_line
from bot.config.sections import FetchSettings
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.sources import sources as commands
from bot.errors import FetchError, ForbiddenAddress, UsageError
from bot.ingest.fetching.credentials import from_environment
from bot.ingest.fetching.fetch import Fetcher
from bot.ingest.sources.polling import Poller
from bot.ingest.sources.registry import recognised
from bot.ingest.workers.pool import Workers
from bot.store.opening import open_store

NOW = datetime(2027, 3, 2, 8, 0, tzinfo=UTC)
SECRET = "s3cr&t/of vell"
HELD = {"FEED_TOKEN": SECRET, "FEED_USER": "ada", "FEED_PASSWORD": "lovelace"}


def asked(stand: Newsstand, path: str) -> dict[str, str]:
    return next(each.headers for each in stand.asked if each.path.startswith(path))


async def test_a_name_and_password_are_sent_to_their_own_server_alone(stand: Newsstand) -> None:
    stand.pages["/feed"] = answer("", status="302 Found", Location="http://other.example/feed2")
    stand.pages["/feed2"] = answer("news")
    network = names(site_example="93.184.215.14", other_example="93.184.215.15")
    async with public(stand, network, secret=HELD.get) as (fetcher, _):
        got = await fetcher.get("http://${FEED_USER}:${FEED_PASSWORD}@site.example/feed", trusted=True)
    assert got.body == b"news"
    assert asked(stand, "/feed")["authorization"] == "Basic " + base64.b64encode(b"ada:lovelace").decode()
    assert "authorization" not in asked(stand, "/feed2")


async def test_a_token_in_an_address_is_sent_and_masked_in_all_that_comes_back(stand: Newsstand) -> None:
    stand.pages["/feed?key=s3cr%26t%2Fof%20vell"] = answer(f"links to /1?key={SECRET}")
    settings = FetchSettings(allow_origins=(stand.origin,))
    async with Fetcher(settings, spacing=0, secret=HELD.get) as fetcher:
        got = await fetcher.get(stand.url("/feed?key=${FEED_TOKEN}"), configured=True, trusted=True)
    assert got.body == b"links to /1?key=${FEED_TOKEN}"
    assert got.url.endswith("/feed?key=${FEED_TOKEN}")


async def test_what_its_server_repeats_is_masked_however_it_is_spelt(stand: Newsstand) -> None:
    pair = base64.b64encode(b"ada:lovelace").decode()
    repeats = f"<a href='?key=s3cr%26t%2fof+vell'>s3cr&amp;t/of vell</a> {pair}"
    stand.pages["/feed?key=s3cr%26t%2Fof%20vell"] = answer(repeats, ETag='"s3cr&t/of vell"', Last_Modified="lovelace")
    address = stand.url("/feed?key=${FEED_TOKEN}").replace("http://", "http://${FEED_USER}:${FEED_PASSWORD}@")
    async with Fetcher(FetchSettings(allow_origins=(stand.origin,)), spacing=0, secret=HELD.get) as fetcher:
        got = await fetcher.get(address, configured=True, trusted=True)
    assert got.body == b"<a href='?key=${FEED_TOKEN}'>${FEED_TOKEN}</a> ${FEED_USER}:${FEED_PASSWORD}"
    assert (got.etag, got.last_modified) == (None, None), "nor is a secret kept as what tells a change"


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oh", "301 Moved"])
async def test_the_list_the_log_and_the_errors_show_the_name(
    stand: Newsstand, status: str, tmp_path: Path, workers: Workers, caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("FEED_TOKEN", "wordofvell")
    moved = answer("", status=status, Location="http://wordofvell.example/wordofvell")
    stand.pages["/feed?key=wordofvell"] = moved
    with open_store(tmp_path) as store:
        desk = Desk(store, Settings(data=tmp_path), lambda: NOW)
        await commands.add_source(desk, stand.url("/feed?key=${FEED_TOKEN}"))
        async with Fetcher(FetchSettings(allow_origins=(stand.origin,)), clock=desk.clock, spacing=0) as fetcher:
            await Poller(store, fetcher, workers, desk.clock).round()
        (held,) = await commands.list_sources(desk)
        shown = source_line(held, NOW) + (await commands.export_opml(desk)).decode()
    assert [each.path for each in stand.asked][-1] == "/feed?key=wordofvell"
    assert "${FEED_TOKEN}" in shown and "failing" in shown
    assert "wordofvell" not in shown
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert ours and not any("wordofvell" in line for line in ours)


async def test_only_the_operators_address_has_credentials(stand: Newsstand) -> None:
    async with Fetcher(FetchSettings(allow_origins=(stand.origin,)), spacing=0, secret=HELD.get) as fetcher:
        with pytest.raises(ForbiddenAddress, match="credentials"):
            await fetcher.get(stand.url("/${FEED_TOKEN}"), configured=True)
        with pytest.raises(FetchError, match="FEED_ABSENT, which is not in the environment"):
            await fetcher.get(stand.url("/${FEED_ABSENT}"), configured=True, trusted=True)
    assert stand.asked == []


@pytest.mark.parametrize(
    ("url", "owner", "told"),
    [
        ("https://ada:lovelace@site.example/feed", "", "Put it in the environment"),
        ("https://${OPENAI_API_KEY}@site.example/feed", "", "FEED_"),
        ("https://${FEED_TOKEN}.example/feed", "", "host"),
        ("https://site.example/feed?k=${FEED_TOKEN}", "discord:1", "not kept"),
    ],
)
def test_an_address_that_misuses_them_is_refused(url: str, owner: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        recognised(url, owner, by_operator=not owner)


def test_a_secret_may_stand_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key").write_text("of vell\n")
    monkeypatch.setenv("FEED_TOKEN_FILE", str(tmp_path / "key"))
    assert from_environment("FEED_TOKEN") == "of vell"
