"""Holds what a second reader says against the cited spans: its word alone is never enough.

The stretches that it names must stand in the cited spans letter for letter, and must have each name, figure and “not”
of the claim. A reader that names none is held to the spans as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.language.claims import ClaimRules
from bot.language.registry import pack_of
from bot.language.tokens import Line, Token, plain
from bot.models import Citation, Claim
from bot.summarize.verification import across_languages
from bot.summarize.verification.cited_language import language_of, spoken_in
from bot.summarize.verification.claim_verifier import Reading
from bot.summarize.verification.typography import even

SHORTEST = 2
"""Words that a stretch has at least: one word says nothing."""
STEM = 4
"""Letters that two forms of a name share at least, where no rules of the language tell its inflections."""


def rejection(claim: Claim, reading: Reading | None, language: str = "") -> str:
    """Say why a claim may not be posted on a reader's word, or "" where it may be.

    `language` is the claim's, "" where it is its passages'.
    """
    if reading is None:
        return "the second reader gave no verdict on it that can be used"
    if reading.denied:
        return "a newer passage on the same matter denies it"
    if not reading.supported:
        missing = f": {reading.missing}" if reading.missing else ""
        return f"the second reader does not find all of it in the passage{missing}"
    said = [item.text for item in claim.citations] if reading.stretches is None else reading.stretches
    if language and language.split("-", maxsplit=1)[0].lower() != language_of(claim.citations):
        return _unfound(said, claim.citations) or across_languages.unheld(claim, said, language)
    return _unfound(said, claim.citations) or _unheld(claim, said)


def _unfound(stretches: Sequence[str], citations: Sequence[Citation]) -> str:
    if not stretches:
        return "the second reader names no words that say it"
    spans = [even(item.text) for item in citations]
    for stretch in map(even, stretches):
        if len(stretch.split()) < SHORTEST and stretch not in spans:
            return "the second reader names a single word for it"
        if not any(stretch in span for span in spans):
            return "the words that the second reader names do not stand in the passage"
    return ""


def _unheld(claim: Claim, stretches: Sequence[str]) -> str:
    source, own = language_of(claim.citations), spoken_in(claim.text)
    rules = pack_of(source).claims
    spans = [rules.tokens(item.text) for item in claim.citations]
    told = [token for text in stretches for token in rules.tokens(text)]
    mine = rules.read(claim.text, spans)
    if figure := _unheld_figure(claim, stretches):
        return f"the words that say it do not have its “{figure}”"
    for token in _names(mine, spans, rules, foreign=bool(own) and own != source):
        if not any(_same_name(token, other, rules) for other in told) and not _shortened(token, mine, told):
            return f"the words that say it do not have its “{token.text}”"
    denied = next((token for token in mine.tokens if token.low in rules.negations), None)
    if denied and not any(token.low in rules.negations for token in told):
        return f"the words that say it do not have its “{denied.text}”"
    return ""


def _unheld_figure(claim: Claim, stretches: Sequence[str]) -> str:
    """Return the number in digits of which no stretch has the value: “584” may stand there in letters."""
    figures = pack_of(language_of(claim.citations)).figures
    held = [figure for text in stretches for figure in figures.read(even(text))]
    mine = (figure for figure in figures.read(even(claim.text)) if not figure.spelled)
    return next((figure.text for figure in mine if not any(figure.same(other) for other in held)), "")


def _names(
    line: Line, spans: Sequence[Sequence[Token]], rules: ClaimRules, *, foreign: bool = False
) -> Iterator[Token]:
    """Yield the words of names: those with a capital within the sentence, and of all others with one those that the
    spans print too.

    Where no rules tell the language's names, or the claim is in another (`foreign`), all are such others: a noun of a
    claim's own is no name that can be looked for.
    """
    printed = [token for span in spans for token in span]
    for at, (token, kind) in enumerate(zip(line.tokens, line.kinds, strict=True)):
        sure = rules.can_check and at > 0 and not foreign
        if kind == "name" and (sure or any(_same_name(token, other, rules) for other in printed)):
            yield token


def _shortened(token: Token, line: Line, told: Sequence[Token]) -> bool:
    """Tell whether a name is one in other words by their initials: “IMF” and “International Monetary Fund”."""
    if _initials(token) in _runs(told):
        return True
    return any(_initials(other) in _runs(line.tokens) for other in told if _initials(other))


def _initials(token: Token) -> str:
    bare = token.text.replace(".", "")
    return bare if bare.isupper() and 2 <= len(bare) <= 6 else ""


def _runs(tokens: Sequence[Token]) -> set[str]:
    """Return the initials of each run of words with capitals; small words of grammar within it are passed over."""
    found, letters = set[str](), ""
    for token in tokens:
        if token.text[:1].isupper():
            letters += token.text[0]
            found |= {letters[at:] for at in range(len(letters) - 1)}
        elif token.content or token.mark:
            letters = ""
    return found


def _same_name(one: Token, other: Token, rules: ClaimRules) -> bool:
    if rules.same_name(one, other) or rules.same_word(one.low, other.low):
        return True
    first, second = (plain(token.text).replace(".", "") for token in (one, other))
    shared = next((at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), None)
    shared = min(len(first), len(second)) if shared is None else shared
    return shared >= STEM and shared >= min(len(first), len(second)) - 2
