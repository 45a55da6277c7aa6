"""The tokens of a sentence: words, marks, and whole quotations as one, for rules that go by the order of words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Literal, NamedTuple

from bot.models import Span

Kind = Literal["word", "name", "quote", "mark"]

_QUOTE_MARKS = "“”\"«»„「」『』‹›‘’'`"
_NEVER = re.compile(r"(?!)")
EDGE = " \t\u00a0,;:–—-"
"""White space and joining marks."""
_ASIDE = 9
"""Tokens: a longer bracket says something of its own."""


class SpeechToken(NamedTuple):
    """A word, a mark, or a whole quotation with its marks; `low` is the word in lower case."""

    text: str
    low: str
    start: int
    end: int
    kind: Kind


_made = partial(tuple.__new__, SpeechToken)
"""Makes a token as `SpeechToken` does, of a tuple: there are many."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TokenRules:
    """What a language writes together: titles with their stop, and a word with a short form of the verb behind it."""

    shortened: frozenset[str] = frozenset()
    """Titles that are written with a stop: "Mr" of "Mr."."""
    tail: re.Pattern[str] = _NEVER
    """A word with what it is written together with: groups 1 and 2 …"""
    marks: str = ""
    """Signs of quotation that this language alone has."""
    hosts: frozenset[str] = frozenset()
    """… which are two words if the first is one of these, or the second is no genitive."""


def tokens(text: str, start: int, end: int, marked: Sequence[Span], rules: TokenRules) -> list[SpeechToken]:
    """Return the tokens of `text[start:end]`; `marked` are the quoted stretches that begin inside it, in order."""
    found: list[SpeechToken] = []
    at = start
    for begin, stop in marked:
        opening, closing = _with_marks(text, begin, stop, _QUOTE_MARKS + rules.marks)
        _plain(text, at, max(at, opening), found, rules)
        found.append(SpeechToken(text[begin:stop], "", opening, closing, "quote"))
        at = closing
    _plain(text, at, max(at, end), found, rules)
    return _without_asides(found)


def _without_asides(found: list[SpeechToken]) -> list[SpeechToken]:
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


def _with_marks(text: str, begin: int, stop: int, marks: str) -> Span:
    while begin > 0 and text[begin - 1] in marks:
        begin -= 1
    length = len(text)
    if stop < length and text[stop] in marks:
        stop += 2 if text[stop : stop + 2] in ("''", "’’") else 1
    return begin, stop


@cache
def _pattern(rules: TokenRules) -> re.Pattern[str]:
    shortened = rf"|(?:{'|'.join(sorted(rules.shortened))})\." if rules.shortened else ""
    return re.compile(
        r"[^\W\d_]{2,}+(?![\w.'’\-&/])"  # most words: nothing else begins so and ends there
        r"|(?:[^\W\d_]\.){2,}[^\W\d_]?" + shortened + r"|[A-Z]\.(?=\s[A-Z])"  # U.S., D.C.  # an initial
        r"|[$€£]?\d(?:[\d,.]*\d)?(?:-[^\W_]+)*%?"
        r"|[^\W_]+(?:['’\-&/][^\W_]+)*"
        r"|--+|\.{2,}|[^\w\s]|_"
    )


def _plain(text: str, start: int, end: int, found: list[SpeechToken], rules: TokenRules) -> None:
    for match in _pattern(rules).finditer(text, start, end):
        word = match.group()
        first = word[0]
        if not (first.isalnum() or first in "$€£"):
            found.append(_made((word, word, *match.span(), "mark")))
        elif "'" in word or "’" in word:
            _word(word, match.start(), match.end(), found, rules)
        else:
            found.append(_made((word, word.lower(), *match.span(), "name" if first.isupper() else "word")))


def _word(word: str, start: int, end: int, found: list[SpeechToken], rules: TokenRules) -> None:
    """Add a word with an apostrophe; "he’s" is two, a possessive stays whole."""
    match = rules.tail.match(word)
    if match and (match[1].lower() in rules.hosts or match[2][1:] != "s"):
        cut = start + match.end(1)
        found.append(_plain_word(match[1], start, cut))
        found.append(SpeechToken(match[2], match[2].lower(), cut, end, "word"))
    else:
        found.append(_plain_word(word, start, end))


def _plain_word(word: str, start: int, end: int) -> SpeechToken:
    return SpeechToken(word, word.lower(), start, end, "name" if word[0].isupper() else "word")


def clean(text: str, start: int, end: int, edge: str = EDGE) -> Span | None:
    """Return a span without white space and joining marks at its ends; None where nothing is left."""
    while start < end and (text[start] in edge or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in edge or text[end - 1].isspace()):
        end -= 1
    return (start, end) if start < end else None
