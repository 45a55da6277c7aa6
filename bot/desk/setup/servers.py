"""What becomes of a server's data: some days after the bot left, or by the command to forget, it is deleted; an outage
deletes nothing."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.desk.desk import Desk
from bot.desk.limits.token_limits import channel_account, server_account
from bot.desk.setup import channels as channel_setup
from bot.messages.catalogue import say
from bot.models import Channel, Platform
from bot.store import forgetting
from bot.store.channels import bot_identities, channels, conversations, left_servers
from bot.store.limits import question_buckets, tokens_by_spender
from bot.store.protocol import Connection
from bot.text.chat_links import chat_address, messages_of

log = logging.getLogger(__name__)

Kept = dict[str, int]

AT_ONCE = 10
"""Steps of forgetting that somebody waits for."""


async def left(desk: Desk, platform: Platform, server: str) -> None:
    """Send a server that the bot was put out of nothing any more, and forget it some days later.

    Not to be called where the server is only away for a while.
    """
    if not server:
        return
    days = desk.settings.schedule.keep_left_days
    if not days:
        await _forget_server(desk, platform, server)
    elif await desk.store.write(lambda db: _close(db, platform, server, desk.clock()), synced=True):
        log.info("%s: left the server %s, which is forgotten in %d days", platform, server, days)


def _close(db: Connection, platform: Platform, server: str, now: datetime) -> bool:
    if not left_servers.note(db, platform, server, now):
        return False
    for held in channels.of_server(db, platform, server):
        if held.state == "active":
            channels.pause(db, held.id, say("channels.server_left"))
            channels.told(db, held.id)  # the bot can write to nobody there
    return True


async def joined(desk: Desk, platform: Platform, server: str) -> bool:
    """Let all go on in a server that lets the bot in again; return whether anything of it was kept."""
    out = await desk.store.read(lambda db: left_servers.of_platform(db, platform))
    back = server in out and await desk.store.write(lambda db: _open_again(db, platform, server))
    if back:
        log.info("%s: the server %s let the bot in again: what was set up there goes on", platform, server)
    return back


def _open_again(db: Connection, platform: Platform, server: str) -> bool:
    if not left_servers.forget(db, platform, server):
        return False
    for held in channels.of_server(db, platform, server):
        if held.problem == say("channels.server_left"):
            channels.resume(db, held.id)
    return True


IsOut = Callable[[Platform, str], Awaitable[bool]]
"""Tells whether a platform says now that the bot is not in a server; False where that cannot be told."""


async def forget_left(desk: Desk, is_out: IsOut) -> None:
    """Forget the servers that the bot was put out of so many days ago that they are not expected back.

    Each platform is asked before: one may have let the bot in again while nobody listened.
    """
    longest = desk.clock() - timedelta(days=desk.settings.schedule.keep_left_days)
    for platform, server in await desk.store.read(lambda db: left_servers.before(db, longest)):
        if await is_out(platform, server):
            await _forget_server(desk, platform, server, noted=True)


async def _forget_server(desk: Desk, platform: Platform, server: str, *, noted: bool = False) -> None:
    """Forget a server; one that was `noted` as left only where it did not let the bot in again meanwhile."""
    gone = Channel(0, "", platform, "", server)

    def work(db: Connection) -> bool:
        if not left_servers.forget(db, platform, server) and noted:
            return False
        _forget(db, _scope(db, gone, whole_server=True), desk.clock())
        return True

    if not await desk.store.write(work, synced=True):
        return
    await finish(desk, AT_ONCE)
    log.info("%s: left the server %s, which is forgotten", platform, server)


async def missing(desk: Desk, platform: Platform, identity: str, here: Collection[str]) -> list[str]:
    """Return the servers of which something is kept and that are not among those where the bot is now.

    None where it is on the platform as somebody else than before: another bot was never let in there. Those that are
    known to be left are not among them; those of them that let the bot in again go on.
    """

    def work(db: Connection) -> list[str]:
        if not bot_identities.is_same(db, platform, identity):
            return []
        out = left_servers.of_platform(db, platform)
        for server in out & set(here):
            _open_again(db, platform, server)
        return [server for server in bot_identities.servers(db, platform) if server not in {*here, *out}]

    return await desk.store.write(work)


async def closed(desk: Desk, place: Channel, problem: str) -> None:
    """Send a channel that is gone, archived or closed to the bot nothing until it is resumed; tell the operator why."""

    def work(db: Connection) -> bool:
        held = channels.at(db, place.platform, place.platform_id, place.thread)
        if held is None or held.state == "paused":
            return False
        channels.pause(db, held.id, problem)
        return True

    if await desk.store.write(work):
        log.warning("%s: %s: %s. Its briefings are paused", place.platform, place.name or place.platform_id, problem)


@dataclass(frozen=True, slots=True)
class _Scope:
    """What is meant: channels, the owner of sources and articles, how the places of its questions begin, and the
    accounts of what it asked.
    """

    channels: tuple[Channel, ...]
    owner: str
    places: str
    accounts: tuple[str, ...]
    read: forgetting.ChannelSource | None = None
    """What was read of a channel for its server."""


async def kept(desk: Desk, place: Channel, *, whole_server: bool) -> Kept:
    """Return what is kept of a channel, or of its whole server, by name and number."""
    return await desk.store.read(lambda db: _kept(db, _scope(db, place, whole_server=whole_server)))


async def returns(desk: Desk, place: Channel, *, whole_server: bool) -> bool:
    """Tell whether the settings file names a channel that is meant, and so sets it up again after it was forgotten."""
    meant = await desk.store.read(lambda db: _scope(db, place, whole_server=whole_server).channels)
    return any(channel_setup.in_settings(desk.settings, each) for each in meant)


async def forget(desk: Desk, place: Channel, *, whole_server: bool) -> Kept:
    """Forget all that is kept of a channel, or of its whole server; return what that was.

    It is out of sight when this returns, and deleted where it is not very much; the rest goes by `finish`.
    """

    def work(db: Connection) -> Kept:
        scope = _scope(db, place, whole_server=whole_server)
        was = _kept(db, scope)
        _forget(db, scope, desk.clock())
        return was

    gone = await desk.store.write(work, synced=True)
    log.info("%s: forgotten by command: %s", place.platform, ", ".join(f"{n} {what}" for what, n in gone.items()))
    await finish(desk, AT_ONCE)
    return gone


async def finish(desk: Desk, steps: int | None = None) -> None:
    """Delete what is being forgotten, all of it or so many steps; between two of them others write."""
    if not await desk.store.read(forgetting.under_way):
        return
    for _ in itertools.count() if steps is None else range(steps):
        if not await desk.store.write(lambda db: forgetting.step(db, desk.clock()), synced=True):
            return


async def left_of(desk: Desk, place: Channel, *, whole_server: bool) -> int:
    """Return how many articles of a channel, or of its server, are out of sight and still to be deleted."""
    scope = await desk.store.read(lambda db: _scope(db, place, whole_server=whole_server))
    owner = scope.read.owner if scope.read else scope.owner
    return await desk.store.read(lambda db: forgetting.left_of(db, owner)) if owner else 0


def _scope(db: Connection, place: Channel, *, whole_server: bool) -> _Scope:
    if whole_server and place.server:
        held = channels.of_server(db, place.platform, place.server)
        accounts = (server_account(place), *map(channel_account, held))
        return _Scope(tuple(held), place.home, f"{place.home}/", accounts)
    held = channels.in_place(db, place.platform, place.platform_id, place.thread)
    owner = f"{place.home}/{place.platform_id}" if place.server or place.platform == "console" else place.home
    accounts = () if place.thread else _own_accounts(place)
    read = _read(place) if place.server and not place.thread else None
    return _Scope(tuple(held), "" if place.thread else owner, conversations.place_of(place), accounts, read)


def _read(place: Channel) -> forgetting.ChannelSource:
    links = messages_of(place.platform, place.server, place.platform_id)
    return forgetting.ChannelSource(place.home, chat_address(place.platform, place.platform_id), links)


def _own_accounts(place: Channel) -> tuple[str, ...]:
    """Return the accounts that are of a channel alone: its own, and that of its home where that is no server.

    A person's is none of them: by forgetting, anybody could ask without end. It is gone once it is full again.
    """
    return (channel_account(place),) if place.server else (channel_account(place), server_account(place))


def _kept(db: Connection, scope: _Scope) -> Kept:
    counts = [forgetting.kept_of_channel(db, channel.id) for channel in scope.channels]
    counts.append(
        {"questions": forgetting.questions(db, scope.places), "answers": forgetting.replies(db, scope.places)}
    )
    counts += [forgetting.kept_of_owner(db, scope.owner)] if scope.owner else []
    counts += [forgetting.kept_of_source(db, scope.read)] if scope.read else []
    total: Kept = {"channels": len(scope.channels)}
    for each in counts:
        for what, number in each.items():
            total[what] = total.get(what, 0) + number
    return {what: number for what, number in total.items() if number}


def _forget(db: Connection, scope: _Scope, now: datetime) -> None:
    """Put what is meant out of sight; with it go all buckets that are full, for they only tell who has asked."""
    tokens_by_spender.forget(db, scope.accounts)
    question_buckets.forget(db, scope.accounts)
    question_buckets.forget_full(db, now)
    forgetting.forget_questions(db, scope.places)
    forgetting.begin(db, [channel.id for channel in scope.channels], scope.owner, scope.read, now)
