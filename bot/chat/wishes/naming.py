"""Channels as people name them: picked from a list, as the link that “Copy link” gives, or as `here`."""

from __future__ import annotations

import re

from bot.chat.wishes.visit import Visit
from bot.desk import sources
from bot.errors import UsageError
from bot.ingest.chat_places import chat_address

_PICKED = re.compile(r"<#(\w+)(?:\|[^>]*)?>")
_LINKS = {
    "discord": re.compile(r"https://(?:(?:ptb|canary)\.)?discord(?:app)?\.com/channels/(\d+)/(\d+)(?:/\d*)?"),
    "slack": re.compile(r"https://[\w-]+\.slack\.com/(archives)/([CG][A-Z0-9]+)(?:/\w*)?"),
}
_HERE = ("here", "this", "#here")


def channel_named(visit: Visit, words: str) -> str:
    """Return the id of the channel that words name; "" where they name something else."""
    place, words = visit.place, words.strip()
    if picked := _PICKED.fullmatch(words):
        return picked[1]
    link = _LINKS[place.platform].fullmatch(words.strip("<>")) if place.platform in _LINKS else None
    if link and link[1] not in ("archives", place.server):
        raise UsageError("that channel is in another server. Say it there")
    if link:
        return link[2]
    return place.platform_id if words.casefold() in _HERE else ""


async def source_named(visit: Visit, words: str) -> str:
    """Return what a channel that words name is called as a source; the words where they name no channel."""
    channel = channel_named(visit, words) if words.strip().startswith("<#") else ""
    if not channel:
        return words
    address = chat_address(visit.place.platform, channel)
    seen = await sources.seen_by(visit.desk, visit.audience)
    title = next((each.title for each in seen if each.url == address), "")
    if not title:
        raise UsageError("that channel is not read here. `sources add` and its name have it read")
    return title
