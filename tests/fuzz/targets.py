"""What must hold of any bytes: only InputError leaves the room, and no span leaves its text."""

from __future__ import annotations

import itertools
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.errors import InputError
from bot.evidence.article_analysis import read
from bot.ingest.feeds.content_types import kind_of
from bot.ingest.feeds.entries import Feed, understood
from bot.ingest.feeds.new_entries import fresh_of, share
from bot.ingest.feeds.page_as_feed import read_site
from bot.ingest.feeds.parse import raw_feed, read_feed
from bot.ingest.pages.article_extraction import extract
from bot.models import Article
from bot.store.visibility import link

URL = "https://vell.example/news/"


def feed(body: bytes) -> None:
    """Hold a feed to what must be true of every one."""
    assert kind_of(body) in ("feed", "page", "text", "jsonl", "binary", "empty")
    try:
        found = read_feed(body, url=URL, shown=True)
        fresh = fresh_of(raw_feed(body, url=URL), URL, held=())  # as a poll keeps it until it is read
    except InputError as error:
        _is_line(error)
        return
    _holds(found)
    assert fresh.marks == tuple(item.mark for item in found.items)
    kept = share(fresh.text, fresh.count)
    assert (len(kept.raw.entries), kept.rest) == (fresh.count, "")
    _holds(understood(kept.raw, url=kept.url))


def page(body: bytes) -> None:
    """Hold a page to what must be true of every one."""
    try:
        site = read_site(body, url=URL)
        _holds(understood(site.links, url=URL))
        assert all(each.startswith(("http://", "https://")) for each in site.feeds)
        article = extract(body, url=URL)
    except InputError as error:
        _is_line(error)
        return
    _is_article(article)


def _holds(found: Feed) -> None:
    for item in itertools.islice(found.items, 20):
        _is_article(item.article)
    for entry in found.entries:
        shown = (entry.summary + entry.content).lower()
        assert "<script" not in shown and "<iframe" not in shown


def _is_article(article: Article) -> None:
    json.dumps(article.text, ensure_ascii=False).encode("utf-8")
    assert not link(article.url) or article.url.startswith(("http://", "https://"))
    assert "\n" not in article.title and "\n" not in article.source
    assert article.published_at is None or article.published_at.tzinfo is not None
    reading, end = read(article), len(article.text)
    for passage in reading.passages:
        assert 0 <= passage.start < passage.end <= end
        assert passage.text == article.text[passage.start : passage.end]
        assert all(passage.start <= start < stop <= passage.end for start, stop in passage.sentences)
    for quote in reading.quotes:
        assert quote.text == article.text[quote.start : quote.end]
        assert all(0 <= start < stop <= end for start, stop in (*quote.spans, quote.context))


def _is_line(error: InputError) -> None:
    assert str(error) and "\n" not in str(error)


TARGETS: dict[str, Callable[[bytes], None]] = {"feeds": feed, "pages": page}

FEEDS = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>V</title><link>/</link><item><title>A &amp; b</title>'
    "<link>/1</link><guid>1</guid><pubDate>Mon, 01 Mar 2027 08:00:00 GMT</pubDate><dc:creator>Ada</dc:creator>"
    "<description>&lt;p&gt;“No,” said Ada.&lt;/p&gt;</description><content:encoded><![CDATA[<p>It rained.</p>]]>"
    "</content:encoded></item></channel></rss>",
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/b/"><title type="html">V</title><entry><id>1</id><title>A</title>'
    '<link href="1"/><updated>2027-03-01T08:00:00Z</updated><author><name>A</name><email>a@v.example</email></author>'
    '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x</p></div></content></entry></feed>',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel>'
    "<title>V</title></channel><item rdf:about='/1'><title>A</title><link>/1</link></item></rdf:RDF>",
    '{"version": "https://jsonfeed.org/version/1.1", "title": "V", "items": [{"id": "1", "url": "/1", "title": "A",'
    ' "content_html": "<p>x</p>", "date_published": "2027-03-01T08:00:00Z", "authors": [{"name": "Ada"}]}]}',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
    "<url><loc>/1</loc><lastmod>2027-03-01</lastmod><n:news><n:title>A</n:title></n:news></url></urlset>",
)
PAGES = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harbour reopens | Vell</title><base href="/x/">'
    '<link rel="canonical" href="/1"><link rel="alternate" type="application/rss+xml" href="/feed"><script '
    'type="application/ld+json">{"@type":"NewsArticle","datePublished":"2027-03-01","author":[{"name":"Ada"}]}</script>'
    '</head><body><nav><a href="/2">Ferry sails again on Monday</a></nav><article><h1>Harbour reopens</h1>'
    "<p>The harbour reopened on Monday, and ships came in. “It was cold,” Ada Falk said on Tuesday.</p>"
    '<p style="display:none">Hidden.</p><p>She told reporters that the “bridge” is closed.</p></article></body></html>',
    '<html><body><ul><li><a href="/n/1">The old mill is sold to a baker</a></li><li><a href="/n/2">Snow closes the pass'
    "</a></li></ul></body></html>",
)


def seeds(name: str) -> Iterator[str]:
    """Give a folder with inputs to begin from; it is left to the system to clean."""
    folder = Path(tempfile.mkdtemp(prefix="readout-fuzz-"))
    for number, text in enumerate(FEEDS if name == "feeds" else PAGES):
        (folder / str(number)).write_text(text, encoding="utf-8")
    yield str(folder)
