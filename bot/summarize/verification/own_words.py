"""Proof: the claim is what its source says, in the source's own words and no others."""

from __future__ import annotations

from bot.summarize.verification.held_claim import HeldClaim
from bot.summarize.verification.typography import even


def is_whole(held: HeldClaim) -> bool:
    """Tell whether the claim is one or more whole sentences, in a row, of one citation."""
    wanted = even(held.claim.text)
    for sentences in held.sentences:
        lines = [even(text) for text in sentences]
        for begin in range(len(lines)):
            if any(" ".join(lines[begin:stop]) == wanted for stop in range(begin + 1, len(lines) + 1)):
                return True
    return False


def keeps_its_words(held: HeldClaim) -> bool:
    """Tell whether the claim is a cited sentence without what may be left out, as the rules of its language have it."""
    rules, text = held.source.rules, held.claim.text
    return held.one_language and any(rules.keeps(text, said) for cited in held.sentences for said in cited)
