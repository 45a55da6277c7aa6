"""How things stand for a channel: its last and next briefing, what fails, the model and its budget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.desk.desk import Desk
from bot.desk.limits.token_limits import channel_account
from bot.desk.news.taken_back import kept_since
from bot.desk.setup import channel_lookup, row_problems
from bot.desk.sources.source_health import problem_of
from bot.messages.catalogue import say
from bot.models import Channel, Delivery, Follow, Source, Subscription
from bot.store.channels import follows, mutes, subscriptions
from bot.store.channels.conversations import place_of
from bot.store.deliveries import sent, taken_back
from bot.store.limits import model_problems, model_usage, tokens_by_spender
from bot.store.news import sources
from bot.store.protocol import Connection
from bot.summarize.llm.factory import reading_settings


@dataclass(frozen=True, slots=True)
class ChannelStatus:
    """`last` is the newest briefing that was sent or given up; `tokens` were spent today, of `budget` for everybody.

    `problems` are lines on what of it cannot be done. `spent` are the tokens of this channel today, of `allowed`;
    `model` is "" where there is none, `trouble` why it gives nothing now, in its server's words.
    """

    channel: Channel
    last: Delivery | None
    last_at: datetime | None
    subscriptions: tuple[Subscription, ...]
    follows: tuple[Follow, ...]
    muted: tuple[str, ...]
    sources: int
    failing: tuple[Source, ...]
    problems: tuple[str, ...]
    model: str
    trouble: str
    tokens: int
    budget: int
    spent: int
    allowed: int
    reported: int = 0
    """Posts that somebody reported as wrong, here; for the operator everywhere."""


async def standing(desk: Desk, place: Channel) -> ChannelStatus:
    """Return how things stand for a channel."""
    channel = await channel_lookup.here(desk, place)
    return await desk.store.read(partial(_standing, desk=desk, channel=channel))


def _standing(db: Connection, desk: Desk, channel: Channel) -> ChannelStatus:
    seen = sources.seen_by(db, channel.audience)
    day = model_usage.day_of(desk.clock())
    mine, console = channel_account(channel), channel.platform == "console"
    last, last_at = sent.last_of(db, channel.id)
    return ChannelStatus(
        channel=channel,
        last=last,
        last_at=last_at,
        subscriptions=tuple(subscriptions.every(db, channel.id)) if channel.id else (),
        follows=tuple(follows.every(db, channel.id)),
        muted=tuple(each.what for each in mutes.every(db, channel.id)) if channel.id else (),
        sources=len(seen),
        failing=tuple(filter(problem_of, seen)),
        problems=(*row_problems.of_channel(db, channel), *_unchanged(db, desk, channel)),
        model=desk.settings.model.name if desk.model else "",
        trouble=_trouble(db, desk),
        tokens=model_usage.spent(db, day)[0],
        budget=desk.settings.model.budget_tokens,
        spent=tokens_by_spender.spent(db, day, [mine])[mine],
        allowed=desk.settings.limits.channel_tokens,
        reported=len({each.ref for each in taken_back.reports(db, "" if console else place_of(channel))}),
    )


def _unchanged(db: Connection, desk: Desk, channel: Channel) -> list[str]:
    """Return a line for each message that could not be changed though it says what was taken back."""
    held = taken_back.unchanged(db, kept_since(desk), channel.id) if channel.id else []
    return [say("status.not_changed", problem=each.problem) for each in held]


def _trouble(db: Connection, desk: Desk) -> str:
    """Return why the model that writes, or the one that reads, gave nothing when it was last asked."""
    writes = desk.settings.model
    for named in (writes, reading_settings(writes)):
        problem = model_problems.standing(db, named.name, named.base_url) if desk.model else None
        if problem:
            return problem.words
    return ""
