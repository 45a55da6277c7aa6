"""Decompression that stops at a limit, so that ten megabytes never become ten gigabytes."""

from __future__ import annotations

import zlib

from bot.errors import FetchError

ACCEPTED = "gzip, deflate"
_STEP = 65_536


class Expander:
    """Takes a response's bytes as they come and gives what they stand for, up to a limit in all."""

    def __init__(self, encoding: str, limit: int) -> None:
        self._names = [name for name in encoding.lower().replace(" ", "").split(",") if name not in ("", "identity")]
        if len(self._names) > 1 or not set(self._names) <= {"gzip", "x-gzip", "deflate"}:
            raise FetchError(f"compressed as {encoding[:40]!r}, which was not asked for")
        self._limit = limit
        self._given = 0
        self._stream: zlib._Decompress | None = None

    def feed(self, chunk: bytes) -> bytes:
        """Return what the next bytes stand for; a FetchError past the limit, or where they are broken."""
        if not self._names:
            return self._counted(chunk)
        try:
            return b"".join(self._pieces(chunk))
        except zlib.error:
            raise FetchError("broken compression in the answer. It is tried again later") from None

    def _pieces(self, chunk: bytes) -> list[bytes]:
        pieces = []
        while chunk:
            stream = self._stream = self._stream or self._fresh(chunk)
            piece = stream.decompress(chunk, _STEP)
            pieces.append(self._counted(piece))
            chunk = stream.unconsumed_tail
            if stream.eof:  # gzip may be several members in a row (RFC 1952); empty ones say nothing
                chunk, self._stream = stream.unused_data if piece else b"", None
        return pieces

    def _fresh(self, chunk: bytes) -> zlib._Decompress:
        if self._names[0] != "deflate":
            return zlib.decompressobj(16 + zlib.MAX_WBITS)
        # `deflate` is zlib's format by the RFC and a bare stream by many servers' habit; the first byte tells.
        bare = chunk[0] & 0x0F != 8 or chunk[0] >> 4 > 7
        return zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS)

    def _counted(self, piece: bytes) -> bytes:
        self._given += len(piece)
        if self._given > self._limit:
            raise FetchError(f"larger than {self._limit // 1_000_000} MB once expanded. It is not read")
        return piece
