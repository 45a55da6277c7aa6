"""Which of some names somebody may have meant who wrote a name that nobody bears: a question back, never an answer."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from bot.language.in_any_language import core, name_key, name_words
from bot.text.folding import fold
from bot.text.transliteration import forenames_alike

NEAR = 0.8
"""Of two last names that may be one in a slip: a letter of five put elsewhere, one of six taken for another."""
FEWEST = 4
"""Letters: a shorter name is near to too many."""


def near_name(asked: str, known: Iterable[str]) -> str:
    """Return the name that comes nearest to what was asked, as much of it as was asked for; "" where none is near.

    Of several that come as near it is the first of those that are known.
    """
    wanted = name_key(asked)
    if len(wanted) < FEWEST:
        return ""
    named: dict[str, str] = {}
    for name in map(core, known):
        if _is_name(name) and _may_be(asked, name):
            named.setdefault(name_key(name), name)
    near = difflib.get_close_matches(wanted, named, 1, NEAR)
    if not near or near[0] == wanted:
        return ""
    return named[near[0]] if len(name_words(asked)) > 1 else _last(named[near[0]], near[0])


def _is_name(name: str) -> bool:
    """Tell whether somebody is called so, and not only described: “the police”."""
    return _last(name, name_key(name))[:1].isupper()


def _may_be(asked: str, name: str) -> bool:
    """Tell whether the first names of both, where both have one, may be one: a slip is in one place."""
    first, second = name_words(asked), name_words(name)
    return min(len(first), len(second)) < 2 or forenames_alike(first[0], second[0])


def _last(name: str, key: str) -> str:
    return next((word for word in reversed(name.split()) if fold(word) == key), name)
