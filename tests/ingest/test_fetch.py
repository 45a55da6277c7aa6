"""Promise 4, over real sockets: the resolver and the connector are ours, so that names lead where a test says."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import gzip
import sys
import time
import zlib
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import brotli
import httpcore2
import pytest
from newsstand import Asked, Newsstand, answer
from passing_time import let_pass

from bot.config.sections import FetchSettings
from bot.errors import FetchError, ForbiddenAddress
from bot.ingest.fetching.decompression import Expander
from bot.ingest.fetching.fetch import Fetcher
from bot.ingest.fetching.host_pacing import Turns

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


class Rerouted(httpcore2.AsyncNetworkBackend):
    """Takes connections to public addresses to a port of this machine, and remembers where they were meant to go."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connected: list[str] = []
        self._inner = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,  # noqa: ASYNC109
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:  # fmt: skip
        self.connected.append(host)
        return await self._inner.connect_tcp("127.0.0.1", self.port, timeout)


def names(**known: str | list[str]) -> Any:
    """A resolver: host (with _ for .) to its addresses; a list of lists gives another answer each time."""

    async def resolve(host: str, port: int) -> list[str]:
        found = known.get(host.replace(".", "_"))
        if found is None:
            raise OSError("unknown name")
        if isinstance(found, list):
            return [found.pop(0) if len(found) > 1 else found[0]]
        return found.split()

    return resolve


@asynccontextmanager
async def public(
    stand: Newsstand, resolver: Any, secret: Any = None, **settings: Any
) -> AsyncIterator[tuple[Fetcher, Rerouted]]:
    """A fetcher that takes the stand for the public internet."""
    network = Rerouted(int(stand.origin.rpartition(":")[2]))
    more = {"secret": secret} if secret else {}
    async with Fetcher(FetchSettings(**settings), resolver=resolver, connector=network, spacing=0, **more) as fetcher:
        yield fetcher, network


@asynccontextmanager
async def allowed(stand: Newsstand, **settings: Any) -> AsyncIterator[Fetcher]:
    """A fetcher whose operator listed the stand's origin."""
    async with Fetcher(FetchSettings(allow_origins=(stand.origin,), **settings), spacing=0) as fetcher:
        yield fetcher


async def test_a_page_is_read_and_we_say_who_we_are(stand: Newsstand) -> None:
    stand.pages["/feed"] = answer(
        "news", Content_Type="text/xml", ETag='"1"', Last_Modified="Mon, 01 Mar 2027 08:00:00 GMT"
    )
    async with public(stand, names(example_org="93.184.215.14"), contact="desk@example.org") as (fetcher, network):
        got = await fetcher.get("http://example.org/feed#top")
    assert (got.body, got.content_type, got.etag) == (b"news", "text/xml", '"1"')
    assert set(network.connected) == {"93.184.215.14"}, "the checked address is what is connected to"
    assert stand.paths() == ["/feed"]
    asked = stand.asked[-1].headers
    assert asked["host"] == "example.org"
    assert asked["user-agent"] == "Readout/0.1 (+desk@example.org)"


async def test_an_unchanged_page_costs_no_body(stand: Newsstand) -> None:
    stand.pages["/feed"] = lambda asked: (
        answer("", status="304 Not Modified") if asked.headers.get("if-none-match") == '"1"' else answer("news")
    )
    async with allowed(stand) as fetcher:
        got = await fetcher.get(stand.url("/feed"), etag='"1"', configured=True)
    assert got.not_modified and got.body == b""


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost/", "http://0x7f.1/", "http://2130706433/", "http://0177.0.0.1/", "http://127.1/",
     "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://169.254.169.254/latest/meta-data",
     "http://10.0.0.1/", "http://0.0.0.0/", "http://[fe80::1]/", "http://①②⑦.⓪.⓪.①/"],
)  # fmt: skip
async def test_an_address_inside_is_never_connected_to_in_any_spelling(stand: Newsstand, url: str) -> None:
    async with Fetcher(FetchSettings(timeout=60), spacing=0) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.get(url, configured=True)
    assert "\n" not in str(caught.value)
    assert stand.asked == []


@pytest.mark.parametrize("url", ["ftp://example.org/x", "file:///etc/passwd", "gopher://x/", "javascript:alert(1)", "//x", "", "http://", "http://a b/", "http://u:p@example.org/", "http://[::1", "http://x:99999/"])  # fmt: skip
async def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    async with Fetcher(FetchSettings(), resolver=names(), spacing=0) as fetcher:
        with pytest.raises(FetchError):
            await fetcher.get(url, configured=True)


