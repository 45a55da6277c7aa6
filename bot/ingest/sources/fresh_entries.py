"""What a list of entries holds that its source did not hold at the last poll."""

from __future__ import annotations

from bot.ingest.feeds.entries import RawFeed
from bot.ingest.feeds.new_entries import fresh_of
from bot.ingest.sources.source_reader import IntakeReport, PollContext, Taken
from bot.models import Source
from bot.store.news import sources


async def held_marks(here: PollContext, source: Source) -> frozenset[int]:
    """Return the marks of the entries that a source held when it was last read."""
    if source.last_ok_at is None:
        return frozenset()
    return await here.store.read(lambda db: sources.marks(db, source.id))


async def fresh_entries(
    here: PollContext, source: Source, raw: RawFeed, *, kind: str, title: str = "", etag: str | None = None
) -> Taken:
    """Return what is fresh in the entries that a source of a kind lists now, for a poll to keep.

    `etag` is what the source wants to be given back with the next poll (`Source.etag`).
    """
    held = await held_marks(here, source)
    fresh = fresh_of(raw, "", held, kind)
    if frozenset(fresh.marks) == held and source.last_ok_at:
        return Taken(IntakeReport())
    read = sources.Read(title=title or fresh.title, kind=kind, etag=etag, entries=fresh.marks)
    return Taken(IntakeReport(), fresh=fresh, read=read)
