"""A page to its article, with trafilatura. Runs in a worker process: pages are big, slow and hostile."""

from __future__ import annotations

import re

from bot.errors import InputError, Walled
from bot.ingest.charset import decode
from bot.ingest.hidden import without_hidden
from bot.ingest.language import language
from bot.ingest.metadata import metadata
from bot.ingest.visible import letters_of, visible
from bot.ingest.walls import asks, wall
from bot.models import Article

_WORD = re.compile(r"(?<!\S)\S*\w\S*")
_SENTENCE_END = re.compile(r"[.!?。！？।؟][\"”’»)\]]*$")
_AFTER_THE_END = re.compile(
    r"\W*(?:copyright\b|©|\(c\)|all rights reserved|you may also like|related (?:stories|articles|content|topics|news)"
    r"|(?:read|see) (?:more|also)\b|tags?\W*$|categories\W*$|share\b.{0,20}$|advertisement\W*$|sign up (?:for|to)\b"
    r"|subscribe (?:to|now)\b|follow us\b)",
    re.I,
)
_HEADING_CHARS = 50
_ANNOUNCEMENT_CHARS = 25
_HEADLINE_WORDS = 3
_SPEECH = re.compile(r"[“”„«»\"]")
_LEAST_LINES = 3
_LEAST_CHARS = 25


def extract(page: bytes, *, url: str = "", content_type: str = "") -> Article:
    """Return the article of an HTML page; an InputError where it holds none.

    What the reader does not see is not read. `url` is where the page came from; its own canonical link wins.
    """
    import trafilatura

    html = decode(page, content_type)
    tree = trafilatura.load_html(html)
    if tree is None:
        raise InputError("not a page that can be read: no HTML in it")
    about = metadata(tree, url)
    without_hidden(tree)
    whole = trafilatura.extract(tree, fast=True, favor_recall=True, include_comments=False) or ""
    text = visible(
        _trimmed(
            whole,
            {letters_of(title) for title in about.titles},
            {letters_of(text) for text in {str(a.text_content()) for a in tree.iter("a")}},
        )
    )
    if len(text) < _LEAST_CHARS and about.paywalled:
        raise InputError("behind a paywall: none of its text is free to read")
    if reason := wall(about.title, text, whole):
        raise Walled(reason)
    if len(text) < _LEAST_CHARS:
        raise InputError("no article in this page. If it is a front page, give the address of its feed")
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


def _trimmed(text: str, headings: set[str], links: set[str]) -> str:
    """Return the text without the headline on top, links that are announced, and links and notices after the end."""
    lines = text.split("\n")
    for index, line in enumerate(lines[:_LEAST_LINES]):
        if letters_of(line) in headings and len(lines) > 1:
            del lines[index]
            break
    lines = [line for line in lines if not _points_elsewhere(line, links)]
    end, asked = len(lines), False
    while end > 1:
        if asks(lines[end - 1], after=asked):
            asked = True
        elif not _is_after_the_end(lines, end, links):
            break
        end -= 1
    return "\n".join(lines[:end])


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
    if letters_of(line) in links or _AFTER_THE_END.match(line):
        return True
    return end < len(lines) and len(line) < _HEADING_CHARS and not _SENTENCE_END.search(line.rstrip(".…"))
