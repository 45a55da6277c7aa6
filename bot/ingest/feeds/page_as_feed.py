"""What else a page is good for: the feeds that it names, and the headlines that it links to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from lxml import html as lxml_html

from bot.errors import InputError, Walled
from bot.ingest.feeds.content_types import FEED_TYPE
from bot.ingest.feeds.entries import RawEntry, RawFeed
from bot.ingest.feeds.page_contents import LinkedPage, Site
from bot.ingest.pages.article_extraction import article_in, extract, tree_of
from bot.ingest.pages.metadata import metadata
from bot.text.urls import absolute, canonical, host
from bot.text.visible import one_line

MOST_FEEDS = 12
MOST_LINKS = 60
# What WordPress names beside its feeds: the page itself, as its programs read it.
_NO_FEED = re.compile(r"/wp-json/|[?&]rest_route=", re.I)
_FEED_PATH = re.compile(r"(?:^|[/._-])(?:feed|rss|atom|index\.rdf)(?:[/._-]|$)", re.I)
_LESSER = re.compile(r"comment|podcast|replies|/tag/|/author/|/category/", re.I)
_ASIDE = frozenset("nav footer aside header form menu".split())
_NO_ARTICLE = re.compile(
    r"/(?:tags?|topics?|categor(?:y|ies)|authors?|login|log-in|sign-?in|sign-?up|register|account|subscribe|search"
    r"|about(?:-us)?|contact(?:-us)?|privacy|terms|cookies?|imprint|impressum|help|faq|jobs|careers|advertis\w+|newsletters?)"
    r"(?:[/.?-]|$)",
    re.I,
)
_HEADLINE_CHARS = 15
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FRONT_LINKS = 2
_FRONT_SHARE = 0.4


def read_linked(body: bytes, *, url: str = "", content_type: str = "") -> LinkedPage:
    """Return a page as an article that somebody points to; an InputError where it holds none."""
    tree = tree_of(body, content_type)
    about, feeds = metadata(tree, url), tuple(_declared(tree, url))
    return LinkedPage(article_in(tree, about), feeds, (*about.titles, *about.descriptions))


def read_site(body: bytes, *, url: str = "", content_type: str = "") -> Site:
    """Return what a page offers; `url` is where it came from."""
    tree = tree_of(body, content_type)
    base = _base(tree, url)
    about = metadata(tree, url)
    raw = _headlines(tree, url, base)
    front = not about.is_article and _is_front(tree, raw)
    links = RawFeed(title=_escaped(about.source or about.title), link=url, entries=tuple(raw), base=base)
    try:
        article, problem, walled = extract(body, url=url, content_type=content_type), "", False
    except InputError as error:
        article, problem, walled = None, str(error), isinstance(error, Walled)
        links = replace(links, entries=()) if walled else links
    return Site(tuple(_feeds(tree, url, base)), links, article, problem, front, tuple(_declared(tree, url)), walled)


def _base(tree: lxml_html.HtmlElement, url: str) -> str:
    told = next((node.get("href") or "" for node in tree.iter("base")), "")
    return absolute(told, url) or url


def _feeds(tree: lxml_html.HtmlElement, url: str, base: str) -> list[str]:
    """Return the feeds that a page names in its head, or links to, the best first."""
    found: dict[str, tuple[int, int, int]] = {}
    for order, (printed, title, declared) in enumerate(_named(tree)):
        link = absolute(printed, base)
        if link and link not in found and link != url and not _NO_FEED.search(link):
            lesser = bool(_LESSER.search(f"{title} {link}"))
            found[link] = (2 * (not declared) + lesser, -_shared(link, url), order)
    return sorted(found, key=lambda link: found[link])[:MOST_FEEDS]


def _declared(tree: lxml_html.HtmlElement, url: str) -> Iterator[str]:
    base = _base(tree, url)
    heads = (node for node in _alternates(tree) if next(node.iterancestors("head"), None) is not None)
    return (link for node in heads if (link := absolute(node.get("href") or "", base)))


def _alternates(tree: lxml_html.HtmlElement) -> Iterator[lxml_html.HtmlElement]:
    return filter(_is_alternate, tree.iter("link"))


def _is_alternate(node: lxml_html.HtmlElement) -> bool:
    return "alternate" in (node.get("rel") or "").lower().split() and bool(FEED_TYPE.search(node.get("type") or ""))


def _named(tree: lxml_html.HtmlElement) -> list[tuple[str, str, bool]]:
    declared = [(node.get("href") or "", node.get("title") or "", True) for node in _alternates(tree)]
    linked = [
        (node.get("href") or "", one_line(str(node.text_content()))[:80], False)
        for node in tree.iter("a")
        if _FEED_PATH.search(urlsplit_path(node.get("href") or "")) or _is_alternate(node)
    ]
    return [*declared, *linked][: 20 * MOST_FEEDS]


def urlsplit_path(link: str) -> str:
    """Return the path of a link as printed, "" where it is broken."""
    try:
        return urlsplit(link).path
    except ValueError:
        return ""


def _shared(link: str, url: str) -> int:
    """Return how many steps of the page's own path a feed's address shares: a section's feed fits its page best."""
    if host(link) != host(url):
        return 0
    theirs, ours = (urlsplit_path(each).strip("/").split("/") for each in (link, url))
    same = 0
    for one, other in zip(theirs, ours, strict=False):
        if one != other or not one:
            break
        same += 1
    return same


def _headlines(tree: lxml_html.HtmlElement, url: str, base: str) -> list[RawEntry]:
    """Return the links of a page that look like headlines of its own site, in its order, the longest text of each."""
    titles: dict[str, str] = {}
    here, own = host(url), canonical(url)
    for node in tree.iter("a"):
        link = canonical(node.get("href") or "", base)
        if not link or host(link) != here or link == own or _NO_ARTICLE.search(link) or urlsplit_path(link) == "/":
            continue
        title = one_line(str(node.text_content()))
        if _is_headline(title) and not any(each.tag in _ASIDE for each in node.iterancestors()):
            titles[link] = max(titles.get(link, ""), title[:300], key=len)
    return [RawEntry(title=_escaped(title), link=link) for link, title in list(titles.items())[:MOST_LINKS]]


def _escaped(title: str) -> str:
    return title.replace("&", "&amp;").replace("<", "&lt;")


def _is_headline(title: str) -> bool:
    return len(title) >= _HEADLINE_CHARS or len(_WIDE.findall(title)) >= _HEADLINE_CHARS // 3


def _is_front(tree: lxml_html.HtmlElement, links: list[RawEntry]) -> bool:
    """Tell whether a page is mostly headlines: they make up a good part of what it says."""
    if len(links) < _FRONT_LINKS:
        return False
    body = next(tree.iter("body"), tree)
    words = sum(len(node.text or "") for node in body.iter() if node.tag not in ("script", "style", "noscript"))
    words += sum(len(node.tail or "") for node in body.iter())
    return sum(len(each.title) for each in links) >= _FRONT_SHARE * words / (1 + len(links) / 10)
