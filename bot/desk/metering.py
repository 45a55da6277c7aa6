"""Model tokens a day by who has them spent: one person, channel or server cannot spend another's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.clock import Clock
from bot.desk.office import Desk
from bot.errors import BudgetSpent
from bot.models import Channel
from bot.settings import LimitSettings
from bot.store import spending, usage
from bot.store.database import Store
from bot.summarize.model import Heard, LanguageModel, Prompt, Reply


@dataclass(frozen=True, slots=True)
class Metered:
    """A model for those in `allowed`, the tokens a UTC day of each; raises BudgetSpent where one has none left."""

    model: LanguageModel
    store: Store
    clock: Clock
    allowed: Mapping[str, int]

    async def complete(self, prompt: Prompt, schema: dict[str, Any], heard: Heard | None = None) -> Reply:
        """Return what the model answers, and put its tokens on each account."""
        day, scopes = usage.day_of(self.clock()), tuple(self.allowed)
        spent = await self.store.read(lambda db: spending.spent(db, day, scopes))
        over = next((scope for scope in scopes if spent[scope] >= self.allowed[scope]), None)
        if over:
            raise BudgetSpent(f"the model's tokens of {over} for today are spent. See limits.* in the settings")
        reply = await self.model.complete(prompt, schema, heard)
        tokens = reply.usage.input_tokens + reply.usage.output_tokens
        await self.store.write(lambda db: spending.add(db, day, scopes, tokens))
        return reply


def metered_for(desk: Desk, channel: Channel, person: str = "") -> Desk:
    """Return the desk with its model metered for a channel, its server and a person; the operator's is not."""
    if desk.model is None or channel.platform == "console":
        return desk
    allowed = accounts(desk.settings.limits, channel, person)
    return replace(desk, model=Metered(desk.model, desk.store, desk.clock, allowed))


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
