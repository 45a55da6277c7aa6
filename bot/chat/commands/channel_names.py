"""Channels as people name them: picked from a list, as the link that “Copy link” gives, or as `here`."""

from __future__ import annotations

import re

from bot.chat.commands.context import Context
from bot.desk.sources import sources
from bot.errors import UsageError
from bot.messages.catalogue import say
from bot.text.chat_links import LINKS, chat_address

_PICKED = re.compile(r"<#(\w+)(?:\|[^>]*)?>")
_HERE = ("here", "this", "#here")


def channel_named(context: Context, words: str) -> str:
    """Return the id of the channel that words name; "" where they name something else."""
    place, words = context.place, words.strip()
    if picked := _PICKED.fullmatch(words):
        return picked[1]
    links = LINKS.get(place.platform)
    if links and (linked := links.channel_of(words.strip("<>"), place.server)):
        server, channel = linked
        if server != place.server:
            raise UsageError(say("commands.other_server"))
        return channel
    return place.platform_id if words.casefold() in _HERE else ""


async def source_named(context: Context, words: str) -> str:
    """Return what a channel that words name is called as a source; the words where they name no channel."""
    channel = channel_named(context, words) if words.strip().startswith("<#") else ""
    if not channel:
        return words
    address = chat_address(context.place.platform, channel)
    seen = await sources.seen_by(context.desk, context.audience)
    title = next((each.title for each in seen if each.url == address), "")
    if not title:
        raise UsageError(say("sources.channel_to_add"))
    return title
