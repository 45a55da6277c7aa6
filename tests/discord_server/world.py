"""Servers, channels, threads and messages, and what the bot may do in them."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from discord_server import payloads
from discord_server.payloads import BOT, BOT_ROLE, Json, stamp

ADMINISTRATOR = 1 << 3
MANAGE_CHANNELS, MANAGE_GUILD = 1 << 4, 1 << 5
VIEW, SEND, EMBED, ATTACH, HISTORY = 1 << 10, 1 << 11, 1 << 14, 1 << 15, 1 << 16
MENTION_EVERYONE, MANAGE_MESSAGES, MANAGE_THREADS = 1 << 17, 1 << 13, 1 << 34
OPEN_THREADS, SEND_IN_THREADS = 1 << 35, 1 << 38
PEOPLE = VIEW | SEND | EMBED | HISTORY | OPEN_THREADS | SEND_IN_THREADS
LEAST = VIEW | SEND | EMBED | HISTORY | ATTACH | OPEN_THREADS | SEND_IN_THREADS
"""What the invitation asks for."""

TEXT, DM, ANNOUNCEMENT, NEWS_THREAD, THREAD, PRIVATE_THREAD, FORUM = 0, 1, 5, 10, 11, 12, 15
THREADS = (NEWS_THREAD, THREAD, PRIVATE_THREAD)
EPHEMERAL, LOADING, CROSSPOSTED, HAS_THREAD = 1 << 6, 1 << 7, 1 << 0, 1 << 5
REQUIRE_TAG = 1 << 4


class Refused(Exception):
    """A request that Discord refuses, with its status and code."""

    def __init__(self, status: int, code: int, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"message": message, "code": code, **more}


@dataclass
class Channel:
    """A channel, a thread, a forum or somebody's direct messages (then `person` is who).

    A `private` one is for the bot's role and the owner alone.
    """

    id: str
    name: str
    kind: int = TEXT
    guild_id: str = ""
    parent_id: str | None = None
    deny: int = 0
    private: bool = False
    person: str = ""
    archived: bool = False
    locked: bool = False
    closed: bool = False
    tags: list[Json] = field(default_factory=list)
    requires_tag: bool = False
    applied: list[str] = field(default_factory=list)
    messages: list[Json] = field(default_factory=list)

    @property
    def is_thread(self) -> bool:
        return self.kind in THREADS

    def json(self) -> Json:
        told: Json = {
            "id": self.id,
            "type": self.kind,
            "last_message_id": self.messages[-1]["id"] if self.messages else None,
            "flags": 0,
        }
        if self.kind == DM:
            return {**told, "recipients": [payloads.user(self.person)]}
        told |= {"name": self.name, "guild_id": self.guild_id, "parent_id": self.parent_id, "rate_limit_per_user": 0}
        if self.is_thread:
            meta = {
                "archived": self.archived,
                "auto_archive_duration": 1440,
                "archive_timestamp": stamp(),
                "locked": self.locked,
                "create_timestamp": stamp(),
            }
            counts = {"message_count": len(self.messages), "member_count": 2, "total_message_sent": len(self.messages)}
            return {**told, "owner_id": BOT, "thread_metadata": meta, "applied_tags": self.applied, **counts}
        overwrites = [{"id": self.guild_id, "type": 0, "allow": "0", "deny": str(self.deny)}] if self.deny else []
        if self.private:
            overwrites = [
                {"id": self.guild_id, "type": 0, "allow": "0", "deny": str(VIEW)},
                {"id": BOT_ROLE, "type": 0, "allow": str(VIEW), "deny": "0"},
            ]
        told |= {"position": 0, "permission_overwrites": overwrites, "topic": None, "nsfw": False}
        if self.kind != FORUM:
            return told
        more = {"available_tags": self.tags, "flags": REQUIRE_TAG if self.requires_tag else 0}
        return {**told, **more, "default_reaction_emoji": None}


@dataclass
class Foreign:
    """What other servers of the protocol do otherwise than Discord (seen on Spacebar and discord-digital-twin)."""

    bare_callbacks: bool = False  # 204 to the first answer to an interaction, whatever was asked for
    own_thread_ids: bool = False  # a thread has not the id of its message
    roles_as_objects: bool = False  # in the member of a message


@dataclass
class Guild:
    """A server; `bot` are the permissions of the bot's role."""

    id: str
    name: str
    owner: str = payloads.PERSON
    bot: int = LEAST
    everyone: int = PEOPLE
    joined: bool = True
    available: bool = True
    roles: dict[str, str] = field(default_factory=dict)


