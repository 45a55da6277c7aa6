"""Who wrote an article and when, as a page shows it between its headline and its first paragraph, in any language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import html as lxml_html

from bot.ingest.formats.timestamps import parse_time
from bot.text.visible import letters_of, one_line

_PARAGRAPH_CHARS = 90
"""From so many characters on, what stands under a headline is the article."""
_LINE_CHARS = 100
_HOLDERS = frozenset("p div span time address li".split())
_MOST_LINES = 12
_LETTERS_BESIDE = 24
"""Letters beside a date: a script without spaces has a sentence in one word."""
_NAME = (
    r"[A-ZÀ-ÖØ-ÞĀ-ŽЀ-Я][\w’'.-]*(?:\s+(?:(?:de|del|della|di|da|dos|van|von|der|den|le|la|al|bin|el)\s+)*"
    r"[A-ZÀ-ÖØ-ÞĀ-ŽЀ-Я][\w’'.-]*){1,3}"
)
_BETWEEN = r"(?:\s*,\s*|\s+(?:&|and|und|et|y|e|en|och|og|i|и|й|та)\s+)"
_BYLINE = re.compile(
    r"^\W*(?i:by|von|par|por|di|door|av|af|przez|autore?|author|auteur|autorin|text|texte|testo|written by|words by|"
    rf"автор|текст|od|escrito por|a cura di)\s*:?\s+(?P<names>{_NAME}(?:{_BETWEEN}{_NAME}){{0,3}})"
    r"(?P<rest>.*)$"
)
_DATE = re.compile(
    r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{4}-\d\d-\d\d|\d{1,2}[./-]?(?:er|st|nd|rd|th|º|°)?\.?\s+(?:de\s+|of\s+)?"
    r"[^\W\d_]{3,12}\.?,?\s+(?:de[l]?\s+)?\d{4}|[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|"
    r"\d{4}\s*[年년]\s*\d{1,2}\s*[月월]\s*\d{1,2}\s*[日일]"
)
_CLOCK = re.compile(r"\d{1,2}\s?[:.h]\s?\d\d(?::\d\d)?")
_MOST_BESIDE = 3
"""Words that may stand beside a date in its line: “Stand:”, “Uhr”, “published on”."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Credits:
    """What was found; `lines` are the letters of the lines that say it, which are none of the article."""

    author: str = ""
    published_at: datetime | None = None
    lines: frozenset[str] = frozenset()


def credits_shown(root: lxml_html.HtmlElement) -> Credits:
    """Return who wrote a page's article and when, from the short lines under its headline."""
    author, moment, used = "", None, set[str]()
    for line in _under_headline(root):
        byline = _BYLINE.match(line)
        name = byline["names"].strip(" ,") if byline and _is_nothing_more(byline["rest"]) else ""
        date = _dated(byline["rest"] if byline and name else line)
        if name or date:
            used.add(letters_of(line))
        author, moment = author or name, moment or date
    return Credits(author, moment, frozenset(used))


def _is_nothing_more(rest: str) -> bool:
    """Tell whether behind the names there is at most a date, an office or a place: no sentence goes on."""
    rest = rest.strip()
    return not rest or rest[0] in ",|·•–—(-/" or _DATE.match(rest) is not None


def _dated(line: str) -> datetime | None:
    """Return the time of a line that is a date and little else."""
    found = _DATE.search(line)
    if not found:
        return None
    beside = _CLOCK.sub(" ", line[: found.start()] + " " + line[found.end() :])
    if len(_WORD.findall(beside)) > _MOST_BESIDE or sum(map(str.isalpha, beside)) > _LETTERS_BESIDE:
        return None
    clock = _CLOCK.search(line, found.end())
    printed = f"{found[0]} {re.sub(r'[.h]', ':', clock[0].replace(' ', ''))}" if clock else found[0]
    return parse_time(printed) or parse_time(found[0])


def _beginning(node: lxml_html.HtmlElement) -> str:
    """Return a node's text as far as it matters whether it is a line: the node may hold all of the page."""
    parts: list[str] = []
    room = 2 * _LINE_CHARS
    for text in node.itertext():
        parts.append(text)
        room -= len(text.strip())
        if room < 0:
            break
    return "".join(parts)


def _under_headline(root: lxml_html.HtmlElement) -> Iterator[str]:
    """Yield the short lines of a page from its headline to its first paragraph."""
    heading = next(root.iter("h1"), None)
    if heading is None:
        return
    seen = 0
    for node in heading.xpath("following::*"):
        if node.tag not in _HOLDERS:
            continue
        line = one_line(_beginning(node))
        if len(line) >= _PARAGRAPH_CHARS and node.tag == "p":
            return
        if not line or len(line) > _LINE_CHARS:
            continue
        yield line
        seen += 1
        if seen == _MOST_LINES:
            return
