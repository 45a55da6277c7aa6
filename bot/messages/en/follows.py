"""What a channel follows."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    # ---- what is followed
    "follows.first": "{kind} {what}, first in briefings",
    "follows.at_once": "{kind} {what}, told at once, at most {most} a day{quiet}",
    "follows.quiet": ", quiet {quiet_from} to {quiet_until} {zone}",
    "follows.in_trouble": "{follow}: not told, {problem}",
    "follows.none_here": "Nothing is followed here. Follow something like: {first}, or: {at_once}",
    "follows.nothing_followed": "nothing is followed here",
    "follows.none_yet": "It follows nothing yet: follow climate",
    # ---- one is added or ended
    "follows.followed": "Followed: {follow}.",
    "follows.unfollowed": "Followed no longer: {follows}.",
    "follows.unfollow_what": "name what to follow no longer. This channel follows: {known}",
    "follows.not_followed": "this channel does not follow {what!r}. {fix}",
    # Before follows.known.
    "follows.did_you_mean": "Did you mean {near!r}? ",
    "follows.known": "{near}It follows: {known}",
    "follows.too_many": "this channel follows {most} things already. Unfollow one first",
    "follows.too_many_here": (
        "this server follows {most} things already, which is the most (limits.server_follows). Unfollow one first"
    ),
    # ---- what was said is not understood
    "follows.alerts_a_day": "{most!r} is no number of alerts a day. Give one from 1 to 100",
    "follows.name_it": "name what to follow in at most {most} characters, like: `follow climate`",
    "follows.unknown_kind": "unknown kind {kind!r}. There are {kinds}",
    "follows.nothing_known": "I know no {kind} {what!r}. `{list}` lists them",
}
