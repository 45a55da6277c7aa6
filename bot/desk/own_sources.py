"""Wishes about sources of one's own: a watched folder, a chat channel."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.desk.office import Desk
from bot.errors import UsageError
from bot.ingest.visible import one_line, visible
from bot.models import Article, Platform, Source
from bot.store import sources
from bot.store.database import Connection

if TYPE_CHECKING:
    from bot.ingest.workers import Workers

FEWEST_WORDS = 5
"""A message of fewer words tells no news."""
TITLE_CHARS = 100
_WORD = re.compile(r"\w+")


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


@dataclass(frozen=True, slots=True)
class Post:
    """A message in a chat channel; `link` leads to it, and is the same after it was edited. Ids are the platform's."""

    platform: Platform
    server_id: str
    channel_id: str
    link: str
    text: str
    author: str
    posted_at: datetime


def chat_address(platform: Platform, channel_id: str) -> str:
    """Return the address under which a chat channel is kept as a source."""
    return f"chat:{platform}/{channel_id}"


def chat_owner(platform: Platform, server_id: str, channel_id: str) -> str:
    """Return whose news it is what stands in a channel: that channel's, and nobody else's (promise 5).

    Not its server's: others of the server may not be let into the channel.
    """
    return f"{platform}:{server_id}/{channel_id}"


async def add_chat(
    desk: Desk, platform: Platform, server_id: str, channel_id: str, name: str = "", topic: str = ""
) -> Source:
    """Take what is posted in a channel from now on as news of that channel; a UsageError where it is taken already."""
    if not (server_id and channel_id):
        raise UsageError("only a channel of a server can be a source, not a direct message")
    address, owner = chat_address(platform, channel_id), chat_owner(platform, server_id, channel_id)

    def work(db: Connection) -> Source:
        if held := sources.find(db, address, owner):
            raise UsageError(f"this channel is a source already, as number {held.id}")
        return sources.add(
            db, address, owner=owner, kind="chat", title=one_line(name), topic=one_line(topic), now=desk.clock()
        )

    return await desk.store.write(work)


async def take_post(desk: Desk, workers: Workers, post: Post) -> bool:
    """Store a message of a channel that is a source, or its edited text; return whether it was news.

    The adapter calls this for every message of people, and again when one was edited. A channel that is no source costs
    one look-up.
    """
    from bot.ingest.intake import take_in

    owner = chat_owner(post.platform, post.server_id, post.channel_id)
    source = await desk.store.read(lambda db: sources.find(db, chat_address(post.platform, post.channel_id), owner))
    if source is None or source.state != "active":
        return False
    article = article_of(post, source)
    if article is None:
        return False
    report = await take_in(desk.store, [article], workers=workers, clock=desk.clock, owner=owner, source_id=source.id)
    news = bool(report.new + report.changed)
    await desk.store.write(lambda db: sources.record_push(db, source.id, desk.clock(), news=news))
    return news


def article_of(post: Post, source: Source) -> Article | None:
    """Return a message as an article, or None where it is too short to tell anything."""
    text = visible(post.text)
    if len(_WORD.findall(text)) < FEWEST_WORDS:
        return None
    first = one_line(text.split("\n", 1)[0])
    title = first if len(first) <= TITLE_CHARS else first[:TITLE_CHARS].rsplit(" ", 1)[0] + "…"
    return Article(
        text,
        title,
        post.link,
        post.posted_at,
        source=f"#{source.title.lstrip('#')}" if source.title else "a channel here",
        author=one_line(post.author),
        topic=source.topic,
    )
