"""A Discord channel as a source of news: what people, programs and followed channels write there.

https://docs.discord.com/developers/resources/message
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import discord
from discord.http import Route

from bot.chat.discord.api_client import DiscordCalls, Json
from bot.chat.discord.errors import missing_permission
from bot.chat.discord.plain_text import plain
from bot.errors import ChannelClosed, ChatAway, ChatError
from bot.messages.catalogue import say
from bot.models import Card, Post, Posts, Room

PAGE = 100
PAGES = 5
"""So far back is read what was written while nobody listened."""
_SAID = frozenset((0, 19))
"""Message types: plain ones and replies; the others tell of joins, pins, boosts and the like."""
_LONGEST_ID = 19
"""Digits of the largest number of 63 bits."""
_ODD = (AttributeError, KeyError, OverflowError, TypeError, ValueError)
"""What reading a message raises that is not made as Discord makes them."""

log = logging.getLogger(__name__)


def message_link(server: object, channel: object, message: object) -> str:
    """Return the link to a message."""
    return f"https://discord.com/channels/{server}/{channel}/{message}"


class ChannelReader:
    """Reads channels that are sources; `reads`: the bot has the intent for message content."""

    def __init__(self, wire: DiscordCalls, *, reads: bool) -> None:
        self._wire = wire
        self._reads = reads

    def room(self, server_id: str, channel_id: str) -> Room:
        """Return what a channel is called, and if everybody may read it; raises a ChatError where the bot may not."""
        channel = self._channel(server_id, channel_id)
        everybody = channel.permissions_for(channel.guild.default_role)
        return Room(channel.name, everybody.view_channel and everybody.read_message_history)

    def _channel(self, server_id: str, channel_id: str) -> discord.TextChannel:
        if self._wire.client is None:
            raise ChatAway(say("discord.error", text=self._wire.problem() or say("errors.not_connected_yet")))
        if not self._reads:
            raise ChatError(say("discord.no_text_of_messages"))
        channel = self._wire.channel(channel_id) if channel_id.isdigit() else None
        if channel is None or str(channel.guild.id) != server_id:
            raise ChannelClosed(say("discord.no_such_channel"))
        if not isinstance(channel, discord.TextChannel):
            raise ChatError(say("discord.no_text_channel"))
        _check_readable(channel)
        return channel

    async def posts(self, server_id: str, channel_id: str, after: str) -> Posts:
        """Return the newest messages, back to the one whose id is `after` if it comes to that."""
        channel = self._channel(server_id, channel_id)
        messages, whole = await self._messages(channel.id, int(after) if after.isdigit() else 0)
        # last: an answer can take a while, and what was closed meanwhile is not taken for open, or for empty
        room = self.room(server_id, channel_id)
        posts = tuple(self._read(each, channel) for each in messages)
        return Posts(
            name=f"#{room.name}",
            base=message_link(server_id, channel_id, ""),
            open=room.open,
            posts=posts,
            latest=str(messages[0]["id"]) if messages else "",
            since=None if whole or not posts else posts[-1].posted_at,
        )

    async def _messages(self, channel: int, after: int) -> tuple[list[Json], bool]:
        """Return messages, the newest first, and whether they are all that the channel has."""
        found: list[Json] = []
        for _ in range(PAGES if after else 1):
            before = {"before": found[-1]["id"]} if found else {}
            route = Route("GET", "/channels/{channel_id}/messages", channel_id=channel)
            page = await self._wire.request(route, limit=PAGE, **before)
            if not isinstance(page, list):
                raise ChatAway(say("discord.no_list"))
            found += filter(_has_id, page)
            if len(page) < PAGE:
                return found, True
            if not found or int(found[-1]["id"]) <= after:
                break
        return found, False

    def _read(self, message: Json, channel: discord.TextChannel) -> Post:
        """Return a message; one that cannot be read costs only itself, and stands there all the same."""
        try:
            if self._is_news(message):
                return self._post(message, channel)
        except _ODD as error:
            log.warning("discord: message %s left out: %s", message["id"], error)
        link = message_link(channel.guild.id, channel.id, message["id"])
        return Post(link, "", "", discord.utils.snowflake_time(int(message["id"])), news=False)

    def _is_news(self, message: Json) -> bool:
        """Tell whether a message is neither ours nor for us."""
        client = self._wire.client
        me = str(client.user.id) if client and client.user else ""
        answered = (message.get("referenced_message") or {}).get("author") or {}
        called = {str(each.get("id")) for each in message.get("mentions") or ()}
        ours = me in (str((message.get("author") or {}).get("id")), str(answered.get("id")))
        return message.get("type", 0) in _SAID and not ours and me not in called

    def _post(self, message: Json, channel: discord.TextChannel) -> Post:
        posted = _time(message["timestamp"])
        said = [message, *_forwarded(message)]
        words = [plain(str(each.get("content") or "")) for each in said]
        embeds = [embed for each in said for embed in each.get("embeds") or ()]
        hidden = (Card(url) for _, links in words for url in links)
        return Post(
            link=message_link(channel.guild.id, channel.id, message["id"]),
            text="\n\n".join(filter(None, [*(text for text, _ in words), *map(_loose, embeds)])),
            author=_author(message),
            posted_at=posted,
            edited_at=_time(message["edited_timestamp"]) if message.get("edited_timestamp") else None,
            cards=(*_cards(embeds, posted), *hidden),
        )


def _check_readable(channel: discord.TextChannel) -> None:
    """Raise where the bot lacks a permission: Discord would answer with an empty list, as if all had been deleted."""
    if lacking := missing_permission(channel, reading=True):
        where = say("discord.where_to_set", channel=channel.name)
        raise ChannelClosed(say("discord.lacks", lacking=lacking, where=where), permission=lacking)


def _author(message: Json) -> str:
    author = message.get("author") or {}
    return str(author.get("global_name") or author.get("username") or "")


def _has_id(message: object) -> bool:
    number = message.get("id") if isinstance(message, dict) else None
    return isinstance(number, str) and number.isdecimal() and len(number) <= _LONGEST_ID


def _forwarded(message: Json) -> list[Json]:
    return [each.get("message") or {} for each in message.get("message_snapshots") or ()]


def _cards(embeds: Sequence[Json], posted: datetime) -> Iterator[Card]:
    """Give what embeds show of pages: a program's are news of their own, others a look at what a link leads to."""
    for embed in embeds:
        title, text = str(embed.get("title") or ""), _text(embed)
        if embed.get("url") and (title or text):
            told = _time(embed["timestamp"]) if embed.get("timestamp") else posted
            yield Card(str(embed["url"]), title, text, told if embed.get("type") == "rich" else None)


def _loose(embed: Json) -> str:
    """Return what an embed says that leads nowhere: it belongs to its message."""
    return "" if embed.get("url") else "\n".join(filter(None, [str(embed.get("title") or ""), _text(embed)]))


def _text(embed: Json) -> str:
    fields = (f"{each.get('name') or ''}\n{each.get('value') or ''}" for each in embed.get("fields") or ())
    pieces = [str(embed.get("description") or ""), *fields]
    return "\n\n".join(plain(each)[0] for each in pieces if each.strip())


def _time(told: str) -> datetime:
    """Return a moment as Discord gives it; who posts an embed may leave out its zone, or name any year."""
    found: datetime = discord.utils.parse_time(told)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
