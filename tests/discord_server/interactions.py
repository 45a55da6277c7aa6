"""Interactions: a first answer before all else, a token of fifteen minutes, follow-ups through it.

https://docs.discord.com/developers/interactions/receiving-and-responding
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

from discord_server import payloads
from discord_server.payloads import BOT, Json
from discord_server.world import DM, EPHEMERAL, LOADING, Channel, Refused, World

FIRST_SECONDS = 60.0
"""Discord waits for three, which a busy machine may take to get there; that we answer before we work, tests see by order."""
TOKEN_SECONDS = 900.0
COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
UNKNOWN = Refused(404, 10062, "Unknown interaction")
STALE = Refused(401, 50027, "Invalid Webhook Token")


@dataclass
class Interaction:
    """Something that a person did, and how the bot has answered it."""

    id: str
    token: str
    kind: int
    channel: Channel
    person: str
    data: Json
    began: float
    sent: float = field(default_factory=time.monotonic)
    source: Json | None = None
    callback: Json | None = None
    acknowledged: float | None = None
    original: Json | None = None
    messages: list[Json] = field(default_factory=list)
    deferred: bool = False
    ephemeral: bool = False
    answered: asyncio.Event = field(default_factory=asyncio.Event)


class Interactions:
    """What people did with commands, buttons and menus."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.by_token: dict[str, Interaction] = {}

    def begin(
        self, kind: int, channel: Channel, person: str, data: Json, source: Json | None = None
    ) -> tuple[Interaction, Json]:
        """Return a new interaction and the event that tells the bot of it."""
        number = self.world.snowflake()
        made = Interaction(number, f"token-{number}-{'x' * 40}", kind, channel, person, data, self.world.now())
        made.source = source
        self.by_token[made.token] = made
        return made, self._event(made)

    @property
    def last_answer(self) -> str:
        """The id of the message that was given in answer last."""
        return str([m for made in self.by_token.values() for m in made.messages][-1]["id"])

    @property
    def unanswered(self) -> list[str]:
        """What the bot has given no first answer to."""
        return [made.id for made in self.by_token.values() if made.callback is None]

    def _event(self, made: Interaction) -> Json:
        channel = made.channel
        held = self.world.permissions(channel, made.person)
        told: Json = {
            "id": made.id,
            "application_id": BOT,
            "type": made.kind,
            "token": made.token,
            "version": 1,
            "data": made.data,
            "channel_id": channel.id,
            "channel": {**channel.json(), "permissions": str(held)},
            "locale": "en-US",
            "entitlements": [],
            "entitlement_skus": [],
            "attachment_size_limit": 10_485_760,
            "app_permissions": str(self.world.permissions(channel)),
            "authorizing_integration_owners": {"0": channel.guild_id or "0"},
            "context": 1 if channel.kind == DM else 0,
        }
        if channel.guild_id:
            told |= {
                "guild_id": channel.guild_id,
                "guild": {"id": channel.guild_id, "locale": "en-US", "features": []},
                "guild_locale": "en-US",
                "member": payloads.member(made.person, held),
            }
        else:
            told["user"] = payloads.user(made.person)
        return {**told, "message": made.source} if made.source else told

    # what the bot answers

    def respond(self, interaction_id: str, token: str, body: Json) -> Json:
        """Take the first answer."""
        made = self.by_token.get(token)
        if made is None or made.id != interaction_id:
            raise UNKNOWN
        if made.callback is not None:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        if time.monotonic() - made.sent > FIRST_SECONDS:
            raise UNKNOWN
        kind = body["type"]
        self._fitting(made, kind)
        made.callback, made.acknowledged = body, time.monotonic() - made.sent
        self._take(made, kind, body.get("data") or {})
        made.answered.set()
        return self._told(made, kind)

    @staticmethod
    def _fitting(made: Interaction, kind: int) -> None:
        right = {COMMAND: (4, 5, 9), COMPONENT: (4, 5, 6, 7, 9), AUTOCOMPLETE: (8,), MODAL: (4, 5, 6, 7)}
        if kind not in right[made.kind]:
            raise Refused(400, 50035, "Invalid Form Body", errors={"type": kind})

    def _take(self, made: Interaction, kind: int, data: Json) -> None:
        made.ephemeral = bool((data.get("flags") or 0) & EPHEMERAL)
        if kind == 4:
            made.original = self._show(made, data)
        elif kind == 5:
            made.deferred = True
            made.original = self._show(made, {**data, "flags": (data.get("flags") or 0) | LOADING})
        elif kind in (6, 7) and made.source is not None:
            held = [m for m in made.channel.messages if m["id"] == made.source["id"]]
            made.original = held[0] if held else made.source
            if kind == 7:
                self.world.edit(made.original, data)

    def _show(self, made: Interaction, body: Json) -> Json:
        """Add a message in answer; one that only the person sees is in no channel."""
        ephemeral = (body.get("flags") or 0) & EPHEMERAL
        about = {"id": made.id, "type": made.kind, "user": payloads.user(made.person)}
        more = {"webhook_id": BOT, "application_id": BOT, "interaction_metadata": about}
        if ephemeral:
            message = self.world.message(made.channel, body, BOT, **more)
        else:
            message = self.world.post(made.channel, body, BOT, **more)
        made.messages.append(message)
        return message

    @staticmethod
    def _told(made: Interaction, kind: int) -> Json:
        told: Json = {"interaction": {"id": made.id, "type": made.kind}}
        if made.original is not None:
            told["interaction"] |= {
                "response_message_id": made.original["id"],
                "response_message_loading": kind == 5,
                "response_message_ephemeral": made.ephemeral,
            }
            told["resource"] = {"type": kind, "message": made.original}
        return told

    def live(self, token: str) -> Interaction:
        """Return the interaction of a token that still holds."""
        made = self.by_token.get(token)
        if made is None:
            raise STALE
        if self.world.now() - made.began > TOKEN_SECONDS:
            raise STALE
        if made.callback is None:
            raise Refused(404, 10015, "Unknown Webhook")
        return made

    def follow_up(self, token: str, body: Json) -> Json:
        """Add a message; the first one after "thinking" takes its place."""
        made = self.live(token)
        if made.deferred and made.original and made.original["flags"] & LOADING:
            return self.world.edit(made.original, body)
        if not (body.get("flags") or 0) & EPHEMERAL and made.channel.is_thread and made.channel.locked:
            raise Refused(403, 160005, "Thread is locked")
        return self._show(made, body)

    def message(self, token: str, message_id: str) -> Json:
        """Return a message that was given in answer."""
        made = self.live(token)
        found = made.original if message_id == "@original" else None
        found = found or next((m for m in made.messages if m["id"] == message_id), None)
        if found is None:
            raise Refused(404, 10008, "Unknown Message")
        return found

    def delete(self, token: str, message_id: str) -> None:
        """Take a message back."""
        message, made = self.message(token, message_id), self.by_token[token]
        made.messages = [m for m in made.messages if m is not message]
        made.channel.messages = [m for m in made.channel.messages if m is not message]
        if message is made.original:
            made.original = None


def options_of(command: Json, given: dict[str, Any], focused: str = "") -> list[Json]:
    """Return what a person typed as the options of a registered command; AssertionError for one that it has not.

    A command with subcommands is called by `{"sub": {...}}`.
    """
    known = {option["name"]: option for option in command.get("options") or ()}
    made: list[Json] = []
    for name, value in given.items():
        option = known.get(name)
        assert option is not None, f"/{command['name']} has no option {name}; it has {list(known)}"
        if option["type"] in (1, 2):
            inner = {"name": name, "type": option["type"], "options": options_of(option, value, focused)}
            made.append(inner)
            continue
        choices = [choice["value"] for choice in option.get("choices") or ()]
        assert not choices or value in choices, f"{name}: {value!r} is none of {choices}"
        made.append({"name": name, "type": option["type"], "value": value, **_focus(name, focused)})
    missing = [n for n, o in known.items() if o.get("required") and n not in given]
    assert focused or not missing, f"/{command['name']} needs {missing}"
    return made


def _focus(name: str, focused: str) -> Json:
    return {"focused": True} if name == focused else {}
