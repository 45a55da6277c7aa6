"""Asks a platform whose token it is and what the bot sees: for set-up and doctor.

Each question is one small request of its own, so that a wrong token is told at once and no connection is opened.
"""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2

from bot.errors import ChatAway, ReadoutError, TokenRefused
from bot.models.findings import Finding

_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Account:
    """Who a token speaks for; `place` is where, if it holds in one place; `scopes` what it may do, if that is told."""

    id: str
    name: str
    place: str = ""
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlatformReply:
    """What a platform answered: the JSON of its body, if that is an object."""

    status: int
    body: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


async def request(
    title: str, method: str, url: str, authorization: str, form: Mapping[str, str] | None = None
) -> PlatformReply:
    """Ask a platform; ChatAway says why it could not be asked."""
    try:
        async with httpx2.AsyncClient(timeout=_SECONDS) as client:
            got = await client.request(method, url, headers={"Authorization": authorization}, data=form)
    except httpx2.InvalidURL:
        raise ChatAway(f"{title}: {url!r} is no address. Mend its api_url") from None
    except httpx2.HTTPError as error:
        raise ChatAway(f"{title} cannot be reached: {error or type(error).__name__}. Check the network") from None
    return PlatformReply(got.status_code, _object_in(got), got.headers)


def _object_in(got: httpx2.Response) -> dict[str, Any]:
    try:
        body = got.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def plain_token(token: str, title: str) -> str:
    """Return a token that can be sent; TokenRefused where it cannot be one."""
    if not token.isascii() or not token.isprintable() or " " in token or not token:
        raise TokenRefused(f"that is no {title} token: it has no spaces and only plain letters. Copy it whole")
    return token


def missing_token(check: str, variable: str) -> Finding:
    """Return the finding that a token is not set."""
    return Finding(check, "bad", f"no token. Set {variable}, or name a file with {variable}_FILE")


async def finding(check: str, answer: Awaitable[str]) -> Finding:
    """Return what an answer in words, or its error, says of a check."""
    try:
        return Finding(check, "ok", await answer)
    except ChatAway as error:
        return Finding(check, "warn", str(error))
    except ReadoutError as error:
        return Finding(check, "bad", str(error))
