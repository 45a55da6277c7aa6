"""Feeds of well-known outlets, by name, topic and language: what “add bbc” means, and what there is on the climate."""

from __future__ import annotations

import csv
import difflib
from dataclasses import dataclass
from functools import cache

from bot import language_names
from bot.shipped_files import shipped

_NEAR = 0.84
_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class KnownFeed:
    """A feed that is known by name; `others` are further names, in small letters; `language` is a code."""

    name: str
    others: tuple[str, ...]
    topic: str
    language: str
    url: str


@cache
def feeds() -> tuple[KnownFeed, ...]:
    """Return all feeds of the file, in its order."""
    with shipped("config/feeds.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader((each for each in file if not each.startswith("#")), delimiter=";", quoting=csv.QUOTE_NONE)
        return tuple(_feed(row) for row in rows if len(row) >= _COLUMNS)


def _feed(row: list[str]) -> KnownFeed:
    name, others, topic, language, *address = row
    return KnownFeed(
        name, tuple(_plain(each) for each in others.split(",") if each), topic, language, ";".join(address)
    )


def named(name: str) -> list[KnownFeed]:
    """Return the feed that a name means, all that it may mean, or none; a slip in a longer name is overlooked."""
    wanted = _plain(name)
    if not wanted:
        return []
    if exact := [feed for feed in feeds() if wanted == _plain(feed.name) or wanted in feed.others]:
        return exact[:1]
    if begins := [feed for feed in feeds() if f" {wanted} " in f" {_plain(feed.name)} "]:
        return begins
    known = {each: feed for feed in reversed(feeds()) for each in (_plain(feed.name), *feed.others) if len(each) > 3}
    near = difflib.get_close_matches(wanted, known, 1, _NEAR)
    return [known[near[0]]] if near else []


def about(words: str) -> list[KnownFeed]:
    """Return the feeds of a topic, a language, or whose name says a word, those that fit in most ways first."""
    wanted = [word for word in _plain(words).split() if len(word) > 2] or _plain(words).split()
    scored = [(sum(_fits(feed, word) for word in wanted), feed) for feed in feeds()]
    most = max((score for score, _ in scored), default=0)
    return [feed for score, feed in scored if score == most] if most else []


def _fits(feed: KnownFeed, word: str) -> bool:
    plain = word.removesuffix("s")
    if plain == feed.topic.removesuffix("s") or plain in _ALIKE.get(feed.topic, ()):
        return True
    spoken = language_names.code_of(word) if len(word) > 3 else ""
    return spoken == feed.language or word in _plain(feed.name).split()


_ALIKE: dict[str, list[str]] = {
    "technology": "tech computing computer programming software".split(),
    "climate": "environment ecology nature warming".split(),
    "business": "finance market economy money".split(),
    "economy": "finance bank money".split(),
    "sport": "football soccer".split(),
    "security": "hacking infosec cyber cybersecurity privacy".split(),
    "science": "research".split(),
    "space": "astronomy nasa rocket".split(),
    "health": "medicine medical".split(),
    "politics": "political election government".split(),
    "culture": "art film music movie entertainment celebrity".split(),
    "crypto": "bitcoin blockchain".split(),
    "world": "international global foreign".split(),
}
"""Other words for a topic."""


def _plain(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ").strip(" .!?")
