"""What Discord refuses, in our words: what it is and how it is mended.

https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
"""

from __future__ import annotations

from typing import Any

import discord

from bot.errors import ChannelClosed, ChatAway, ChatError, TokenRefused

_GONE = {10003: "the channel is gone", 50083: "the thread is archived", 160005: "the thread is locked"}
_PERMISSIONS = {
    50001: "View Channel",
    50013: "Send Messages",
    50007: "Direct Messages",
}
_SENDING = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "embed_links": "Embed Links",
}
_SENDING_IN_THREADS = {**_SENDING, "send_messages": "", "send_messages_in_threads": "Send Messages in Threads"}
_READING = {"view_channel": "View Channel", "read_message_history": "Read Message History"}


def missing_permission(channel: Any, *, reading: bool = False) -> str | None:  # noqa: ANN401 - any kind of channel
    """Return the first permission that the bot lacks in a channel, as Discord's settings call it."""
    guild = getattr(channel, "guild", None)
    if guild is None or guild.me is None:
        return None
    try:
        held = channel.permissions_for(guild.me)
    except discord.ClientException:  # the parent of a thread is not known
        return None
    sending = _SENDING_IN_THREADS if isinstance(channel, discord.Thread) else _SENDING
    needed = _READING if reading else sending
    return next((name for flag, name in needed.items() if name and not getattr(held, flag)), None)


def chat_error(error: discord.HTTPException, channel: Any = None) -> ChatError:  # noqa: ANN401 - any kind of channel
    """Return our error for a request that Discord refused."""
    if error.status == 401:
        return TokenRefused("Discord does not accept the token. Make a new one in the developer portal")
    if error.status == 429 or error.status >= 500:
        return ChatAway(f"Discord answered {error.status}", retry_after=_retry_after(error))
    if error.status == 403 and not _is_json(error):
        return ChatAway("Discord's front door answered 403: too many bad requests, or a proxy on the way")
    if error.status in (403, 404) or error.code in _GONE or error.code in _PERMISSIONS:
        return _closed(error, channel)
    return ChatError(f"Discord refuses the message: {error.code} {' '.join((error.text or '').split())[:300]}")


def _closed(error: discord.HTTPException, channel: Any) -> ChannelClosed:  # noqa: ANN401 - any kind of channel
    where = f"#{channel}" if channel else "the channel"
    if error.code in _GONE:
        return ChannelClosed(f"Discord: {_GONE[error.code]}. Name another one, or open it again")
    if error.status == 404:
        return ChannelClosed(f"Discord: {where} is gone, or the bot was never in it. Check the id and invite the bot")
    permission = (channel and missing_permission(channel)) or _PERMISSIONS.get(error.code) or "Send Messages"
    return ChannelClosed(
        f"Discord: the bot may not {permission} in {where} ({error.code}). Allow it under Edit Channel › Permissions",
        permission=permission,
    )


def _is_json(error: discord.HTTPException) -> bool:
    return "json" in str(error.response.headers.get("Content-Type", ""))


def _retry_after(error: discord.HTTPException) -> float | None:
    value = error.response.headers.get("Retry-After", "")
    return float(value) if value.replace(".", "", 1).isdigit() else None
