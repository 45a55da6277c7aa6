"""What must not be in a sentence that is posted: links, mentions, markup, control characters (promise 3)."""

from __future__ import annotations

import re
import unicodedata

from bot.text.visible import line

_LINK = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://|(?<!:)//\w|\bwww\b\s?\.|\b(?:mailto|javascript|data|tel|sms|xmpp|magnet):\S|"
    r"\w\.[^\W\d_]{2,}/\S|\w\s?[\[({]\s?(?:\.|dot)\s?[\])}]\s?\w",
    re.I,
)
_HOST = re.compile(r"\b[\w-]{2,}(?:\.[\w-]{2,})*\.[^\W\d_]{2,}\b")
_MENTION = re.compile(r"@\s?(?:everyone|here|channel)\b|<[@#!:]|(?<![\w.])@\w{2,}|\w@[\w-]+\.\w", re.I)
_MARKUP = re.compile(r"\]\(|<\/?[a-z!][^>]*>|<https?:|\*\*|__|~~|\|\||`|^\s*(?:#{1,6}|>|[-*+])\s|^\s*\d+\.\s", re.I)
_DOTS = str.maketrans({"\u3002": ".", "\u2024": ".", "\uff0e": ".", "\uff61": "."})
"""Full stops of other scripts, which browsers take for the dot of a host (UTS #46)."""
_CITE_MARKS = re.compile(r"\s*(?:\[\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\])+")


def cleaned(text: str) -> str:
    """Return a model's sentence as one line, without the citation marks that it may have left in it."""
    return re.sub(r"\s+([.,;:!?])", r"\1", _CITE_MARKS.sub("", line(text))).strip()


def trouble(text: str, source: str = "") -> str:
    """Say what in a sentence must not be posted, or "" where there is nothing; a name like “Example.com” may be
    repeated where the source prints it."""
    return _trouble(text, source) or _trouble(_as_read(text), _as_read(source))


def _trouble(text: str, source: str) -> str:
    if _LINK.search(text) or any(host.group() not in source for host in _HOST.finditer(text)):
        return "it holds a link"
    if _MENTION.search(text):
        return "it holds a mention"
    if _MARKUP.search(text):
        return "it holds markup"
    return ""


def _as_read(text: str) -> str:
    """Return a text as a reader or a browser may take it: full-width letters and dots are plain ones."""
    return unicodedata.normalize("NFKC", line(text)).translate(_DOTS)
