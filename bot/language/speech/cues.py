"""The words that tie something said to a name, for holding a proposed speaker against the text."""

from __future__ import annotations

from dataclasses import dataclass

_NO_WORDS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cues:
    """A language's words of speech, in lower case. Without them no proposal can be held against a text."""

    speaking: frozenset[str] = _NO_WORDS
    """Finite verbs and nouns of speech: what may tie words to a name …"""
    telling: frozenset[str] = _NO_WORDS
    """… those that take a statement: “said”, “believes”, not “called” …"""
    giving: frozenset[str] = _NO_WORDS
    """… those that give a quotation beside them to their subject: no “denied” …"""
    nouns: frozenset[str] = _NO_WORDS
    """… nouns: "in a letter from Holm", "Holm's claim that" …"""
    owning: frozenset[str] = _NO_WORDS
    """… and words that do without a verb."""
    negations: frozenset[str] = _NO_WORDS
    """Words near by that deny that anything was said."""
    between: frozenset[str] = _NO_WORDS
    """Words that may stand between a name and its verb …"""
    adverb: str = "\0"
    """… with the ending of those that do too."""
    times: frozenset[str] = _NO_WORDS
    """Words that may follow a verb and its name: when it was said."""
    joining: frozenset[str] = _NO_WORDS
    """Words before a name that opens its clause."""
    ties: frozenset[str] = _NO_WORDS
    """What may stand between a verb and a statement."""
    addressed: frozenset[str] = _NO_WORDS
    """Verbs before the one who is spoken to."""
    sources: frozenset[str] = _NO_WORDS
    """Prepositions behind which the one who speaks stands."""
    source_phrase: tuple[str, ...] = ("\0",)
    """Words that do the same: "according to"."""
    of: frozenset[str] = _NO_WORDS
    """What ties a noun to whose it is: "a letter of" …"""
    from_whom: frozenset[str] = _NO_WORDS
    """… also in another sense: "a letter from"."""
