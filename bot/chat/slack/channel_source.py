"""A Slack channel as a source of news: what people and apps write there.

https://docs.slack.dev/reference/methods/conversations.history
"""

from __future__ import annotations

import logging
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from bot.chat.slack.api_client import SlackCalls
from bot.chat.slack.channels import Directory
from bot.chat.slack.plain_text import prose
from bot.errors import ChannelClosed, ChatError
from bot.messages.catalogue import say
from bot.models import Card, Post, Posts, Room

Json = dict[str, Any]

PAGE = 100
PAGES = 5
"""So far back is read what was written while nobody listened."""
NAMES = 20
"""People whose names are asked for with one reading; those of the others are in a later one."""
_TS = re.compile(r"\d{1,11}\.\d{1,9}")
_ODD = (AttributeError, KeyError, TypeError, ValueError)
"""What reading a message raises that is not made as Slack makes them."""
_SAID = frozenset(("", "bot_message", "file_share", "me_message", "thread_broadcast"))
_STONE = "tombstone"
"""Stands where a message was deleted under which there is a thread."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class ChannelReader:
    """Reads channels that are sources. Once known, `home` is the workspace's address, `own` whose messages are ours."""

    calls: SlackCalls
    directory: Directory
    home: str = ""
    own: frozenset[str] = frozenset()

    async def room(self, server_id: str, channel_id: str) -> Room:
        """Return what a channel is called, and if everybody may read it; raises a ChatError where the bot may not."""
        if server_id and self.directory.team and server_id != self.directory.team:
            raise ChannelClosed(say("slack.other_workspace"))
        if not channel_id.startswith(("C", "G")):
            raise ChatError(say("slack.no_channel_kind"))
        info = await self.directory.channel_now(channel_id)
        name = str(info.get("name") or channel_id)
        if info.get("is_archived"):
            raise ChannelClosed(say("slack.channel_archived", channel=name))
        if not info.get("is_member"):
            raise ChannelClosed(say("slack.not_in_channel", channel=name), permission="membership")
        return Room(name, not (info.get("is_private") or info.get("is_group")))

    def link(self, channel_id: str, ts: str = "") -> str:
        """Return the link to a message; without its ts, how the links to a channel's messages begin."""
        return f"{self.home.rstrip('/')}/archives/{channel_id}/" + (f"p{ts.replace('.', '')}" if ts else "")

    async def posts(self, server_id: str, channel_id: str, after: str) -> Posts:
        """Return the newest messages, back to the one whose ts is `after` if it comes to that."""
        messages, whole = await self._messages(channel_id, after)
        room = await self.room(server_id, channel_id)  # last: what is written from here on is for another reading
        names = await self._names(each for each in messages if _last(each) > after)
        open_to_all = await self._open({*chain.from_iterable(map(_taken_from, messages))} - {channel_id})
        posts = tuple(
            self._read(_shared(each, {channel_id, *open_to_all}), channel_id, names)
            for each in messages
            if _kind(each) != _STONE
        )
        return Posts(
            name=f"#{room.name}",
            base=self.link(channel_id),
            open=room.open,
            posts=posts,
            latest=messages[0]["ts"] if messages else "",
            since=None if whole or not messages else _time(messages[-1]["ts"]),
        )

    async def _messages(self, channel: str, after: str) -> tuple[list[Json], bool]:
        """Return messages, the newest first, and whether they are all that the channel has."""
        found: list[Json] = []
        cursor = ""
        for _ in range(PAGES if after else 1):
            more = {"cursor": cursor} if cursor else {}
            page = await self.calls.read("conversations.history", channel=channel, limit=PAGE, **more)
            found += filter(_has_ts, page.get("messages") or ())
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                # a free workspace hides what is older than it pays for: that is not deleted
                return found, not (page.get("has_more") or page.get("is_limited"))
            if found and found[-1]["ts"] <= after:
                break
        return found, False

    def _read(self, message: Json, channel: str, names: dict[str, str]) -> Post:
        """Return a message; one that cannot be read costs only itself, and stands there all the same."""
        try:
            if self._is_news(message):
                return self._post(message, channel, names)
        except _ODD as error:
            log.warning("slack: message %s of %s left out: %s", message["ts"], channel, error)
        return Post(self.link(channel, message["ts"]), "", "", _time(message["ts"]), news=False)

    def _is_news(self, message: Json) -> bool:
        """Tell whether a message is neither ours nor for us."""
        ours = self.own & {message.get("user"), message.get("bot_id")}
        called = any(f"<@{each}" in str(message.get("text") or "") for each in self.own)
        return _kind(message) in _SAID and not ours and not called

    async def _names(self, messages: Iterable[Json]) -> dict[str, str]:
        """Return the names of those who wrote, of the newest first, as far as they are asked for at once."""
        wrote = (each for each in messages if _kind(each) in _SAID and not each.get("bot_id"))
        people = dict.fromkeys(str(each["user"]) for each in wrote if each.get("user"))
        found: dict[str, str] = {}
        for person in list(people)[:NAMES]:
            try:
                told = await self.directory.person(person)
            except ChatError:
                continue  # a message is news whoever wrote it
            profile = told.get("profile") or {}
            found[person] = str(profile.get("display_name") or told.get("real_name") or told.get("name") or "")
        return found

    async def _open(self, channels: Iterable[str]) -> list[str]:
        """Return the channels that everybody may read: what stands in others is shown to their members alone."""
        found = []
        for channel in channels:
            try:
                info = await self.directory.channel(channel)
            except ChatError:
                continue
            if info.get("is_channel") and not info.get("is_private"):
                found.append(channel)
        return found

    def _post(self, message: Json, channel: str, names: dict[str, str]) -> Post:
        posted, edited = _time(message["ts"]), (message.get("edited") or {}).get("ts")
        text, hidden = prose(_words(message))
        attached = list(message["attachments"])
        loose = [_text(each) for each in attached if not _leads_to(each)]
        program = message.get("username") or (message.get("bot_profile") or {}).get("name")
        return Post(
            link=self.link(channel, str(message["ts"])),
            text="\n\n".join(filter(None, [text, *loose])),
            author=str(program or names.get(str(message.get("user")), "")),
            posted_at=posted,
            edited_at=_time(edited) if edited else None,
            cards=(*_cards(attached, posted), *map(Card, hidden)),
        )


