"""The terms of a briefing: when it comes and about what, checked; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot import language_names, slot_times
from bot.errors import UsageError
from bot.messages.catalogue import say
from bot.models import LENGTHS, Subscription

OFF = "off"
"""What a topic or a ping is given as that is to be none: what is not given stays as it is."""


@dataclass(frozen=True, slots=True)
class WantedSubscription:
    """When a channel is to be briefed and about what, as it was written."""

    at: str
    days: str = "daily"
    zone: str = ""
    topic: str = ""
    language: str = ""
    length: str = "normal"
    only_language: str = ""


def upcoming(subscription: Subscription, now: datetime, count: int = 5) -> list[datetime]:
    """Return when a briefing comes next, as local times; a UsageError where none comes."""
    place, moment, coming = slot_times.zone_named(subscription.zone), now, list[datetime]()
    while len(coming) < count:
        moment = slot_times.next_slot(subscription.at, subscription.zone, subscription.days, moment)
        coming.append(moment.astimezone(place))
    return coming


def never_comes(subscription: Subscription) -> str:
    """Return why no slot of a briefing comes, in words; "" where one does."""
    return slot_times.problem_with(subscription.at, subscription.zone, subscription.days)


def identity(subscription: Subscription) -> tuple[object, ...]:
    """Return what makes two briefings of a channel the same."""
    return (
        subscription.at,
        subscription.zone,
        subscription.days,
        subscription.topic,
        subscription.language,
        subscription.only_language,
        subscription.length,
    )


def checked(wanted: WantedSubscription, zone: str) -> dict[str, Any]:
    """Return the fields of a subscription that is wanted, in `zone` where it names none; a UsageError says why not."""
    length = wanted.length or "normal"
    if length not in LENGTHS:
        raise UsageError(say("schedule.unknown_length", length=length, lengths=", ".join(LENGTHS)))
    return {
        "at": slot_times.wall_time(wanted.at),
        "days": slot_times.parse_days(wanted.days or "daily"),
        "zone": slot_times.check_zone(wanted.zone or zone),
        "topic": wanted.topic.strip(),
        "language": language_names.check_language(wanted.language),
        "only_language": language_names.check_language(wanted.only_language),
        "length": length,
    }