async def test_a_name_with_one_address_inside_is_refused(stand: Newsstand) -> None:
    async with public(stand, names(sly_org="93.184.215.14 10.0.0.1")) as (fetcher, network):
        with pytest.raises(ForbiddenAddress, match="10\\.0\\.0\\.1"):
            await fetcher.get("http://sly.org/")
    assert network.connected == []


async def test_a_name_whose_address_changes_is_checked_at_every_connection(stand: Newsstand) -> None:
    stand.pages["/a"] = answer("once", Connection="close")
    stand.pages["/robots.txt"] = answer("", status="404 Not Found", Connection="close")
    async with public(stand, names(turn_org=["93.184.215.14", "127.0.0.1"])) as (fetcher, network):
        with pytest.raises(ForbiddenAddress):
            for _ in range(3):
                await fetcher.get("http://turn.org/a")
    assert set(network.connected) == {"93.184.215.14"}


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:1/", "http://inside.org/", "http://[::1]/", "//10.0.0.1/x", "ftp://x/"]
)
async def test_a_redirect_inside_is_refused(stand: Newsstand, target: str) -> None:
    stand.pages["/go"] = answer("", status="302 Found", Location=target)
    async with public(stand, names(example_org="93.184.215.14", inside_org="192.168.0.1")) as (fetcher, network):
        with pytest.raises(FetchError):
            await fetcher.get("http://example.org/go", configured=True)
    assert set(network.connected) == {"93.184.215.14"}


async def test_an_allowed_origin_covers_redirects_within_it_and_nothing_else(stand: Newsstand) -> None:
    stand.pages["/feed"] = answer("news")
    stand.pages["/go"] = answer("", status="302 Found", Location="/feed")
    elsewhere = stand.url("/feed").replace("127.0.0.1", "localhost")
    stand.pages["/away"] = answer("", status="302 Found", Location=elsewhere)
    async with allowed(stand) as fetcher:
        assert (await fetcher.get(stand.url("/feed"), configured=True)).body == b"news"
        assert (await fetcher.get(stand.url("/go"), configured=True)).body == b"news"
        with pytest.raises(ForbiddenAddress, match="READOUT_ALLOW_ORIGINS"):
            await fetcher.get(stand.url("/feed"))
        before = list(stand.paths())
        with pytest.raises(ForbiddenAddress):
            await fetcher.get(stand.url("/away"), configured=True)
        with pytest.raises(ForbiddenAddress):
            await fetcher.get(elsewhere, configured=True)
        assert stand.paths() == [*before, "/away"]


async def test_no_redirect_leads_from_one_allowed_origin_to_another_nor_in_from_outside(stand: Newsstand) -> None:
    other = stand.origin.replace("127.0.0.1", "localhost")
    stand.pages["/feed"] = answer("news")
    stand.pages["/across"] = answer("", status="302 Found", Location=f"{other}/feed")
    async with Fetcher(FetchSettings(allow_origins=(stand.origin, other)), spacing=0) as fetcher:
        assert (await fetcher.get(f"{other}/feed", configured=True)).body == b"news"
        with pytest.raises(ForbiddenAddress):
            await fetcher.get(stand.url("/across"), configured=True)
    stand.pages["/in"] = answer("", status="302 Found", Location="http://inside.org/feed")
    resolver = names(example_org="93.184.215.14", inside_org="192.168.0.1")
    async with public(stand, resolver, allow_origins=("http://inside.org",)) as (fetcher, network):
        with pytest.raises(ForbiddenAddress):
            await fetcher.get("http://example.org/in", configured=True)
    assert set(network.connected) == {"93.184.215.14"}


async def test_a_move_for_good_is_told(stand: Newsstand) -> None:
    stand.pages["/old"] = answer("", status="301 Moved", Location="http://example.org/new")
    stand.pages["/new"] = answer("", status="302 Found", Location="/today")
    stand.pages["/today"] = answer("news")
    async with public(stand, names(example_org="93.184.215.14")) as (fetcher, _):
        got = await fetcher.get("http://example.org/old")
    assert (got.url, got.moved_to) == ("http://example.org/today", "http://example.org/new")


async def test_endless_redirects_end(stand: Newsstand) -> None:
    stand.pages["/go"] = answer("", status="302 Found", Location="/go")
    async with public(stand, names(example_org="93.184.215.14")) as (fetcher, _):
        with pytest.raises(FetchError, match="redirects more than"):
            await fetcher.get("http://example.org/go")