def _has_ts(message: object) -> bool:
    ts = message.get("ts") if isinstance(message, dict) else None
    return isinstance(ts, str) and _TS.fullmatch(ts) is not None


def _kind(message: Json) -> str:
    return str(message.get("subtype") or "")


def _last(message: Json) -> str:
    """Return when a message was written or last edited."""
    edited = message.get("edited")
    return max(str(message["ts"]), str(edited.get("ts") or "") if isinstance(edited, dict) else "")


def _attached(message: Json) -> list[object]:
    found = message.get("attachments")
    return found if isinstance(found, list) else []


def _taken_from(message: Json) -> Iterator[str]:
    """Give the conversations that messages shown in this one stand in."""
    for each in _attached(message):
        if isinstance(each, dict) and _is_message(each):
            yield str(each.get("channel_id") or "")


def _is_message(attachment: Json) -> bool:
    """Tell whether what is attached is another message, forwarded or shown for a link to it."""
    return any(attachment.get(each) for each in ("is_share", "is_msg_unfurl", "channel_id", "private_channel_prompt"))


def _shared(message: Json, open_to_all: Container[str]) -> Json:
    """Return a message without those of other conversations that not everybody may read, who can read this one."""
    kept = [
        each
        for each in _attached(message)
        if not (isinstance(each, dict) and _is_message(each)) or str(each.get("channel_id") or "") in open_to_all
    ]
    return {**message, "attachments": kept}


def _words(message: Json) -> str:
    """Return a message's text; an app that gives only blocks is read by them."""
    text = str(message.get("text") or "")
    return text or "\n".join(chain.from_iterable(map(_of_block, message.get("blocks") or ())))


def _of_block(block: Json) -> Iterator[str]:
    pieces = [block.get("text"), *(block.get("fields") or ())]
    yield from (str(each["text"]) for each in pieces if isinstance(each, dict) and each.get("text"))


def _leads_to(attachment: Json) -> str:
    """Return the page that is shown; "" for a message, which belongs to the one that it is attached to."""
    return "" if _is_message(attachment) else str(attachment.get("title_link") or attachment.get("from_url") or "")


def _text(attachment: Json) -> str:
    told = [attachment.get("pretext"), attachment.get("title"), attachment.get("text")]
    return "\n".join(prose(str(each))[0] for each in told if each) or prose(str(attachment.get("fallback") or ""))[0]


def _cards(attachments: Iterable[Json], posted: datetime) -> Iterator[Card]:
    """Give what attachments show of pages: an app's are news of their own, an unfurled link's a look at its page."""
    for each in attachments:
        if url := _leads_to(each):
            title, text = (prose(str(each.get(key) or ""))[0] for key in ("title", "text"))
            yield Card(url, title, text, None if each.get("from_url") else posted)


def _time(ts: object) -> datetime:
    return datetime.fromtimestamp(float(str(ts)), UTC)
