"""The tokens of a sentence: words, marks, and whole quotations as one, for rules that go by the order of words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from bot.models import Span

Kind = Literal["word", "name", "quote", "mark"]

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}[^\W\d_]?"  # U.S., D.C.
    r"|(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Sgt|Prof|St|Jr|Sr|Rev|Hon|Del|Capt|Adm|Maj|Cmdr|Det|Supt|Pres)\."
    r"|[A-Z]\.(?=\s[A-Z])"  # an initial
    r"|[$€£]?\d(?:[\d,.]*\d)?(?:-[^\W_]+)*%?"
    r"|[^\W_]+(?:['’\-&/][^\W_]+)*"
    r"|--+|\.{2,}|[^\w\s]|_"
)
_TAIL = re.compile(r"^(he|she|it|they|we|i|you|who|that|there|\w+)(['’](?:s|ve|re|d|ll|m))$", re.IGNORECASE)
_QUOTE_MARKS = "“”\"«»„「」『』‹›‘’'`"


class Token(NamedTuple):
    """A word, a mark, or a whole quotation with its marks; `low` is the word in lower case."""

    text: str
    low: str
    start: int
    end: int
    kind: Kind


def tokens(text: str, start: int, end: int, marked: Sequence[Span]) -> list[Token]:
    """Return the tokens of `text[start:end]`; `marked` are the quoted stretches that begin inside it, in order."""
    found: list[Token] = []
    at = start
    for begin, stop in marked:
        opening, closing = _with_marks(text, begin, stop)
        _plain(text, at, max(at, opening), found)
        found.append(Token(text[begin:stop], "", opening, closing, "quote"))
        at = closing
    _plain(text, at, max(at, end), found)
    return _without_asides(found)


def _without_asides(found: list[Token]) -> list[Token]:
    """Leave out short brackets after a word, "(D-Vt.)", "(R)": they part a subject from its verb."""
    opened = [index for index, token in enumerate(found) if token.text == "(" and index]
    if not opened:
        return found
    left_out: set[int] = set()
    for first in opened:
        for index in range(first + 1, min(len(found), first + _ASIDE)):
            if found[index].text == ")":
                left_out.update(range(first, index + 1))
            if found[index].text in ("(", ")") or found[index].kind == "quote":
                break
    return [token for index, token in enumerate(found) if index not in left_out]


_ASIDE = 9
"""Tokens: a longer bracket says something of its own."""


def _with_marks(text: str, begin: int, stop: int) -> Span:
    while begin > 0 and text[begin - 1] in _QUOTE_MARKS:
        begin -= 1
    length = len(text)
    if stop < length and text[stop] in _QUOTE_MARKS:
        stop += 2 if text[stop : stop + 2] in ("''", "’’") else 1
    return begin, stop


def _plain(text: str, start: int, end: int, found: list[Token]) -> None:
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        first = word[0]
        if first.isalnum() or first in "$€£":
            _word(word, match.start(), match.end(), found)
        else:
            found.append(Token(word, word, match.start(), match.end(), "mark"))


def _word(word: str, start: int, end: int, found: list[Token]) -> None:
    """Add a word; "he’s" is two, a possessive stays whole."""
    if "'" in word or "’" in word:
        match = _TAIL.match(word)
        if match and (match[1].lower() in _HOSTS or match[2][1:] != "s"):
            cut = start + match.end(1)
            found.append(_plain_word(match[1], start, cut))
            found.append(Token(match[2], match[2].lower(), cut, end, "word"))
            return
    found.append(_plain_word(word, start, end))


_HOSTS = frozenset("he she it they we i you who that there what where how".split())


def _plain_word(word: str, start: int, end: int) -> Token:
    return Token(word, word.lower(), start, end, "name" if word[0].isupper() else "word")


EDGE = " \t\u00a0,;:–—-"
"""White space and joining marks."""


def clean(text: str, start: int, end: int, edge: str = EDGE) -> Span | None:
    """Return a span without white space and joining marks at its ends; None where nothing is left."""
    while start < end and (text[start] in edge or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in edge or text[end - 1].isspace()):
        end -= 1
    return (start, end) if start < end else None
