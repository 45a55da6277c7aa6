"""The kinds of sources that there are. A new one is a file beside this, and a line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import InputError, UsageError
from bot.ingest.sources.chat_source import ChatSource
from bot.ingest.sources.entry_reading import EntryReader
from bot.ingest.sources.feed_source import FeedSource
from bot.ingest.sources.folder_source import FolderSource
from bot.ingest.sources.page_source import PageSource
from bot.ingest.sources.push_source import PushSource
from bot.ingest.sources.sitemap_source import SitemapSource
from bot.ingest.sources.source_reader import Chats, PollContext, Seen, SourceReader, Taken
from bot.messages.catalogue import say
from bot.models import Source

if TYPE_CHECKING:
    from bot.ingest.fetching.fetch import Fetcher
    from bot.ingest.workers.pool import Workers

KINDS: dict[str, SourceReader] = {}
"""By their names in the store. A feed is the first: whatever no other kind knows as its own is taken for one."""


NO_READER = "sources.no_reader_for_kind"


class _Unknown(SourceReader):
    """A kind that another version, or another build, of Readout added to the store."""

    name = ""
    polled = False

    def address(self, printed: str, owner: str = "") -> str | None:
        """Return None: nothing is added that cannot be read."""
        del printed, owner
        return None

    async def read(self, here: PollContext, source: Source) -> Taken:
        """Refuse."""
        raise InputError(say(NO_READER))

    async def check(self, fetcher: Fetcher, workers: Workers, address: str) -> Seen:
        """Say so."""
        del fetcher, workers, address
        return Seen(problem=say(NO_READER))


UNKNOWN: SourceReader = _Unknown()


def register(kind: SourceReader) -> None:
    """Have sources of a kind added, read and told of from now on."""
    KINDS[kind.name] = kind


_PAGE = PageSource()
for each in (
    FeedSource(_PAGE),
    _PAGE,
    SitemapSource(_PAGE),
    FolderSource(),
    ChatSource(),
    PushSource(),
):
    register(each)


def recognised(printed: str, owner: str = "", *, by_operator: bool) -> tuple[SourceReader, str]:
    """Return of which kind it is what somebody gave, and the address under which it is kept; a UsageError if of none.

    The kind that was registered last is asked first. What only the operator may add is nobody else's to name.
    """
    if not printed.strip():
        raise UsageError(say("sources.name_address"))
    for kind in reversed(KINDS.values()):
        if (by_operator or kind.servers_may_add) and (address := kind.address(printed, owner)):
            return kind, address
    raise UsageError(say("sources.no_source", source=printed[:100]))


def reader_of(source: Source) -> SourceReader:
    """Return what reads a source; `UNKNOWN` where that is not here."""
    return KINDS.get(source.kind, UNKNOWN)


def entries_of(kind: str) -> EntryReader:
    """Return how the entries of a list become articles that a source of this kind brought."""
    return KINDS.get(kind, UNKNOWN).entries


def undivided() -> list[str]:
    """Return the kinds whose lists are read in one go."""
    return [name for name, kind in KINDS.items() if kind.entries.undivided]


def within_reach(chats: Chats | None, *, others: bool = True) -> list[tuple[str, str]]:
    """Return the kinds that are polled, each with how an address begins that this process can read.

    Without `others`, only those that are read over a platform's connection.
    """
    kinds = [(name, kind) for name, kind in KINDS.items() if kind.polled and (others or kind.over_a_connection)]
    return [(name, begins) for name, kind in kinds for begins in kind.reach(chats)]


def is_within(chats: Chats | None, source: Source) -> bool:
    """Tell whether a source is one that this process can read."""
    return reader_of(source).is_within(chats, source)


def called(source: Source) -> str:
    """Return what people call a source."""
    return reader_of(source).called(source)
