"""JSONL: one article a line, read line by line whatever the size of the file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bot.ingest.language import language
from bot.ingest.links import canonical, host
from bot.ingest.times import parse_time
from bot.ingest.visible import one_line, visible
from bot.models import Article

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
    return Article(
        text=text,
        title=told.get("title", ""),
        url=url,
        published_at=parse_time(told.get("published_at", "")),
        source=told.get("source", "") or host(url),
        author=told.get("author", ""),
        language=language(text, told.get("language", "")),
    )
