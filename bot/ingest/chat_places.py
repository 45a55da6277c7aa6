"""Where a chat channel is that is read as a source: its address, whose it is, and the links to its messages.

Apart from reading it, for which much is imported: whoever only names a channel needs none of that.
"""

from __future__ import annotations

import re
from functools import partial

from bot.models import Platform, Source

PLATFORMS: tuple[Platform, ...] = ("discord", "slack")
_PREFIX = "chat:"
_MESSAGE = re.compile(
    r"https://(?:(?:(?:ptb|canary)\.)?discord(?:app)?\.com/channels|[\w-]+(?:\.enterprise)?\.slack\.com/archives)/"
)


def chat_address(platform: Platform, channel_id: str = "") -> str:
    """Return the address under which a chat channel is kept as a source; without a channel, how all of them begin."""
    return f"{_PREFIX}{platform}/{channel_id}"


def chat_place(source: Source) -> tuple[Platform, str, str]:
    """Return platform, server and channel of a source that is a chat channel; ids are the platform's own."""
    platform, _, channel = source.url.removeprefix(_PREFIX).partition("/")
    server = source.owner.partition(":")[2].partition("/")[0]
    return "slack" if platform == "slack" else "discord", server, channel


def chat_owner(platform: Platform, server_id: str, channel_id: str, *, everybody: bool) -> str:
    """Return whose news it is what stands in a channel (promise 5).

    The server's where everybody in it may read the channel, else the channel's own.
    """
    home = f"{platform}:{server_id}"
    return home if everybody else f"{home}/{channel_id}"


def chat_owners(platform: Platform, server_id: str, channel_id: str) -> tuple[str, str]:
    """Return whose source a channel may be: its server's, or its own."""
    owner = partial(chat_owner, platform, server_id, channel_id)
    return owner(everybody=True), owner(everybody=False)


def messages_of(platform: Platform, server_id: str, channel_id: str) -> str:
    """Return what stands in the links to a channel's messages, and in no others."""
    return f"/channels/{server_id}/{channel_id}/" if platform == "discord" else f"/archives/{channel_id}/p"


def is_message_link(url: str) -> bool:
    """Tell whether an address leads to a message: the platforms' apps open it, it is no page, and knows no fragment."""
    return _MESSAGE.match(url) is not None
