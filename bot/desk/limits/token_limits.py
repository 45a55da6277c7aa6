"""Model tokens a day by who has them spent: one person, channel or server cannot spend another's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.config.sections import LimitSettings
from bot.desk.desk import Desk
from bot.models import Channel
from bot.summarize.llm.paying import on_account
from bot.summarize.llm.protocol import Heard, LanguageModel, ModelReply, Prompt
from bot.summarize.verification.claim_verifier import ClaimVerifier, Doubt, Readings


@dataclass(frozen=True, slots=True)
class Metered:
    """A model for those in `allowed`, the tokens a UTC day of each; raises BudgetSpent where one has too few left."""

    model: LanguageModel
    allowed: Mapping[str, int]

    async def complete(self, prompt: Prompt, schema: dict[str, Any], heard: Heard | None = None) -> ModelReply:
        """Return what the model answers, on each account."""
        with on_account(self.allowed):
            return await self.model.complete(prompt, schema, heard)


@dataclass(frozen=True, slots=True)
class MeteredReader:
    """A second reader for the same; its exam is on nobody's account but the operator's."""

    reader: ClaimVerifier
    allowed: Mapping[str, int]

    async def read(self, doubts: Sequence[Doubt]) -> Readings:
        """Return what the reader says, on each account."""
        with on_account(self.allowed):
            return await self.reader.read(doubts)


def metered_for(desk: Desk, channel: Channel, person: str = "") -> Desk:
    """Return the desk with its model and its reader metered for a channel, its server and a person; the operator's are
    not. What they wrote and judged before, and the channel may see, is used again and costs nobody anything."""
    if desk.model is None:
        return desk
    allowed = {} if channel.platform == "console" else accounts(desk.settings.limits, channel, person)
    model, reader = Metered(desk.model, allowed), MeteredReader(desk.reader, allowed) if desk.reader else None
    if desk.shelf is None:
        return replace(desk, model=model, reader=reader)
    from bot.summarize.generation.second_reading.read_once import ReadOnce
    from bot.summarize.generation.second_reading.readers import who
    from bot.summarize.generation.written_once import WrittenOnce

    shelf = replace(desk.shelf, audience=channel.audience, by=who(desk.settings.model))
    return replace(desk, model=WrittenOnce(model, shelf), reader=ReadOnce(reader, shelf) if reader else None)


def channel_account(channel: Channel) -> str:
    """Return the name of a channel's account."""
    return f"channel {channel.platform}:{channel.platform_id}"


def server_account(channel: Channel) -> str:
    """Return the name of the account of a channel's server."""
    return f"server {channel.home}"


def person_account(channel: Channel, person: str) -> str:
    """Return the name of a person's account, on the platform of a channel."""
    return f"person {channel.platform}:{person}"


def accounts(limits: LimitSettings, channel: Channel, person: str = "") -> dict[str, int]:
    """Return the accounts that a request is put on, with what each may spend a day."""
    found = {server_account(channel): limits.server_tokens, channel_account(channel): limits.channel_tokens}
    return found | ({person_account(channel, person): limits.person_tokens} if person else {})
