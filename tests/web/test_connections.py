"""The web port under strangers: who is slow, or sends nonsense, takes nobody's place and breaks nothing."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.config.sections import IngestSettings, WebSettings
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.sources.pushed_articles import check_push, take_push
from bot.ingest.workers.pool import Workers
from bot.store.opening import open_store
from bot.web.connections import USUAL, Patience
from bot.web.health import Health, health_route
from bot.web.ingest import BODIES, ingest_route
from bot.web.server import WebServer
from tests.web.test_ingest import NOW, SECRET, Clock

LARGEST = 10_000
STAMP = str(int(NOW.timestamp()))
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def well() -> Health:
    return Health()


@asynccontextmanager
async def port(folder: Path, most: int = 100, patience: Patience = USUAL) -> AsyncIterator[int]:
    config = Settings(data=folder, ingest=IngestSettings(secret=SecretStr(SECRET), max_bytes=LARGEST))
    with open_store(folder) as store:
        desk = Desk(store, config, Clock())
        push = ingest_route(partial(check_push, desk), partial(take_push, desk, Workers(inline=True)), LARGEST)
        web = WebServer(WebSettings(port=0, connections=most), [health_route("/healthz", well), push], patience)
        await web.start()
        try:
            yield web.port
        finally:
            await web.stop()


async def opened(port: int, sent: bytes = b"") -> Streams:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    await writer.drain()
    return reader, writer


async def answer(streams: Streams) -> bytes:
    """All that comes until the port closes the connection."""
    reader, writer = streams
    try:
        return await asyncio.wait_for(reader.read(), 30)
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


async def asked(port: int, sent: bytes) -> int:
    """The status that a request gets; 0 where the connection is closed without one."""
    said = await answer(await opened(port, sent))
    return int(said.split(b" ", 2)[1]) if said.startswith(b"HTTP/1.1 ") else 0


HEALTH = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


def pushed(body: bytes, stamp: str = STAMP, mark: str = "", length: str = "") -> bytes:
    mark = mark or "sha256=" + hmac.new(SECRET.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    head = f"POST /ingest HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length or len(body)}\r\n"
    return f"{head}X-Readout-Timestamp: {stamp}\r\nX-Readout-Signature: {mark}\r\n\r\n".encode() + body


async def test_who_never_ends_a_header_makes_room_for_others(tmp_path: Path) -> None:
    async with port(tmp_path, most=5) as at:
        slow = [await opened(at, b"GET /healthz HTTP/1.1\r\nX-Slow: ") for _ in range(20)]
        assert await asked(at, HEALTH) == 200
        assert [await answer(each) for each in slow[:14]] == [b""] * 14
        for _, writer in slow:
            writer.close()


async def test_who_never_ends_a_body_makes_room_for_others(tmp_path: Path) -> None:
    begun = pushed(b"x", mark="sha256=" + "0" * 64, length="9000")
    async with port(tmp_path, most=5) as at:
        slow = [await opened(at, begun) for _ in range(20)]
        assert await asked(at, HEALTH) == 200
        assert await asked(at, pushed(b'{"text": "The ferry sails."}')) == 202
        for _, writer in slow:
            writer.close()


async def test_a_header_and_a_body_that_do_not_come_in_time_end_the_connection(tmp_path: Path) -> None:
    async with port(tmp_path, patience=Patience(0.2, 0.2)) as at:
        assert await asked(at, b"GET /healthz HTTP/1.1\r\nX-Slow: ") == 408
        assert await asked(at, b"") == 408
        assert await asked(at, pushed(b"x", length="900")) == 0


async def test_a_body_that_comes_by_bytes_gets_no_more_time(tmp_path: Path) -> None:
    async with port(tmp_path, patience=Patience(body=0.5)) as at:
        reader, writer = await opened(at, pushed(b"x", length="9000"))
        ended = asyncio.create_task(answer((reader, writer)))
        while not ended.done():
            writer.write(b"x")
            await asyncio.sleep(0.01)
        assert await ended == b""


async def test_bodies_that_nobody_signed_are_held_only_so_far(tmp_path: Path) -> None:
    begun = pushed(b"x" * 9000, mark="sha256=" + "0" * 64, length="9001")
    async with port(tmp_path) as at:
        slow = [await opened(at, begun) for _ in range(BODIES)]
        statuses = set()
        while 429 not in statuses:
            statuses.add(await asked(at, pushed(b"x" * 9000, mark="sha256=" + "0" * 64)))
        assert statuses <= {401, 429}
        assert await asked(at, HEALTH) == 200
        for streams in slow:
            streams[1].write(b"x")
            assert b"401" in await answer(streams)
        assert await asked(at, pushed(b'{"text": "The ferry sails."}')) == 202


MALFORMED = {
    "400 digits": (pushed(b"{}", stamp="9" * 400), 401),
    "no digits": (pushed(b"{}", stamp="now"), 401),
    "below zero": (pushed(b"{}", stamp="-5"), 401),
    "other digits": (pushed(b"{}", stamp="\u0661\u0662"), 401),
    "not signed": (pushed(b"{}", mark="sha256=0"), 401),
    "a header too long": (b"GET /healthz HTTP/1.1\r\nX: " + b"x" * 70_000 + b"\r\n\r\n", 400),
    "too many headers": (b"GET /healthz HTTP/1.1\r\n" + b"X: y\r\n" * 9000 + b"\r\n", 400),
    "two lengths": (pushed(b"{}").replace(b"Host: x", b"Content-Length: 900"), 400),
    "no length": (pushed(b"{}", length="many"), 400),
    "a length below zero": (pushed(b"{}", length="-1"), 400),
    "a length of 400 digits": (pushed(b"{}", length="9" * 400), 400),
    "no host": (b"GET /healthz HTTP/1.1\r\n\r\n", 400),
    "no HTTP": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
    "another method": (HEALTH.replace(b"GET", b"PATCH"), 405),
    "another path": (HEALTH.replace(b"/healthz", b"/%ff%00/../x"), 404),
    "broken JSON": (pushed(b"{"), 422),
    "another type": (pushed(b'[[], 5, null, "x", {"text": 5}]'), 422),
    "half a letter": (pushed(b'{"text": "\\ud800 sails."}'), 202),
    "an endless number": (pushed(b'{"text": "It sails.", "published_at": 1e999}'), 202),
    "a number of 5000 digits": (pushed(b'{"text": "It sails on.", "title": ' + b"9" * 5000 + b"}"), 422),
    "chunks that are none": (
        pushed(b"zz\r\n").replace(b"Content-Length: 4", b"Transfer-Encoding: chunked"),
        400,
    ),
}


async def test_what_is_malformed_gets_a_refusal_and_others_their_answer(tmp_path: Path) -> None:
    async with port(tmp_path) as at:
        found = {name: await asked(at, sent) for name, (sent, _) in MALFORMED.items()}
        assert found == {name: status for name, (_, status) in MALFORMED.items()}
        assert await asked(at, HEALTH) == 200


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["text", "title", "url", "published_at", "author", "language", "source"]), inner, max_size=7
        )
    ),
    max_leaves=12,
)
HEADERS = st.lists(
    st.tuples(
        st.sampled_from(["X-Readout-Timestamp", "Content-Length", "Transfer-Encoding", "Expect", "Content-Encoding"]),
        st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=40)
        | st.integers().map(str),
    ),
    max_size=4,
)


async def _statuses(folder: Path, requests: list[bytes]) -> list[int]:
    async with port(folder) as at:
        ends = [await opened(at, each) for each in requests]
        for _, writer in ends:
            if writer.can_write_eof():
                writer.write_eof()
        said = [await answer(each) for each in ends]
        assert await asked(at, HEALTH) == 200
    return [int(each.split(b" ", 2)[1]) for each in said if each.startswith(b"HTTP/1.1 ")]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        JSON.map(lambda value: pushed(json.dumps(value).encode()))
        | st.binary(max_size=200)
        | st.binary(max_size=200).map(pushed)
        | HEADERS.map(
            lambda held: pushed(b"{}").replace(
                b"Host: x", "\r\n".join(f"{name}: {value}" for name, value in held).encode("latin-1")
            )
        ),
        max_size=8,
    )
)
def test_nothing_that_is_sent_is_our_fault(tmp_path: Path, requests: list[bytes]) -> None:
    """No 5xx, whatever is sent, signed or not; and the port goes on."""
    assert all(status < 500 for status in asyncio.run(_statuses(tmp_path, requests)))
