"""The REST routes that a bot needs; each gives a status and a body, or raises Refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from discord_server import payloads
from discord_server.interactions import Interactions
from discord_server.payloads import BOT, Json
from discord_server.rules import choice_limits, command_limits, limits, modal_limits, shown_limits, thread_limits
from discord_server.world import (
    ANNOUNCEMENT,
    CROSSPOSTED,
    FORUM,
    HAS_THREAD,
    HISTORY,
    MANAGE_CHANNELS,
    MANAGE_THREADS,
    NEWS_THREAD,
    OPEN_THREADS,
    SEND,
    SEND_IN_THREADS,
    THREAD,
    Refused,
    World,
)

COMMANDS_A_DAY = 200
Answer = tuple[int, Any]


@dataclass
class Call:
    """One request."""

    query: dict[str, str]
    body: Any


@dataclass
class Registry:
    """The application's commands, and how many were made today."""

    commands: list[Json] = field(default_factory=list)
    made: int = 0
    overwritten: int = 0


class Rest:
    """Routes requests to what they do in the world."""

    def __init__(self, world: World, interactions: Interactions, shards: Callable[[], int]) -> None:
        self.world = world
        self.shards = shards
        self.gateway_url = ""
        self.interactions = interactions
        self.registry = Registry()
        self._routes: list[tuple[str, re.Pattern[str], Callable[..., Answer]]] = [
            (method, re.compile(pattern), handler)
            for method, pattern, handler in (
                ("GET", "gateway/bot", self._gateway),
                ("GET", "users/@me", self._me),
                ("GET", "oauth2/applications/@me", self._application),
                ("POST", "users/@me/channels", self._open_direct),
                ("GET", r"channels/(\d+)", self._channel),
                ("PATCH", r"channels/(\d+)", self._change_thread),
                ("POST", r"channels/(\d+)/typing", self._typing),
                ("POST", r"channels/(\d+)/messages", self._post),
                ("GET", r"channels/(\d+)/messages", self._history),
                ("GET", r"channels/(\d+)/messages/(\d+)", self._message),
                ("PATCH", r"channels/(\d+)/messages/(\d+)", self._edit),
                ("DELETE", r"channels/(\d+)/messages/(\d+)", self._delete),
                ("POST", r"channels/(\d+)/messages/(\d+)/crosspost", self._crosspost),
                ("POST", r"channels/(\d+)/messages/(\d+)/threads", self._thread_from),
                ("POST", r"channels/(\d+)/threads", self._thread),
                ("GET", r"guilds/(\d+)", self._guild),
                ("GET", r"guilds/(\d+)/threads/active", self._active_threads),
                ("GET", r"guilds/(\d+)/members/(\d+)", self._member),
                ("GET", rf"applications/{BOT}/commands", self._commands),
                ("PUT", rf"applications/{BOT}/commands", self._overwrite),
                ("POST", rf"applications/{BOT}/commands", self._register),
                ("POST", r"interactions/(\d+)/([^/]+)/callback", self._respond),
                ("POST", rf"webhooks/{BOT}/([^/]+)", self._follow_up),
                ("GET", rf"webhooks/{BOT}/([^/]+)/messages/([^/]+)", self._answered),
                ("PATCH", rf"webhooks/{BOT}/([^/]+)/messages/([^/]+)", self._edit_answer),
                ("DELETE", rf"webhooks/{BOT}/([^/]+)/messages/([^/]+)", self._delete_answer),
            )
        ]

    def route(self, method: str, path: str, call: Call) -> Answer:
        """Do what a request asks for."""
        for wanted, pattern, handler in self._routes:
            if wanted == method and (found := pattern.fullmatch(path)):
                return handler(call, *found.groups())
        raise Refused(404, 0, "404: Not Found")

    # who and where

    def _gateway(self, call: Call) -> Answer:
        starts = {"total": 1_000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
        return 200, {"url": self.gateway_url, "shards": self.shards(), "session_start_limit": starts}

    def _me(self, call: Call) -> Answer:
        return 200, payloads.user(BOT)

    def _application(self, call: Call) -> Answer:
        return 200, payloads.application()

    def _open_direct(self, call: Call) -> Answer:
        _hold([] if (call.body or {}).get("recipient_id") else ["direct messages with nobody"])
        return 200, self.world.direct(str(call.body["recipient_id"])).json()

    def _channel(self, call: Call, channel_id: str) -> Answer:
        channel = self.world.channel(channel_id)
        self.world.demand(channel)
        return 200, channel.json()

    # messages

    def _typing(self, call: Call, channel_id: str) -> Answer:
        self.world.demand(self.world.channel(channel_id), SEND)
        return 204, None

    def _post(self, call: Call, channel_id: str) -> Answer:
        channel = self.world.channel(channel_id)
        _hold(limits(call.body))
        self.world.may_post(channel, call.body)
        return 200, self.world.post(channel, call.body, BOT)

    def _history(self, call: Call, channel_id: str) -> Answer:
        channel = self.world.channel(channel_id)
        self.world.demand(channel)
        limit, before = int(call.query.get("limit", 50)), int(call.query.get("before", 1 << 63))
        if not 1 <= limit <= 100:
            raise Refused(400, 50035, "Invalid Form Body")
        return 200, self.world.history(channel, limit, before, int(call.query.get("around", 0)))

    def _message(self, call: Call, channel_id: str, message_id: str) -> Answer:
        channel = self.world.channel(channel_id)
        self.world.demand(channel, HISTORY)
        return 200, self.world.find(channel, message_id)

    def _change_thread(self, call: Call, channel_id: str) -> Answer:
        channel = self.world.channel(channel_id)
        _hold(thread_limits(call.body, new=False))
        if not channel.is_thread:
            self.world.demand(channel, MANAGE_CHANNELS)
        self.world.demand(channel, SEND_IN_THREADS)
        if channel.locked or call.body != {"archived": False}:
            self.world.demand(channel, MANAGE_THREADS)
        self.world.change_thread(channel, call.body)
        return 200, channel.json()

    def _edit(self, call: Call, channel_id: str, message_id: str) -> Answer:
        channel = self.world.channel(channel_id)
        message = self.world.find(channel, message_id)
        if message["author"]["id"] != BOT:
            raise Refused(403, 50005, "Cannot edit a message authored by another user")
        if message["flags"] & (1 << 6):
            raise Refused(404, 10008, "Unknown Message")
        if channel.archived:
            raise Refused(400, 50083, "Thread is archived")
        _hold(shown_limits(call.body, may_be_empty=True, flags=message["flags"]))
        return 200, self.world.edit(message, call.body)

    def _delete(self, call: Call, channel_id: str, message_id: str) -> Answer:
        channel = self.world.channel(channel_id)
        message = self.world.find(channel, message_id)
        channel.messages.remove(message)
        return 204, None

    def _crosspost(self, call: Call, channel_id: str, message_id: str) -> Answer:
        channel = self.world.channel(channel_id)
        message = self.world.find(channel, message_id)
        if channel.kind != ANNOUNCEMENT:
            raise Refused(400, 50024, "Cannot execute action on this channel type")
        if message["flags"] & CROSSPOSTED:
            raise Refused(400, 40033, "This message has already been crossposted.")
        message["flags"] |= CROSSPOSTED
        return 200, message

    # threads

    def _thread_from(self, call: Call, channel_id: str, message_id: str) -> Answer:
        channel = self.world.channel(channel_id)
        _hold(thread_limits(call.body))
        if channel.guild_id == "":
            raise Refused(400, 50024, "Cannot execute action on this channel type")
        self.world.demand(channel, OPEN_THREADS)
        message = self.world.find(channel, message_id)
        kind = NEWS_THREAD if channel.kind == ANNOUNCEMENT else THREAD
        thread = self.world.open_thread(channel, call.body["name"], message_id, kind)
        message["flags"] |= HAS_THREAD
        return 201, thread.json()

    def _thread(self, call: Call, channel_id: str) -> Answer:
        channel = self.world.channel(channel_id)
        _hold(thread_limits(call.body, post=channel.kind == FORUM))
        if channel.kind != FORUM:
            self.world.demand(channel, OPEN_THREADS)
            return 201, self.world.open_thread(channel, call.body["name"], kind=call.body.get("type", 12)).json()
        self.world.demand(channel, SEND)
        tags = self.world.tags_for(channel, call.body.get("applied_tags") or [])
        thread = self.world.open_thread(channel, call.body["name"], tags=tags)
        message = self.world.post(thread, call.body["message"], BOT)
        message["id"] = thread.id  # the first message of a post has the post's id
        return 201, {**thread.json(), "message": message}

    def _guild(self, call: Call, guild_id: str) -> Answer:
        guild = self.world.guilds.get(guild_id)
        if guild is None or not guild.joined:
            raise Refused(404, 10004, "Unknown Guild")
        if not guild.available:
            raise Refused(503, 0, "503: Service Unavailable")
        return 200, self.world.guild_json(guild)

    def _active_threads(self, call: Call, guild_id: str) -> Answer:
        held = [c.json() for c in self.world.channels.values() if c.guild_id == guild_id and c.is_thread]
        return 200, {"threads": held, "members": []}

    def _member(self, call: Call, guild_id: str, user_id: str) -> Answer:
        self._guild(call, guild_id)
        return 200, payloads.member(user_id)

    # commands

    def _commands(self, call: Call) -> Answer:
        return 200, self.registry.commands

    def _overwrite(self, call: Call) -> Answer:
        _hold(command_limits(call.body))
        self.registry.overwritten += 1
        self.registry.commands = self._made(call.body)
        return 200, self.registry.commands

    def _register(self, call: Call) -> Answer:
        _hold(command_limits([call.body]))
        (made,) = self._made([call.body])
        self.registry.commands = [*(each for each in self.registry.commands if each["id"] != made["id"]), made]
        return 201, made

    def _made(self, commands: list[Json]) -> list[Json]:
        """Return commands with what Discord adds; those that are new count for the day."""
        held = {(each.get("type", 1), each["name"]): each["id"] for each in self.registry.commands}
        new = [each for each in commands if (each.get("type", 1), each["name"]) not in held]
        if self.registry.made + len(new) > COMMANDS_A_DAY:
            raise Refused(400, 30034, "Max number of daily application command creates has been reached (200)")
        self.registry.made += len(new)
        added = {"application_id": BOT, "default_member_permissions": None, "description": "", "nsfw": False, "type": 1}
        return [
            {
                "id": held.get((each.get("type", 1), each["name"])) or self.world.snowflake(),
                "version": self.world.snowflake(),
                **added,
                **each,
            }
            for each in commands
        ]

    # interactions

    def _respond(self, call: Call, interaction_id: str, token: str) -> Answer:
        data, kind = call.body.get("data") or {}, call.body["type"]
        if kind in (4, 7):
            _hold(shown_limits(data, may_be_empty=kind == 7))
        elif kind == 8:
            _hold(choice_limits(data.get("choices")))
        elif kind == 9:
            _hold(modal_limits(data))
        told = self.interactions.respond(interaction_id, token, call.body)
        if self.world.foreign.bare_callbacks:
            return 204, None
        return (200, told) if call.query.get("with_response") in ("1", "true") else (204, None)

    def _follow_up(self, call: Call, token: str) -> Answer:
        self.interactions.live(token)
        _hold(shown_limits(call.body, may_be_empty=False))
        return 200, self.interactions.follow_up(token, call.body)

    def _answered(self, call: Call, token: str, message_id: str) -> Answer:
        return 200, self.interactions.message(token, message_id)

    def _edit_answer(self, call: Call, token: str, message_id: str) -> Answer:
        message = self.interactions.message(token, message_id)
        _hold(shown_limits(call.body, may_be_empty=True, flags=message["flags"]))
        return 200, self.world.edit(message, call.body)

    def _delete_answer(self, call: Call, token: str, message_id: str) -> Answer:
        self.interactions.delete(token, message_id)
        return 204, None


def _hold(problems: list[str]) -> None:
    if problems == ["an empty message"]:
        raise Refused(400, 50006, "Cannot send an empty message")
    if problems:
        raise Refused(400, 50035, "Invalid Form Body", errors={"_": problems})
