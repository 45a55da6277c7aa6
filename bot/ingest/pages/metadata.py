"""What a page says of itself: link, title, date, author, outlet, language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import html as lxml_html

from bot.ingest.formats.timestamps import parse_time
from bot.ingest.pages import json_ld
from bot.ingest.pages.json_ld import Json
from bot.ingest.pages.visible_credits import credits_shown
from bot.text.sites import site_of
from bot.text.urls import canonical, host
from bot.text.visible import letters_of, one_line

_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "article.published",
)
_AUTHORS = (
    "author",
    "article:author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "parsely-author",
    "citation_author",
    "twitter:creator:name",
)
_DESCRIPTIONS = ("description", "og:description", "twitter:description")
_TITLES = ("og:title", "twitter:title", "headline", "dc.title")
_OUTLETS = ("og:site_name", "application-name", "dc.publisher")
_BY = re.compile(r"^(?:by|von|par|por|di|door|af|av)\s+", re.I)
_DATE_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/-])")
_SITE_AFTER = re.compile(r"\s+[|•·–—»-]\s+[^|•·–—»]{2,40}$")


@dataclass(frozen=True, slots=True)
class Metadata:
    """`paywalled` is true where the page says that it is not free; what a page does not say is "" or None."""

    url: str = ""
    title: str = ""
    published_at: datetime | None = None
    author: str = ""
    source: str = ""
    language: str = ""
    paywalled: bool = False
    titles: tuple[str, ...] = ()
    """Every form of the title that the page prints."""
    descriptions: tuple[str, ...] = ()
    """What it says of itself in a sentence or two, as feeds tease with it."""
    credits: frozenset[str] = frozenset()
    """The letters of the lines under its headline that say who wrote it and when."""
    is_article: bool = False
    """Whether the page says of itself that it is one article."""


def metadata(root: lxml_html.HtmlElement, url: str = "") -> Metadata:
    """Return what the page's tree says of itself; `url` is where it came from."""
    metas = _metas(root)
    link = _link(root, metas, url)
    titles = tuple(_titles(root, metas))
    described = json_ld.articles(root)
    data = json_ld.own(described, link, titles)
    source = _outlet(metas, data, link)
    shown = credits_shown(root)
    return Metadata(
        url=link,
        title=_title(root, metas, data, (source, host(link))),
        published_at=_published(root, metas, data, link) or shown.published_at,
        author=_author(metas, data, root, shown.author, source),
        source=source,
        language=_language(root, metas, data),
        paywalled=json_ld.is_paid(data)
        or metas.get("article:content_tier", "").lower() in ("locked", "paid", "premium"),
        titles=titles,
        credits=shown.lines,
        descriptions=tuple(metas[name] for name in _DESCRIPTIONS if name in metas),
        is_article=bool(described) or metas.get("og:type", "").lower() == "article",
    )


def _titles(root: lxml_html.HtmlElement, metas: dict[str, str]) -> Iterator[str]:
    for node in root.iter("h1", "title"):
        text = one_line(str(node.text_content()))
        yield text
        yield _SITE_AFTER.sub("", text)
    yield from (metas[name] for name in _TITLES if name in metas)


