"""What a language says of people: roles and bodies, pronouns, relatives, what stands around a name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

_NEVER = re.compile(r"(?!)")
_NO_WORDS: frozenset[str] = frozenset()
_LONGEST_ROLE = 90
"""Characters of what is said of somebody behind the name."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class People:
    """Words for people, all in lower case. What is not given is done without: only names mean anybody."""

    roles: frozenset[str] = _NO_WORDS
    """Nouns for what somebody is: "minister", "aide" …"""
    crowds: frozenset[str] = _NO_WORDS
    """… and those for many: "officials" …"""
    counted: frozenset[str] = _NO_WORDS
    """… and those that are counted: “14 villagers” …"""
    anybody: frozenset[str] = _NO_WORDS
    """… or for anyone: “the official” is not the one official who has a name."""
    one_of_many: frozenset[str] = _NO_WORDS
    """Words of `crowds` that mean one all the same: "everyone"."""
    bodies: frozenset[str] = _NO_WORDS
    """Last words of names that are no person's …"""
    surnames_too: frozenset[str] = _NO_WORDS
    """… and those of them that people are called too."""
    written: frozenset[str] = _NO_WORDS
    """Things that say something by what is written in them."""
    place_openers: frozenset[str] = _NO_WORDS
    """First words of the names of places."""
    no_name: frozenset[str] = _NO_WORDS
    """Small words that no person's name holds."""
    address: frozenset[str] = _NO_WORDS
    """Titles that are no role: "mr"."""
    articles: frozenset[str] = _NO_WORDS
    definite: frozenset[str] = _NO_WORDS
    """Those of the articles that say that one is meant who was named before."""
    owners: frozenset[str] = _NO_WORDS
    """Words that may stand in an article's place: "its", "another" …"""
    possessives: frozenset[str] = _NO_WORDS
    """… and those of them that an apposition begins with."""
    prepositions: frozenset[str] = _NO_WORDS
    belonging: frozenset[str] = _NO_WORDS
    """Those of the prepositions that go on with the name of a body: "Department of …"."""
    conjunction: str = ""
    """What joins two who speak together."""
    relatives: frozenset[str] = _NO_WORDS
    """Words that begin a clause about the one before them."""
    pronouns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What each pronoun may mean: a "person", a "body", "many"."""
    sexes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The pronouns that say a person's sex, each with the words of a role or a name that say the same."""
    kin: Mapping[str, str] = field(default_factory=dict)
    """Words of kin and address, each with the pronoun that it says."""
    kin_before: re.Pattern[str] = _NEVER
    """What before a name says that somebody is a relative ("his wife, "); the word of kin is the group `kin` …"""
    kin_behind: re.Pattern[str] = _NEVER
    """… and behind it: ", their daughter"."""
    label_titles: frozenset[str] = _NO_WORDS
    """Titles before the name that a turn of a transcript begins with."""
    always_capital: frozenset[str] = _NO_WORDS
    """Words of peoples and faiths, which have a capital though they name nobody."""
    headings: frozenset[str] = _NO_WORDS
    """Words that head a paragraph of news, though some are called so."""


@cache
def behind_head(people: People) -> re.Pattern[str]:
    """Return what ends the words for somebody: what stands behind only says more of them."""
    clauses = rf"|\s(?:{_any(people.relatives)})\s" if people.relatives else ""
    return re.compile(rf"\s*,|\s*\(|\s+--|\s+[–—]|\n{clauses}")


@cache
def article_before(people: People) -> re.Pattern[str]:
    """Return what may stand before a role and says nothing."""
    words = people.articles | people.owners
    return re.compile(rf"^(?:{_any(words)})\s+", re.IGNORECASE) if words else _NEVER


@cache
def apposition(people: People) -> re.Pattern[str]:
    """Return what behind a name says what somebody is: ", the mayor of Lindau"."""
    words = people.articles | people.possessives
    return re.compile(rf",\s+(?:{_any(words)})\s+([^,.;:\n“”\"()]+)") if words else _NEVER


def _any(words: frozenset[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
