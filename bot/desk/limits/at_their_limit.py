"""Who has as much as a limit allows: of what may be set up, of questions within the hour, of tokens today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from bot.config.sections import LimitSettings
from bot.desk.limits.question_limits import HOUR
from bot.desk.limits.setup_limits import CHANNEL_BRIEFINGS, CHANNEL_FOLLOWS, is_personal
from bot.desk.limits.token_limits import channel_account, server_account
from bot.messages.catalogue import say
from bot.store.channels import channels
from bot.store.limits import held_by_owner, model_usage, question_buckets, tokens_by_spender
from bot.store.limits.question_buckets import Bucket
from bot.store.protocol import Connection
from bot.summarize.llm.server_dialect import MAX_OUTPUT_TOKENS

LEAST_OF_A_TEXT = 4 * MAX_OUTPUT_TOKENS
"""Tokens without which no text is begun: room for its two replies, and for those of their readings."""


def at_their_limit(db: Connection, limits: LimitSettings, now: datetime) -> list[str]:
    """Return a line for each limit that somebody has come to, with who, how much, and which setting it is."""
    return [*_sources(db, limits), *_set_up(db, limits), *_asked(db, limits, now), *_spent(db, limits, now)]


def _sources(db: Connection, limits: LimitSettings) -> Iterator[str]:
    persons = {each.home for each in channels.every(db) if not each.server}
    for owner, held in sorted(held_by_owner.sources(db).items()):
        key: Literal["person_sources", "server_sources"] = "person_sources" if owner in persons else "server_sources"
        if held >= getattr(limits, key):
            yield _line("limits.has_sources", f"server {owner}", held, key)


def _set_up(db: Connection, limits: LimitSettings) -> Iterator[str]:
    """Give what channels and servers have of briefings and follows; the operator's terminal has no limit."""
    for table, words, most in (
        ("subscriptions", "limits.has_briefings", CHANNEL_BRIEFINGS),
        ("follows", "limits.has_follows", CHANNEL_FOLLOWS),
    ):
        kind = words.removeprefix("limits.has_")
        of_server: Counter[str] = Counter()
        for channel, held in held_by_owner.by_channel(db, table):  # type: ignore[arg-type]
            if channel.platform == "console":
                continue
            personal = is_personal(channel)
            if held >= (getattr(limits, f"person_{kind}") if personal else most):
                yield _line(words, channel_account(channel), held, f"person_{kind}" if personal else "")
            if channel.server:
                of_server[server_account(channel)] += held
        for server, held in sorted(of_server.items()):
            if held >= getattr(limits, f"server_{kind}"):
                yield _line(words, server, held, f"server_{kind}")


def _asked(db: Connection, limits: LimitSettings, now: datetime) -> Iterator[str]:
    for scope in question_buckets.scopes(db):
        key = f"{scope.partition(' ')[0]}_hourly"
        bucket = Bucket(scope, getattr(limits, key, 0) or 1, HOUR)
        if question_buckets.wait(db, bucket, 1.0, now) is not None:
            yield _line("limits.has_asked", scope, bucket.size, key)


def _spent(db: Connection, limits: LimitSettings, now: datetime) -> Iterator[str]:
    for scope, tokens in tokens_by_spender.every(db, model_usage.day_of(now)):
        key = f"{scope.partition(' ')[0]}_tokens"
        most = getattr(limits, key, None)
        if most is not None and tokens + LEAST_OF_A_TEXT > most:
            yield f"{say('limits.has_spent', who=scope, n=tokens)} {say('limits.leaves_too_few', key=key)}"


def _line(words: str, who: str, number: int, key: str) -> str:
    fix = say("limits.set_by", key=key) if key else say("limits.fixed")
    return f"{say(words, who=who, n=number)} {fix}"
