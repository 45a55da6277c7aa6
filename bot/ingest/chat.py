"""A chat channel as a source: its messages, and the pages that they link to, as entries of a list.

Its platform is asked for its newest messages, as a feed is for its entries. So one that was edited is a changed entry,
and one that was written while nobody listened is not lost.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from bot.evidence.passages import sentences
from bot.ingest.chat_places import is_message_link
from bot.ingest.entries import Item, RawEntry, RawFeed
from bot.ingest.links import canonical, host
from bot.ingest.pages import Page
from bot.ingest.visible import one_line, visible
from bot.models import Article, Card, Post, Posts

FEWEST_WORDS = 5
"""A message of fewer words tells no news."""
MOST_LINKS = 3
"""Links of one message that are followed."""
TITLE_CHARS = 100

_WORD = re.compile(r"\w+")
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\"'.,;:!?)\]]")
_FILE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|mp[34]|mov|webm|zip|pdf)$", re.IGNORECASE)


# ---------------------------------------------------------------- what it says


def list_of(found: Posts) -> RawFeed:
    """Return a channel's messages as a list of entries; those that tell nothing are left out."""
    links: dict[str, RawEntry] = {}
    entries: list[RawEntry] = []
    for post in filter(lambda each: each.news, found.posts):
        entries += _message(post)
        for entry in _links(post, found.base):
            held = links.setdefault(entry.link, entry)
            links[entry.link] = max(held, entry, key=lambda each: len(each.title) + len(each.content))
    return RawFeed(title=found.name, base=found.base, entries=(*entries, *links.values()))


def _message(post: Post) -> Iterator[RawEntry]:
    text = visible(post.text)
    if not _tells(text):
        return
    yield RawEntry(
        title=html.escape(_title(text)),
        link=post.link,
        content=html.escape(text),
        author=post.author,
        published=post.posted_at,
        updated=post.edited_at,
        id=post.link,
    )


def stands(post: Post) -> bool:
    """Tell whether a message still says something: who edits one down to a word or two takes back what it said.

    One without a text says nothing about that: a platform that gives out no text shows all of them so.
    """
    return not (post.news and post.edited_at and post.text and not _tells(visible(post.text)))


def _tells(text: str) -> bool:
    return _has_words(_LINK.sub(" ", text), FEWEST_WORDS)


def _has_words(text: str, count: int) -> bool:
    return sum(1 for _ in islice(_WORD.finditer(text), count)) == count


def _title(text: str) -> str:
    lines = text.split("\n")
    line = next((each for each in lines if _has_words(each, 2)), lines[0])  # “fyi” heads nothing
    line = line[: 10 * TITLE_CHARS]  # a message may be a book, and all that is wanted is how it begins
    first = one_line(next((line[start:end] for start, end in sentences(line)), line))
    return first if len(first) <= TITLE_CHARS else first[:TITLE_CHARS].rsplit(" ", 1)[0] + "…"


def _links(post: Post, base: str) -> Iterator[RawEntry]:
    """Give the pages that a message points to: those that it shows something of, then bare links."""
    shown = {canonical(card.url): card for card in post.cards}
    written = islice(dict.fromkeys(_LINK.findall(post.text)), MOST_LINKS)
    bare = {canonical(url): Card(url) for url in written}
    for url, card in islice((shown | {url: bare[url] for url in bare if url not in shown}).items(), MOST_LINKS):
        if url and not url.startswith(base) and not is_message_link(url) and not _FILE.search(url):
            content = html.escape(visible(card.text))
            yield RawEntry(title=html.escape(card.title), link=url, content=content, published=card.published_at)


# ---------------------------------------------------------------- what is read of it


def is_message(item: Item, base: str) -> bool:
    """Tell whether an entry is a message, and no page that one links to."""
    return item.article.url.startswith(base)


def article_of(item: Item, page: Page | None, base: str) -> Article:
    """Return the article of an entry: a message as it stands, or a linked page, which is its own site's.

    Whoever writes in a channel can show a page as saying anything: that counts only where the page cannot be read, and
    then as what the channel says.
    """
    if is_message(item, base):
        return item.article
    if not page or not page.article.text:
        return replace(item.article, excerpt=True)
    found = page.article
    return replace(found, title=found.title or item.article.title, source=found.source or host(found.url))


def to_follow(items: Sequence[Item], base: str) -> list[Item]:
    """Return the entries that are linked pages, to be read as if the channel showed nothing of them."""
    return [
        replace(item, article=replace(item.article, title="", text="", source="", excerpt=True), teases=True)
        for item in items
        if not is_message(item, base)
    ]


def unread(items: Sequence[Item], pages: Mapping[int, Page], base: str) -> set[int]:
    """Return the marks of linked pages that could not be read now and of which the channel shows nothing."""
    bare = {item.mark for item in items if not is_message(item, base) and not item.article.text}
    return {mark for mark in bare if mark not in pages or pages[mark].state == "away"}