def _metas(root: lxml_html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in root.iter("meta"):
        name = (node.get("property") or node.get("name") or node.get("itemprop") or "").lower()
        content = one_line(node.get("content") or "")
        if name and content:
            found.setdefault(name, content)
    return found


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str:
    return next((metas[name] for name in names if name in metas), "")


def _link(root: lxml_html.HtmlElement, metas: dict[str, str], url: str) -> str:
    told = [
        node.get("href") or "" for node in root.iter("link") if "canonical" in (node.get("rel") or "").lower().split()
    ]
    for printed in (*told, metas.get("og:url", "")):
        link = canonical(printed, url)
        # A canonical link to the front page is a template's mistake: it would make all articles one. One to another
        # site is another's address, under which this page's words would stand as that outlet's (promise 1).
        whole = link.count("/") > 3 or link.rstrip("/").count("/") > 2 or "?" in link
        if link and (not url or (whole and site_of(link) == site_of(url))):
            return link
    return canonical(url)


def _title(root: lxml_html.HtmlElement, metas: dict[str, str], data: Json, sites: Sequence[str]) -> str:
    heading = next((one_line(str(node.text_content())) for node in root.iter("h1")), "")
    page = next((one_line(str(node.text_content())) for node in root.iter("title")), "")
    headline = json_ld.headline(data)
    if page and heading and not _share_a_word(page, heading, sites):
        heading = ""  # the name of the site, or of a part of it
    printed = headline or one_line(_first(metas, _TITLES)) or heading or page
    if heading and (heading in printed or letters_of(heading) == letters_of(printed)):
        return heading
    if heading and headline and headline not in page and page.startswith(heading) and _ends(page[len(heading) :]):
        return heading  # what heads the page and names it, where its data describe it
    last = _SITE_AFTER.search(printed)
    # A headline bears more after a dash than the name of its site; so does a title that the page's own goes on from.
    whole = bool(headline) or (page.startswith(printed) and _ends(page[len(printed) :]))
    return printed[: last.start()] if last and (not whole or _names(last[0], sites)) else printed


def _share_a_word(page: str, heading: str, sites: Iterable[str]) -> bool:
    last = _SITE_AFTER.search(page)
    named = page[: last.start()] if last and _names(last[0], sites) else page
    if letters_of(heading) in letters_of(page):
        return True
    return not {*map(letters_of, named.split())}.isdisjoint({*map(letters_of, heading.split())} - {""})


def _ends(rest: str) -> bool:
    return bool(_SITE_AFTER.fullmatch(rest))


def _names(ending: str, sites: Iterable[str]) -> bool:
    """Tell whether what stands after a title is the name of its site, or the most of it."""
    told = letters_of(ending)
    return any(told in site or site in told for site in map(letters_of, sites) if site)


def _published(root: lxml_html.HtmlElement, metas: dict[str, str], data: Json, link: str) -> datetime | None:
    printed = [_text(data.get("datePublished")), *(metas[name] for name in _PUBLISHED if name in metas)]
    printed += [node.get("datetime") or "" for node in root.xpath("//time[@datetime]")[:1]]
    for text in printed:
        moment = parse_time(text)
        if moment:
            return moment
    match = _DATE_IN_PATH.search(link)
    return _day(*(int(part) for part in match.groups())) if match else None


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def _author(metas: dict[str, str], data: Json, root: lxml_html.HtmlElement, shown: str, source: str) -> str:
    """Return who wrote a page: a person rather than its outlet."""
    rel = [one_line(str(node.text_content())) for node in root.xpath('//a[@rel="author"]')[:1]]
    printed = (json_ld.authors(data), *(metas[name] for name in _AUTHORS if name in metas), *rel, shown)
    names = [_BY.sub("", each) for each in printed]
    named = [each for each in names if each and "://" not in each and "@" not in each and len(each) < 120]
    outlets = {letters_of(each) for each in (source, *json_ld.bodies(data))}
    return next((each for each in named if letters_of(each) not in outlets), named[0] if named else "")


def _outlet(metas: dict[str, str], data: Json, link: str) -> str:
    named = json_ld.name(data.get("publisher"))
    return _first(metas, _OUTLETS[:1]) or named or _first(metas, _OUTLETS[1:]) or host(link)


def _language(root: lxml_html.HtmlElement, metas: dict[str, str], data: Json) -> str:
    top = root if root.tag == "html" else next(root.iter("html"), root)
    told = top.get("lang") or top.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    told = told or _text(data.get("inLanguage")) or metas.get("og:locale", "") or metas.get("content-language", "")
    code = re.match(r"[A-Za-z]{2}(?![A-Za-z])", told.strip())
    return code[0].lower() if code else ""


def _text(value: object) -> str:
    return one_line(value) if isinstance(value, str) else ""
