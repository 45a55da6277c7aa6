"""OPML, the list of feeds that every reader exports; folders are topics (http://opml.org/spec2.opml)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from bot.errors import InputError
from bot.ingest.links import absolute
from bot.ingest.visible import one_line
from bot.models import Source

_DEEPEST = 50
LARGEST = 10_000_000


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of an OPML file; `topic` is the innermost folder that it stands in."""

    url: str
    title: str = ""
    topic: str = ""


def read_opml(body: bytes) -> list[Outline]:
    """Return the feeds of an OPML file, in its order; an InputError says why it cannot be read."""
    if len(body) > LARGEST:
        raise InputError(f"larger than {LARGEST // 1_000_000} MB: not a list of feeds")
    # A file that somebody sent: no entities, no external files, and what is broken is read as far as it goes.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise InputError("not OPML. Export the feeds of your reader as OPML and give that file")
    tops = [node for node in root if isinstance(node.tag, str) and etree.QName(node).localname.lower() == "body"]
    return [outline for top in tops for outline in _outlines(top, "", 0)]


def _outlines(parent: etree._Element, topic: str, depth: int) -> Iterator[Outline]:
    for node in parent:
        if not isinstance(node.tag, str) or depth > _DEEPEST:
            continue
        told = {str(name).lower(): str(value) for name, value in node.attrib.items()}
        title = one_line(told.get("title") or told.get("text") or "")
        url = told.get("xmlurl", "").strip()
        if url:
            yield Outline(url if not absolute(url) else absolute(url), title, _category(told) or topic)
        yield from _outlines(node, topic if url else title or topic, depth + 1)


def _category(told: dict[str, str]) -> str:
    return one_line(told.get("category", "").split(",")[0].strip("/").rpartition("/")[2])


def write_opml(sources: Iterable[Source]) -> bytes:
    """Return sources as OPML 2.0, each topic a folder."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Readout's sources"
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {"": body}
    for source in sources:
        if source.topic not in folders:
            folders[source.topic] = etree.SubElement(body, "outline", text=source.topic, title=source.topic)
        title = source.title or source.url
        etree.SubElement(folders[source.topic], "outline", type="rss", text=title, title=title, xmlUrl=source.url)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
