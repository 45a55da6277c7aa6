"""What a workspace holds: its people, channels, messages, views and threads."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

TEAM = "T0000000001"
APP = "A0000000001"
BOT_USER = "U0000000001"
BOT = "B0000000001"
PERSON = "U0000000002"
ADMIN = "U0000000003"
NEWS = "C0000000001"
ARCHIVED = "C0000000002"
OUTSIDE = "C0000000003"  # the bot may post there, but not read
SECOND = "C0000000004"
UNINVITED = "C0000000005"  # the bot is no member
DIRECT = "D0000000001"


@dataclass
class Person:
    """Somebody, or the app's own bot user."""

    id: str
    name: str
    is_admin: bool = False
    is_owner: bool = False
    tz: str = "Europe/Kyiv"
    is_bot: bool = False

    def shown(self) -> Json:
        rights = {"is_admin": self.is_admin, "is_owner": self.is_owner, "is_bot": self.is_bot, "deleted": False}
        profile = {"real_name": self.name, "display_name": self.name}
        return {"id": self.id, "team_id": TEAM, "name": self.name, "tz": self.tz, "profile": profile, **rights}


@dataclass
class Place:
    """A channel, a private channel (`group`) or a direct conversation (`im`)."""

    id: str
    name: str
    kind: str = "channel"
    members: set[str] = field(default_factory=lambda: {BOT_USER, PERSON, ADMIN})
    creator: str = ADMIN
    archived: bool = False
    hushed: bool = False  # its history is closed to the app
    hidden_to: str = ""  # up to this message, a free workspace shows nobody what was written

    def shown(self) -> Json:
        direct = self.kind == "im"
        return {
            "id": self.id,
            "name": "" if direct else self.name,
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_im": direct,
            "is_private": self.kind != "channel",
            "is_archived": self.archived,
            "is_member": BOT_USER in self.members,
            **({"user": PERSON} if direct else {"creator": self.creator}),
        }


class Workspace:
    """The rows of a workspace; `clock` gives its seconds since 1970."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.people = {
            person.id: person
            for person in (
                Person(BOT_USER, "readout", is_bot=True),
                Person(PERSON, "olena"),
                Person(ADMIN, "adam", is_admin=True),
            )
        }
        self.places = {
            place.id: place
            for place in (
                Place(NEWS, "news"),
                Place(ARCHIVED, "old", archived=True),
                Place(OUTSIDE, "outside", hushed=True),
                Place(SECOND, "second"),
                Place(UNINVITED, "uninvited", members={PERSON, ADMIN}),
                Place(DIRECT, "", kind="im", members={BOT_USER, PERSON}),
            )
        }
        self.messages: dict[str, list[Json]] = {}
        self.ephemerals: list[Json] = []
        self.homes: dict[str, Json] = {}
        self.modals: dict[str, Json] = {}
        self.statuses: list[Json] = []
        self.titles: list[Json] = []
        self.prompts: list[Json] = []
        self.files: dict[str, Json] = {}
        self.streaming: dict[tuple[str, str], list[Json]] = {}
        self.triggers: dict[str, bool] = {}  # whether it has served
        self._ids = itertools.count(1)

    def id(self, prefix: str) -> str:
        """Return a new id."""
        return f"{prefix}{next(self._ids):010}"

    def trigger(self) -> str:
        """Return a new trigger, for one view."""
        trigger = self.id("trigger.")
        self.triggers[trigger] = False
        return trigger

    def ts(self) -> str:
        """Return a new message id that tells the present."""
        return f"{int(self.clock())}.{next(self._ids):06}"

    def message(self, channel: str, ts: str) -> Json | None:
        """Return a message of a channel, if it is there."""
        return next((found for found in self.messages.get(channel, ()) if found["ts"] == ts), None)

    def remove(self, channel: str, message: Json) -> None:
        """Delete a message; one that has replies leaves a stone in its place, and its thread goes on."""
        kept, ts = self.messages[channel], message["ts"]
        if not any(each.get("thread_ts") == ts and each["ts"] != ts for each in kept):
            kept.remove(message)
            return
        stone = {"type": "message", "subtype": "tombstone", "text": "This message was deleted.", "user": "USLACKBOT"}
        kept[kept.index(message)] = {**stone, "hidden": True, "ts": ts, "thread_ts": ts}

    def keep(self, channel: str, message: Json) -> Json:
        """Add a message to a channel."""
        self.messages.setdefault(channel, []).append(message)
        return message

    def add_place(self, channel: str, name: str, **how: Any) -> None:
        """Make a channel."""
        how = how | ({"members": set(how["members"])} if "members" in how else {})
        self.places[channel] = Place(channel, name, **how)
