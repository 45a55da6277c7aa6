"""A sentence as claims are compared: its tokens, and which of them are names, numbers and dates."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

CLAUSE_MARKS = frozenset(", ; : ( ) – —".split())
"""Marks that part the clauses of a sentence."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark; `stem` is what is compared, `value` what a number says, `at` where it begins.

    `content`: it says something by itself. `past`: it may be a verb in the past tense.
    """

    text: str
    low: str
    stem: str
    at: int
    value: float | None = None
    mark: bool = False
    content: bool = True
    past: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its tokens and the kind that each is: "name", "number", "date", or "" for most."""

    text: str
    tokens: tuple[Token, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameRun:
    """A name of one or more words by its stems; `in_place` where it is that of a place or a nation."""

    stems: frozenset[str]
    in_place: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb with the words of those who act and of those who are acted upon; none where they are not said."""

    verb: str
    by: frozenset[str]
    to: frozenset[str]


def opener(line: Line) -> set[str]:
    """Return the stems of the name that a sentence begins with; none where it begins otherwise."""
    found = set[str]()
    for token, kind in zip(line.tokens, line.kinds, strict=True):
        if kind != "name":
            return found
        found.add(token.stem)
    return found


def plain(text: str) -> str:
    """Return a text in lower case, without accents, with one kind of apostrophe."""
    folded = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ʼ", "'").casefold())
    return "".join(c for c in folded if not unicodedata.combining(c))
