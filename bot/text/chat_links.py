"""Where a chat channel is that is read as a source: its address, whose it is, and the links to its messages.

Apart from reading it, for which much is imported: whoever only names a channel needs none of that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.models import Platform, Source

_PREFIX = "chat:"
_ADDRESS = re.compile(rf"{_PREFIX}[a-z]+/")


@dataclass(frozen=True, slots=True)
class ChatLinks:
    """How links to a platform's channels look.

    `message` is how the link to any message begins; `channel` is the link to a channel, as people copy it: its group
    `channel` is the channel's id, its group `server`, if there is one, the server's. `within` stands in the links to
    the messages of a `{channel}` of a `{server}`, and in no others. `posted` is the link to one message: its groups,
    with dots between, are the message's id.
    """

    message: re.Pattern[str]
    channel: re.Pattern[str]
    within: str
    posted: re.Pattern[str]

    def channel_of(self, link: str, server: str) -> tuple[str, str] | None:
        """Return the server and the id of a channel that a link leads to; `server` where the link tells none."""
        found = self.channel.fullmatch(link)
        return (found.groupdict().get("server") or server, found["channel"]) if found else None


LINKS: dict[Platform, ChatLinks] = {}
"""The links of each platform that is registered (`chat/registry.py`)."""


def chat_address(platform: Platform, channel_id: str = "") -> str:
    """Return the address under which a chat channel is kept as a source; without a channel, how all of them begin."""
    return f"{_PREFIX}{platform}/{channel_id}"


def is_chat_address(address: str) -> bool:
    """Tell whether an address is that of a chat channel."""
    return _ADDRESS.match(address) is not None


def chat_place(source: Source) -> tuple[Platform, str, str]:
    """Return platform, server and channel of a source that is a chat channel; ids are the platform's own."""
    platform, _, channel = source.url.removeprefix(_PREFIX).partition("/")
    server = source.owner.partition(":")[2].partition("/")[0]
    return platform, server, channel


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
    links = LINKS.get(platform)
    within = links.within if links else chat_address(platform, "{channel}")
    return within.format(server=server_id, channel=channel_id)


def message_ids(url: str) -> list[str]:
    """Return the ids, as platforms know them, of the message that a link leads to; none where it leads to none."""
    found = (links.posted.fullmatch(url) for links in LINKS.values())
    return [".".join(each.groups()) for each in found if each]


def is_message_link(url: str) -> bool:
    """Tell whether an address leads to a message: the platforms' apps open it, it is no page, and knows no fragment."""
    return any(links.message.match(url) for links in LINKS.values())
