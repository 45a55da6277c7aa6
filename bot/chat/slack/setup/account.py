"""Asks Slack whose tokens they are, what they may do, and whether the bot sees a channel."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.chat import account_checks
from bot.chat.account_checks import Account, PlatformReply
from bot.chat.slack.settings import SlackSettings
from bot.chat.slack.setup import permissions
from bot.errors import ChannelClosed, ChatAway, ChatError, TokenRefused
from bot.models.findings import Finding

API = "https://slack.com/api"
_SECRET = re.compile(r"[0-9a-fA-F]{32}")
_SCOPES = "x-oauth-scopes"
"""The header in which Slack tells what a token may do."""


async def bot_account(settings: SlackSettings, token: str) -> Account:
    """Return the bot of a bot token; TokenRefused or ChatAway say what is wrong."""
    got = await _call(settings, token, "auth.test")
    if not got.body.get("ok"):
        raise TokenRefused(f"Slack does not accept the bot token ({_why(got.body)}). Copy it from OAuth & Permissions")
    scopes = tuple(scope.strip() for scope in got.headers.get(_SCOPES, "").split(",") if scope.strip())
    person, name, team = (str(got.body.get(key, "")) for key in ("user_id", "user", "team"))
    return Account(person, name, team, scopes)


async def check_app_token(settings: SlackSettings, token: str) -> None:
    """Return if an app token opens a Socket Mode connection; TokenRefused or ChatAway say what is wrong."""
    got = await _call(settings, token, "apps.connections.open")
    if not got.body.get("ok"):
        raise TokenRefused(
            f"Slack does not accept the app token ({_why(got.body)}). Make one with connections:write under "
            "Basic Information, and switch Socket Mode on"
        )


async def check_signing_secret(secret: str) -> None:
    """Return if a signing secret looks like one: Slack is not asked. TokenRefused says what to copy."""
    if not _SECRET.fullmatch(secret):
        raise TokenRefused("That is no signing secret: 32 letters and digits, under Basic Information, App Credentials")


async def channel_name(settings: SlackSettings, token: str, channel_id: str) -> str:
    """Return a channel's name; ChannelClosed says why the bot cannot see it."""
    body = (await _call(settings, token, "conversations.info", channel=channel_id)).body
    if not body.get("ok"):
        why = _why(body)
        fix = f"add the scope {body['needed']}" if body.get("needed") else "invite the bot with /invite, or copy the id"
        raise ChannelClosed(f"Slack does not show channel {channel_id} ({why}): {fix}", permission=body.get("needed"))
    return str(body.get("channel", {}).get("name", ""))


async def check(settings: SlackSettings, *, used: bool) -> list[Finding]:
    """Return whose the tokens are, and which scopes are missing."""
    if settings.bot_token is None and settings.app_token is None and not used:
        return []
    found = [account_checks.missing_token("slack", "SLACK_BOT_TOKEN")]
    if settings.bot_token:
        found = [await account_checks.finding("slack", _described(settings, settings.bot_token.get_secret_value()))]
    if settings.app_token:
        opened = _opened(settings, settings.app_token.get_secret_value())
        found.append(await account_checks.finding("slack", opened))
    elif settings.signing_secret is None:
        found.append(account_checks.missing_token("slack", "SLACK_APP_TOKEN"))
    return found


async def _described(settings: SlackSettings, token: str) -> str:
    account = await bot_account(settings, token)
    if account.scopes and (lacking := permissions.missing(account.scopes)):
        raise ChatError(permissions.complaint(lacking))
    return f"the bot token is {account.name}'s in {account.place}"


async def _opened(settings: SlackSettings, token: str) -> str:
    await check_app_token(settings, token)
    return "the app token opens a connection"


async def _call(settings: SlackSettings, token: str, method: str, **form: str) -> PlatformReply:
    url = f"{(settings.api_url or API).rstrip('/')}/{method}"
    bearer = f"Bearer {account_checks.plain_token(token, 'Slack')}"
    got = await account_checks.request("Slack", "POST", url, bearer, form)
    if got.status != 200:
        raise ChatAway(f"Slack answered with status {got.status}. Try again later")
    return got


def _why(body: Mapping[str, Any]) -> str:
    return str(body.get("error", "no reason given"))
