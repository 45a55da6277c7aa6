"""Commands about what a channel follows: first in its briefings, or told at once."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from bot import slot_times
from bot.desk.desk import Desk
from bot.desk.limits import setup_limits
from bot.desk.setup import channel_lookup
from bot.errors import UsageError
from bot.evidence.people.name_matching import same_person
from bot.messages.catalogue import say
from bot.models import Audience, Channel, Follow, FollowKind, Platform, Source, Story
from bot.store.channels import channels, follows
from bot.store.news import articles, sources
from bot.store.news import stories as story_rows
from bot.store.protocol import Connection

LONGEST = 100
NEAR = 0.7
ALL = ("all", "everything")
"""What stands for all that is followed."""
LATEST = 50
"""Statements that are looked at to know whether somebody of a name speaks."""
FRESH = timedelta(hours=48)
"""What is dated longer ago is told by briefings only; some outlets date by the day."""
_KINDS: tuple[FollowKind, ...] = ("topic", "speaker", "source", "story")


@dataclass(frozen=True, slots=True)
class WantedFollow:
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


async def follow(desk: Desk, place: Channel, wanted: WantedFollow) -> Follow:
    """Follow something from now on, or in another way than before; return it."""
    terms = _terms(desk, wanted)
    meant = await desk.store.read(lambda db: _meant(db, wanted, place.audience))

    def work(db: Connection) -> Follow:
        channel = channel_lookup.settled(db, desk, place)
        held = follows.every(db, channel.id)
        new = replace(meant, channel_id=channel.id)
        if not any((each.kind, each.what) == (new.kind, new.what) for each in held):
            setup_limits.check_follows(db, desk.settings.limits, channel)
        return follows.add(db, replace(new, **asdict(terms)), now=desk.clock())

    return await desk.store.write(work)


async def followed(desk: Desk, place: Channel) -> list[Follow]:
    """Return what a channel follows."""
    channel = await channel_lookup.here(desk, place)
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
        raise UsageError(say("follows.unfollow_what", known=known))
    everything = what.strip().casefold() in ALL
    gone = [each for each in held if everything or each.what.casefold() == what.strip().casefold()]
    if everything and not gone:
        raise UsageError(say("follows.nothing_followed"))
    if not gone:
        known = ", ".join(each.what for each in held[:10])
        fix = say("follows.known", near=_near(what, held), known=known) if known else say("follows.none_yet")
        raise UsageError(say("follows.not_followed", what=what.strip()[:LONGEST], fix=fix))
    await desk.store.write(lambda db: follows.remove(db, [each.id for each in gone]))
    return gone


def _near(what: str, held: Sequence[Follow]) -> str:
    known = {each.what.casefold(): each.what for each in held}
    near = difflib.get_close_matches(what.strip().casefold(), known, 1, NEAR)
    return say("follows.did_you_mean", near=known[near[0]]) if near else ""


def _terms(desk: Desk, wanted: WantedFollow) -> Terms:
    quiet_from, quiet_until = slot_times.quiet_hours(wanted.quiet or desk.settings.schedule.quiet)
    most = wanted.most.strip() or str(desk.settings.schedule.alerts_a_day)
    if not most.isascii() or not most.isdigit() or not 1 <= int(most) <= 100:
        raise UsageError(say("follows.alerts_a_day", most=most))
    return Terms(
        wanted.at_once, int(most), quiet_from, quiet_until, slot_times.check_zone(wanted.zone or desk.settings.zone)
    )


# ---------------------------------------------------------------- what is meant


def _meant(db: Connection, wanted: WantedFollow, audience: Audience) -> Follow:
    """Return what the words mean, among what the channel may see: a source, a story, a speaker, or else a topic."""
    what, kind = " ".join(wanted.what.split()), wanted.kind.strip().lower()
    if not what or len(what) > LONGEST:
        raise UsageError(say("follows.name_it", most=LONGEST))
    if kind and kind not in _KINDS:
        raise UsageError(say("follows.unknown_kind", kind=kind, kinds=", ".join(_KINDS)))
    for each in (name for name in _FINDERS if kind in ("", name)):
        if found := _FINDERS[each](db, what, audience):
            return found
        if kind in ("source", "story"):
            listed = "sources" if kind == "source" else "stories"
            raise UsageError(say("follows.nothing_known", kind=kind, what=what, list=listed))
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
        held = [*story_rows.titled(db, audience, what), *story_rows.called(db, audience, what)]
        found = next((each for each in held if each.title.casefold() == what.casefold()), None)
    return Follow(0, 0, "story", found.title[:LONGEST], found.id) if found else None


def _numbered(db: Connection, what: str, audience: Audience) -> Story | None:
    return story_rows.story(db, int(what), audience) if len(what) < 18 else None


def _speaker(db: Connection, what: str, audience: Audience) -> Follow | None:
    if not any(word[:1].isupper() for word in what.split()):
        return None
    said = articles.statements(db, audience, what, limit=LATEST)
    known = {name for each in said for name in (each.quote.speaker, each.quote.via) if name}
    return Follow(0, 0, "speaker", what) if any(same_person(what, name) for name in known) else None


_FINDERS = {"source": _source, "story": _story, "speaker": _speaker}
"""How what is held is found; a topic is what somebody says it is."""
