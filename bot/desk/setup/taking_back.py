"""The last change that somebody made in a channel, kept for a while and taken back when they say so."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.desk.desk import Desk
from bot.desk.setup import channel_lookup
from bot.errors import Forbidden, UsageError
from bot.messages.catalogue import say
from bot.models import Channel
from bot.store.channels import changes, channels
from bot.store.channels.changes import Changed, State
from bot.store.protocol import Connection, Work


@dataclass
class Watched:
    """How a channel stood before the first write of a command; None where nothing was written."""

    place: Channel
    sources: bool
    before: State | None = field(default=None)

    def note(self, db: Connection) -> None:
        """Take down how it stands, in the transaction that is going to change it."""
        if self.before is None:
            self.before = changes.state(db, _held(db, self.place), self.owners)

    @property
    def owners(self) -> tuple[str, ...]:
        """Whose sources are looked at."""
        if not self.sources:
            return ()
        home = "" if self.place.platform == "console" else self.place.home
        return (home, f"{self.place.home}/{self.place.platform_id}")


def watching(desk: Desk, watched: Watched, beside: Work[object] | None) -> Desk:
    """Return the desk as a command may use it whose change can be taken back; `beside` is done with each write, too."""

    def noted(db: Connection) -> None:
        watched.note(db)
        if beside:
            beside(db)

    return replace(desk, store=desk.store.beside(noted))


async def keep(desk: Desk, watched: Watched, person: str) -> int:
    """Keep what a command changed, so that who gave it can take it back; return its number, 0 where nothing did."""
    before = watched.before
    if before is None:
        return 0

    def work(db: Connection) -> int:
        changed = changes.between(before, changes.state(db, _held(db, watched.place), watched.owners))
        if not changed:
            return 0
        channel = channel_lookup.settled(db, desk, watched.place)
        return changes.keep(db, channel.id, person, changed, desk.clock())

    return await desk.store.write(work)


async def undo(
    desk: Desk, place: Channel, person: str, number: int | None = None, *, may_sources: bool
) -> list[Changed]:
    """Take back what a person changed last in a channel, and return it; a UsageError says why it cannot be.

    `number`: the change that is meant, if not the last. `may_sources`: they may change what the whole server reads;
    where they may not any more, it raises Forbidden.
    """
    channel = await channel_lookup.here(desk, place)
    if not channel.id:
        raise UsageError(say("undo.nothing"))

    def work(db: Connection) -> list[Changed]:
        found = changes.take_back(db, channel.id, person, desk.clock(), number)
        if found is None:
            raise UsageError(say("undo.changed_since"))
        if not found:
            raise UsageError(say("undo.nothing"))
        if not may_sources and any(_of_server(each, place) for each in found):
            raise Forbidden(say("commands.must_manage_server", what=say("commands.may_undo")))
        return found

    return await desk.store.write(work)


def _of_server(each: Changed, place: Channel) -> bool:
    """Tell whether what changed is a source that the whole server reads, and not the channel's own."""
    row = each.before or each.after or {}
    return each.table == "sources" and row.get("owner") != f"{place.home}/{place.platform_id}"


def _held(db: Connection, place: Channel) -> Channel | None:
    return channels.at(db, place.platform, place.platform_id, place.thread)
