"""What Velvi denies and holds possible, and its small words: enough for a claim to be held by."""

from __future__ import annotations

from bot.language.claims import ClaimRules
from tests.language.toy.vocabulary import MONTHS, NEGATIONS, stem

CLAIMS = ClaimRules(
    function_words=frozenset("la lo de fu es ke ye pru elk ne nik pevon".split()),
    negations=NEGATIONS,
    modals=frozenset(("pevon",)),
    months={month: number for number, month in enumerate(MONTHS, 1)},
    numbers={"dru": 3.0, "sepo": 7.0},
    stem=stem,
)
