"""What of a channel cannot be done, row by row: its briefings, what it follows, its corrections and deliveries."""

from __future__ import annotations

from collections.abc import Iterator

from bot.messages.catalogue import say
from bot.models import Channel
from bot.store.channels import follows, subscriptions
from bot.store.deliveries import outbox
from bot.store.news import corrections
from bot.store.protocol import Connection


def of_channel(db: Connection, channel: Channel) -> list[str]:
    """Return a line for each row of a channel that is in trouble, with what it is; none where all is well."""
    return list(_lines(db, channel)) if channel.id else []


def _lines(db: Connection, channel: Channel) -> Iterator[str]:
    if channel.state not in ("active", "paused"):
        yield say("rows.channel", problem=say("rows.unknown_state", state=channel.state))
    for briefing in subscriptions.every(db, channel.id):
        if briefing.problem:
            yield say("rows.briefing", number=briefing.id, problem=briefing.problem)
    for follow in follows.every(db, channel.id):
        if follow.problem:
            yield say("rows.follow", kind=follow.kind, what=follow.what, problem=follow.problem)
    for address, problem in corrections.problems(db, channel.id):
        yield say("rows.correction", address=address, problem=problem)
    for delivery in outbox.put_off_of(db, channel.id):
        yield say("rows.delivery", kind=delivery.kind, problem=delivery.problem)


def count(db: Connection) -> int:
    """Return how many rows say that they are in trouble, of all channels."""
    return sum(each(db) for each in (subscriptions.troubled, follows.troubled, corrections.troubled, outbox.troubled))
