"""`POST /ingest` over a real socket: what is signed is taken, once; everything else is a line that says why not."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import re
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.config.sections import IngestSettings, WebSettings
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.sources.pushed_articles import check_push, take_push
from bot.errors import PushRefused
from bot.ingest.sources import push_source
from bot.ingest.workers.pool import Workers
from bot.store.news import revisions
from bot.store.opening import open_store
from bot.web.ingest import ingest_route
from bot.web.server import WebServer

SECRET = "a secret of some length"
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ARTICLE = {"title": "Ferry back", "text": "The ferry to Norwick sails again.", "url": "https://ferry.example/1"}
TOP = Path(__file__).resolve().parents[2]


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


class Door:
    def __init__(self, desk: Desk, clock: Clock, port: int) -> None:
        self.desk, self.clock, self.port = desk, clock, port

    def push(self, body: bytes, *, at: datetime = NOW, **headers: str) -> tuple[int, dict[str, Any]]:
        stamp = str(int(at.timestamp()))
        mark = hmac.new(SECRET.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        given = {"X-Readout-Timestamp": stamp, "X-Readout-Signature": f"sha256={mark}"} | headers
        return self.send(body, given)

    def send(self, body: bytes, headers: dict[str, str]) -> tuple[int, dict[str, Any]]:
        wish = urllib.request.Request(f"http://127.0.0.1:{self.port}/ingest", data=body, headers=headers)
        try:
            with urllib.request.urlopen(wish, timeout=240) as reply:
                return reply.status, json.load(reply)
        except urllib.error.HTTPError as refusal:
            return refusal.code, json.load(refusal)

    def titles(self) -> list[str]:
        found = self.desk.store.read_now(
            lambda db: revisions.recent(db, _everyone(), NOW - timedelta(days=9), NOW + timedelta(days=9))
        )
        return [each.title for each in found]


def _everyone() -> Any:
    from bot.models import PUBLIC

    return PUBLIC


@asynccontextmanager
async def opened(folder: Path, clock: Clock) -> AsyncIterator[Door]:
    settings = Settings(data=folder, ingest=IngestSettings(secret=SecretStr(SECRET), max_bytes=10_000))
    store = open_store(folder)
    desk = Desk(store, settings, clock)
    workers = Workers(inline=True)
    web = WebServer(
        WebSettings(port=0), [ingest_route(partial(check_push, desk), partial(take_push, desk, workers), 10_000)]
    )
    await web.start()
    try:
        yield Door(desk, clock, web.port)
    finally:
        await web.stop()
        store.close()


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    async with opened(tmp_path, Clock()) as made:
        yield made


async def sent(door: Door, body: object, **given: Any) -> tuple[int, dict[str, Any]]:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return await asyncio.to_thread(door.push, data, **given)


@pytest.mark.parametrize(
    ("body", "new"),
    [
        (ARTICLE, 1),
        ([ARTICLE, {**ARTICLE, "url": "https://ferry.example/2", "text": "It rained on the quay all day."}], 2),
        (b'{"text": "One line of news."}\n\n{"text": "Another line of news."}\n', 2),
    ],
)
async def test_a_signed_push_comes_in(door: Door, body: object, new: int) -> None:
    status, reply = await sent(door, body)
    assert (status, reply) == (202, {"new": new, "changed": 0, "unchanged": 0, "failed": 0, "problems": []})
    assert len(door.titles()) == new


async def test_what_is_wrong_in_one_record_stops_no_other(door: Door) -> None:
    status, reply = await sent(door, [ARTICLE, {"title": "nothing"}, 5])
    assert (status, reply["new"], reply["failed"]) == (202, 1, 2)
    assert reply["problems"][0].startswith('record 2: no "text"')


async def test_a_push_is_taken_once_also_after_a_restart(tmp_path: Path) -> None:
    for status in (202, 409):
        async with opened(tmp_path, Clock()) as door:
            assert (await sent(door, ARTICLE))[0] == status


@pytest.mark.parametrize("minutes", [-6, 6, -6000])
async def test_a_push_of_another_time_is_refused(door: Door, minutes: int) -> None:
    status, reply = await sent(door, ARTICLE, at=NOW + timedelta(minutes=minutes))
    assert status == 401 and "5 minutes" in reply["error"] and not door.titles()


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Readout-Signature": "sha256=" + "0" * 64},
        {"X-Readout-Signature": ""},
        {"X-Readout-Signature": "ünsinn"},
        {"X-Readout-Timestamp": ""},
        {"X-Readout-Timestamp": "1772438399"},
    ],
)
async def test_a_push_that_is_not_signed_is_refused(door: Door, headers: dict[str, str]) -> None:
    status, reply = await sent(door, ARTICLE, **{k: v.encode().decode("latin-1") for k, v in headers.items()})
    wanted = "X-Readout-Timestamp" if headers == {"X-Readout-Timestamp": ""} else "READOUT_INGEST_SECRET"
    assert status == 401 and wanted in reply["error"] and not door.titles()


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        (b"x" * 10_001, 413, "larger"),
        (b"", 422, "no article"),
        (b"{", 422, "JSON"),
        (b"[]", 422, "no article"),
        (b"\xff\xfe", 422, "UTF-8"),
        (b"[" * 9_000, 422, "JSON"),
        ({"title": "no text"}, 422, "text"),
    ],
)
async def test_a_push_with_nothing_in_it_is_a_line(door: Door, body: object, status: int, word: str) -> None:
    found, reply = await sent(door, body)
    assert found == status and word in reply["error"] and "\n" not in reply["error"]


async def test_a_large_push_is_read_beside_everything_else(tmp_path: Path) -> None:
    body = b"[" + b'{"text": 1},' * 400_000 + b"1]"
    stamp = str(int(NOW.timestamp()))
    with open_store(tmp_path) as store:
        desk = Desk(store, Settings(data=tmp_path, ingest=IngestSettings(secret=SecretStr(SECRET))), Clock())
        push = asyncio.create_task(
            take_push(desk, Workers(inline=True), stamp, push_source.signature(SECRET, stamp, body), body)
        )
        turns = 0
        while not push.done():
            await asyncio.sleep(0.001)
            turns += 1
        with pytest.raises(PushRefused):
            await push
    assert turns > 20, "one that waits for it would have had one or two"


async def test_a_fault_is_answered_with_the_reference_that_is_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def faulty(*_: object) -> Any:
        raise KeyError("nobody foresaw it")

    web = WebServer(WebSettings(port=0), [ingest_route(lambda *_: None, faulty, 10_000)])
    await web.start()
    request = urllib.request.Request(f"http://127.0.0.1:{web.port}/ingest", b"{}")
    with pytest.raises(urllib.error.HTTPError) as told:
        await asyncio.to_thread(urllib.request.urlopen, request)
    await web.stop()
    (reference,) = re.findall(r"\((\w{6})\)", json.loads(told.value.read())["error"])
    assert told.value.code == 500 and f"[{reference}] POST /ingest" in caplog.text


async def test_a_compressed_push_is_refused_before_it_is_read(door: Door) -> None:
    assert (await sent(door, ARTICLE, **{"Content-Encoding": "gzip"}))[0] == 415


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: json.dumps([{"text": text}]).encode()))
def test_any_body_is_articles_or_a_refusal(body: bytes) -> None:
    try:
        found, problems = push_source.articles_of(body)
    except PushRefused as error:
        assert str(error) and "\n" not in str(error)
    else:
        assert found and all(article.text for article in found) and all(isinstance(line, str) for line in problems)


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("openssl")), reason="needs curl and openssl")
def test_what_the_readme_shows_is_taken_by_the_service(tmp_path: Path) -> None:
    shown = re.search(r"<!-- push -->\n```sh\n(.*?)```", (TOP / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = {"PATH": "/usr/bin:/bin", "READOUT_INGEST_SECRET": SECRET, "READOUT_WEB_PORT": str(port)}
    log = (tmp_path / "log").open("wb")
    command = [sys.executable, "-m", "bot", "run", "--data", str(tmp_path / "data")]
    service = subprocess.Popen(command, cwd=TOP, env=environ, stdout=log, stderr=log)
    try:
        for _ in range(2_400):
            if b"serving" in (tmp_path / "log").read_bytes():
                break
            __import__("time").sleep(0.05)
        script = shown[1].replace(":8710", f":{port}")
        done = subprocess.run(["sh", "-euc", script], env=environ, capture_output=True, text=True, timeout=600)
    finally:
        service.terminate()
        service.wait(120)
        log.close()
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["new"] == 1
