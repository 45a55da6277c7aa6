"""JSONL: one article a line, read line by line whatever the size of the file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bot.ingest.formats.site_suffixes import without_site
from bot.ingest.formats.timestamps import parse_time
from bot.ingest.pages.html_text import title_text
from bot.language.detection import language
from bot.models import Article
from bot.text.urls import canonical, host
from bot.text.visible import one_line, visible

KEYS = ("url", "title", "text", "published_at", "source", "author", "language")
LONGEST_LINE = 5_000_000


class Records:
    """The articles of a JSONL file, made as they are asked for; `problems` names each line that is none.

    Takes a function that opens the lines anew, so that the records can be gone through more than once.
    """

    def __init__(self, name: str, lines: Callable[[], Iterable[bytes]]) -> None:
        self.name = name
        self.problems: list[str] = []
        self._lines = lines

    def __iter__(self) -> Iterator[Article]:
        """Yield the article of each good line; the problems are those of this pass."""
        self.problems.clear()
        for number, line in enumerate(self._lines(), 1):
            if not line.strip():
                continue
            try:
                yield record(line)
            except ValueError as error:
                self.problems.append(f"{self.name}: line {number}: {error}")


def record(line: bytes) -> Article:
    """Return the article of one line; a ValueError says what is wrong with it."""
    if len(line) > LONGEST_LINE:
        raise ValueError(f"longer than {LONGEST_LINE:,} bytes. Split it into articles")
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("not UTF-8. Save the file as UTF-8") from None
    except (ValueError, RecursionError):
        raise ValueError("not a JSON object. Write one object a line") from None
    if not isinstance(value, dict):
        raise ValueError("not a JSON object. Write one object a line")
    return article_of(value)


def article_of(value: dict[str, Any]) -> Article:
    """Return the article of a JSON object; a ValueError says what is wrong with it."""
    text = value.get("text")
    if not isinstance(text, str) or not (text := visible(text)):
        raise ValueError('no "text". Give the article\'s text under that key')
    return _article(value, text)


def _article(value: dict[str, Any], text: str) -> Article:
    told = {key: one_line(value[key]) for key in KEYS if isinstance(value.get(key), str)}
    url = canonical(told.get("url", ""))
    outlet = told.get("source", "") or host(url)
    return Article(
        text=text,
        title=without_site(title_text(told.get("title", "")), (outlet,)),
        url=url,
        published_at=parse_time(told.get("published_at", "")),
        source=outlet,
        author=told.get("author", ""),
        language=language(text, told.get("language", "")),
    )
