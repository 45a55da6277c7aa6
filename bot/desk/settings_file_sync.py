"""What stands in the settings file, brought into the store: channels, their briefings, sources.

The file owns what came from it: a briefing or a source that is taken out there is taken out here, and one that is
changed there is changed here. What somebody set in the chat or by a command is left alone. A file that is not there
says nothing: what one set up before goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot import slot_times
from bot.config.sections import BriefingSettings, ChannelSettings
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.setup.briefing_terms import identity
from bot.desk.setup.file_entries import (
    NAMED,
    NamedSource,
    NamedSources,
    at_position,
    check_channels,
    named_sources,
    wanted_briefings,
)
from bot.desk.setup.language_setting import as_filter, no_longer_filters
from bot.desk.setup.topics import unmatched
from bot.errors import ConfigError
from bot.models import Channel, Source, Subscription
from bot.store.channels import channels, configured, subscriptions
from bot.store.news import source_vouchers, sources
from bot.store.protocol import Connection

log = logging.getLogger(__name__)

_BROUGHT_INTO = ("channels", "subscriptions", "sources")
"""The tables that a settings file is brought into."""


def check(settings: Settings) -> None:
    """Raise a ConfigError that names file and line of every entry of the settings that cannot be brought in."""
    check_channels(settings)
    if problems := named_sources(settings).problems:
        raise ConfigError("\n".join(problems))


def apply(desk: Desk) -> tuple[str, ...]:
    """Make the store hold what the settings say, and no longer what they do not say any more.

    A ConfigError where a channel cannot be as it is described: nothing is changed then. A source that cannot be is left
    out; returned is a line for each, with its place in the file.
    """
    check_channels(desk.settings)
    named = named_sources(desk.settings)
    for line in named.problems:
        log.error("%s", line)
    _tell(desk.store.write_now(lambda db: _bring_in(db, desk, named)))
    return named.problems


def _bring_in(db: Connection, desk: Desk, named: NamedSources) -> Outlook:
    """Bring in what the file says, and return what that changed."""
    db.lock("settings file")
    orphaned = configured.count(db) if desk.settings.lacks_file else 0
    before = sources.every(db), subscriptions.every(db)
    if not desk.settings.lacks_file:
        _apply_channels(db, desk)
        _apply_sources(db, named, desk.clock())
    configured.settle(db)
    briefings = _changed(before[1], subscriptions.every(db))
    topics = (_unmatched(db, each, desk.clock()) for each in briefings[0] if each.topic)
    warnings = (*filter(None, topics), *no_longer_filters(*briefings))
    return Outlook(*_apart(before[0], sources.every(db)), *briefings, orphaned, named.problems, warnings)


def _unmatched(db: Connection, briefing: Subscription, now: datetime) -> str:
    channel = channels.get(db, briefing.channel_id)
    return unmatched(db, briefing.topic, channel.audience, now) if channel else ""


def _tell(changed: Outlook) -> None:
    if changed.orphaned:
        log.warning("there is no settings file: the %d entries of the former one stay as they were", changed.orphaned)
    for briefing in changed.briefings_in:
        log.info("the settings file: briefing %d comes at %s %s", briefing.id, briefing.at, briefing.zone)
    for briefing in changed.briefings_out:
        log.info("the settings file: briefing %d comes no more at %s %s", briefing.id, briefing.at, briefing.zone)
    for source in changed.sources_out:
        log.info("the settings file: the source %s is read no more", source.url)
    for line in changed.warnings:
        log.warning("%s", line)


# ---------------------------------------------------------------- what it will change


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the next start, or reload, brings into the store and takes out of it.

    `orphaned` counts what a file set up that is not there any more; `problems` are lines on entries that cannot be,
    `warnings` on those that can be, and yet will not do what was meant.
    """

    sources_in: tuple[Source, ...] = ()
    sources_out: tuple[Source, ...] = ()
    briefings_in: tuple[Subscription, ...] = ()
    briefings_out: tuple[Subscription, ...] = ()
    orphaned: int = 0
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def counts(self) -> tuple[int, int]:
        """Return how many sources and briefings come in, and how many go."""
        return len(self.sources_in) + len(self.briefings_in), len(self.sources_out) + len(self.briefings_out)


def outlook(desk: Desk) -> Outlook:
    """Return what the settings file says that the store does not know yet; nothing is changed, or waited for."""
    named = named_sources(desk.settings)
    return desk.store.rehearse_now(lambda db: _bring_in(db, desk, named), _BROUGHT_INTO)


def _apart(before: Sequence[Source], after: Sequence[Source]) -> tuple[tuple[Source, ...], tuple[Source, ...]]:
    """Return the sources that come, and those that go."""
    known, stays = {each.id for each in before}, {each.id for each in after}
    return tuple(s for s in after if s.id not in known), tuple(s for s in before if s.id not in stays)


def _changed(
    before: Sequence[Subscription], after: Sequence[Subscription]
) -> tuple[tuple[Subscription, ...], tuple[Subscription, ...]]:
    """Return the briefings that come or are another then, and those that go or were another before."""
    was, will = ({(each.id, identity(each)): each for each in held} for held in (before, after))
    return tuple(will[key] for key in will if key not in was), tuple(was[key] for key in was if key not in will)


# ---------------------------------------------------------------- briefings