async def test_a_bomb_is_not_unpacked(stand: Newsstand) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(60)) + packer.flush()
    stand.pages["/bomb"] = answer(bomb, Content_Encoding="gzip")
    async with allowed(stand) as fetcher:
        with pytest.raises(FetchError, match="expanded"):
            await fetcher.get(stand.url("/bomb"), configured=True)


async def test_a_file_that_is_a_bomb_is_not_unpacked(stand: Newsstand) -> None:
    stand.pages["/bomb.gz"] = answer(gzip.compress(bytes(60_000_000)), Content_Type="application/gzip")
    async with allowed(stand) as fetcher:
        with pytest.raises(FetchError, match="expanded"):
            await fetcher.get(stand.url("/bomb.gz"), configured=True)


async def test_a_long_answer_is_cut_short(stand: Newsstand) -> None:
    stand.pages["/long"] = answer(bytes(300_000))
    async with allowed(stand, max_bytes=100_000) as fetcher:
        with pytest.raises(FetchError, match="larger than"):
            await fetcher.get(stand.url("/long"), configured=True)


@pytest.mark.parametrize(
    "encoding", ["gzip", "deflate", "bare deflate", "identity", "many members", "br", "zstd", "many frames"]
)
async def test_compressed_answers_are_read(stand: Newsstand, encoding: str) -> None:
    text = b"the harbour reopened " * 1000
    packed = {
        "gzip": gzip.compress(text),
        "deflate": zlib.compress(text),
        "bare deflate": zlib.compress(text)[2:-4],
        "identity": text,
        "many members": gzip.compress(text[:5000]) + gzip.compress(text[5000:]),
        "br": brotli.compress(text),
        "zstd": zstd.compress(text),
        "many frames": zstd.compress(text[:5000]) + zstd.compress(text[5000:]),
    }[encoding]
    name = {"bare deflate": "deflate", "many members": "gzip", "many frames": "zstd"}.get(encoding, encoding)
    stand.pages["/feed"] = answer(packed, Content_Encoding=name)
    async with allowed(stand) as fetcher:
        assert (await fetcher.get(stand.url("/feed"), configured=True)).body == text


@pytest.mark.parametrize(
    "reply",
    [
        answer(b"\x1f\x8bbroken", Content_Encoding="gzip"),
        answer("xxxxxxxx", Content_Encoding="br"),
        answer("xxxxxxxx", Content_Encoding="zstd"),
        answer("x", Content_Encoding="compress"),
        answer("x", Content_Encoding="gzip, br"),
        answer("", status="500 Oh"),
        answer("", status="403 No"),
        answer("", status="206 Part"),
        answer("", status="304 Unasked"),
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\nConnection: close\r\n\r\nshort",
        b"not http at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
    ],
)
async def test_a_bad_answer_is_a_line(stand: Newsstand, reply: bytes) -> None:
    stand.pages["/feed"] = reply
    async with allowed(stand, timeout=60) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.get(stand.url("/feed"), configured=True)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 250


async def test_a_trickle_ends_with_the_whole_requests_time() -> None:
    async def trickle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        if b"robots" in head:
            writer.write(answer("", status="404 No", Connection="close"))
            writer.close()
        else:
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            begun.set()
            with contextlib.suppress(ConnectionError):
                while True:
                    writer.write(b"x")
                    await writer.drain()
                    await asyncio.sleep(0.05)
            closed.set()
            writer.close()

    begun, closed = asyncio.Event(), asyncio.Event()
    server = await asyncio.start_server(trickle, "127.0.0.1", 0)
    origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with Fetcher(FetchSettings(allow_origins=(origin,), timeout=60), spacing=0) as fetcher:
        asking = asyncio.create_task(fetcher.get(origin + "/slow", configured=True))
        await begun.wait()
        let_pass(60)
        with pytest.raises(FetchError, match="no full answer"):
            await asking
    server.close()
    await asyncio.wait_for(closed.wait(), 60)


