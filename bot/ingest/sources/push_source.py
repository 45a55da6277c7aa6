"""What others push in: signed with a secret that both sides know, as JSON or JSONL with the keys of `ingest`.

The signature is HMAC-SHA256 over `timestamp.body` (https://www.rfc-editor.org/rfc/rfc2104), so that neither can be
changed, and an old push cannot be sent again.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.clock import from_micros
from bot.errors import InputError, PushRefused
from bot.ingest.sources.source_reader import PollContext, SourceReader, Taken
from bot.models import Article, Source

if TYPE_CHECKING:
    from bot.ingest.fetching.fetch import Fetcher
    from bot.ingest.workers.pool import Workers

ADDRESS = "webhook:ingest"
"""What is pushed is a source like any other: it is listed, and may be filed under a topic or removed."""
WINDOW = timedelta(minutes=5)
"""How far a push's time may be from ours."""
_SCHEME = "sha256="
_MARK = re.compile(_SCHEME + "[0-9a-f]{64}")
_UNSIGNED = "not signed with READOUT_INGEST_SECRET. Send X-Readout-Signature: sha256=<HMAC-SHA256 of `timestamp.body`>"
_NO_ARTICLE = "no article in it. Send a JSON object with `text`, a list of them, or one a line"


class PushSource(SourceReader):
    """What is pushed to `POST /ingest`. It comes by itself: nothing is added, asked or checked."""

    name = "webhook"
    polled = False

    def address(self, printed: str, owner: str = "") -> str | None:
        """Return None: it is there from the first push on."""
        del printed, owner
        return None

    async def read(self, here: PollContext, source: Source) -> Taken:
        """Refuse: there is nowhere to ask."""
        raise InputError("brings its news itself, and is not asked for them")

    async def check(self, fetcher: Fetcher, workers: Workers, address: str) -> None:
        """Return None: there is nowhere to ask."""


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return what a push of this body at this time (Unix seconds) carries in X-Readout-Signature."""
    signed = timestamp.encode("ascii", "replace") + b"." + body
    return _SCHEME + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def check(secret: str, timestamp: str, given: str, body: bytes, now: datetime) -> None:
    """Raise PushRefused where a push is not signed with the secret, or was signed too long ago."""
    right = signature(secret, timestamp, body)
    if not hmac.compare_digest(right.encode(), given.strip().lower().encode("utf-8", "replace")):
        raise PushRefused(_UNSIGNED, 401)
    _check_time(timestamp, now)


def check_header(timestamp: str, given: str, now: datetime) -> None:
    """Raise PushRefused where a push cannot be one that is signed now, whatever its body will be."""
    if not _MARK.fullmatch(given.strip().lower()):
        raise PushRefused(_UNSIGNED, 401)
    _check_time(timestamp, now)


def _check_time(timestamp: str, now: datetime) -> None:
    if abs(now - _time(timestamp)) > WINDOW:
        raise PushRefused(
            f"signed more than {WINDOW.seconds // 60} minutes from now. Send the Unix time in X-Readout-Timestamp, "
            "and set the clock",
            401,
        )


def _time(timestamp: str) -> datetime:
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 10):
        raise PushRefused("X-Readout-Timestamp is no Unix time in seconds", 401)
    return from_micros(int(timestamp) * 1_000_000)


def articles_of(body: bytes) -> tuple[list[Article], list[str]]:
    """Return the articles of a push, and a line for each record that is none; PushRefused where all are none."""
    from bot.ingest.pages.jsonl import article_of, record

    found: list[Article] = []
    problems: list[str] = []
    for number, read in enumerate(_records(body), 1):
        try:
            found.append(record(read) if isinstance(read, bytes) else article_of(read))
        except ValueError as error:
            problems.append(f"record {number}: {error}")
    if not found:
        raise PushRefused(problems[0] if problems else _NO_ARTICLE, 422)
    return found, problems


def _records(body: bytes) -> Iterator[bytes | dict[str, Any]]:
    """Give the records of a push: a JSON object, a list of them, or one a line."""
    try:
        whole = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        yield from (line for line in body.splitlines() if line.strip())
        return
    for each in whole if isinstance(whole, list) else [whole]:
        yield each if isinstance(each, dict) else b""
