"""Wishes about what a channel follows: first in its briefings, or told at once."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from bot import slots
from bot.desk import places
from bot.desk.office import Desk
from bot.errors import UsageError
from bot.evidence.speakers import fold, same_person
from bot.models import Audience, Channel, Follow, FollowKind, Platform, Source, Story
from bot.store import articles, channels, follows, sources
from bot.store import stories as story_rows
from bot.store.database import Connection

MOST = 50
"""Things that one channel follows."""
LONGEST = 100
NEAR = 0.7
FRESH = timedelta(hours=48)
"""What is dated longer ago is told by briefings only; some outlets date by the day."""
_KINDS: tuple[FollowKind, ...] = ("topic", "speaker", "source", "story")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be followed and how, as it was written; `kind` "" is found out."""

    what: str
    kind: str = ""
    at_once: bool = False
    most: str = ""
    quiet: str = ""
    zone: str = ""


@dataclass(frozen=True)
class Terms:
    """How something is followed, checked; the fields are those of `Follow`."""

    at_once: bool
    most: int
    quiet_from: str
    quiet_until: str
    zone: str


async def follow(desk: Desk, place: Channel, wanted: Wanted) -> Follow:
    """Follow something from now on, or in another way than before; return it."""
    terms = _terms(desk, wanted)

    def work(db: Connection) -> Follow:
        channel = places.settled(db, place, desk.clock())
        held = follows.every(db, channel.id)
        wish = replace(_meant(db, wanted, place.audience), channel_id=channel.id)
        if len(held) >= MOST and not any((each.kind, each.what) == (wish.kind, wish.what) for each in held):
            raise UsageError(f"this channel follows {MOST} things already. Unfollow one first")
        return follows.add(db, replace(wish, **asdict(terms)), now=desk.clock())

    return await desk.store.write(work)


async def followed(desk: Desk, place: Channel) -> list[Follow]:
    """Return what a channel follows."""
    channel = await places.here(desk, place)
    return await desk.store.read(lambda db: follows.every(db, channel.id)) if channel.id else []


async def of_server(desk: Desk, platform: Platform, server: str) -> list[tuple[Channel, Follow]]:
    """Return what a server's channels follow, by channel."""

    def look(db: Connection) -> list[tuple[Channel, Follow]]:
        held = channels.of_server(db, platform, server)
        return [(channel, each) for channel in held for each in follows.every(db, channel.id)]

    return await desk.store.read(look)


async def unfollow(desk: Desk, place: Channel, what: str) -> list[Follow]:
    """Follow something no longer, whatever kind it is; return what was followed. A UsageError lists what is."""
    held = await followed(desk, place)
    if not what.strip():
        known = ", ".join(each.what for each in held[:10]) or "nothing"
        raise UsageError(f"name what to follow no longer. This channel follows: {known}")
    gone = [each for each in held if each.what.casefold() == what.strip().casefold()]
    if not gone:
        known = ", ".join(each.what for each in held[:10])
        fix = f"{_near(what, held)}It follows: {known}" if known else "It follows nothing yet: follow climate"
        raise UsageError(f"this channel does not follow {what.strip()[:LONGEST]!r}. {fix}")
    await desk.store.write(lambda db: follows.remove(db, [each.id for each in gone]))
    return gone


def _near(what: str, held: Sequence[Follow]) -> str:
    known = {each.what.casefold(): each.what for each in held}
    near = difflib.get_close_matches(what.strip().casefold(), known, 1, NEAR)
    return f"Did you mean {known[near[0]]!r}? " if near else ""


def _terms(desk: Desk, wanted: Wanted) -> Terms:
    quiet_from, quiet_until = slots.quiet_hours(wanted.quiet or desk.settings.schedule.quiet)
    most = wanted.most.strip() or str(desk.settings.schedule.alerts_a_day)
    if not most.isascii() or not most.isdigit() or not 1 <= int(most) <= 100:
        raise UsageError(f"{most!r} is no number of alerts a day. Give one from 1 to 100")
    return Terms(
        wanted.at_once, int(most), quiet_from, quiet_until, slots.check_zone(wanted.zone or desk.settings.zone)
    )


# ---------------------------------------------------------------- what is meant


def _meant(db: Connection, wanted: Wanted, audience: Audience) -> Follow:
    """Return what the words mean, among what the channel may see: a source, a story, a speaker, or else a topic."""
    what, kind = " ".join(wanted.what.split()), wanted.kind.strip().lower()
    if not what or len(what) > LONGEST:
        raise UsageError(f"name what to follow in at most {LONGEST} characters, like: follow climate")
    if kind and kind not in _KINDS:
        raise UsageError(f"unknown kind {kind!r}. There are {', '.join(_KINDS)}")
    for each in [kind] if kind else ("source", "story", "speaker"):
        if found := _FINDERS[each](db, what, audience):
            return found
        if kind in ("source", "story"):
            raise UsageError(f"I know no {kind} {what!r}. `{'sources' if kind == 'source' else 'stories'}` lists them")
    return Follow(0, 0, "speaker" if kind == "speaker" else "topic", what)


def _source(db: Connection, what: str, audience: Audience) -> Follow | None:
    def names(source: Source) -> Sequence[str]:
        return source.url, source.url.rstrip("/"), source.title.casefold()

    for source in sources.seen_by(db, audience):
        if what in names(source) or what.casefold() in names(source):
            return Follow(0, 0, "source", source.title or source.url, source.id)
    return None


def _story(db: Connection, what: str, audience: Audience) -> Follow | None:
    found = _numbered(db, what, audience) if what.isascii() and what.isdigit() else None
    if found is None:
        titled = (each for each in articles.stories(db, audience) if each.title.casefold() == what.casefold())
        found = next(titled, None)
    return Follow(0, 0, "story", found.title[:LONGEST], found.id) if found else None


def _numbered(db: Connection, what: str, audience: Audience) -> Story | None:
    return story_rows.story(db, int(what), audience) if len(what) < 18 else None


def _speaker(db: Connection, what: str, audience: Audience) -> Follow | None:
    if not any(word[:1].isupper() for word in what.split()):
        return None
    known = articles.speakers(db, audience, fold(what.rsplit(maxsplit=1)[-1]))
    return Follow(0, 0, "speaker", what) if any(same_person(what, name) for name in known) else None


def _topic(db: Connection, what: str, audience: Audience) -> Follow | None:
    del db, audience
    return Follow(0, 0, "topic", what)


_FINDERS = {"source": _source, "story": _story, "speaker": _speaker, "topic": _topic}
