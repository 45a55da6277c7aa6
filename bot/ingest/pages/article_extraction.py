"""A page to its article, with trafilatura. Runs in a worker process: pages are big, slow and hostile."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from bot.errors import InputError, Walled
from bot.ingest.formats.charset import decode
from bot.ingest.pages.hidden_text import without_hidden
from bot.ingest.pages.interstitials import asks, offer_at, wall
from bot.ingest.pages.metadata import Metadata, metadata
from bot.language.detection import language
from bot.language.in_any_language import page_notices
from bot.messages.catalogue import say
from bot.models import Article
from bot.text.visible import letters_of, visible

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORD = re.compile(r"(?<!\S)\S*\w\S*")
_SENTENCE_END = re.compile(r"[.!?。！？।؟][\"”’»)\]]*$")
_HEADING_CHARS = 50
_ANNOUNCEMENT_CHARS = 25
_HEADLINE_WORDS = 3
_SPEECH = re.compile(r"[“”„«»\"]")
_LEAST_LINES = 3
_MOST_CREDITS = 5
_LEAST_CHARS = 25


@cache
def _under_an_article(of_packs: str) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{of_packs})", re.I)


def extract(page: bytes, *, url: str = "", content_type: str = "") -> Article:
    """Return the article of an HTML page; an InputError where it holds none.

    What the reader does not see is not read. `url` is where the page came from; its own canonical link wins.
    """
    tree = tree_of(page, content_type)
    return article_in(tree, metadata(tree, url))


def tree_of(page: bytes, content_type: str = "") -> HtmlElement:
    """Return a page's tree; an InputError where it is no HTML."""
    import trafilatura

    tree: HtmlElement | None = trafilatura.load_html(decode(page, content_type))
    if tree is None:
        raise InputError(say("reading.no_html"))
    return tree


def article_in(tree: HtmlElement, about: Metadata) -> Article:
    """Return the article in a page's tree, of which what the reader does not see is taken out, as `extract` does."""
    import trafilatura

    without_hidden(tree)
    whole = trafilatura.extract(tree, fast=True, favor_recall=True, include_comments=False) or ""
    text = visible(
        _trimmed(
            whole,
            {letters_of(title) for title in about.titles},
            about.credits,
            {letters_of(text) for text in {str(a.text_content()) for a in tree.iter("a")}},
        )
    )
    if len(text) < _LEAST_CHARS and about.paywalled:
        raise InputError(say("reading.paywall"))
    if reason := wall(about.title, text, whole):
        raise Walled(reason)
    if len(text) < _LEAST_CHARS:
        raise InputError(say("reading.no_article"))
    return Article(
        text=text,
        title=about.title,
        url=about.url,
        published_at=about.published_at,
        source=about.source,
        author=about.author,
        language=language(text, about.language),
        paywalled=about.paywalled,
    )


def _trimmed(text: str, headings: set[str], credits: frozenset[str], links: set[str]) -> str:
    """Return the text without headline and credits on top, links that are announced, and what stands after the end."""
    lines = text.split("\n")
    for index, line in enumerate(lines[:_LEAST_LINES]):
        if letters_of(line) in headings and len(lines) > 1:
            del lines[index]
            break
    lines = [line for n, line in enumerate(lines) if n > _MOST_CREDITS or not _is_credit(line, credits)]
    lines = [line for line in lines if not _points_elsewhere(line, links)]
    lines = lines[: offer_at(lines)]
    end, asked = len(lines), False
    while end > 1:
        if asks(lines[end - 1], after=asked):
            asked = True
        elif not _is_after_the_end(lines, end, links):
            break
        end -= 1
    return "\n".join(lines[:end])


def _is_credit(line: str, credits: frozenset[str]) -> bool:
    told = letters_of(line)
    return told in credits or (bool(told) and any(told == "".join(pair) for pair in product(credits, repeat=2)))


def _points_elsewhere(line: str, links: set[str]) -> bool:
    """Tell whether a line is a few words and the headline that they announce: "Read also: ...", in any language."""
    announced, _, linked = line.lstrip("- ").partition(":")
    if (
        not 0 < len(announced) <= _ANNOUNCEMENT_CHARS
        or len(_WORD.findall(linked)) < _HEADLINE_WORDS
        or _SPEECH.search(linked)
    ):
        return False
    return letters_of(linked) in links and not _SENTENCE_END.search(linked.rstrip())


def _is_after_the_end(lines: list[str], end: int, links: set[str]) -> bool:
    """Tell whether the line before `end` is a link or a notice; `end` is less than all lines where others were."""
    if end <= _LEAST_LINES:
        return False
    line = lines[end - 1].lstrip("- ")
    if letters_of(line) in links or _under_an_article(page_notices().after_the_end).match(line):
        return True
    return end < len(lines) and len(line) < _HEADING_CHARS and not _SENTENCE_END.search(line.rstrip(".…"))
