"""What the settings file says of channels, briefings and sources, entry by entry: pure, but for a look at folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.config.sections import BriefingSettings
from bot.config.settings import Settings
from bot.desk.setup import channels as channel_setup
from bot.desk.setup.briefing_terms import WantedSubscription, checked, identity
from bot.errors import ConfigError, UsageError
from bot.ingest.sources import registry
from bot.models import Channel, Source, Subscription
from bot.text.visible import one_line

NAMED = "name:"
"""How the mark of a briefing's entry begins that has a name; the others are known by their position."""


@dataclass(frozen=True, slots=True)
class NamedSource:
    """A source that the file names: of which kind it is, and the address under which it is kept."""

    kind: str
    address: str
    topic: str
    title: str
    outlet: str
    """Whose words the operator says that it brings; "" where it is to be seen from the articles."""


@dataclass(frozen=True, slots=True)
class NamedSources:
    """The sources that the file names, and a line with its place for each entry that is none."""

    sources: tuple[NamedSource, ...]
    problems: tuple[str, ...]


def check_channels(settings: Settings) -> None:
    """Raise a ConfigError that names file and line of every channel that cannot be as it is described."""
    problems = list(_channel_problems(settings))
    if problems:
        raise ConfigError("\n".join(problems))


def _channel_problems(settings: Settings) -> Iterator[str]:
    for number, each in enumerate(settings.channels):
        try:
            channel_setup.check(each.name.strip(), each.platform, each.id.strip())
        except UsageError as error:
            yield f"{settings.place('channels', number)}: {error}"


def named_sources(settings: Settings) -> NamedSources:
    """Return what the file names as sources; an entry that is none, such as a folder that is away, is a problem."""
    found: list[NamedSource] = []
    problems: list[str] = []
    for number, each in enumerate(settings.sources):
        try:
            kind, address = registry.recognised(each.url, by_operator=True)
        except UsageError as error:
            problems.append(f"{settings.place('sources', number)}: {error}")
        else:
            found.append(NamedSource(kind.name, address, one_line(each.topic), each.title, each.outlet))
    return NamedSources(tuple(found), tuple(problems))


def wanted_briefings(channel_id: int, briefings: Iterable[BriefingSettings], zone: str) -> list[Subscription]:
    """Return the briefings of a channel that the file names, each once, with its mark and its position as `id`."""
    wanted: dict[tuple[object, ...], Subscription] = {}
    for position, each in enumerate(briefings, 1):
        asked = checked(_wanted(each), zone)
        name = each.name.strip()
        made = Subscription(
            id=position, channel_id=channel_id, entry=f"{NAMED}{name}" if name else at_position(position), **asked
        )
        wanted.setdefault(identity(made), made)
    return list(wanted.values())


def _wanted(each: BriefingSettings) -> WantedSubscription:
    return WantedSubscription(each.at, each.days, each.zone, each.topic, each.language, each.length, each.only_language)


def at_position(number: int) -> str:
    """Return the mark of an entry that is known by its position in its channel's list."""
    return f"#{number}"


def names_source(settings: Settings, source: Source) -> bool:
    """Tell whether the file names a source, so that it would bring it back."""
    addresses = {each.address for each in named_sources(settings).sources}
    return source.owner == "" and bool(addresses & {source.url, source.feed_url or source.url})


def names_briefing(settings: Settings, channel: Channel | None, subscription: Subscription) -> bool:
    """Tell whether the file names a briefing of a channel, so that it would bring it back."""
    return any(_is(each, subscription) for each in _of_channel(settings, channel))


def _is(wanted: Subscription, held: Subscription) -> bool:
    return (bool(held.entry) and wanted.entry == held.entry) or identity(wanted) == identity(held)


def _of_channel(settings: Settings, channel: Channel | None) -> Sequence[Subscription]:
    if channel is None:
        return ()
    briefings = [b for each in settings.channels if each.name.strip() == channel.name for b in each.briefings]
    return wanted_briefings(channel.id, briefings, settings.zone)
