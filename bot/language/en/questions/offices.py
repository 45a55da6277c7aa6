"""Whose office an English question asks about: "president" of "who is the president of …"."""

from __future__ import annotations

import re

from bot.language.en.function_words import BEING
from bot.language.en.stopwords import STOPWORDS
from bot.language.en.titles import OFFICES
from bot.language.en.word_match import tokens
from bot.text.patterns import any_of

_IS = any_of((BEING & {"is", "are", "was", "were"}) | {"became", "become", "becomes"})
_OFFICE = re.compile(
    rf"^(?:who|what)\s+{_IS}\s+(?:the\s+|a\s+|an\s+)?(?:current\s+|new\s+|present\s+|acting\s+)?"
    r"((?:[\w'’-]+\s+){0,2}?[\w'’-]+)\s+(?:of|at|for|in)\s+",
    re.IGNORECASE,
)
_OFFICE_LAST = re.compile(
    rf"^(?:who|what)\s+{_IS}\s+(?:the\s+)?(?:[\w’'.-]+\s+)+?(?P<office>[\w-]+)(?:\s+(?:in|since|until)\s.*)?$",
    re.IGNORECASE,
)


def office(line: str) -> str:
    """Return the office whose holder is asked for; "" where none is."""
    match = _OFFICE.match(line)
    found = tokens(match[1]) if match else []
    if match and not any(word in STOPWORDS for word in found[:-1]) and not match[1].split()[-1].istitle():
        return next((word for word in found[::-1] if word not in STOPWORDS), "")
    last = _OFFICE_LAST.match(line)
    return tokens(last["office"])[-1] if last and is_office(last["office"].lower()) else ""


def is_office(word: str) -> bool:
    """Tell whether a word says what somebody is: "minister", "winner"."""
    return word in OFFICES or word in ("winner", "champion", "author", "founder", "owner", "singer", "actor", "actress")
