"""What must not be in a sentence that is posted: links, mentions, markup, control characters (promise 3)."""

from __future__ import annotations

import re

from bot.summarize.prompts import line

_LINK = re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://|\bwww\.|\b(?:mailto|javascript|data):\S|\w\.[a-z]{2,10}/\S", re.I)
_HOST = re.compile(r"\b[a-z0-9-]{2,}(?:\.[a-z0-9-]{2,})*\.[a-z]{2,10}\b", re.I)
_MENTION = re.compile(r"@(?:everyone|here|channel)\b|<[@#!:]|(?<![\w.])@\w{2,}", re.I)
_MARKUP = re.compile(r"\]\(|<\/?[a-z!][^>]*>|<https?:|\*\*|__|~~|\|\||`|^\s*(?:#{1,6}|>|[-*+])\s|^\s*\d+\.\s", re.I)
_CITE_MARKS = re.compile(r"\s*(?:\[\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\])+")


def cleaned(text: str) -> str:
    """Return a model's sentence as one line, without the citation marks that it may have left in it."""
    return re.sub(r"\s+([.,;:!?])", r"\1", _CITE_MARKS.sub("", line(text))).strip()


def trouble(text: str, source: str = "") -> str:
    """Say what in a sentence must not be posted, or "" where there is nothing; a name like “Example.com” may be
    repeated where the source prints it."""
    if _LINK.search(text) or any(host.group() not in source for host in _HOST.finditer(text)):
        return "it holds a link"
    if _MENTION.search(text):
        return "it holds a mention"
    if _MARKUP.search(text):
        return "it holds markup"
    return ""
