"""Model tokens a day by who has them spent: one person, channel or server cannot spend another's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.clock import Clock
from bot.config.settings import LimitSettings
from bot.desk.desk import Desk
from bot.errors import BudgetSpent
from bot.messages.catalogue import say
from bot.models import Channel, Usage
from bot.store.limits import model_usage, tokens_by_spender
from bot.store.protocol import Store
from bot.summarize.llm.protocol import Heard, LanguageModel, ModelReply, Prompt
from bot.summarize.verification.claim_verifier import ClaimVerifier, Doubt, Readings


@dataclass(frozen=True, slots=True)
class Metered:
    """A model for those in `allowed`, the tokens a UTC day of each; raises BudgetSpent where one has none left."""

    model: LanguageModel
    store: Store
    clock: Clock
    allowed: Mapping[str, int]

    async def complete(self, prompt: Prompt, schema: dict[str, Any], heard: Heard | None = None) -> ModelReply:
        """Return what the model answers, and put its tokens on each account."""
        day = await _check(self.store, self.clock, self.allowed)
        reply = await self.model.complete(prompt, schema, heard)
        await _add(self.store, day, self.allowed, reply.usage)
        return reply


@dataclass(frozen=True, slots=True)
class MeteredReader:
    """A second reader for the same; its exam is on nobody's account but the operator's."""

    reader: ClaimVerifier
    store: Store
    clock: Clock
    allowed: Mapping[str, int]

    async def read(self, doubts: Sequence[Doubt]) -> Readings:
        """Return what the reader says, and put its tokens on each account."""
        day = await _check(self.store, self.clock, self.allowed)
        readings = await self.reader.read(doubts)
        await _add(self.store, day, self.allowed, readings.usage)
        return readings


async def _check(store: Store, clock: Clock, allowed: Mapping[str, int]) -> str:
    """Return the day that a call counts for; raise BudgetSpent where an account has nothing left of it."""
    day, scopes = model_usage.day_of(clock()), tuple(allowed)
    spent = await store.read(lambda db: tokens_by_spender.spent(db, day, scopes))
    over = next((scope for scope in scopes if spent[scope] >= allowed[scope]), None)
    if over:
        raise BudgetSpent(say("limits.tokens_spent", over=over))
    return day


async def _add(store: Store, day: str, allowed: Mapping[str, int], usage: Usage) -> None:
    tokens = usage.input_tokens + usage.output_tokens
    await store.write(lambda db: tokens_by_spender.add(db, day, tuple(allowed), tokens))


def metered_for(desk: Desk, channel: Channel, person: str = "") -> Desk:
    """Return the desk with its model and its reader metered for a channel, its server and a person; the operator's are
    not."""
    if desk.model is None or channel.platform == "console":
        return desk
    allowed = accounts(desk.settings.limits, channel, person)
    reader = MeteredReader(desk.reader, desk.store, desk.clock, allowed) if desk.reader else None
    return replace(desk, model=Metered(desk.model, desk.store, desk.clock, allowed), reader=reader)


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
