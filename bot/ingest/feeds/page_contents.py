"""What a page was found to hold, as a worker hands it over: no parser comes with it into the main process."""

from __future__ import annotations

from dataclasses import dataclass

from bot.ingest.feeds.entries import RawFeed
from bot.models import Article


@dataclass(frozen=True, slots=True)
class Site:
    """A page as a place to read news from.

    `feeds` are the addresses of feeds that it names, the best first; `links` its headlines as a feed would list
    them; `article` what it says itself, or None with the reason in `problem`. `front`: it is made of headlines.
    `declared` are the feeds that it names in its head, where only whoever runs it writes. `walled`: a consent, a check
    for robots or an error stands in front of it.
    """

    feeds: tuple[str, ...]
    links: RawFeed
    article: Article | None
    problem: str = ""
    front: bool = False
    declared: tuple[str, ...] = ()
    walled: bool = False


@dataclass(frozen=True, slots=True)
class LinkedPage:
    """A page that somebody points to: its article, the feeds that it names in its head, what it says of itself."""

    article: Article
    feeds: tuple[str, ...]
    about: tuple[str, ...]
