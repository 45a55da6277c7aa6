"""OPML, the list of feeds that every reader exports; folders are topics (http://opml.org/spec2.opml)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from bot.errors import InputError
from bot.ingest.formats.charset import decode
from bot.messages.catalogue import say
from bot.models import Source
from bot.text.urls import absolute
from bot.text.visible import one_line

if TYPE_CHECKING:
    from lxml import etree

_DEEPEST = 50
_THUNDERBIRD = "urn:forumzilla:"
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NAMED = re.compile(r"&\w+;")
"""Names of HTML, which XML does not know: they come out of the file as they are printed."""
_AMPERSAND = re.compile(r"&(?!#\d+;|#x[0-9a-f]+;|(?:amp|lt|gt|quot|apos);)", re.IGNORECASE)
"""Addresses with a bare `&` are what most often breaks these files."""
_OUTLINE = re.compile(r"<outline\b[^<>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*"((?:[^"]|"(?!\s*(?:/?>|[\w:.-]+\s*=)))*+)\"""")
"""An attribute, with quotation marks within that should have been written as `&quot;`."""
LARGEST = 10_000_000


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of an OPML file; `topic` is the innermost folder that it stands in."""

    url: str
    title: str = ""
    topic: str = ""


def read_opml(body: bytes, most: int | None = None) -> list[Outline]:
    """Return the feeds of an OPML file, in its order, `most` at most; an InputError says why it cannot be read."""
    from lxml import etree

    if len(body) > LARGEST:
        raise InputError(say("reading.list_too_large", megabytes=LARGEST // 1_000_000))
    root = _tree(decode(body))
    try:
        if root is not None and etree.QName(root).localname.lower() == "opml":
            return list(islice(_feeds(root), most))
    except UnicodeDecodeError:  # half of a character, named by its number, which the lenient parser lets pass
        pass
    raise InputError(say("reading.no_opml"))


def _feeds(root: etree._Element) -> Iterator[Outline]:
    from lxml import etree

    named = [node for node in root if isinstance(node.tag, str)]
    tops = [node for node in named if etree.QName(node).localname.lower() == "body"] or [root]
    alone = _THUNDERBIRD in root.nsmap.values()
    return (outline for top in tops for outline in _outlines(top, "", 0, alone))


def _tree(text: str) -> etree._Element | None:
    """Return the tree of a file that somebody sent: no entities, nothing from outside, broken parts left out."""
    from lxml import etree

    if _ENTITY.search(text):
        raise InputError(say("reading.opml_entities"))
    text = _OUTLINE.sub(_mended, text)
    plain = _AMPERSAND.sub("&amp;", _DECLARATION.sub("", text, count=1).lstrip("\ufeff"))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True, encoding="utf-8"
    )
    try:
        return etree.fromstring(plain.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _mended(outline: re.Match[str]) -> str:
    """Return an outline without quotation marks within its attributes; nearly every one has but those around them."""
    printed = outline[0]
    return printed if printed.count('"') == 2 * printed.count('="') else _ATTRIBUTE.sub(_quoted, printed)


def _quoted(attribute: re.Match[str]) -> str:
    return f'{attribute[1]}="{attribute[2].replace(chr(34), "&quot;")}"'


def _outlines(parent: etree._Element, topic: str, depth: int, alone: bool) -> Iterator[Outline]:
    for node in parent:
        if not isinstance(node.tag, str) or depth > _DEEPEST:
            continue
        told = {str(name).lower(): str(value) for name, value in node.attrib.items()}
        title = one_line(_NAMED.sub(_letter, told.get("title") or told.get("text") or ""))
        url = feed_address(told.get("xmlurl", ""))
        if url:
            yield Outline(url, "" if title == url else title, topic or _category(told))
        folder = topic if url or (alone and _holds_itself(node, title)) else title or topic
        yield from _outlines(node, folder, depth + 1, alone)


def _letter(name: re.Match[str]) -> str:
    return html.unescape(name[0])


def _holds_itself(folder: etree._Element, title: str) -> bool:
    """Tell whether a folder is one that Thunderbird makes for each feed, under the feed's own name."""
    inside = [node for node in folder if isinstance(node.tag, str)]
    return len(inside) == 1 and one_line(inside[0].get("title") or inside[0].get("text") or "") == title


def feed_address(printed: str) -> str:
    """Return a feed's address as readers print it: without the `feed:` that some put before it."""
    url = printed.strip()
    if url.lower().startswith("feed:"):
        url = url[5:] if url[5:].lower().startswith(("http://", "https://")) else "http://" + url[5:].lstrip("/")
    return absolute(url) or url


def _category(told: dict[str, str]) -> str:
    return one_line(told.get("category", "").split(",")[0].strip("/").rpartition("/")[2])


def write_opml(sources: Iterable[Source]) -> bytes:
    """Return the sources that have a web address as OPML 2.0, each topic a folder."""
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = say("sources.opml_title")
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {"": body}
    for source in sources:
        if not absolute(source.address):
            continue
        if source.topic not in folders:
            folders[source.topic] = etree.SubElement(body, "outline", text=source.topic, title=source.topic)
        title = source.title or source.url
        feed = etree.SubElement(
            folders[source.topic], "outline", type="rss", text=title, title=title, xmlUrl=source.address
        )
        if source.address != source.url:
            feed.set("htmlUrl", source.url)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
