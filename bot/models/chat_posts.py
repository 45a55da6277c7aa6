"""What people and programs write into a chat channel that is read as a source."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.models.channels import Platform


@dataclass(frozen=True, slots=True)
class Card:
    """A page that a message points to, as far as the message shows it: plain text, all but `url` may be "".

    `published_at` is given where the card is the news itself (a program posted it), not a look at what a link leads to.
    """

    url: str
    title: str = ""
    text: str = ""
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A message; `link` leads to it, and is the same after it was edited. `text` is plain.

    `news`: somebody else wrote it, for everybody. What is ours, for us or cannot be read only stands there.
    """

    link: str
    text: str
    author: str
    posted_at: datetime
    edited_at: datetime | None = None
    cards: tuple[Card, ...] = ()
    news: bool = True


@dataclass(frozen=True, slots=True)
class Posts:
    """A channel's newest messages, the newest first: all after `since`, or all there are where that is None.

    `name` is what people call the channel, `base` how the links to its messages begin. `open`: everybody in its server
    may read it. `latest` is the platform's id of the newest message, "" where there is none.
    """

    name: str
    base: str
    open: bool
    posts: tuple[Post, ...]
    latest: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """A channel that somebody named: what it is called, and whether everybody in its server may read it."""

    name: str
    open: bool


ReadPosts = Callable[[Platform, str, str, str], Awaitable[Posts]]
"""Returns the messages of a channel, given platform, server, channel and the `latest` of the last reading."""
