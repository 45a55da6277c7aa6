"""Which passages say the words of a line: those that a claim should cite beside the ones that it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.language.registry import pack_of
from bot.models import Citation
from bot.summarize.generation.guard import Guard, Judged
from bot.summarize.verification.cited_language import language_of

BESIDE = 3
"""Passages that are shown beside those that a failed sentence cites."""
UNPRINTED = "is not in the passage"
"""How the reason ends where code finds a word in none of the passages that a claim cites."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a sentence failed, and the passages, in order, from which it can be mended."""

    reason: str
    passages: tuple[Citation, ...]


def fault(item: Judged, guard: Guard) -> Fault:
    """Return what to mend of a claim; where it has a word from a passage that it does not cite, with that one's number.

    Beside what it cites stand the passages that say most of it.
    """
    near = (*item.claim.citations, *saying(item.claim.text, (), guard.held, BESIDE))
    if not item.reason.endswith(UNPRINTED):
        return Fault(item.reason, near)
    own = {passage.revision_id for passage in item.claim.citations}
    for number, passage in sorted(enumerate(guard.held, 1), key=lambda each: each[1].revision_id not in own):
        if passage not in item.claim.citations:
            wider = guard.by_code(replace(item.claim, citations=(*item.claim.citations, passage)))
            if wider.reason != item.reason:
                there = f"passage {number} prints it, and is to be cited too if it is meant"
                return Fault(f"{item.reason} that it cites: {there}", (*near, passage))
    return Fault(f"{item.reason} that it cites, nor in any other", near)


def saying(line: str, beside: Sequence[Citation], others: Sequence[Citation], most: int) -> tuple[Citation, ...]:
    """Return at most so many passages that a line rests on: those that together have most of its words, and those
    `beside` it as far as there is room."""
    every = dict.fromkeys((*beside, *others))
    rules = pack_of(language_of(tuple(every))).claims
    left = {token.stem for token in rules.tokens(line) if token.content}
    words = {each: {token.stem for token in rules.tokens(each.text)} for each in every}
    chosen: list[Citation] = []
    while words and len(chosen) < most:
        best = max(words, key=lambda each: len(words[each] & left))
        if not words[best] & left:
            break
        left -= words.pop(best)
        chosen.append(best)
    return (*chosen, *(each for each in beside if each in words))[:most]
