"""Servers that mean harm, each on a port of its own, and a network that takes public addresses to them."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import shutil
import socket
import ssl
import subprocess
import tempfile
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import brotli
import httpcore2
from newsstand import LONG, answer, page, rss

Serve = Callable[[str, asyncio.StreamWriter], Awaitable[None]]
"""Answers one request (its head is given) on a connection."""
FIRST_PUBLIC = int(ipaddress.ip_address("93.184.0.1"))


@dataclass
class Hostile:
    """One server: what it answers, and what a person reads of it. `addresses` are what its name leads to, in turn."""

    says: str
    serve: Serve
    addresses: list[str] = field(default_factory=list)
    scheme: str = "http"
    tls: ssl.SSLContext | None = None


class Network(httpcore2.AsyncNetworkBackend):
    """Takes a connection to a server's public address to its port here, and keeps every address that was asked for."""

    def __init__(self) -> None:
        self.ports: dict[str, int] = {}
        self.connected: list[str] = []
        self._inner = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,  # noqa: ASYNC109
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:  # fmt: skip
        self.connected.append(host)
        if host not in self.ports:
            raise OSError(f"nothing answers at {host}")
        return await self._inner.connect_tcp("127.0.0.1", self.ports[host], timeout)


class Names:
    """A resolver: known names lead where they say, in turn; spellings of addresses where the system takes them."""

    def __init__(self) -> None:
        self.known: dict[str, list[str]] = {}

    async def __call__(self, host: str, port: int) -> list[str]:
        if host in self.known:
            turns = self.known[host]
            return (turns.pop(0) if len(turns) > 1 else turns[0]).split()
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        return [str(each[4][0]) for each in found]


@asynccontextmanager
async def internet(servers: dict[str, Hostile]) -> AsyncIterator[tuple[Network, Names]]:
    """Start the servers, each at a public address under its name."""
    network, names = Network(), Names()
    running: list[asyncio.Server] = []
    writers: set[asyncio.StreamWriter] = set()

    def handler(hostile: Hostile) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
        async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writers.add(writer)
            with contextlib.suppress(
                asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError, ssl.SSLError
            ):
                head = await reader.readuntil(b"\r\n\r\n")
                await hostile.serve(head.decode("latin-1").split()[1], writer)
                await writer.drain()
            writers.discard(writer)
            writer.close()

        return handle

    for number, (name, hostile) in enumerate(servers.items()):
        server = await asyncio.start_server(handler(hostile), "127.0.0.1", 0, ssl=hostile.tls)
        running.append(server)
        public = str(ipaddress.ip_address(FIRST_PUBLIC + number))
        network.ports[public] = server.sockets[0].getsockname()[1]
        names.known[name] = [each.replace("PUBLIC", public) for each in hostile.addresses or ["PUBLIC"]]
    try:
        yield network, names
    finally:
        for server in running:
            server.close()
        for writer in list(writers):
            writer.transport.abort()
        await asyncio.sleep(0)


def says(body: bytes) -> Serve:
    """Answer any request for the feed with these bytes; there is no robots.txt."""

    async def serve(path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(b"", status="404 Not Found") if path == "/robots.txt" else body)

    return serve


def keeps_saying(first: bytes, again: bytes, pause: float = 0.0) -> Serve:
    """Answer with a beginning, and then the same for ever."""

    async def serve(path: str, writer: asyncio.StreamWriter) -> None:
        if path == "/robots.txt":
            writer.write(answer(b"", status="404 Not Found"))
            return
        writer.write(first)
        while not writer.is_closing():
            writer.write(again)
            await writer.drain()
            await asyncio.sleep(pause)

    return serve


def redirect(target: str) -> bytes:
    return answer("", status="302 Found", Location=target)


