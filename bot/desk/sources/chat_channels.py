"""Commands about chat channels that are sources."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk.desk import Desk
from bot.desk.limits import setup_limits
from bot.errors import UsageError
from bot.ingest.sources.chat_source import ChatSource
from bot.messages.catalogue import say
from bot.models import Platform, Room, Source
from bot.store.news import channel_sources, removal, sources
from bot.store.protocol import Connection
from bot.text.chat_links import chat_address, chat_owner, chat_owners
from bot.text.visible import one_line


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
                raise UsageError(say("sources.channel_known", channel=room.name, number=held.id))
        setup_limits.check_sources(db, f"{platform}:{server_id}", desk.settings.limits.server_sources)
        title = one_line(f"#{room.name}")
        return sources.add(
            db, address, owner=owner, kind=ChatSource.name, title=title, topic=one_line(topic), now=desk.clock()
        )

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
    await desk.store.write(lambda db: channel_sources.hasten_all(db, chat_address(platform), now))
