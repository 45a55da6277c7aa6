"""Feeds with credentials: an address names them as `${FEED_…}`, the environment holds them, and nothing shows them.

`https://${FEED_USER}:${FEED_PASSWORD}@site.example/feed` is asked with them as Basic authentication (RFC 7617),
`https://site.example/feed?key=${FEED_KEY}` with them in the address. What is kept, logged, listed and exported is the
address with the names. Only names that begin with FEED_ are looked up: an address cannot ask for another secret.
"""

from __future__ import annotations

import base64
import html
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, quote_plus, urlsplit, urlunsplit

from bot.errors import FetchError, ForbiddenAddress
from bot.messages.catalogue import say

_BASIC = "Basic "
PLACE = re.compile(r"\$\{(FEED_[A-Z0-9_]{1,60})\}")
_ESCAPE = re.compile(r"%[0-9A-F]{2}")
_LEAST_MASKED = 4
"""A secret that is shorter would be found in any text."""

Lookup = Callable[[str], str | None]
"""Gives the secret of a name, or None."""


def from_environment(name: str) -> str | None:
    """Return a secret from the environment, or from the file that `NAME_FILE` names there."""
    if (value := os.environ.get(name)) is not None:
        return value
    try:
        return Path(os.environ[f"{name}_FILE"]).read_text("utf-8").strip()
    except (KeyError, OSError, ValueError):
        return None


def has_credentials(url: str) -> bool:
    """Return whether an address names credentials."""
    return "${" in url


def problem(url: str) -> str:
    """Return what is wrong with how an address names its credentials, "" where nothing is."""
    head, _, netloc = urlsplit(url).netloc.rpartition("@")
    if "${" in PLACE.sub("", url):
        return say("reading.secret_name")
    if "${" in netloc:
        return say("reading.secret_host")
    if PLACE.sub("", head).strip(":"):
        return say("reading.password_in_address")
    return ""


@dataclass(frozen=True, slots=True)
class Opened:
    """An address with its credentials filled in: for the wire alone; `secrets` by what is shown for each spelling."""

    url: str
    headers: dict[str, str]
    secrets: tuple[tuple[str, str], ...] = ()

    def masked(self, text: str) -> str:
        """Return a text with the names in place of the secrets, however they are spelt."""
        for shown, spelling in self.secrets:
            text = text.replace(spelling, shown)
        return text

    def masked_bytes(self, body: bytes) -> bytes:
        """Return a body that does not repeat the secrets."""
        for shown, spelling in self.secrets:
            body = body.replace(spelling.encode(), shown.encode())
        return body

    def unless_secret(self, text: str | None) -> str | None:
        """Return a text that repeats no secret, None for one that does."""
        return text if text and self.masked(text) == text else None


def _spellings(value: str) -> list[str]:
    """Return how a secret stands in addresses, HTML and JSON, the longest first: one may be a part of another."""
    quoted = {quote(value, safe=""), quote(value), quote_plus(value)}
    small = {_ESCAPE.sub(lambda match: match[0].lower(), each) for each in quoted}
    written = {value, html.escape(value), html.escape(value, quote=False), json.dumps(value)[1:-1]}
    return sorted(written | quoted | small, key=len, reverse=True)


def opened(url: str, lookup: Lookup) -> Opened:
    """Return an address with its credentials; a FetchError names the one that is missing."""
    if told := problem(url):
        raise ForbiddenAddress(told)
    values = {name: _value(name, lookup) for name in dict.fromkeys(PLACE.findall(url))}
    parts = urlsplit(url)
    head, _, netloc = parts.netloc.rpartition("@")
    bare = urlunsplit((parts.scheme, netloc, parts.path, parts.query, ""))
    wire = PLACE.sub(lambda match: quote(values[match[1]], safe=""), bare)
    headers = _basic(head, values)
    secrets = [(f"${{{name}}}", value) for name, value in values.items() if len(value) >= _LEAST_MASKED]
    secrets += [(head, value.removeprefix(_BASIC)) for value in headers.values()]
    return Opened(wire, headers, tuple((shown, each) for shown, value in secrets for each in _spellings(value)))


def _value(name: str, lookup: Lookup) -> str:
    value = lookup(name)
    if not value:
        raise FetchError(say("reading.secret_not_set", name=name))
    return value


def _basic(head: str, values: dict[str, str]) -> dict[str, str]:
    if not head:
        return {}
    user, _, password = head.partition(":")
    pair = ":".join(PLACE.sub(lambda match: values[match[1]], part) for part in (user, password))
    return {"Authorization": _BASIC + base64.b64encode(pair.encode()).decode("ascii")}
