"""What Discord refuses, in our words: what it is and how it is mended.

https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import discord

from bot.errors import ChannelClosed, ChatAway, ChatError, MessageGone, TokenRefused
from bot.messages.catalogue import say

_GONE = {
    10003: "discord.closed_gone",
    50083: "discord.closed_archived",
    160005: "discord.closed_locked",
}
TAGS_OF_MODERATORS = "Manage Threads"
"""Who has it may give a post a tag that is for moderators alone."""
_PERMISSIONS = {
    50001: "View Channel",
    50013: "Send Messages",
    50007: "Direct Messages",
    40066: TAGS_OF_MODERATORS,
}
_VIEW = {"view_channel": "View Channel"}
_SENDING = {**_VIEW, "send_messages": "Send Messages", "embed_links": "Embed Links"}
_IN_THREADS = {**_VIEW, "send_messages_in_threads": "Send Messages in Threads", "embed_links": "Embed Links"}
_POSTS = {**_VIEW, "send_messages": "Create Posts", "send_messages_in_threads": "Send Messages in Posts"}
_READING = {**_VIEW, "read_message_history": "Read Message History"}
_OPENING = {
    "create_public_threads": "Create Public Threads",
    "send_messages_in_threads": "Send Messages in Threads",
}
STALE_TOKENS = frozenset((10015, 10062, 50027))
"""An interaction's token that is over: unknown webhook, unknown interaction, invalid webhook token."""
ANSWERED = 40060
"""An interaction that has its first answer already."""


class StaleToken(ChatError):
    """An interaction's token is over: an ordinary message has to do."""


class AlreadyDone(ChatError):
    """What was asked for is there already: a thread, a first answer, a published message."""


class TagRefused(ChatError):
    """A post of a forum needs a tag, or another one."""


class ThreadArchived(ChannelClosed):
    """The thread is archived: it must be opened before anything in it is changed."""


_UNKNOWN_MESSAGE = 10008
_ARCHIVED = 50083
_TAGS = frozenset((40067, 10087))
"""A post needs a tag; there is no such tag."""
_NO_FREE_TAG = 40066
"""A post needs a tag, and all of them are for moderators."""
_DONE = frozenset((ANSWERED, 160004, 40033))


def missing_permission(channel: Any, *, reading: bool = False) -> str | None:  # noqa: ANN401 - any kind of channel
    """Return the first permission that the bot lacks to post in a channel, as Discord's settings call it."""
    return next(iter(_missing(channel, _READING if reading else _to_send(channel))), None)


def missing_permissions(channel: Any) -> list[str]:  # noqa: ANN401 - any kind of channel
    """Return every permission that the bot lacks to post in a channel; one that Discord takes with another is not told.

    Who may not see a channel may do nothing there, and who may not write there may not embed links:
    https://docs.discord.com/developers/topics/permissions#implicit-permissions
    """
    missing = list(_missing(channel, _to_send(channel)))
    if missing[:1] == ["View Channel"]:
        return missing[:1]
    return missing if missing[:1] == ["Embed Links"] else [each for each in missing if each != "Embed Links"]


def may_open_threads(channel: Any) -> bool:  # noqa: ANN401 - any kind of channel
    """Return whether the bot may open a thread on a message of a channel, and write there."""
    if not isinstance(channel, discord.TextChannel):
        return False
    return not list(_missing(channel, _OPENING))


def _to_send(channel: Any) -> dict[str, str]:  # noqa: ANN401 - any kind of channel
    if isinstance(channel, discord.Thread):
        return _IN_THREADS
    return _POSTS if isinstance(channel, discord.ForumChannel) else _SENDING


def _missing(channel: Any, needed: dict[str, str]) -> Iterator[str]:  # noqa: ANN401 - any kind of channel
    guild = getattr(channel, "guild", None)
    if guild is None or guild.me is None:
        return
    try:
        held = channel.permissions_for(guild.me)
    except discord.ClientException:  # the parent of a thread is not known
        return
    yield from (name for flag, name in needed.items() if not getattr(held, flag))


def chat_error(error: discord.HTTPException, channel: Any = None, *, of_channel: bool = True) -> ChatError:  # noqa: ANN401
    """Return our error for a request that Discord refused; `of_channel`: it was about a channel or a person."""
    if known := _by_code(error):
        return known
    if error.status == 401:
        return TokenRefused(say("discord.token_not_accepted"))
    if error.status == 429 or error.status >= 500:
        return ChatAway(say("discord.status", status=error.status), retry_after=_retry_after(error))
    if error.status == 403 and not _is_json(error):
        return ChatAway(say("discord.front_door"))
    if of_channel and (error.status in (403, 404) or error.code in _GONE or error.code in _PERMISSIONS):
        return _closed(error, channel)
    return ChatError(say("discord.refuses", code=error.code, text=" ".join((error.text or "").split())[:300]))


def _by_code(error: discord.HTTPException) -> ChatError | None:
    """Return our error for what Discord's code says all of; None for another one."""
    if error.code in STALE_TOKENS:
        return StaleToken(say("discord.stale_token"))
    if error.code in _DONE:
        return AlreadyDone(say("discord.error", text=" ".join((error.text or "").split())[:300]))
    if error.code in _TAGS:
        return TagRefused(say("discord.no_tag"))
    if error.code == _NO_FREE_TAG:
        return closed_to_us(say("discord.the_channel"), _PERMISSIONS[_NO_FREE_TAG], error.code)
    return MessageGone(say("discord.message_gone")) if error.code == _UNKNOWN_MESSAGE else None


def _closed(error: discord.HTTPException, channel: Any) -> ChannelClosed:  # noqa: ANN401 - any kind of channel
    where = say("discord.channel_name", channel=channel) if channel else say("discord.the_channel")
    if error.code in _GONE:
        kind = ThreadArchived if error.code == _ARCHIVED else ChannelClosed
        return kind(say("discord.closed", reason=say(_GONE[error.code])))
    if error.code == 50007:
        return ChannelClosed(say("discord.no_direct_messages"), permission="Direct Messages")
    if error.status == 404:
        return ChannelClosed(say("discord.channel_gone", where=where))
    permission = (channel and missing_permission(channel)) or _PERMISSIONS.get(error.code) or "Send Messages"
    return closed_to_us(where, permission, error.code)


def closed_to_us(where: str, permission: str, code: int = 0) -> ChannelClosed:
    """Return the error for a permission that is missing, with where it is set."""
    told = f" ({code})" if code else ""
    message = say("discord.may_not", permission=permission, where=where, told=told)
    return ChannelClosed(message, permission=permission)


def _is_json(error: discord.HTTPException) -> bool:
    return "json" in str(error.response.headers.get("Content-Type", ""))


def _retry_after(error: discord.HTTPException) -> float | None:
    value = error.response.headers.get("Retry-After", "")
    return float(value) if value.replace(".", "", 1).isdigit() else None
