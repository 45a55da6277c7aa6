"""A chat channel as a source: its messages, and the pages that they link to, as entries of a list.

Its platform is asked for its newest messages, as a feed is for its entries. So one that was edited is a changed entry,
and one that was written while nobody listened is not lost.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from bot.errors import ChatAway, ChatError, FetchError, InputError, UsageError
from bot.ingest.sources.entry_reading import EntryReader
from bot.ingest.sources.source_reader import Chats, PollContext, SourceReader, Taken
from bot.messages.catalogue import say
from bot.models import Article, Card, Post, Posts, Provenance, Source
from bot.store.news import channel_sources, removal
from bot.store.protocol import Connection
from bot.text import chat_links
from bot.text.urls import canonical, host
from bot.text.visible import one_line, visible

if TYPE_CHECKING:
    from bot.ingest.feeds.entries import FeedItem, RawEntry, RawFeed
    from bot.ingest.fetching.fetch import Fetcher
    from bot.ingest.sources.provenance import Sender
    from bot.ingest.sources.teaser_pages import Page
    from bot.ingest.workers.pool import Workers

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
    from bot.ingest.feeds.entries import RawFeed

    links: dict[str, RawEntry] = {}
    entries: list[RawEntry] = []
    for post in filter(lambda each: each.news, found.posts):
        entries += _message(post)
        for entry in _links(post, found.base):
            held = links.setdefault(entry.link, entry)
            links[entry.link] = max(held, entry, key=lambda each: len(each.title) + len(each.content))
    return RawFeed(title=found.name, base=found.base, entries=(*entries, *links.values()))


def _message(post: Post) -> Iterator[RawEntry]:
    from bot.ingest.feeds.entries import RawEntry

    text = visible(post.text)
    if _tells(text):
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
    from bot.language.detection import decided
    from bot.language.sentences import sentences

    lines = text.split("\n")
    line = next((each for each in lines if _has_words(each, 2)), lines[0])  # “fyi” heads nothing
    line = line[: 10 * TITLE_CHARS]  # a message may be a book, and all that is wanted is how it begins
    first = one_line(next((line[start:end] for start, end in sentences(line, decided(line))), line))
    return first if len(first) <= TITLE_CHARS else first[:TITLE_CHARS].rsplit(" ", 1)[0] + "…"


def _links(post: Post, base: str) -> Iterator[RawEntry]:
    """Give the pages that a message points to: those that it shows something of, then bare links."""
    from bot.ingest.feeds.entries import RawEntry

    shown = {canonical(card.url): card for card in post.cards}
    written = islice(dict.fromkeys(_LINK.findall(post.text)), MOST_LINKS)
    bare = {canonical(url): Card(url) for url in written}
    for url, card in islice((shown | {url: bare[url] for url in bare if url not in shown}).items(), MOST_LINKS):
        if url and not url.startswith(base) and not chat_links.is_message_link(url) and not _FILE.search(url):
            content = html.escape(visible(card.text))
            yield RawEntry(title=html.escape(card.title), link=url, content=content, published=card.published_at)


# ---------------------------------------------------------------- what is read of it


class ChatEntries(EntryReader):
    """Messages as they stand, and the pages that they link to."""

    def to_follow(self, items: Sequence[FeedItem], base: str, sender: Sender) -> list[FeedItem]:
        """Return the entries that are linked pages, to be read as if the channel showed nothing of them."""
        del sender
        return [
            replace(item, article=replace(item.article, title="", text="", source="", excerpt=True), teases=True)
            for item in items
            if not is_message(item, base)
        ]

    def articles(
        self, items: Sequence[FeedItem], pages: Mapping[int, Page], base: str, sender: Sender
    ) -> list[Article]:
        """Return the articles of entries. Messages from before the channel was added are its back catalogue.

        That is what it shows more of, once newer messages are deleted.
        """
        found = [
            (bool(base) and is_message(item, base), article_of(item, pages.get(item.mark), base)) for item in items
        ]
        return [_message_in(article, sender) if said else article for said, article in found]

    def unread(self, items: Sequence[FeedItem], pages: Mapping[int, Page], base: str, *, first: bool) -> set[int]:
        """Return the marks of linked pages that could not be read now and of which the channel shows nothing."""
        if first:
            return set()
        bare = {item.mark for item in items if not is_message(item, base) and not item.article.text}
        return {mark for mark in bare if mark not in pages or pages[mark].state == "away"}


def is_message(item: FeedItem, base: str) -> bool:
    """Tell whether an entry is a message, and no page that one links to."""
    return item.article.url.startswith(base)


def _message_in(article: Article, sender: Sender) -> Article:
    """Return a message as its channel's own words."""
    published, added = article.published_at, sender.source.added_at
    older = published is not None and added is not None and published <= added
    return replace(article, catalogue=older, provenance=Provenance("site", sender.site))


