"""Decompression that stops at a limit, so that ten megabytes never become ten gigabytes.

Every decoder gives its output in pieces of some 64 kB, however much a few bytes of input stand for.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from bot.errors import FetchError
from bot.messages.catalogue import say

if TYPE_CHECKING:
    from brotli import Decompressor

    if sys.version_info >= (3, 14):
        from compression.zstd import ZstdDecompressor
    else:
        from backports.zstd import ZstdDecompressor

ACCEPTED = "gzip, deflate, br, zstd"
_STEP = 65_536
_GZIP_FILE = b"\x1f\x8b\x08"
_ZSTD_WINDOW_LOG = 23
"""8 MB: what a sender of this content coding must not exceed (RFC 9659)."""


class Expander:
    """Takes a response's bytes as they come and gives what they stand for, up to a limit in all."""

    def __init__(self, encoding: str, limit: int) -> None:
        names = [name for name in encoding.lower().replace(" ", "").split(",") if name not in ("", "identity")]
        if len(names) > 1 or not set(names) <= _DECODERS.keys():
            raise FetchError(say("reading.compressed_as", encoding=encoding[:40]))
        self._limit = limit
        self._given = 0
        self._pieces = _DECODERS[names[0]]() if names else _plain

    def feed(self, chunk: bytes) -> bytes:
        """Return what the next bytes stand for; a FetchError past the limit, or where they are broken."""
        expanded = bytearray()
        try:
            for piece in self._pieces(chunk):
                self._given += len(piece)
                if self._given > self._limit:
                    raise FetchError(say("reading.too_large_expanded", megabytes=self._limit // 1_000_000))
                expanded += piece
        except FetchError:
            raise
        except Exception:  # zlib.error, brotli.error, ZstdError: each library has its own
            raise FetchError(say("reading.broken_compression")) from None
        return bytes(expanded)


def unpacked(body: bytes, limit: int) -> bytes:
    """Return what a gzip file holds, within the limit; anything else as it is. Sitemaps are mostly such files."""
    return Expander("gzip", limit).feed(body) if body.startswith(_GZIP_FILE) else body


def _plain(chunk: bytes) -> Iterator[bytes]:
    yield chunk


class _Zlib:
    """Gzip and deflate."""

    def __init__(self, *, gzip: bool) -> None:
        self._gzip = gzip
        self._stream: zlib._Decompress | None = None
        self._said = False

    def __call__(self, chunk: bytes) -> Iterator[bytes]:
        while chunk:
            stream = self._stream = self._stream or self._fresh(chunk)
            piece = stream.decompress(chunk, _STEP)
            self._said = self._said or bool(piece)
            yield piece
            chunk = stream.unconsumed_tail
            if stream.eof:  # gzip may be several members in a row (RFC 1952); empty ones say nothing
                chunk, self._stream, self._said = stream.unused_data if self._said else b"", None, False

    def _fresh(self, chunk: bytes) -> zlib._Decompress:
        if self._gzip:
            return zlib.decompressobj(16 + zlib.MAX_WBITS)
        # `deflate` is zlib's format by the RFC and a bare stream by many servers' habit; the first byte tells.
        bare = chunk[0] & 0x0F != 8 or chunk[0] >> 4 > 7
        return zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS)


class _Brotli:
    def __init__(self) -> None:
        import brotli

        self._stream: Decompressor = brotli.Decompressor()

    def __call__(self, chunk: bytes) -> Iterator[bytes]:
        while not self._stream.is_finished():
            piece = self._stream.process(chunk, output_buffer_limit=_STEP)
            chunk = b""
            yield piece
            if self._stream.can_accept_more_data():
                return


class _Zstd:
    def __init__(self) -> None:
        self._stream: ZstdDecompressor | None = None

    def __call__(self, chunk: bytes) -> Iterator[bytes]:
        while True:
            stream = self._stream = self._stream or self._fresh()
            yield stream.decompress(chunk, _STEP)
            chunk = b""
            if stream.eof:
                chunk, self._stream = stream.unused_data, None
            if not chunk and (self._stream is None or stream.needs_input):
                return

    @staticmethod
    def _fresh() -> ZstdDecompressor:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
        return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG})


_DECODERS: dict[str, Callable[[], Callable[[bytes], Iterator[bytes]]]] = {
    "gzip": lambda: _Zlib(gzip=True),
    "x-gzip": lambda: _Zlib(gzip=True),
    "deflate": lambda: _Zlib(gzip=False),
    "br": _Brotli,
    "zstd": _Zstd,
}
