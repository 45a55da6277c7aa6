"""Which English words say the very same, so that a fact told with one is not told anew with the other.

Adjectives and true equals alone: of roles, bodies and buildings each is one of its own, “the clinic” another house than
“the hospital”, though a question may be answered by either.
"""

from __future__ import annotations

from bot.language.en.synonyms import table

_EQUAL = table(
    """private personal
illegal unlawful illicit
film movie
truck lorry
plane aircraft airplane
earthquake quake
fire blaze
child kid
photo photograph
agreement accord
sickness illness disease
border frontier"""
)


def equal(one: str, other: str) -> bool:
    """Tell whether two stems, of no verbs, say the very same."""
    return bool(_EQUAL.get(one, frozenset()) & _EQUAL.get(other, frozenset()))