class World:
    """Everything that the server holds. `now` is its clock, in seconds since 1970; `advance` puts it on."""

    def __init__(self) -> None:
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}
        self.changed: Callable[[str, Json, Channel | None], None] = lambda event, data, channel: None
        self.foreign = Foreign()
        self._ids = itertools.count(1)
        self._ahead = 0.0
        self._spent: set[str] = set()
        self._nonces: dict[tuple[str, str], tuple[float, Json]] = {}

    def now(self) -> float:
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        self._ahead += seconds

    def snowflake(self) -> str:
        return str(((int(self.now() * 1000) - 1420070400000) << 22) + next(self._ids) % 4_096)

    # places

    def guild_json(self, guild: Guild) -> Json:
        held = [c for c in self.channels.values() if c.guild_id == guild.id]
        roles = [
            payloads.role(guild.id, "@everyone", guild.everyone),
            payloads.role(BOT_ROLE, "readout", guild.bot),
            *(payloads.role(each, name, 0) for each, name in guild.roles.items()),
        ]
        rooms = [c.json() for c in held if not c.is_thread]
        threads = [c.json() for c in held if c.is_thread and not c.archived]
        return payloads.guild(guild.id, guild.name, guild.owner, roles, rooms, threads)

    def channel(self, channel_id: str) -> Channel:
        found = self.channels.get(channel_id)
        if found is None:
            raise Refused(404, 10003, "Unknown Channel")
        if found.guild_id and not self.guilds[found.guild_id].joined:
            raise Refused(403, 50001, "Missing Access")
        return found

    def permissions(self, channel: Channel, person: str = BOT) -> int:
        """What somebody may do in a channel; threads take after their parents."""
        if channel.kind == DM:
            return LEAST
        guild = self.guilds[channel.guild_id]
        if person == guild.owner:
            return (1 << 50) - 1
        room = self.channels[channel.parent_id or ""] if channel.is_thread else channel
        base = guild.everyone | (guild.bot if person == BOT else 0)
        if room.private and person != BOT:
            base &= ~VIEW
        return (1 << 50) - 1 if base & ADMINISTRATOR else base & ~room.deny

    def demand(self, channel: Channel, *needed: int) -> None:
        held = self.permissions(channel)
        if not held & VIEW:
            raise Refused(403, 50001, "Missing Access")
        if any(not held & each for each in needed):
            raise Refused(403, 50013, "Missing Permissions")

    def direct(self, person: str) -> Channel:
        found = next((c for c in self.channels.values() if c.person == person), None)
        if found is None:
            found = Channel(self.snowflake(), "", DM, person=person)
            self.channels[found.id] = found
        return found

    # messages

    def may_post(self, channel: Channel, body: Json) -> None:
        """Raise Refused where the bot may not post this."""
        if channel.kind == FORUM:
            raise Refused(400, 50008, "Cannot send messages in a non-text channel")
        if channel.kind == DM and channel.closed:
            raise Refused(403, 50007, "Cannot send messages to this user")
        if channel.is_thread and channel.locked:
            raise Refused(403, 160005, "Thread is locked")
        embeds = [EMBED] if body.get("embeds") else []
        files = [ATTACH] if body.get("attachments") else []
        self.demand(channel, SEND_IN_THREADS if channel.is_thread else SEND, *embeds, *files)
        reference = body.get("message_reference") or {}
        if reference and not self.permissions(channel) & HISTORY:
            raise Refused(403, 50013, "Missing Permissions")  # a reply needs the history
        replied = str(reference.get("message_id")) if not reference.get("type") else ""
        known = not replied or not reference or any(m["id"] == replied for m in channel.messages)
        if not known and reference.get("fail_if_not_exists", True):
            raise Refused(400, 50035, "Invalid Form Body", errors={"message_reference": ["Unknown message"]})

    def post(self, channel: Channel, body: Json, author: str, *, flags: int = 0, **more: Any) -> Json:
        """Add a message and tell of it; an enforced nonce gives the first one back for some minutes."""
        nonce = (channel.id, str(body.get("nonce")))
        if body.get("enforce_nonce") and nonce in self._nonces and self.now() - self._nonces[nonce][0] < 180:
            return self._nonces[nonce][1]
        message = self.message(channel, body, author, flags, **more)
        channel.archived = False
        channel.messages.append(message)
        self._nonces[nonce] = (self.now(), message)
        self.changed("MESSAGE_CREATE", message, channel)
        return message

    def pass_nonce_window(self, channel: str) -> None:
        """Forget the nonces of a channel, as after some minutes."""
        self._nonces = {nonce: kept for nonce, kept in self._nonces.items() if nonce[0] != channel}

    def message(self, channel: Channel, body: Json, author: str, flags: int = 0, **more: Any) -> Json:
        mentioned = (body.get("allowed_mentions") or {}).get("roles") or []
        content = body.get("content") or ""
        reference = body.get("message_reference")
        told = {
            "id": self.snowflake(),
            "type": 19 if reference else 0,
            "channel_id": channel.id,
            "author": payloads.user(author),
            "content": content,
            "timestamp": stamp(self.now()),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [each for each in map(str, mentioned) if f"<@&{each}>" in content],
            "attachments": [dict(each) for each in body.get("attachments") or ()],
            "embeds": [{"type": "rich", **embed} for embed in body.get("embeds") or ()],
            "components": body.get("components") or [],
            "pinned": False,
            "flags": flags | (body.get("flags") or 0),
            "nonce": body.get("nonce"),
            **({"message_reference": {"channel_id": channel.id, **reference}} if reference else {}),
            **({"guild_id": channel.guild_id} if channel.guild_id else {}),
        }
        return told | more

    def find(self, channel: Channel, message_id: str) -> Json:
        found = next((m for m in channel.messages if m["id"] == message_id), None)
        if found is None:
            raise Refused(404, 10008, "Unknown Message")
        return found

    def edit(self, message: Json, body: Json) -> Json:
        for key in ("content", "embeds", "components", "attachments"):
            if key in body:
                message[key] = body[key] or ("" if key == "content" else [])
        message["edited_timestamp"] = stamp(self.now())
        message["flags"] &= ~LOADING
        return message

    def history(self, channel: Channel, limit: int, before: int, around: int = 0) -> list[Json]:
        if not self.permissions(channel) & HISTORY:
            return []
        seen = [m for m in reversed(channel.messages) if int(m["id"]) < before and not m["flags"] & EPHEMERAL]
        if around:
            seen.sort(key=lambda m: abs(int(m["id"]) - around))
            seen = sorted(seen[:limit], key=lambda m: -int(m["id"]))
        return seen[:limit]

    # threads

    def tags_for(self, forum: Channel, wanted: list[str]) -> list[str]:
        """Return the tags of a new post; Refused where one is required, not there, or for moderators alone."""
        held = {each["id"]: each for each in forum.tags}
        moderates = self.permissions(forum) & MANAGE_THREADS
        if forum.requires_tag and not wanted:
            if held and not moderates and all(each["moderated"] for each in held.values()):
                raise Refused(400, 40066, "There are no tags available that can be set by non-moderators")
            raise Refused(400, 40067, "A tag is required to create a forum post in this channel")
        if any(str(tag) not in held for tag in wanted):
            raise Refused(404, 10087, "Unknown Tag")
        if not moderates and any(held[str(tag)]["moderated"] for tag in wanted):
            raise Refused(403, 50013, "Missing Permissions")
        return [str(tag) for tag in wanted]

    def change_thread(self, thread: Channel, body: Json) -> None:
        """Change a thread and tell of it."""
        if "applied_tags" in body:
            thread.applied = self.tags_for(self.channels[thread.parent_id or ""], body["applied_tags"])
        thread.name = body.get("name", thread.name)
        thread.archived = body.get("archived", thread.archived)
        thread.locked = body.get("locked", thread.locked)
        self.changed("THREAD_UPDATE", thread.json(), thread)

    def open_thread(
        self, parent: Channel, name: str, thread_id: str = "", kind: int = THREAD, tags: list[str] | None = None
    ) -> Channel:
        if thread_id in self.channels or thread_id in self._spent:
            raise Refused(400, 160004, "A thread has already been created for this message")
        if thread_id and self.foreign.own_thread_ids:
            self._spent.add(thread_id)
            thread_id = ""
        thread = Channel(thread_id or self.snowflake(), name, kind, parent.guild_id, parent.id, applied=tags or [])
        self.channels[thread.id] = thread
        self.changed("THREAD_CREATE", {**thread.json(), "newly_created": True}, thread)
        return thread

    def remove_thread(self, thread_id: str, *, reopens: bool) -> Channel:
        """Take a thread away with all that it holds; where another may be opened, its message is as before."""
        thread = self.channels.pop(thread_id)
        if not reopens:
            self._spent.add(thread_id)
            return thread
        for message in self.channels[thread.parent_id or ""].messages:
            if message["id"] == thread_id:
                message["flags"] &= ~HAS_THREAD
        return thread

    def threads_of(self, parent_id: str) -> Iterator[Channel]:
        return (c for c in self.channels.values() if c.parent_id == parent_id)