async def test_robots_txt_is_kept_and_asked_for_once(stand: Newsstand) -> None:
    stand.pages["/robots.txt"] = answer("User-agent: *\nDisallow: /private\n\nUser-agent: Readout\nDisallow: /no\n")
    stand.pages["/yes"] = stand.pages["/no"] = stand.pages["/private"] = answer("news")
    async with allowed(stand) as fetcher:
        await fetcher.get(stand.url("/yes"), configured=True)
        await fetcher.get(stand.url("/private"), configured=True)
        with pytest.raises(FetchError, match=r"robots\.txt"):
            await fetcher.get(stand.url("/no"), configured=True)
    assert [each.path for each in stand.asked].count("/robots.txt") == 1
    assert "/no" not in stand.paths()


async def test_a_robots_txt_that_fails_forbids_for_now(stand: Newsstand) -> None:
    stand.pages["/robots.txt"] = answer("", status="503 Busy")
    stand.pages["/feed"] = answer("news")
    async with allowed(stand) as fetcher:
        with pytest.raises(FetchError, match="tried again later"):
            await fetcher.get(stand.url("/feed"), configured=True)
    assert stand.paths() == []


async def test_a_host_that_asks_to_be_left_alone_is(stand: Newsstand) -> None:
    stand.pages["/feed"] = answer("", status="429 Too Many", Retry_After="120")
    stand.pages["/other"] = answer("news")
    async with allowed(stand) as fetcher:
        with pytest.raises(FetchError) as first:
            await fetcher.get(stand.url("/feed"), configured=True)
        with pytest.raises(FetchError) as second:
            await fetcher.get(stand.url("/other"), configured=True)
    assert first.value.retry_after == 120
    assert 100 < (second.value.retry_after or 0) <= 120
    assert stand.paths() == ["/feed"]


async def test_who_leads_to_a_busy_host_is_not_left_alone_itself(stand: Newsstand) -> None:
    stand.pages["/busy"] = answer("", status="503 Busy", Retry_After="999999999")
    stand.pages["/moved"] = answer("", status="302 Found", Location="http://busy.example/busy")
    stand.pages["/good"] = answer("news")
    network = names(site_example="93.184.215.14", busy_example="93.184.215.15")
    async with public(stand, network) as (fetcher, _):
        for _ in range(2):
            with pytest.raises(FetchError):
                await fetcher.get("http://site.example/moved")
        assert (await fetcher.get("http://site.example/good")).body == b"news"
        with pytest.raises(FetchError) as left:
            await fetcher.get("http://busy.example/good")
    assert 0 < (left.value.retry_after or 0) <= 7 * 86_400, "nobody is left alone for thirty years"
    assert stand.paths().count("/busy") == 1, "nor is who asked for it disturbed by a detour"


async def test_who_is_sent_away_takes_no_turn() -> None:
    now = [100.0]
    turns = Turns(spacing=30, monotonic=lambda: now[0])

    async def ask() -> None:
        async with turns.turn("vell.example"):
            pass

    waiting = [asyncio.create_task(ask()) for _ in range(3)]
    await asyncio.sleep(0.05)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    for _ in range(40):
        with contextlib.suppress(FetchError, TimeoutError):
            await asyncio.wait_for(ask(), 0.01)
    now[0] += 200
    await asyncio.wait_for(ask(), 60)


async def test_a_handshake_that_is_cut_off_leaves_no_socket_open() -> None:
    began, ended = asyncio.Event(), asyncio.Event()

    async def stall(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        began.set()
        while await reader.read(1000):
            pass
        ended.set()
        writer.close()

    server = await asyncio.start_server(stall, "127.0.0.1", 0)
    origin = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    gc.disable()  # which would find it some day
    try:
        async with Fetcher(FetchSettings(allow_origins=(origin,)), spacing=0) as fetcher:
            asking = asyncio.create_task(fetcher.get(f"{origin}/feed", configured=True))
            await began.wait()
            asking.cancel()
            await asyncio.wait_for(ended.wait(), 60)
    finally:
        gc.enable()
        server.close()


@pytest.mark.parametrize("answers", [1, 0])
async def test_a_connection_that_ends_after_each_answer_costs_no_source(answers: int) -> None:
    asked: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError):
            for number in range(2):
                head = await reader.readuntil(b"\r\n\r\n")
                asked.append(head.split()[1].decode())
                if asked[-1] == "/feed" and (number or not answers):
                    break  # without a word, as a server does that had closed before it was asked
                writer.write(answer("news"))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with Fetcher(FetchSettings(allow_origins=(origin,)), spacing=0) as fetcher:
        if answers:
            assert (await fetcher.get(f"{origin}/feed", configured=True)).body == b"news"
        else:
            with pytest.raises(FetchError, match="broken answer"):
                await fetcher.get(f"{origin}/feed", configured=True)
    await asyncio.sleep(0.05)
    server.close()
    assert asked == ["/robots.txt", "/feed", "/feed"], "and nobody is asked for ever"


