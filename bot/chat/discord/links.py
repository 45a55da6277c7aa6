"""How links to Discord's channels and messages look."""

from __future__ import annotations

import re

from bot.text.chat_links import ChatLinks

_SERVERS = r"https://(?:(?:ptb|canary)\.)?discord(?:app)?\.com/channels"

LINKS = ChatLinks(
    message=re.compile(rf"{_SERVERS}/"),
    channel=re.compile(rf"{_SERVERS}/(?P<server>\d+)/(?P<channel>\d+)(?:/\d*)?"),
    within="/channels/{server}/{channel}/",
    posted=re.compile(rf"{_SERVERS}/(?:\d+|@me)/\d+/(\d+)/?"),
)
