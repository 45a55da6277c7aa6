"""What may be said in any language, such as a name or words that somebody looks for: by what all packs know together.

A text has a language and is read by its pack; what is asked across texts has none.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache

from bot.language.content_words import content_words as words_without
from bot.language.names import Names
from bot.language.page_notices import PageNotices, either
from bot.language.registry import PACKS, packs


def content_words(text: str) -> list[str]:
    """Return the different words that carry meaning, in order; folded."""
    return words_without(text, _stopwords(tuple(PACKS.items())))


def name_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, without titles and articles."""
    return _names(tuple(PACKS.items())).words(name)


def name_key(name: str | None) -> str:
    """Return the last word of a name, folded: a key to find by, never a decision."""
    return _names(tuple(PACKS.items())).key(name)


def core(name: str) -> str:
    """Return a name without what is put before it."""
    return _names(tuple(PACKS.items())).core(name)


def page_notices() -> PageNotices:
    """Return the notices of every pack together."""
    return _notices(tuple(PACKS.items()))


@cache
def _notices(_known: tuple[tuple[str, str], ...]) -> PageNotices:
    every = [pack.page_notices for pack in packs()]
    return PageNotices(
        **{kind.name: either(*(getattr(one, kind.name) for one in every)) for kind in fields(PageNotices)}
    )


@cache
def _stopwords(_known: tuple[tuple[str, str], ...]) -> frozenset[str]:
    return frozenset().union(*(pack.content.stopwords for pack in packs()))


@cache
def _names(_known: tuple[tuple[str, str], ...]) -> Names:
    every = [pack.names for pack in packs()]
    together = {part.name: frozenset().union(*(getattr(one, part.name) for one in every)) for part in fields(Names)}
    return Names(**together)