class ResetAtOnce(httpcore2.AsyncNetworkBackend, httpcore2.AsyncNetworkStream):
    """A connection as uvloop has it that was reset as soon as it was made: there is no socket to ask any more."""

    async def connect_tcp(self, *_: Any, **__: Any) -> httpcore2.AsyncNetworkStream:
        return self

    async def write(self, *_: Any, **__: Any) -> None:
        raise httpcore2.WriteError

    async def read(self, *_: Any, **__: Any) -> bytes:
        raise httpcore2.ReadError

    async def aclose(self) -> None:
        pass

    def get_extra_info(self, info: str) -> Any:
        socket: Any = None
        return socket.getpeername(), info


async def test_a_connection_that_is_reset_at_once_is_a_line() -> None:
    connector, known = ResetAtOnce(), names(example_org="93.184.215.14")
    async with Fetcher(FetchSettings(), resolver=known, connector=connector, spacing=0) as fetcher:
        with pytest.raises(FetchError, match="broken answer"):
            await fetcher.get("http://example.org/feed")


async def test_a_compressed_answer_may_come_in_any_pieces() -> None:
    said = b"The harbour reopened on Monday."
    packed = gzip.compress(said) + gzip.compress(said)
    for size in range(1, 20):
        expander = Expander("gzip", 1_000)
        pieces = (packed[at : at + size] for at in range(0, len(packed), size))
        assert b"".join(map(expander.feed, pieces)) == said + said


async def test_requests_to_one_host_keep_their_distance(stand: Newsstand) -> None:
    stand.pages["/a"] = answer("news")
    settings = FetchSettings(allow_origins=(stand.origin,))
    async with Fetcher(settings, spacing=0.1) as fetcher:
        began = time.monotonic()
        await asyncio.gather(*(fetcher.get(stand.url("/a"), configured=True) for _ in range(5)))
    assert time.monotonic() - began >= 0.4


async def test_a_host_that_many_lead_to_has_its_turns_and_none_waits_for_another_s(stand: Newsstand) -> None:
    asked: list[float] = []

    def shared(_: Asked) -> bytes:
        asked.append(time.monotonic())
        return answer("news")

    stand.pages["/there"] = answer("", status="301 Moved Permanently", Location="http://feeds.example/shared")
    stand.pages["/back"] = answer("", status="302 Found", Location="http://site0.example/there")
    stand.pages["/shared"] = shared
    known = {f"site{number}_example": f"93.184.215.{20 + number}" for number in range(6)}
    network = Rerouted(int(stand.origin.rpartition(":")[2]))
    resolver = names(feeds_example="93.184.215.14", **known)
    ways = [f"http://site{number}.example/there" for number in range(6)]
    ways += ["http://feeds.example/back"] * 3  # who leads there and back again holds neither up
    async with Fetcher(FetchSettings(timeout=60), resolver=resolver, connector=network, spacing=0.1) as fetcher:
        found = await asyncio.gather(*map(fetcher.get, ways))
    assert {each.url for each in found} == {"http://feeds.example/shared"}
    assert {each.moved_to for each in found[:6]} == {"http://feeds.example/shared"}
    assert {each.moved_to for each in found[6:]} == {None}
    assert len(asked) == 9 and asked[-1] - asked[0] > 0.4, "a tenth of a second lies between two of them"


async def test_an_environment_proxy_is_not_used(stand: Newsstand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    stand.pages["/a"] = answer("news")
    async with allowed(stand) as fetcher:
        assert (await fetcher.get(stand.url("/a"), configured=True)).body == b"news"


async def test_a_host_without_robots_txt_is_not_connected_to_twice(stand: Newsstand) -> None:
    stand.pages["/feed"] = answer("news")
    async with Fetcher(FetchSettings(allow_origins=(stand.origin,)), spacing=0) as fetcher:
        assert (await fetcher.get(stand.url("/feed"), configured=True)).body == b"news"
        stand.pages["/feed"] = answer("", status="304 Not Modified")
        assert (await fetcher.get(stand.url("/feed"), etag="x", configured=True)).not_modified
        await fetcher.get(stand.url("/feed"), etag="x", configured=True)
    assert [each.path for each in stand.asked] == ["/robots.txt", "/feed", "/feed", "/feed"]
    assert stand.connections == 1
