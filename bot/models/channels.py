"""Where the news goes, and when: channels, subscriptions, follows, deliveries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from bot.models.news import OPERATOR, Audience

Platform = str
"""The name of a chat platform: `chat/registry.py` has them all."""
Length = Literal["short", "normal", "long"]
"""How long a briefing is."""
LENGTHS: tuple[Length, ...] = get_args(Length)
ChannelKind = Literal["channel", "thread", "forum", "announcement", "direct"]


@dataclass(frozen=True, slots=True)
class Channel:
    """Where briefings go; `platform_id` is the platform's own id of it, `server` of the server it is in.

    `thread` is a thread of the channel, where that is the place. `problem` says why nothing goes there.
    """

    id: int
    name: str
    platform: Platform
    platform_id: str = ""
    server: str = ""
    state: Literal["active", "paused"] = "active"
    problem: str = ""
    kind: ChannelKind = "channel"
    thread: str = ""
    language: str = ""
    """What is read there, as a code; "" for the language of the sources."""
    steward: str = ""
    """Who looks after it: the platform's id of whoever made its last schedule, "" where that is nobody there."""
    tag: str = ""
    """The platform's id of the tag that each post of a forum has; `tag_name` is what it is called."""
    tag_name: str = ""

    @property
    def audience(self) -> Audience:
        """Return what this channel may see: everyone's sources, its server's, its own (promise 5)."""
        if self.platform == "console":
            return OPERATOR
        return Audience(("", self.home, f"{self.home}/{self.platform_id}"))

    @property
    def home(self) -> str:
        """Return the owner of what is added from here: the server, or the channel itself where there is none."""
        return f"{self.platform}:{self.server or self.platform_id}"


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a forum's posts."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Access:
    """What a place takes of the bot: `problem` says why nothing, with the fix; a forum's post may need a tag."""

    problem: str = ""
    tags: tuple[Tag, ...] = ()
    needs_tag: bool = False


@dataclass(frozen=True, slots=True)
class Subscription:
    """When a channel is briefed, and about what. `at` is `HH:MM` in `zone`; `days` are 0 (Monday) to 6.

    `language` is the code of what its reader reads, "" for what the channel reads; `only_language` of its articles.
    """

    id: int
    channel_id: int
    at: str
    zone: str
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    topic: str = ""
    language: str = ""
    length: Length = "normal"
    state: Literal["active", "paused"] = "active"
    next_slot_at: datetime | None = None
    created_at: datetime | None = None
    ping: str = ""
    """A role or group that an admin chose to be called."""
    entry: str | None = ""
    """Which entry of the settings it is; "" where somebody made it, None where that is not known."""
    problem: str = ""
    """Why it does not come, in words; "" where it does."""
    only_language: str = ""


FollowKind = Literal["topic", "speaker", "source", "story"]


@dataclass(frozen=True, slots=True)
class Follow:
    """What a channel follows. `what` is a topic or a name, or the title of the source or story `target_id`.

    `at_once`: it is told as soon as it is in, at most `most` times a local day of `zone`, not between `quiet_from`
    and `quiet_until` (`HH:MM`, "" for no quiet). Otherwise it comes first in briefings.
    """

    id: int
    channel_id: int
    kind: FollowKind
    what: str
    target_id: int | None = None
    at_once: bool = False
    most: int = 0
    quiet_from: str = ""
    quiet_until: str = ""
    zone: str = "UTC"
    seen_article: int = 0
    created_at: datetime | None = None
    problem: str = ""
    """Why news of it is not told, in words; "" where it is."""


DeliveryKind = Literal["briefing", "correction", "alert", "retraction", "notice", "answer"]
DeliveryState = Literal["claimed", "written", "sending", "sent", "failed"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One row of the outbox: something that a channel is to get, once. `key` is unique; `ping` as in Subscription."""

    id: int
    kind: DeliveryKind
    key: str
    channel_id: int
    state: DeliveryState
    subscription_id: int | None = None
    slot_at: datetime | None = None
    attempt: int = 0
    not_after: datetime | None = None
    created_at: datetime | None = None
    problem: str = ""
    ping: str = ""
    reply_to: str = ""
    """The platform's id of the message that it belongs under; "" where it stands alone."""
    reply_root: str = ""
    """The first message of that one's delivery."""
    store: str = ""
    """The id of the store that claimed it first; "" where an earlier version did."""


PartState = Literal["pending", "sending", "sent"]


@dataclass(frozen=True, slots=True)
class DeliveryPart:
    """One message of a delivery; `body` is what `chat.render` made of it, as JSON; `ordinal` counts from 1."""

    delivery_id: int
    ordinal: int
    body: str
    state: PartState = "pending"
    platform_id: str | None = None