def article_of(item: FeedItem, page: Page | None, base: str) -> Article:
    """Return the article of an entry: a message as it stands, or a linked page, which is its own site's.

    Whoever writes in a channel can show a page as saying anything: that counts only where the page cannot be read, and
    then as what the channel says.
    """
    if is_message(item, base):
        return item.article
    if not page or not page.article.text:
        return replace(item.article, excerpt=True)
    return replace(page.article, source=page.article.source or host(page.article.url))


# ---------------------------------------------------------------- the kind


class ChatSource(SourceReader):
    """A channel of a server whose bot may read it. It is asked now and then, and whenever something happens in it."""

    name = "chat"
    longest_wait_s = 300
    over_a_connection = True
    entries = ChatEntries()

    def address(self, printed: str, owner: str = "") -> str | None:
        """Refuse what is a channel's address: who adds one must be in it, or see it."""
        del owner
        if chat_links.is_chat_address(printed.strip()):
            raise UsageError(say("sources.from_the_chat"))
        return None

    async def check(self, fetcher: Fetcher, workers: Workers, address: str) -> None:
        """Return None: only a platform that is connected can be asked."""

    def reach(self, chats: Chats | None) -> list[str]:
        """Return the channels of the platforms that are connected here: another process may reach the others."""
        return [chat_links.chat_address(platform) for platform in chats.reached] if chats else []

    def is_within(self, chats: Chats | None, source: Source) -> bool:
        """Tell whether its server is heard over a connection of this process."""
        platform, server, _ = chat_links.chat_place(source)
        return chats is not None and chats.reaches(platform, server)

    def called(self, source: Source) -> str:
        """Return a channel's name: nobody knows its id."""
        return source.title

    async def read(self, here: PollContext, source: Source) -> Taken:
        """Take what is new in a channel, and take back what was deleted there."""
        from bot.ingest.sources.fresh_entries import fresh_entries

        platform, server, channel = chat_links.chat_place(source)
        if here.chats is None:
            raise InputError(say("reading.not_connected", platform=platform))
        try:
            found = await here.chats.posts(platform, server, channel, source.etag or "")
        except ChatAway as error:
            raise FetchError(str(error), retry_after=error.retry_after) from None
        except ChatError as error:
            raise InputError(str(error)) from None
        await here.store.write(partial(_keep_true, source=source, found=found, now=here.clock()))
        raw = list_of(found)
        return await fresh_entries(here, source, raw, kind=self.name, title=found.name, etag=found.latest)


def _keep_true(db: Connection, *, source: Source, found: Posts, now: datetime) -> None:
    """Take back the messages that are gone, and give the channel to whoever may read it now."""
    place = chat_links.chat_place(source)
    if source.last_ok_at is None:
        channel_sources.adopt(db, source.id, chat_links.chat_owners(*place), found.base)
    there = {post.link for post in found.posts if stands(post)}
    oldest = found.since or datetime.min.replace(tzinfo=UTC)
    # where nothing at all is shown, that is more likely hidden than deleted
    held = channel_sources.links_after(db, source.id, oldest, found.base) if found.posts else []
    for link in held:
        if link not in there:
            removal.withdraw(db, source.id, link, now)
    owner = chat_links.chat_owner(*place, everybody=found.open)
    if owner != source.owner:
        channel_sources.give(db, source.id, owner)
