"""How links to Slack's channels and messages look."""

from __future__ import annotations

import re

from bot.text.chat_links import ChatLinks

LINKS = ChatLinks(
    message=re.compile(r"https://[\w-]+(?:\.enterprise)?\.slack\.com/archives/"),
    channel=re.compile(r"https://[\w-]+\.slack\.com/archives/(?P<channel>[CG][A-Z0-9]+)(?:/\w*)?"),
    within="/archives/{channel}/p",
    posted=re.compile(r"https://[\w-]+(?:\.enterprise)?\.slack\.com/archives/\w+/p(\d{10})(\d{6})(?:\?\S*)?"),
)