def gzip_bomb(gigabytes: int = 10) -> bytes:
    """Ten gigabytes of zeros in ten megabytes: a megabyte is packed once, and its bytes are repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08" + bytes(6) + b"\x03" + block * (1000 * gigabytes)


def brotli_bomb() -> bytes:
    """Half a gigabyte in a kilobyte."""
    packer = brotli.Compressor(quality=5)
    return b"".join(packer.process(bytes(1_000_000)) for _ in range(500)) + packer.finish()


def zstd_bomb() -> bytes:
    """Ten gigabytes in 300 kilobytes: blocks of 128 kB, each one byte said again (RFC 8878, 3.1.1.2)."""
    run = ((131_072 << 3) | (1 << 1)).to_bytes(3, "little") + b"\0"
    return b"\x28\xb5\x2f\xfd" + b"\x00" + b"\x58" + run * 80_000


LAUGHS = (
    '<!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + "]><rss version='2.0'><channel><title>&m;</title><item><title>&m;</title></item></channel></rss>"
)
STOLEN = (
    '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "http://127.0.0.1:1/">]>'
    "<rss version='2.0'><channel><title>&x;</title><item><title>A &x; b</title><link>https://x.example/1</link>"
    "<description>&x;&y; The ferry sails at noon.</description></item></channel></rss>"
)
TINY_FRAMES = b"\x28\xb5\x2f\xfd\x00\x68\x09\x00\x00a" * 900_000
CURSOR = page("All is well.", title="Vell").replace(
    "<title>", '<link rel="alternate" type="text/xml" href="/f&#27;[2J&#10;&#8238;2  https://x.example/  ok"><title>'
)
ERROR_PAGE = page("We are sorry. Something went wrong on our side.", title="500 Internal Server Error")


def self_signed() -> ssl.SSLContext | None:
    """A certificate that nobody vouches for, where the machine can make one."""
    if not shutil.which("openssl"):
        return None
    with tempfile.TemporaryDirectory() as folder:
        key, cert = (str(Path(folder, name)) for name in ("key.pem", "cert.pem"))
        made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=self.example"]
        subprocess.run([*made, "-keyout", key, "-out", cert], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)
        return context


INSIDE = [
    "http://127.0.0.1/feed",
    "http://2130706433/",
    "http://017700000001/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://0/",
    "http://127.0.0.1./",
    "//127.0.0.1:8080/",
    "http://localhost/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1%25eth0]/",
    "http://[::ffff:127.0.0.1%25lo]/",
    "http://[64:ff9b:1::7f00:1]/",
    "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/",
    "http://[2a01:4f8::5efe:7f00:1]/",
    "http://127.0.0.1%00.example/",
    "http://127.0.0.1:0/",
    "http://١٢٧.٠.٠.١/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://news.example@127.0.0.1/",
    "http://127.0.0.1\\@news.example/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/latest/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_FLUSHALL",
]
"""Where a redirect must not lead, spelt as people spell it who mean harm."""

_XML = "Content-Type: application/rss+xml\r\n"


def the_worst() -> Iterator[tuple[str, Hostile]]:
    """Every hostile server with its name."""
    for number, target in enumerate(INSIDE):
        yield (
            f"redirects-{number}.example",
            Hostile("not fetched from|not a web address|user name|not known|not an address", says(redirect(target))),
        )
    closing = answer("", status="404 Not Found", Connection="close")
    rebinding = ["PUBLIC", "127.0.0.1"]
    yield "rebinding.example", Hostile("127.0.0.1 \\(loopback", says(closing), rebinding)
    yield "two-faced.example", Hostile("10.0.0.7 \\(private", says(b""), ["PUBLIC 10.0.0.7"])
    yield "mapped.example", Hostile("disguise", says(b""), ["::ffff:192.168.0.1"])
    yield "local-six.example", Hostile("private", says(b""), ["fd12:3456::1"])
    yield "metadata.example", Hostile("metadata", says(b""), ["169.254.169.254"])
    yield "gzip-bomb.example", Hostile("once expanded", says(answer(gzip_bomb(), Content_Encoding="gzip")))
    yield "brotli-bomb.example", Hostile("once expanded", says(answer(brotli_bomb(), Content_Encoding="br")))
    yield "zstd-bomb.example", Hostile("once expanded", says(answer(zstd_bomb(), Content_Encoding="zstd")))
    yield "nested-bomb.example", Hostile("not asked for", says(answer(gzip_bomb(1), Content_Encoding="gzip, br, gzip")))
    yield (
        "drip.example",
        Hostile("no full answer", keeps_saying(b"HTTP/1.1 200 OK\r\n" + _XML.encode() + b"\r\n<rss>", b"x", 0.2)),
    )
    yield "silence.example", Hostile("no full answer", keeps_saying(b"", b"", 0.2))
    yield (
        "endless-body.example",
        Hostile("larger than|no full answer", keeps_saying(b"HTTP/1.1 200 OK\r\n\r\n", b"<rss>" * 20_000)),
    )
    yield (
        "endless-headers.example",
        Hostile("broken answer|no full answer", keeps_saying(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 1000)),
    )
    yield (
        "endless-header.example",
        Hostile("broken answer|no full answer", keeps_saying(b"HTTP/1.1 200 OK\r\nX: ", b"y" * 60_000)),
    )
    yield (
        "endless-continue.example",
        Hostile("no full answer|broken answer", keeps_saying(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100)),
    )
    yield (
        "endless-chunk.example",
        Hostile(
            "larger than|no full answer",
            keeps_saying(
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"4000\r\n" + b"x" * 0x4000 + b"\r\n"
            ),
        ),
    )
    yield (
        "bad-chunk.example",
        Hostile("broken answer", says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nxxxxx\r\n")),
    )
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    yield "slow-sizes.example", Hostile("no full answer", keeps_saying(chunked, b"0", 0.2))
    yield "endless-size.example", Hostile("broken answer", keeps_saying(chunked, b"0" * 5000))
    yield "endless-extension.example", Hostile("broken answer", keeps_saying(chunked + b"1;", b"a=b;" * 5000))
    yield (
        "endless-trailers.example",
        Hostile("broken answer", keeps_saying(chunked + b"3\r\nabc\r\n0\r\n", b"X: y\r\n" * 1000)),
    )
    yield (
        "wordy-redirect.example",
        Hostile("redirects more than", keeps_saying(b"HTTP/1.1 302 Found\r\nLocation: /on\r\n\r\n", b"x" * 10_000)),
    )
    yield (
        "tiny-frames.example",
        Hostile("no full answer|nothing|neither", says(answer(TINY_FRAMES, Content_Encoding="zstd"))),
    )
    yield "no-end.example", Hostile("neither|ok|no article", says(answer("<!a[" * 16_000)))
    yield (
        "digits.example",
        Hostile("broken JSON", says(answer('{"version": "x", "items": [{"id": ' + "1" * 100_000 + "}]}"))),
    )
    yield (
        "wide-thief.example",
        Hostile("ok", says(answer(STOLEN.replace("<!DOCTYPE", "\ufeff<!DOCTYPE").encode("utf-16-le")))),
    )
    yield "cursor.example", Hostile("ok: read", _feed_with_a_cursor)
    yield "endless-robots.example", Hostile("no full answer|answers with nothing", _endless_robots)
    yield "circles.example", Hostile("redirects more than", says(redirect("/feed?again")))
    yield "grows.example", Hostile("redirects more than", _growing)
    yield "laughs.example", Hostile("nothing|broken|ok|takes", says(answer(LAUGHS, Content_Type="application/rss+xml")))
    yield "thief.example", Hostile("ok", says(answer(STOLEN, Content_Type="application/rss+xml")))
    yield "deep-xml.example", Hostile("nested too deeply", says(answer("<rss><channel>" + "<item>" * 200_000)))
    yield (
        "deep-page.example",
        Hostile("no article|given up|failed|ok", says(answer("<html><body>" + "<div>" * 300_000 + "x"))),
    )
    yield (
        "deep-json.example",
        Hostile(
            "broken JSON|neither",
            says(answer('{"version": "https://jsonfeed.org/version/1", "items":' + "[" * 300_000)),
        ),
    )
    yield (
        "million-items.example",
        Hostile(
            "ok",
            says(
                answer("<rss><channel><title>M</title>" + "<item><title>a</title></item>" * 60_000 + "</channel></rss>")
            ),
        ),
    )
    yield "error-page.example", Hostile("error|no article", says(answer(ERROR_PAGE, Content_Type="text/html")))
    yield "short.example", Hostile("broken answer", says(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<rss>"))
    yield (
        "two-lengths.example",
        Hostile("broken answer", says(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\n<rss>    ")),
    )
    yield "bad-length.example", Hostile("broken answer", says(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n<rss>"))
    yield "no-http.example", Hostile("broken answer", says(b"220 ftp ready\r\n\r\n"))
    yield "hangs-up.example", Hostile("broken answer|cannot be reached", says(b""))
    yield "noise.example", Hostile("neither feed nor page", says(answer(bytes(range(256)) * 400)))
    yield "nothing.example", Hostile("answers with nothing", says(answer("")))
    yield "plain-tls.example", Hostile("TLS|no full answer", says(answer("x")), scheme="https")
    if context := self_signed():
        yield "self-signed.example", Hostile("TLS", says(answer("x")), scheme="https", tls=context)


async def _endless_robots(path: str, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n" if path == "/robots.txt" else answer("", status="200 OK"))
    while path == "/robots.txt" and not writer.is_closing():
        writer.write(b"# nothing to see\n" * 1000)
        await writer.drain()


async def _growing(path: str, writer: asyncio.StreamWriter) -> None:
    writer.write(redirect(path + "/more" * 100))


async def _feed_with_a_cursor(path: str, writer: asyncio.StreamWriter) -> None:
    served = {"/feed": answer(CURSOR, Content_Type="text/html"), "/robots.txt": answer(b"", status="404 Not Found")}
    writer.write(served.get(path, answer(rss(("Ferry", "/1", LONG)), Content_Type="application/rss+xml")))
