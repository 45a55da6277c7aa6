"""Asks Discord whose token it is and whether the bot sees a channel."""

from __future__ import annotations

from urllib.parse import urlencode

from bot.chat import account_checks
from bot.chat.account_checks import Account, PlatformReply
from bot.chat.discord.settings import DiscordSettings
from bot.chat.discord.setup.permissions import BITS, SCOPES
from bot.errors import ChannelClosed, ChatAway, TokenRefused
from bot.models.findings import Finding

API = "https://discord.com/api/v10"
INVITE = "https://discord.com/oauth2/authorize"


def invite_link(account: Account) -> str:
    """Return the address at which a server's admin lets the bot in."""
    query = {"client_id": account.id, "scope": " ".join(SCOPES), "permissions": BITS}
    return f"{INVITE}?{urlencode(query)}"


async def bot_account(settings: DiscordSettings, token: str) -> Account:
    """Return the bot of a token; TokenRefused or ChatAway say what is wrong."""
    got = await _get(settings, token, "/users/@me")
    if got.status in (401, 403):
        raise TokenRefused("Discord does not accept the token. Copy it anew from the developer portal, page Bot")
    if got.status != 200:
        raise ChatAway(f"Discord answered with status {got.status}. Try again later")
    return Account(str(got.body.get("id", "")), str(got.body.get("username", "")))


async def channel_name(settings: DiscordSettings, token: str, channel_id: str) -> str:
    """Return a channel's name; ChannelClosed says why the bot cannot see it."""
    if not channel_id.isascii() or not channel_id.isdigit():
        raise ChannelClosed(
            f"{channel_id!r} is no channel id: it is all digits. Right-click the channel, Copy Channel ID"
        )
    got = await _get(settings, token, f"/channels/{channel_id}")
    if got.status == 404:
        raise ChannelClosed(f"Discord knows no channel {channel_id}. Copy its id anew, or let the bot in first")
    if got.status in (401, 403):
        raise ChannelClosed(
            f"the bot may not see channel {channel_id}: give it View Channel there", permission="View Channel"
        )
    if got.status != 200:
        raise ChatAway(f"Discord answered with status {got.status}. Try again later")
    return str(got.body.get("name", ""))


async def check(settings: DiscordSettings, *, used: bool) -> list[Finding]:
    """Return whose the token is, and how the bot is let in."""
    if settings.token is None:
        return [account_checks.missing_token("discord", "DISCORD_TOKEN")] if used else []
    return [await account_checks.finding("discord", _described(settings, settings.token.get_secret_value()))]


async def _described(settings: DiscordSettings, token: str) -> str:
    account = await bot_account(settings, token)
    return f"the token is {account.name}'s. Let it into a server: {invite_link(account)}"


async def _get(settings: DiscordSettings, token: str, path: str) -> PlatformReply:
    url = f"{(settings.api_url or API).rstrip('/')}{path}"
    return await account_checks.request("Discord", "GET", url, f"Bot {account_checks.plain_token(token, 'Discord')}")