def _apply_channels(db: Connection, desk: Desk) -> None:
    now = desk.clock()
    entries: dict[int, list[BriefingSettings]] = {}
    names = {each.name.strip() for each in desk.settings.channels}
    for each in desk.settings.channels:
        entries.setdefault(_channel(db, each, names, now).id, []).extend(each.briefings)
    standing: set[int] = set()
    for channel_id, briefings in entries.items():
        wanted = wanted_briefings(channel_id, briefings, desk.settings.zone)
        standing |= _apply_briefings(db, wanted, subscriptions.every(db, channel_id), now)
    for held in subscriptions.every(db):
        if held.entry and held.id not in standing:
            subscriptions.remove(db, held.id)


def _channel(db: Connection, asked: ChannelSettings, names: Collection[str], now: datetime) -> Channel:
    """Return the channel of an entry: that of its name, or the one at its place where the file names that no more."""
    name, place = asked.name.strip(), asked.id.strip()
    channel = channels.named(db, name)
    if channel is None and place and (there := channels.at(db, asked.platform, place)) and there.name not in names:
        channels.rename(db, there.id, name)
        return replace(there, name=name)
    channel = channel or channels.add(db, name, asked.platform, place, now=now)
    if (channel.platform, channel.platform_id) != (asked.platform, place):
        channels.change(db, channel.id, asked.platform, place, channel.server)
    if asked.language and asked.language != channel.language:
        channels.reads(db, channel.id, asked.language)
    return channel


def _apply_briefings(
    db: Connection, wanted: Sequence[Subscription], held: Sequence[Subscription], now: datetime
) -> set[int]:
    """Add and change what a channel holds of the settings; return which rows stand in them."""
    standing: set[int] = set()
    own = {identity(each) for each in held if each.entry == ""}
    unmatched = [each for each in wanted if own.isdisjoint(_readings(each))]  # somebody's own is that one already
    for asked, former in matched(unmatched, [each for each in held if each.entry != ""]):
        if former is None:
            standing.add(subscriptions.add(db, asked, now=now).id)
            continue
        configured.change_briefing(db, former.id, asked, _next_slot(db, former, asked, now))
        standing.add(former.id)
    return standing


def _readings(asked: Subscription) -> set[tuple[object, ...]]:
    """Return what a briefing of the settings may be known by: what it says, and what it said to an earlier version."""
    was = as_filter(asked) if asked.language and not asked.only_language else asked
    return {identity(asked), identity(was)}


def matched(
    wanted: Sequence[Subscription], held: Sequence[Subscription]
) -> list[tuple[Subscription, Subscription | None]]:
    """Return each briefing of the settings with the row that it has been, if any: one that changed, or only moved.

    It is known by its name, by what it says, or else by its position (`id` of what is wanted). Rows of which it is not
    known whose they are (`entry` is None) are taken only for one that says the same.
    """
    left = list(held)
    found: dict[int, Subscription] = {}
    for same in (_adopts, _has_name_of, _says_the_same, _has_place_of):
        for asked in wanted:
            row = next((row for row in left if same(asked, row)), None) if asked.id not in found else None
            if row:
                found[asked.id] = row
                left.remove(row)
    return [(asked, found.get(asked.id)) for asked in wanted]


def _adopts(asked: Subscription, row: Subscription) -> bool:
    return row.entry is None and identity(row) in _readings(asked)


def _has_name_of(asked: Subscription, row: Subscription) -> bool:
    return asked.entry == row.entry and str(asked.entry).startswith(NAMED)


def _says_the_same(asked: Subscription, row: Subscription) -> bool:
    return row.entry is not None and identity(asked) == identity(row)


def _has_place_of(asked: Subscription, row: Subscription) -> bool:
    return row.entry == at_position(asked.id)


def _next_slot(db: Connection, former: Subscription, asked: Subscription, now: datetime) -> datetime | None:
    """Return when a briefing comes next that may have changed: not on a local day that has had it already."""
    if (former.at, former.zone, former.days) == (asked.at, asked.zone, asked.days):
        return former.next_slot_at
    upcoming, last = slot_times.next_slot(asked.at, asked.zone, asked.days, now), configured.last_slot(db, former.id)
    if last and slot_times.local_day(last, asked.zone) == slot_times.local_day(upcoming, asked.zone):
        return slot_times.next_slot(asked.at, asked.zone, asked.days, upcoming)
    return upcoming


# ---------------------------------------------------------------- sources


def _apply_sources(db: Connection, named: NamedSources, now: datetime) -> None:
    standing = {_apply_source(db, each, now) for each in named.sources}
    for each in sources.every(db, ""):
        # an entry that cannot be read, such as a folder that is away, may be any of them
        if each.id in standing or named.problems:
            continue
        if each.configured:
            sources.remove(db, each.id)
        elif each.outlet:
            source_vouchers.speaks_for(db, each.id, "")


def _apply_source(db: Connection, named: NamedSource, now: datetime) -> int:
    known = sources.find(db, named.address)
    held = known or sources.add(db, named.address, kind=named.kind, topic=named.topic, title=named.title, now=now)
    if known is None or known.configured is None:
        configured.own_source(db, held.id)
    if held.topic != named.topic:
        sources.file_under(db, held.id, named.topic)
    if held.outlet != named.outlet:
        source_vouchers.speaks_for(db, held.id, named.outlet)
    return held.id
