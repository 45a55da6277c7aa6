"""Makes the claims that a second reader is tried with, unmarked among those that it is asked about.

One is a sentence of a cited span, word for word; the other such a sentence that code has falsified: another figure or
name of the same spans in the place of its own, two of its names exchanged, a word turned into its contrary, or its
“not” taken out. The false one is always one of which code
itself cannot tell: neither proved nor refused, as all that a reader is asked about.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.language.claims import ClaimRules
from bot.language.registry import pack_of
from bot.language.sentences import split
from bot.models import Claim
from bot.summarize.verification.cited_language import language_of
from bot.summarize.verification.claim_verifier import Doubt
from bot.summarize.verification.typography import even
from bot.summarize.verification.verify import prove
from bot.text.datelines import after_dateline

_FIGURE = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w%])")
_WORD = r"[A-ZÀ-ÞĀ-ŽΑ-ΩА-Я][^\W\d_]{2,}(?:-[^\W\d_]+)*\b(?!['’])"
_NAME = re.compile(rf"(?<=[^\W\d_,] ){_WORD}(?: {_WORD})*")
APART = 3
"""Words between two names that may be exchanged: “between Putin and Biden” says the same the other way round."""
SHORTEST, LONGEST = 4, 60
"""Words of a sentence that a claim is made of."""


def verbatim(doubts: Sequence[Doubt], chance: random.Random) -> Doubt | None:
    """Return a claim that is a whole sentence of a cited span; None where there is none that could be posted."""
    for doubt, text in _sentences(doubts, chance):
        planted = Doubt(Claim(text, doubt.claim.citations))
        if prove(planted.claim).finding == "proved":
            return planted
    return None


def falsified(doubts: Sequence[Doubt], chance: random.Random) -> Doubt | None:
    """Return a claim that the cited spans do not say; None where code cannot make one of them."""
    for doubt, text in _sentences(doubts, chance):
        made = list(_false(text, doubt.claim))
        chance.shuffle(made)
        for false in made:
            planted = Claim(false, doubt.claim.citations, "model")
            if prove(planted).finding == "doubtful":
                return Doubt(planted)
    return None


def _sentences(doubts: Sequence[Doubt], chance: random.Random) -> Iterator[tuple[Doubt, str]]:
    found = [
        (doubt, " ".join(text.split()))
        for doubt in doubts
        for cited in doubt.claim.citations
        for text in split(cited.text[after_dateline(cited.text) :], language_of(doubt.claim.citations))
        if SHORTEST <= len(text.split()) <= LONGEST
    ]
    chance.shuffle(found)
    return iter(found)


def _false(text: str, claim: Claim) -> Iterator[str]:
    spans = [" ".join(item.text.split()) for item in claim.citations]
    said = " ".join(spans)
    rules = pack_of(language_of(claim.citations)).claims
    yield from _denied_no_more(text, rules)
    yield from _contrary(text, rules)
    yield from _turned(text)
    figures = [*dict.fromkeys(found for span in spans for found in _FIGURE.findall(span))]
    yield from _exchanged(text, _FIGURE, figures)
    for match in _FIGURE.finditer(text):
        first = int(match.group()[0])
        yield from (
            f"{text[: match.start()]}{other}{text[match.start() + 1 :]}"
            for other in (first % 9 + 1, (first + 3) % 9 + 1)
        )
    names = [name for name in dict.fromkeys(_NAME.findall(said)) if name not in text]
    yield from _exchanged(text, _NAME, names)


def _exchanged(text: str, pattern: re.Pattern[str], others: Sequence[str]) -> Iterator[str]:
    """Put what stands elsewhere in the place of what the sentence has; never twice the same in it."""
    for match in pattern.finditer(text):
        for other in others:
            rest = text[: match.start()] + text[match.end() :]
            one, two = even(match.group()), even(other)
            if one not in two and two not in one and two not in even(rest):
                yield text[: match.start()] + other + text[match.end() :]


def _contrary(text: str, rules: ClaimRules) -> Iterator[str]:
    for token in rules.tokens(text):
        other = rules.contraries.get(token.low)
        if other and text[token.at : token.at + len(token.text)] == token.low:
            yield text[: token.at] + other + text[token.at + len(token.text) :]


def _turned(text: str) -> Iterator[str]:
    """Let two whom a sentence names change their places, where more than an “and” or an “in” stands between them."""
    names = list(_NAME.finditer(text))
    for one, other in pairwise(names):
        between = text[one.end() : other.start()]
        if one.group() != other.group() and len(between.split()) >= APART:
            yield f"{text[: one.start()]}{other.group()}{between}{one.group()}{text[other.end() :]}"


def _denied_no_more(text: str, rules: ClaimRules) -> Iterator[str]:
    for token in rules.tokens(text):
        here = text[token.at : token.at + len(token.text)]  # “didn’t” is no word that can be taken out
        if token.low in rules.negations and here == token.low:
            bare = text[: token.at] + text[token.at + len(token.text) :]
            yield " ".join(bare.split())
