"""Asks a platform whose token it is and whether the bot sees a channel: for set-up and doctor.

Each question is one small request of its own, so that a wrong token is told at once and no connection is opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx2

from bot.chat.discord.least import BITS, SCOPES
from bot.errors import ChannelClosed, ChatAway, TokenRefused
from bot.settings import DiscordSettings, SlackSettings

DISCORD = "https://discord.com/api/v10"
SLACK = "https://slack.com/api"
_SECONDS = 10.0
_SCOPES = "x-oauth-scopes"
"""The header in which Slack tells what a token may do; kept with the answer under its name."""

INVITE = "https://discord.com/oauth2/authorize"


@dataclass(frozen=True, slots=True)
class Account:
    """Who a token speaks for; `place` is the Slack workspace, `scopes` what Slack says that the app may do there."""

    id: str
    name: str
    place: str = ""
    scopes: tuple[str, ...] = ()


def invite_link(account: Account) -> str:
    """Return the address at which a server's admin lets the Discord bot in."""
    query = {"client_id": account.id, "scope": " ".join(SCOPES), "permissions": BITS}
    return f"{INVITE}?{urlencode(query)}"


async def discord_bot(settings: DiscordSettings, token: str) -> Account:
    """Return the bot of a token; TokenRefused or ChatAway say what is wrong."""
    status, body = await _discord(settings, token, "/users/@me")
    if status in (401, 403):
        raise TokenRefused("Discord does not accept the token. Copy it anew from the developer portal, page Bot")
    if status != 200:
        raise ChatAway(f"Discord answered with status {status}. Try again later")
    return Account(str(body.get("id", "")), str(body.get("username", "")))


async def discord_channel(settings: DiscordSettings, token: str, channel_id: str) -> str:
    """Return a channel's name; ChannelClosed says why the bot cannot see it."""
    if not channel_id.isascii() or not channel_id.isdigit():
        raise ChannelClosed(
            f"{channel_id!r} is no channel id: it is all digits. Right-click the channel, Copy Channel ID"
        )
    status, body = await _discord(settings, token, f"/channels/{channel_id}")
    if status == 404:
        raise ChannelClosed(f"Discord knows no channel {channel_id}. Copy its id anew, or let the bot in first")
    if status in (401, 403):
        raise ChannelClosed(
            f"the bot may not see channel {channel_id}: give it View Channel there", permission="View Channel"
        )
    if status != 200:
        raise ChatAway(f"Discord answered with status {status}. Try again later")
    return str(body.get("name", ""))


async def slack_bot(settings: SlackSettings, token: str) -> Account:
    """Return the bot of a bot token; TokenRefused or ChatAway say what is wrong."""
    body = await _slack(settings, token, "auth.test")
    if not body.get("ok"):
        raise TokenRefused(f"Slack does not accept the bot token ({_why(body)}). Copy it from OAuth & Permissions")
    scopes = tuple(scope.strip() for scope in str(body.get(_SCOPES, "")).split(",") if scope.strip())
    return Account(str(body.get("user_id", "")), str(body.get("user", "")), str(body.get("team", "")), scopes)


async def slack_app(settings: SlackSettings, token: str) -> None:
    """Return if an app token opens a Socket Mode connection; TokenRefused or ChatAway say what is wrong."""
    body = await _slack(settings, token, "apps.connections.open")
    if not body.get("ok"):
        raise TokenRefused(
            f"Slack does not accept the app token ({_why(body)}). Make one with connections:write under "
            "Basic Information, and switch Socket Mode on"
        )


async def slack_channel(settings: SlackSettings, token: str, channel_id: str) -> str:
    """Return a channel's name; ChannelClosed says why the bot cannot see it."""
    body = await _slack(settings, token, "conversations.info", channel=channel_id)
    if not body.get("ok"):
        why = _why(body)
        fix = f"add the scope {body['needed']}" if body.get("needed") else "invite the bot with /invite, or copy the id"
        raise ChannelClosed(f"Slack does not show channel {channel_id} ({why}): {fix}", permission=body.get("needed"))
    return str(body.get("channel", {}).get("name", ""))


async def _discord(settings: DiscordSettings, token: str, path: str) -> tuple[int, dict[str, Any]]:
    url = f"{(settings.api_url or DISCORD).rstrip('/')}{path}"
    return await _ask("Discord", "GET", url, f"Bot {_plain(token, 'Discord')}")


async def _slack(settings: SlackSettings, token: str, method: str, **form: str) -> dict[str, Any]:
    url = f"{(settings.api_url or SLACK).rstrip('/')}/{method}"
    status, body = await _ask("Slack", "POST", url, f"Bearer {_plain(token, 'Slack')}", form)
    if status != 200:
        raise ChatAway(f"Slack answered with status {status}. Try again later")
    return body


async def _ask(
    platform: str, method: str, url: str, authorization: str, form: dict[str, str] | None = None
) -> tuple[int, dict[str, Any]]:
    try:
        async with httpx2.AsyncClient(timeout=_SECONDS) as client:
            got = await client.request(method, url, headers={"Authorization": authorization}, data=form)
    except httpx2.InvalidURL:
        raise ChatAway(f"{platform}: {url!r} is no address. Mend its api_url") from None
    except httpx2.HTTPError as error:
        raise ChatAway(f"{platform} cannot be reached: {error or type(error).__name__}. Check the network") from None
    try:
        body = got.json()
    except ValueError:
        body = {}
    told = body if isinstance(body, dict) else {}
    return got.status_code, told | ({_SCOPES: got.headers[_SCOPES]} if _SCOPES in got.headers else {})


def _plain(token: str, platform: str) -> str:
    if not token.isascii() or not token.isprintable() or " " in token or not token:
        raise TokenRefused(f"that is no {platform} token: it has no spaces and only plain letters. Copy it whole")
    return token


def _why(body: dict[str, Any]) -> str:
    return str(body.get("error", "no reason given"))
