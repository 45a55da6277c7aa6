"""A second reader that judges the same claim once: its verdicts are kept, and only what is new is read.

Kept is what the reader said, and only where that is a verdict: that the passages say the claim, in stretches that code
finds there, or that they do not. A missing, malformed or void one is none, and the claim is read again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.models import Citation
from bot.summarize.generation.keeping import Shelf
from bot.summarize.generation.second_reading.tried_reading import Outcome, reason_of, tried_reading
from bot.summarize.verification.claim_verifier import ClaimVerifier, Doubt, Reading, Readings


@dataclass(frozen=True, slots=True)
class ReadOnce:
    """A `ClaimVerifier` before another, whose verdicts are kept."""

    reader: ClaimVerifier
    shelf: Shelf

    async def read(self, doubts: Sequence[Doubt]) -> Readings:
        """Return what the reader says: asked anew, whatever is kept."""
        return await self.reader.read(doubts)


async def read_what_is_new(verifier: ClaimVerifier, doubts: Sequence[Doubt]) -> Outcome:
    """Return what comes of having claims read, of which some may have been before. Raises ModelError."""
    if not isinstance(verifier, ReadOnce):
        return await tried_reading(verifier, doubts)
    shelf = verifier.shelf
    keys = [_key(shelf, doubt) for doubt in doubts]
    async with shelf.turns.of(keys):
        kept = await _kept(shelf, keys)
        new = {key: doubt for key, doubt in zip(keys, doubts, strict=True) if key not in kept}
        outcome = await tried_reading(verifier.reader, list(new.values())) if new else Outcome(())
        await _keep(shelf, new, outcome.readings)
    reasons = dict(zip(new, outcome.reasons, strict=True))
    reasons |= {key: reason_of(doubt, kept[key]) for key, doubt in zip(keys, doubts, strict=True) if key in kept}
    return replace(outcome, reasons=tuple(reasons[key] for key in keys))


async def _kept(shelf: Shelf, keys: Sequence[str]) -> dict[str, Reading]:
    found = ((key, _reading(row)) for key, row in (await shelf.find(keys)).items())
    return {key: reading for key, reading in found if reading}


async def _keep(shelf: Shelf, new: Mapping[str, Doubt], readings: Sequence[Reading | None]) -> None:
    """Keep the verdicts of one request. Each rests on all that was read there: a reader's words on one claim may be of
    another's passage, which not everybody may see."""
    read = tuple(item for doubt in new.values() for item in _shown(doubt))
    said = zip(new.items(), readings, strict=True)
    verdicts = {
        key: (asdict(reading), read) for (key, doubt), reading in said if reading and _is_verdict(doubt, reading)
    }
    if verdicts:
        await shelf.keep(verdicts)


def _key(shelf: Shelf, doubt: Doubt) -> str:
    return shelf.key("verdict", (repr(doubt),), _shown(doubt))


def _shown(doubt: Doubt) -> tuple[Citation, ...]:
    """Return the passages that a claim is read beside."""
    return (*doubt.claim.citations, *([doubt.newer] if doubt.newer else []))


def _is_verdict(doubt: Doubt, reading: Reading) -> bool:
    """Tell whether a reading says what it means: a yes without the words for it is none."""
    return reading.denied or not reading.supported or not reason_of(doubt, reading)


def _reading(kept: Any) -> Reading | None:  # noqa: ANN401 - what a row holds
    """Return a verdict as it was kept; None where that is no verdict."""
    try:
        stretches = kept["stretches"]
        said = None if stretches is None else tuple(map(str, stretches))
        return Reading(bool(kept["supported"]), said, bool(kept["denied"]), str(kept["missing"]))
    except (KeyError, TypeError):
        return None
