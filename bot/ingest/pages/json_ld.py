"""What a page says of its article in JSON-LD (https://schema.org/NewsArticle), in the forms that sites print it in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import html as lxml_html

from bot.ingest.pages.html_text import title_text
from bot.text.urls import canonical
from bot.text.visible import one_line

Json = dict[str, Any]

_ARTICLE_TYPES = re.compile(r"(?:\w*Article|BlogPosting|Report|\w*Review|\w*NewsItem|LiveBlogPosting)$")
# Old advice has scripts wrapped so that browsers without them, or XML, pass them over.
_WRAPPING = re.compile(
    r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?)|(?:-->|(?://|/\*)?\s*\]\]>\s*(?:\*/)?)\s*$|;\s*$"
)
_COMMA_TOO_MANY = re.compile(r",(?=\s*[}\]])")
_DEPTH = 6
_MOST_LISTED = 200
_MOST_AUTHORS = 5


def articles(root: lxml_html.HtmlElement) -> list[Json]:
    """Return the objects of a page that describe articles, in its order, with what they only refer to filled in."""
    things = [thing for value in _values(root) for thing in _things(value, 0)]
    named = {str(thing["@id"]): thing for thing in things if "@id" in thing and len(thing) > 1}
    return [_filled(thing, named) for thing in things if _is_article(thing)]


def own(found: list[Json], link: str, titles: tuple[str, ...]) -> Json:
    """Return the object that describes the page itself: related articles are listed in the same form.

    It bears the page's link or one of its titles; else the first is taken for it.
    """
    for thing in found:
        if link and link in (canonical(each, link) for each in _addresses(thing)):
            return thing
    for thing in found:
        if headline(thing) and headline(thing) in titles:
            return thing
    return found[0] if found else {}


def headline(thing: Json) -> str:
    """Return the headline as plain text: sites print it as HTML, too."""
    value = thing.get("headline")
    return title_text(value) if isinstance(value, str) else ""


def is_paid(thing: Json) -> bool:
    """Return whether a thing, or a part of it, says that it is not free.

    It says `false`, `"False"` or schema.org's address of that.
    """
    parts = thing.get("hasPart")
    all_of_it = [thing, *(parts if isinstance(parts, list) else [parts])]
    return any(
        str(each.get("isAccessibleForFree", "")).lower().endswith("false")
        for each in all_of_it
        if isinstance(each, dict)
    )


def authors(thing: Json) -> str:
    """Return the names of who wrote a thing."""
    told = thing.get("author")
    people = told if isinstance(told, list) else [told]
    return ", ".join(filter(None, map(name, people[:_MOST_AUTHORS])))


def bodies(thing: Json) -> set[str]:
    """Return the names of those of its authors that it says are no people."""
    told = thing.get("author")
    people = told if isinstance(told, list) else [told]
    return {
        name(each)
        for each in people[:_MOST_AUTHORS]
        if isinstance(each, dict) and "Organization" in str(each.get("@type"))
    }


def name(thing: object) -> str:
    """Return the name of a person or an organisation, that is printed as such or as a text."""
    while isinstance(thing, dict | list):
        thing = thing.get("name") if isinstance(thing, dict) else next(iter(thing), None)
    return title_text(thing) if isinstance(thing, str) else ""


def _values(root: lxml_html.HtmlElement) -> Iterator[object]:
    for node in root.iter("script"):
        if "ld+json" in (node.get("type") or ""):
            yield _loaded(node.text or "")


def _loaded(printed: str) -> object:
    text = _WRAPPING.sub("", _WRAPPING.sub("", printed.strip()))
    for each in (text, _COMMA_TOO_MANY.sub("", text)):
        try:
            return json.loads(each, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _things(value: object, depth: int) -> Iterator[Json]:
    if depth > _DEPTH:
        return
    if isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _things(value.get(key), depth + 1)
    elif isinstance(value, list):
        for each in value[:_MOST_LISTED]:
            yield from _things(each, depth + 1)


def _is_article(thing: Json) -> bool:
    kinds = thing.get("@type")
    return any(
        isinstance(kind, str) and bool(_ARTICLE_TYPES.match(kind.rpartition("/")[2]))
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _filled(thing: Json, named: dict[str, Json]) -> Json:
    """Return a thing with its author and publisher where it gives only what these are called by elsewhere."""
    return {**thing, **{key: _meant(thing[key], named) for key in ("author", "publisher") if key in thing}}


def _meant(value: object, named: dict[str, Json]) -> object:
    if isinstance(value, list):
        return [_meant(each, named) for each in value[:_MOST_LISTED]]
    if isinstance(value, dict) and "name" not in value:
        return named.get(str(value.get("@id")), value)
    return value


def _addresses(thing: Json) -> Iterator[str]:
    page = thing.get("mainEntityOfPage")
    told = [
        thing.get("url"),
        thing.get("@id"),
        *([page.get("@id"), page.get("url")] if isinstance(page, dict) else [page]),
    ]
    yield from (one_line(each) for each in told if isinstance(each, str))
