"""What a claim adds of its own: a word that no cited sentence has, another quantifier, another link between clauses.

Numbers, names, dates and quotations are held elsewhere; here it is the plain words. A lie need change only one of them:
“ended” to “joined”, “each” to “some”, “after” to “before”.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bot.language.en.synonyms import VERBS, table
from bot.language.en.tokens import stem
from bot.language.en.word_match import derived
from bot.language.tokens import Line, Token

_NEUTRAL = frozenset(
    stem(word)
    for word in "say tell state add note call report accord people person take make hold become lasted lasts".split()
)
"""Words that a writer needs to pass on what others say and do."""
_EQUAL = table(
    """begin start commence
end finish conclude
buy acquire purchase
big large
small little
film movie
company firm
child kid
help aid assist
car vehicle
speak talk
speak conversation
call telephone phone conversation
injure wound hurt
die dead death
build construct
choose pick select
get receive
need require
reveal disclose
doctor physician
ship vessel
plane aircraft airplane
poll survey
deal agreement accord pact
meet meeting summit talks
explosion blast
worker employee
city town
rise increase
fall drop decline decrease
leader head
win victory
beat defeat
also too
quick fast rapid
show demonstrate
try attempt
keep retain
let allow permit
stop halt
troop soldier
lawyer attorney
give grant
pay wage salary
goal aim
offer propose proposal
carry transport
live reside
wife spouse
husband spouse
"""
)
"""Words that may stand for each other in any sentence: a stricter table than that of questions, where a near miss only
costs a place in a list."""
_DOERS = ("er", "ers", "or", "ors", "ist", "ists")
_CONTRARY = {"for": {"against"}, "against": {"for"}, "to": {"from"}, "from": {"to"}, "by": {"to"}}
"""Prepositions that turn a sentence round, before the same word."""
_SHADES = frozenset(
    stem(w) for w in "former future alleged suspected acting deputy vice late false fake so-called".split()
)
"""Words that make another of what follows them: they stand before the same word in the passage."""
_QUANTIFIERS = table(
    """all each every both everyone everybody
some several certain
most majority
many numerous
few
none no nobody nothing neither never
only sole solely just
half
double twice
"""
)
_LINKS = table(
    """after following later afterwards once
before earlier prior ahead
since
until till
above over exceed
below under
against
without
because due owing
although though despite even
if unless provided
whether
instead
"""
)


def invented(claim: Line, cited: Sequence[Sequence[Token]], also: Collection[str] = ()) -> str:
    """Say which plain word of the claim the cited sentences do not have, or "" where they have all.

    `also` holds stems that are known of the article otherwise: the names of its speakers.
    """
    known = {token.stem: token for line in cited for token in line}
    lows = {token.low for line in cited for token in line}
    for token, kind in zip(claim.tokens, claim.kinds, strict=True):
        plain = token.content and not kind and token.value is None and token.stem not in also
        if plain and token.stem not in _NEUTRAL and not _is_known(token, known, lows):
            return f"the passage does not say “{token.text}”"
    return (
        _other(claim.tokens, cited, _QUANTIFIERS)
        or _requantified(claim.tokens, cited)
        or _other(claim.tokens, cited, _LINKS)
        or _shaded(claim.tokens, cited)
        or _single(claim.tokens, lows)
        or _turned(claim.tokens, cited)
    )


def _is_known(token: Token, known: Collection[str], lows: Collection[str]) -> bool:
    if token.stem in known or not _EQUAL.get(token.stem, frozenset()).isdisjoint(_groups(known)):
        return True
    return any(_is_form(token.low, low) for low in lows)


def _groups(stems: Collection[str]) -> set[int]:
    return {group for word in stems for group in _EQUAL.get(word, ())}


def _is_form(word: str, other: str) -> bool:
    """Tell whether two words are forms of one; “hopeful” and “hopeless” are not, nor “officer” and “office”."""
    if not derived(word, other) or word.endswith("less") != other.endswith("less"):
        return False
    return not word.endswith(_DOERS) or other.endswith(_DOERS) or stem(other) in VERBS


def _other(claim: Sequence[Token], cited: Sequence[Sequence[Token]], kinds: dict[str, frozenset[int]]) -> str:
    """Say which word of a closed kind stands in the claim and none like it in the cited sentences."""
    theirs = {group for line in cited for token in line for group in kinds.get(token.stem, ())}
    for token in claim:
        mine = kinds.get(token.stem, frozenset())
        if mine and theirs.isdisjoint(mine):
            return f"it says “{token.text}”, and the passage does not"
    return ""


def _requantified(claim: Sequence[Token], cited: Sequence[Sequence[Token]]) -> str:
    """“all demands” where the passage has “some demands” and “each country”."""
    theirs = {pair for line in cited for pair in _quantified(line)}
    for group, word, text in _quantified(claim):
        groups = {other for other, noun, _ in theirs if noun == word}
        if groups and group not in groups:
            return f"it says “{text} {word} …”, and the passage does not"
    return ""


def _quantified(line: Sequence[Token]) -> Iterator[tuple[int, str, str]]:
    """Yield each quantifier's row with the words of meaning close behind it, and the quantifier as it stands."""
    for at, token in enumerate(line):
        behind = [other.stem for other in line[at + 1 : at + 4] if other.content][:2]
        yield from ((group, word, token.text) for group in _QUANTIFIERS.get(token.stem, ()) for word in behind)


def _shaded(claim: Sequence[Token], cited: Sequence[Sequence[Token]]) -> str:
    theirs = {pair for line in cited for pair in _shades(line)}
    wrong = [pair for pair in _shades(claim) if pair not in theirs]
    return f"the passage does not say “{wrong[0][0]} {wrong[0][1]}”" if wrong else ""


def _shades(line: Sequence[Token]) -> list[tuple[str, str]]:
    """Return each word that shades with the words of meaning that stand close behind it."""
    found = []
    for at, token in enumerate(line):
        if token.stem in _SHADES:
            found += [(token.stem, other.stem) for other in line[at + 1 : at + 3] if other.content][:1]
    return found


def _single(claim: Sequence[Token], lows: set[str]) -> str:
    """“one family” where the passage has “every family”; “one of” and “no one” count nothing."""
    for at, token in enumerate(claim):
        following = claim[at + 1].low if at + 1 < len(claim) else ""
        if token.low == "one" and following not in ("of", "another", "") and not lows & {"one", "1", "single"}:
            return "it says “one”, and the passage does not"
    return ""


def _turned(claim: Sequence[Token], cited: Sequence[Sequence[Token]]) -> str:
    theirs = {pair for line in cited for pair in _governed(line)}
    for preposition, word in _governed(claim):
        contrary = _CONTRARY.get(preposition, set())
        if (preposition, word) not in theirs and any((other, word) in theirs for other in contrary):
            return f"it says “{preposition}”, where the passage says “{next(iter(contrary))}”"
    return ""


def _governed(line: Sequence[Token]) -> set[tuple[str, str]]:
    """Return each preposition with the first word of meaning behind it."""
    found, preposition = set(), ""
    for token in line:
        if token.low in _CONTRARY:
            preposition = token.low
        elif token.mark or token.content:
            if preposition and token.content:
                found.add((preposition, token.stem))
            preposition = ""
    return found
