"""How much may be set up: sources, briefings and follows of a server, and of a person in direct messages.

Each is held in the transaction that writes the row.
"""

from __future__ import annotations

from bot.config.sections import LimitSettings
from bot.errors import UsageError
from bot.messages.catalogue import say
from bot.models import Channel
from bot.store import forgetting
from bot.store.channels import follows, subscriptions
from bot.store.news import sources
from bot.store.protocol import Connection

CHANNEL_BRIEFINGS = 20
CHANNEL_FOLLOWS = 50


def most_sources(limits: LimitSettings, place: Channel) -> int | None:
    """Return how many sources may be added from a place; None at the operator's terminal: any number."""
    if place.platform == "console":
        return None
    return limits.server_sources if place.server else limits.person_sources


def room_for_sources(db: Connection, owner: str, most: int | None) -> int | None:
    """Return how many more sources an owner may add who may have `most`; None for any number."""
    return None if most is None else max(0, most - sources.count(db, owner))


def check_sources(db: Connection, owner: str, most: int | None) -> None:
    """Raise a UsageError where an owner has all the sources that it may have, or what it had is being deleted still."""
    if left := forgetting.left_of(db, owner) if forgetting.under_way(db) else 0:
        raise UsageError(say("sources.forgetting", n=left))
    if room_for_sources(db, owner, most) == 0:
        raise UsageError(say("sources.too_many", most=most))


def check_briefings(db: Connection, limits: LimitSettings, channel: Channel, more: int = 1) -> None:
    """Raise a UsageError where a channel, its server or a person may not have so many more briefings."""
    most = limits.person_briefings if is_personal(channel) else CHANNEL_BRIEFINGS
    if more and len(subscriptions.every(db, channel.id)) + more > most:
        raise UsageError(say("schedule.too_many", most=most))
    here = subscriptions.count_of_server(db, channel.platform, channel.server) if channel.server else 0
    if more and here + more > limits.server_briefings:
        raise UsageError(say("schedule.too_many_here", most=limits.server_briefings))


def check_follows(db: Connection, limits: LimitSettings, channel: Channel) -> None:
    """Raise a UsageError where a channel, its server or a person follows as much as it may."""
    most = limits.person_follows if is_personal(channel) else CHANNEL_FOLLOWS
    if len(follows.every(db, channel.id)) >= most:
        raise UsageError(say("follows.too_many", most=most))
    here = follows.count_of_server(db, channel.platform, channel.server) if channel.server else 0
    if here >= limits.server_follows:
        raise UsageError(say("follows.too_many_here", most=limits.server_follows))


def is_personal(channel: Channel) -> bool:
    """Tell whether a channel is somebody's direct messages."""
    return channel.kind == "direct"
