"""Whether a passage says a sentence in nearly the same words: it rests on one or two sentences of what it cites.

Its names, numbers and dates are in their places, its quotations word for word with their speaker, its “not” and “would”
kept, and most of its words there. That tells a sentence that two outlets print from another; as a proof of what a model
wrote it is too loose: a changed preposition or a dropped qualifier may pass it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.tokens import Token
from bot.summarize.verification.attribution import (
    given_to_another,
    misattributed,
    misnoted,
    people_of,
    unprinted_quotation,
)
from bot.summarize.verification.held_claim import HeldClaim
from bot.summarize.verification.typography import even

WHOLE = 0.75
"""Share of a claim's words of meaning that its sentences must hold …"""
ONE_PLACE = 0.8
"""… and share that one sentence (or two that follow each other) must hold: no claim is stitched together."""


def departure(held: HeldClaim) -> str:
    """Say where a claim says another thing than its passage, or in other words; "" where it says nearly the same."""
    claim, source = held.claim, held.source
    if not source.rules.can_check:
        return "in this language only whole sentences of the source can be checked"
    resting, share, one_place = _rests_on(held)
    return (
        unprinted_quotation(claim, source, held.statements)
        or given_to_another(claim, source, unnamed=True)
        or misnoted(claim, source)
        or _changed(held, resting)
        or misattributed(claim, source)
        or _unsaid(share, one_place)
    )


def _unsaid(share: float, one_place: float) -> str:
    if share < WHOLE:
        return f"the passage holds only {share:.0%} of its words"
    if one_place < ONE_PLACE:
        return "no one place of the passage says it: it is put together from several"
    return ""


def _changed(held: HeldClaim, resting: Sequence[int]) -> str:
    rules, lines = held.source.rules, held.lines
    used = [lines[index] for index in resting]
    texts = [even(line.text) for line in used]
    heard = [item for item in held.source.said if any(item.text in text or text in item.text for text in texts)]
    meant = {*people_of(heard, used), *(stem for index in resting for stem in rules.meant(lines, index))}
    return rules.changed(held.line, used, lines, meant)


def _places(held: HeldClaim, lines: Sequence[set[str]]) -> list[set[str]]:
    """Join each sentence's words with those of the next one in its citation."""
    ends, count = set[int](), 0
    for sentences in held.sentences:
        count += len(sentences)
        ends.add(count)
    return [line | (set() if index + 1 in ends else lines[index + 1]) for index, line in enumerate(lines)]


def _rests_on(held: HeldClaim) -> tuple[list[int], float, float]:
    """Return which cited sentences the claim rests on, best first, and the shares of its words that stand in all of
    them and in one place."""
    rules = held.source.rules
    stems = _stems(rules.tokens(held.claim.text))
    lines = [_stems(line.tokens) | rules.meant(held.lines, index) for index, line in enumerate(held.lines)]
    left, chosen = set(stems), list[int]()
    while left:
        best = max(range(len(lines)), key=lambda index: len(left & lines[index]), default=-1)
        gain = len(left & lines[best]) if best >= 0 else 0
        if gain == 0 or (chosen and gain < 2):
            break
        chosen.append(best)
        left -= lines[best]
    if not stems or not chosen:
        return chosen, 0.0, 0.0
    one_place = max(len(stems & place) for place in _places(held, lines)) / len(stems)
    return chosen, 1 - len(left) / len(stems), one_place


def _stems(found: Sequence[Token]) -> set[str]:
    return {token.stem for token in found if token.content}