def texts(messages: Iterable[Json]) -> list[str]:
    """What messages say: in their embeds, footers left out, or beside where there is none. See `notified`."""
    return ["\n".join(e.get("description", "") for e in m["embeds"]) or m["content"] for m in messages]


def newsroom() -> World:
    """A world of two servers with their channels, and one person's direct messages."""
    world = World()
    world.guilds = {
        payloads.GUILD: Guild(payloads.GUILD, "The newsroom"),
        payloads.OTHER_GUILD: Guild(payloads.OTHER_GUILD, "The harbour", joined=False),
    }
    rooms = (
        Channel(payloads.NEWS, "news", TEXT, payloads.GUILD),
        Channel(payloads.HUSHED, "hushed", TEXT, payloads.GUILD, deny=SEND),
        Channel(payloads.UNREAD, "unread", TEXT, payloads.GUILD, deny=HISTORY),
        Channel(payloads.ANNOUNCEMENTS, "announcements", ANNOUNCEMENT, payloads.GUILD),
        Channel(payloads.FORUM, "forum", FORUM, payloads.GUILD),
        Channel(payloads.OTHER_NEWS, "news", TEXT, payloads.OTHER_GUILD),
        Channel(payloads.DIRECT, "", DM, person=payloads.PERSON),
    )
    world.channels = {room.id: room for room in rooms}
    return world
