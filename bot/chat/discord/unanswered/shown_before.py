"""What a channel shows already of an answer whose process fell: it is completed there, and nothing is posted twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.chat.discord.api_client import Json
from bot.chat.discord.sending.find_message import MessageFinder

LOADING = 1 << 7
"""The flag of a message that only says that an answer is coming."""


@dataclass(slots=True)
class ShownBefore:
    """Looks for what was posted in answer to an event; each room is read once.

    A first message is known by what it answers. The others are known by their words, for Discord keeps no mark that
    nobody sees: they are those of the answer that was kept before it was posted.
    """

    finder: MessageFinder
    event: str
    _read: dict[int, list[Json]] = field(default_factory=dict)

    async def first(self, room: int, reply_to: str) -> Json | None:
        """Return the first message of the answer in a room, whole or not; None where there is none."""
        return next((each for each in await self._ours(room) if self._begins(each, room, reply_to)), None)

    async def same(self, room: int, request: Json) -> str:
        """Return the id of a message that says what a request would post; "" where there is none."""
        held = await self._ours(room)
        alike = (each for each in held if says_the_same(each, request) and _answers(each) == _answers(request))
        found = next(alike, None)
        if found is None:
            return ""
        held.remove(found)  # what it says may come twice in one answer
        return str(found["id"])

    async def loading(self, room: int) -> str:
        """Return the id of the message that still says that an answer is coming; "" where none does."""
        found = (each for each in await self._ours(room) if _interaction(each) == self.event and _is_loading(each))
        return next((str(each["id"]) for each in found), "")

    def _begins(self, message: Json, room: int, reply_to: str) -> bool:
        if reply_to:
            return _answers(message) == reply_to
        if str(room) == self.event:  # the thread that was opened on the question
            return not _answers(message)
        return _interaction(message) == self.event and not _is_loading(message)

    async def _ours(self, room: int) -> list[Json]:
        if room not in self._read:
            self._read[room] = await self.finder.ours_since(room, int(self.event))
        return self._read[room]


def says_the_same(message: Json, request: Json) -> bool:
    """Tell whether a message says what a request would have it say."""
    return _words(message) == _words(request)


def _words(message: Json) -> list[str]:
    embeds: list[dict[str, Any]] = message.get("embeds") or []
    return [word for embed in embeds for word in str(embed.get("description") or "").split()]


def _answers(message: Json) -> str:
    return str((message.get("message_reference") or {}).get("message_id") or "")


def _is_loading(message: Json) -> bool:
    return bool(int(message.get("flags") or 0) & LOADING)


def _interaction(message: Json) -> str:
    """Return the interaction that a message is the answer to.

    https://docs.discord.com/developers/resources/message#message-interaction-metadata-object
    """
    return str((message.get("interaction_metadata") or {}).get("id") or "")
