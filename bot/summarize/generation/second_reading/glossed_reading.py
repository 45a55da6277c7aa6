"""Has claims read together with what their quotations mean: each such gloss is a claim of its own.

It is held against the quoted words alone, so that it says what they say and no more. One that does not hold is left
out, and its claim stands without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.models import Citation, Claim, Usage
from bot.summarize.generation.glosses import Gloss, joined
from bot.summarize.generation.guard import Guard, Judged
from bot.summarize.verification.cited_language import language_of


async def read_with_glosses(guard: Guard, judged: Sequence[Judged]) -> tuple[list[Judged], Usage]:
    """Return the claims as they are found, those that may be posted with the glosses that hold; and the cost."""
    glosses = [(at, gloss, meant) for at, item in enumerate(judged) for gloss, meant in _meant(item, guard)]
    read, usage = await guard.read([*judged, *(meant for _, _, meant in glosses)])
    found = read[: len(judged)]
    for at, item in enumerate(found):
        of_it = zip(glosses, read[len(judged) :], strict=True)
        kept = [gloss for (whose, gloss, _), meaning in of_it if whose == at and not meaning.reason]
        if kept and not item.reason:
            found[at] = replace(item, claim=replace(item.claim, text=joined(item.claim.text, kept)))
    return found, usage


def _meant(item: Judged, guard: Guard) -> list[tuple[Gloss, Judged]]:
    """Return the glosses of a claim as claims about the quoted words; none where it quotes in its own language."""
    if not guard.language or language_of(item.claim.citations) in ("", guard.language):
        return []
    found = ((gloss, _printed(gloss.quoted, item.claim.citations)) for gloss in item.glosses)
    return [(gloss, guard.by_code(Claim(gloss.text, (words,), "model"))) for gloss, words in found if words]


def _printed(quoted: str, citations: Sequence[Citation]) -> Citation | None:
    """Return the citation of the quoted words alone."""
    for cited in citations:
        at = cited.text.find(quoted.strip())
        if at >= 0:
            start = cited.start + at
            return replace(cited, start=start, end=start + len(quoted.strip()), text=quoted.strip())
    return None
