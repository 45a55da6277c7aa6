"""A model's answer while it is being written: the text so far, and the sentences in it that are whole."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Any


class SoFar:
    """The message of a streamed completion, as far as it has come (server-sent events, a JSON chunk each).

    https://html.spec.whatwg.org/multipage/server-sent-events.html
    """

    def __init__(self) -> None:
        self.content = ""
        self._rest = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def take(self, chunk: bytes) -> bool:
        """Take some bytes of the body; tell whether the message has grown."""
        before = len(self.content)
        *lines, self._rest = (self._rest + self._decoder.decode(chunk)).split("\n")
        for line in lines:
            self.content += _said(line)
        return len(self.content) > before


def _said(line: str) -> str:
    if not line.startswith("data:"):
        return ""
    try:
        content = json.loads(line[5:])["choices"][0]["delta"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        return ""
    return content if isinstance(content, str) else ""


def sentences(content: str) -> Iterator[dict[str, Any]]:
    """Give the sentences of a draft that are written to their end; nothing of what has no such form."""
    start = content.find("[", content.find('"sentences"')) if '"sentences"' in content else -1
    decoder = json.JSONDecoder()
    while start >= 0:
        start += 1
        while content[start : start + 1] in (" ", "\n", "\t", "\r", ",") and start < len(content):
            start += 1
        try:
            item, end = decoder.raw_decode(content, start)
        except (ValueError, RecursionError):
            return
        if not isinstance(item, dict):
            return
        yield item
        start = end - 1
