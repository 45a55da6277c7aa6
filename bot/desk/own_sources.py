"""Wishes about sources of one's own: a watched folder, a chat channel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.desk.office import Desk
from bot.errors import UsageError
from bot.ingest.chat_places import chat_address, chat_owner, chat_owners
from bot.ingest.visible import one_line
from bot.models import Platform, Room, Source
from bot.store import removal, sources
from bot.store.database import Connection

# ---------------------------------------------------------------- a folder


def folder_address(printed: str) -> str | None:
    """Return the address under which a folder is kept, or None where what was given is none: only for the operator.

    A UsageError where it can only be meant as a folder, and is not there.
    """
    text = printed.strip()
    if text.startswith("file://"):
        path = Path(text.removeprefix("file://"))
    elif text.startswith(("/", "./", "../", "~")) or text in (".", "..") or ("://" not in text and Path(text).is_dir()):
        path = Path(text).expanduser()
    else:
        return None
    if not path.is_dir():
        raise UsageError(f"{text[:200]!r} is not a folder. Make it first; a single file is for `readout ingest`")
    return path.resolve().as_uri()


async def add_folder(desk: Desk, address: str, topic: str = "") -> Source:
    """Watch a folder, from now on; a UsageError where it is watched already."""
    return await desk.store.write(lambda db: _add(db, desk, address, topic))


def _add(db: Connection, desk: Desk, address: str, topic: str) -> Source:
    if held := sources.find(db, address):
        raise UsageError(f"{address} is there already, as number {held.id}. `sources list` shows it")
    title = address.rstrip("/").rpartition("/")[2]
    return sources.add(db, address, kind="folder", title=title, topic=one_line(topic), now=desk.clock())


# ---------------------------------------------------------------- a chat channel


async def add_chat(
    desk: Desk, platform: Platform, server_id: str, channel_id: str, room: Room, topic: str = ""
) -> Source:
    """Read a channel of a server from now on; a UsageError where it is read already. Ids are the platform's own.

    What stands in it is everybody's in the server where everybody may read it, else that channel's alone.
    """
    address = chat_address(platform, channel_id)
    owner = chat_owner(platform, server_id, channel_id, everybody=room.open)

    def work(db: Connection) -> Source:
        for each in chat_owners(platform, server_id, channel_id):
            if held := sources.find(db, address, each):
                raise UsageError(f"#{room.name} is read already, as number {held.id}")
        title = one_line(f"#{room.name}")
        return sources.add(db, address, owner=owner, kind="chat", title=title, topic=one_line(topic), now=desk.clock())

    return await desk.store.write(work)


async def heard(desk: Desk, platform: Platform, server_id: str, channel_id: str, gone: Sequence[str] = ()) -> None:
    """Take note that something was written, edited or deleted in a channel: one that is a source is read soon.

    `gone` are links to messages that were deleted. A channel that is no source costs a look-up.
    """
    address = chat_address(platform, channel_id)

    def find(db: Connection) -> Source | None:
        found = (sources.find(db, address, each) for each in chat_owners(platform, server_id, channel_id))
        return next((each for each in found if each), None)

    source = await desk.store.read(find)
    if source is None:
        return
    now = desk.clock()

    def work(db: Connection) -> None:
        for link in gone:
            removal.withdraw(db, source.id, link, now)
        sources.hasten(db, source.id, now)

    await desk.store.write(work)


async def heard_again(desk: Desk, platform: Platform) -> None:
    """Take note that a platform is connected again: its channels that are sources are read soon."""
    now = desk.clock()
    await desk.store.write(lambda db: sources.hasten_all(db, chat_address(platform), now))
