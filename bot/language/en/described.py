"""What an English sentence says somebody is, how a vote ended, by how much something changed, which of two is more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.en.function_words import BE, FUNCTION_WORDS, POSSESSIVES
from bot.language.en.lexicon import PAST
from bot.language.en.names import core, name_words, names
from bot.language.en.speech.speech_verbs import ADVERBS, PEOPLE, ROLES, TIMES
from bot.language.en.synonyms import VERBS
from bot.language.en.titles import ADDRESS, QUALIFIERS, SHORTENED
from bot.language.en.tokens import stem
from bot.models import Span
from bot.text.folding import fold
from bot.text.patterns import any_of

_ROLE = any_of(ROLES | PEOPLE | {f"{role}s" for role in ROLES})
_THEIRS = POSSESSIVES - {"my", "your", "our"}
_DETERMINED = rf"(?:[Aa]n?|[Tt]he|[Oo]ne of|{any_of(_THEIRS | set(map(str.capitalize, _THEIRS)))}|[A-Z][\w.]*[’']s?)"
_HOLDS = any_of("heads leads runs chairs owns founded manages directs represents serves served works worked".split())
_IS = any_of((BE & frozenset("is was".split())) | {"became", "remains"})
_BEHIND = re.compile(
    rf",\s+(?:who\s+(?!said\b|told\b|added\b)|(?:\d+,\s+)?(?:{_DETERMINED}\s|(?:former|then|acting|chief|deputy|senior)\b|"
    rf"(?:[a-z-]+\s+){{0,3}}{_ROLE}\b))[^,.;]+|"
    rf",\s+\d+,\s+of\s+[A-Z][^,.;]+|"
    rf"\s+(?:has\s+been|{_IS})\s+(?:{_DETERMINED}|[a-z-]*{_ROLE})\s[^,.;]+|"
    rf"\s+(?:has\s+)?{_HOLDS}\s[^,.;]+",
)
"""Behind a name: “, who heads the union”, “, the harbour master of Ellery”, “ is the mayor of”."""
_BEFORE = re.compile(rf"(?:^|[\s(“\"])(?:{_DETERMINED}\s+)(?P<what>(?!and\b)[^,.;:“”\"]{{2,80}}),\s+$")
"""Before a name: “The minister of transport, ”."""
_TITLED = re.compile(rf"(?:^|[\s(“\"])(?P<what>(?:[A-Za-z][\w’'-]*\s+){{0,4}}{_ROLE}\s+)$", re.IGNORECASE)
_AGENT = re.compile(
    rf"(?:(?:^|[“\"(])(?:{_DETERMINED}\s+)?|\b{_DETERMINED}\s+)"
    r"(?P<what>(?:[A-Za-z][a-z’'-]+\s+){0,2}(?:[a-z]{2,}(?:er|or|ist|ian|man|woman)|warden))\s+$"
)
"""What somebody is called by what they do, before the name: “Harbour master ”, “the river warden ”."""
_NO_AGENTS = FUNCTION_WORDS | ADVERBS | TIMES | (QUALIFIERS - {"deputy"}) | {"winter", "summer", "rather"}
_DEEDS = frozenset("remember honor offer enter bother trigger monitor".split())
"""Verbs that are shaped like them."""
_PLAIN_TITLES = ADDRESS | SHORTENED

_TALLY = re.compile(r"\b\d{1,4}\s?(?:[-–]|\sto\s)\s?\d{1,4}\b|\bunanimous(?:ly)?\b")
_MORE = re.compile(
    r"\b(?:[a-z]{2,}er|more|less|fewer|worse|better)\s(?:[\w’'-]+\s){0,4}?than\b|\bcompared\s(?:with|to)\b|"
    r"\b(?:up|down)\sfrom\b|\bas\s[a-z]+\sas\b|\bagainst\s\d",
    re.IGNORECASE,
)


def descriptions(text: str, name: str) -> list[Span]:
    """Return the stretches that say who somebody is, each beside the name that ends in a folded word."""
    spots = [span for span in names(text) if name_words(text[slice(*span)])[-1:] == (name,)]
    return [found for start, end in spots for found in _beside(text, start, end)]


def _beside(text: str, start: int, end: int) -> Iterator[Span]:
    behind = _BEHIND.match(text, end)
    if behind is not None:
        yield end, behind.end()
    before = _BEFORE.search(text[:start])
    if before is not None and not names(before["what"][:1]):
        yield before.start("what"), before.end("what")
    titled = _TITLED.search(text[:start])
    if titled is not None:
        yield titled.span("what")
    agent = _AGENT.search(text[:start]) if titled is None else None
    if agent is not None and not any(fold(word) in _NO_AGENTS or _is_done(word) for word in agent["what"].split()):
        yield agent.span("what")
    title = text[start:end].removesuffix(core(text[start:end])).strip()
    if title and not all(fold(word) in _PLAIN_TITLES for word in title.split()):
        yield start, start + len(title)


def _is_done(word: str) -> bool:
    """Tell whether a word is rather a deed than a calling: “They remember ”, “to honor ”."""
    return word in PAST or word in _DEEDS or stem(word) in VERBS


def tallies(text: str) -> list[Span]:
    """Return how votes and matches ended: “19-15”, “by 51 to 49”, “unanimously”."""
    return [match.span() for match in _TALLY.finditer(text)]


def comparisons(text: str) -> list[Span]:
    """Return what sets one thing beside another: “lower than”, “compared with”."""
    return [match.span() for match in _MORE.finditer(text)]
