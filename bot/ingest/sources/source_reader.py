"""What a kind of source is: how it is recognised, read, checked and told of. One file a kind; `registry` holds them.

A kind imports what only its reading needs where it reads: whoever lists sources needs none of that.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from bot.clock import Clock
from bot.ingest.sources.entry_reading import TEXTS, EntryReader
from bot.models import Platform, Posts, Source

if TYPE_CHECKING:
    from bot.config.sections import FetchSettings
    from bot.ingest.feeds.new_entries import Fresh
    from bot.ingest.fetching.fetch import Fetched, Fetcher
    from bot.ingest.workers.pool import Workers
    from bot.store.news import sources
    from bot.store.protocol import Store

SETTLE_SECONDS = 1.0
"""A file that changes meanwhile is left for the next look."""


@dataclass(slots=True)
class IntakeReport:
    """How many articles came in, and a line for each that could not."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each kind."""
        return {"new": self.new, "changed": self.changed, "unchanged": self.unchanged, "failed": len(self.failed)}

    def add(self, other: IntakeReport) -> None:
        """Count another report's articles too."""
        self.new += other.new
        self.changed += other.changed
        self.unchanged += other.unchanged
        self.failed += other.failed


class Chats(Protocol):
    """The chat channels that can be read from here."""

    @property
    def reached(self) -> Collection[Platform]:
        """The platforms that are connected."""
        ...

    def reaches(self, platform: Platform, server: str) -> bool:
        """Tell whether a server's channels are read over a connection of this process."""
        ...

    async def posts(self, platform: Platform, server: str, channel: str, after: str) -> Posts:
        """Return the messages of a channel, as `ReadPosts` says; a ChatError says why they cannot be read."""
        ...


@dataclass(frozen=True, slots=True)
class Own:
    """What is read here, and how: chat channels, and files, which must be left alone for `settle` seconds.

    Without `others`, what is read over no platform's connection is asked by other processes; where this one does not
    `reads`, they read what it brings. `processes` tells how many ask.
    """

    chats: Chats | None = None
    settle: float = SETTLE_SECONDS
    others: bool = True
    reads: bool = True
    processes: Callable[[], int] = lambda: 1


@dataclass(frozen=True, slots=True)
class PollContext:
    """What every source is read with; `settle` is how many seconds a file must have been left alone."""

    store: Store
    fetcher: Fetcher
    workers: Workers
    clock: Clock
    settle: float = SETTLE_SECONDS
    chats: Chats | None = None
    """Reads chat channels, where a platform is connected."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What asking a source gave; `read` is None where it holds nothing new. `feed_url`: where it is read.

    `fresh` are entries to be read, `intake` what was read and stored at once (a page of its own, a folder's files).
    `whole` is a body that is fresh from end to end, to be kept as it is. `note` is what could not be read of a source
    that was. `named_by` is the site of the page that names the feed in its head.
    """

    intake: IntakeReport
    fresh: Fresh | None = None
    whole: Fetched | None = None
    read: sources.Read | None = None
    feed_url: str = ""
    moved_to: str | None = None
    max_age: int | None = None
    note: str = ""
    named_by: str = ""

    @property
    def came(self) -> int:
        """Return how much is new in it."""
        return self.intake.new + self.intake.changed + (self.fresh.count if self.fresh else 0)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found at an address. `feed_url` is the feed that a page names ("" where the address itself is read).

    `named_by` is the page's site, where it names the feed in its head.
    """

    feed_url: str = ""
    title: str = ""
    what: str = ""
    others: tuple[str, ...] = ()
    problem: str = ""
    named_by: str = ""


class SourceReader(Protocol):
    """One kind of source. A kind says only what is otherwise for it than for a list of texts that is asked for news."""

    name: str
    """What it is called in the store; it never changes."""
    servers_may_add: bool = False
    """Whether those who manage a server may add one, by its address. The operator may add any."""
    polled: bool = True
    """Whether it is asked for its news; otherwise it brings them itself."""
    over_a_connection: bool = False
    """Whether it is read over a platform's connection, and not where any process reaches it."""
    longest_wait_s: int | None = None
    """Seconds between two polls at most, where it costs less to ask than it does to ask a site."""
    entries: EntryReader = TEXTS
    """How what a poll found in it becomes articles."""

    def address(self, printed: str, owner: str = "") -> str | None:
        """Return under which address it is kept what somebody gave, or None where that is none of this kind.

        A UsageError where it can only be meant as one, and is wrong, or may not be added by `owner`.
        """
        ...

    async def read(self, here: PollContext, source: Source) -> Taken:
        """Return what is fresh in a source; an InputError says why it cannot be read."""
        ...

    async def check(self, fetcher: Fetcher, workers: Workers, address: str) -> Seen | None:
        """Read what is at an address, store nothing, and say what it is; None where that cannot be asked.

        An InputError, or `problem`, says why it cannot be read.
        """
        ...

    async def look(self, settings: FetchSettings, clock: Clock, address: str, *, trusted: bool) -> Seen:
        """Return what is to be said of an address that is about to be added; never raises for what cannot be read.

        `trusted`: the operator gave it, so that it may name credentials.
        """
        del settings, clock, address, trusted
        return Seen()

    def reach(self, chats: Chats | None) -> Collection[str]:
        """Return how the addresses begin that this process can read: all, unless a kind knows better."""
        del chats
        return ("",)

    def is_within(self, chats: Chats | None, source: Source) -> bool:
        """Tell whether a source whose address begins so is one that this process can read."""
        del chats, source
        return True

    def called(self, source: Source) -> str:
        """Return what people call a source of this kind."""
        return source.url
