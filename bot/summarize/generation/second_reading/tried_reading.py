"""Asks a second reader with two claims planted among those in doubt; wrong on either, its whole reply is void.

The order is drawn anew each time and nothing marks what is planted, so that neither a reader that says the same of all
nor a passage that tells it to can be believed. A void reply is asked for once more, then the claims of each outlet by
themselves: what one outlet prints cannot spoil, or speak for, what is told of another.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.errors import BadReply
from bot.models import Usage
from bot.summarize.generation.second_reading import reader_exam
from bot.summarize.verification import planted_claims
from bot.summarize.verification.cited_language import language_of
from bot.summarize.verification.claim_verifier import ClaimVerifier, Doubt, Reading
from bot.summarize.verification.stretches import rejection

log = logging.getLogger(__name__)

UNREAD = "the second reader's reply cannot be used"
CHANCE = random.SystemRandom()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Why each claim may not be posted, in order, "" where it may be; what the reader said of each, None where it said
    nothing that counts; and what the asking cost."""

    reasons: tuple[str, ...]
    usage: Usage = field(default_factory=Usage)
    readings: tuple[Reading | None, ...] = ()


async def tried_reading(verifier: ClaimVerifier, doubts: Sequence[Doubt], chance: random.Random = CHANCE) -> Outcome:
    """Return what comes of having claims read. Raises ModelError where the reader is away, unfit or not paid for."""
    first, usage = await _asked(verifier, doubts, chance)
    if first is not None:
        return Outcome(tuple(map(reason_of, doubts, first)), usage, first)
    reasons, readings = [UNREAD] * len(doubts), list[Reading | None]([None]) * len(doubts)
    for part in _by_outlet(doubts):
        again, cost = await _asked(verifier, [doubts[at] for at in part], chance)
        usage += cost
        for at, reading in zip(part, again or (), strict=False):
            reasons[at], readings[at] = reason_of(doubts[at], reading), reading
    return Outcome(tuple(reasons), usage, tuple(readings))


def reason_of(doubt: Doubt, reading: Reading | None) -> str:
    """Say why a claim may not be posted on what the reader said of it, or "" where it may be."""
    return rejection(doubt.claim, reading, doubt.language)


def _by_outlet(doubts: Sequence[Doubt]) -> list[list[int]]:
    """Return the numbers of the claims whose passages are by the same outlets, for each such set of outlets."""
    found: dict[frozenset[str], list[int]] = {}
    for at, doubt in enumerate(doubts):
        found.setdefault(frozenset(item.source or item.url for item in doubt.claim.citations), []).append(at)
    return list(found.values())


async def _asked(
    verifier: ClaimVerifier, doubts: Sequence[Doubt], chance: random.Random
) -> tuple[tuple[Reading | None, ...] | None, Usage]:
    """Ask once; None where the reply is void."""
    true, false = _planted(doubts, chance)
    order = [*doubts, true, false]
    places = list(range(len(order)))
    chance.shuffle(places)
    try:
        readings = await verifier.read([order[at] for at in places])
    except BadReply as error:
        log.warning("the second reader: %s", error)
        return None, Usage()
    said = dict(zip(places, readings.verdicts, strict=True))
    if rejection(true.claim, said[len(doubts)]) or not _is_refused(said[len(doubts) + 1]):
        log.warning("the second reader judged a planted claim wrongly: its reply is void")
        return None, readings.usage
    return tuple(said[at] for at in range(len(doubts))), readings.usage


def _is_refused(reading: Reading | None) -> bool:
    return reading is not None and not reading.supported


def _planted(doubts: Sequence[Doubt], chance: random.Random) -> tuple[Doubt, Doubt]:
    """Return a true and a false claim, of the spans at hand where they can be made of them, else shipped ones."""
    true, false = planted_claims.verbatim(doubts, chance), planted_claims.falsified(doubts, chance)
    return true or _shipped(doubts, chance, true=True), false or _shipped(doubts, chance, true=False)


def _shipped(doubts: Sequence[Doubt], chance: random.Random, *, true: bool) -> Doubt:
    """Return a pair of the exam, in the language of the claims where there is one."""
    exam = reader_exam.ACROSS_LANGUAGES if reader_exam.across(doubts) else reader_exam.IN_ONE_LANGUAGE
    held = [pair.doubt for pair in reader_exam.pairs(exam) if pair.supported is true and pair.doubt.newer is None]
    languages = {language_of(doubt.claim.citations) for doubt in doubts}
    near = [doubt for doubt in held if language_of(doubt.claim.citations) in languages] or held
    chosen = chance.choice(near)
    return (planted_claims.verbatim([chosen], chance) or chosen) if true else chosen
