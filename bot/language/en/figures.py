"""How English writes numbers, as claims in any language are compared by them."""

from __future__ import annotations

from bot.language.en.number_words import CARDINALS, DOZEN, ORDINALS, SCALES, SCALES_SHORTENED, TENS
from bot.language.facts.figures import Figures

_PARTS = {
    "half": 1 / 2,
    "third": 1 / 3,
    "quarter": 1 / 4,
    "fifth": 1 / 5,
    "sixth": 1 / 6,
    "eighth": 1 / 8,
    "tenth": 1 / 10,
}
"""Also ranks, most of them: as a number of its own a part counts but roughly."""

FIGURES = Figures(
    words={word: float(value) for value, word in enumerate(CARDINALS)}
    | {word: float(value) for word, value in TENS.items()}
    | DOZEN,
    scales=SCALES
    | {f"{word}s": value for word, value in SCALES.items()}
    | {word: value for word, value in SCALES_SHORTENED.items() if len(word) > 1},  # “5 m” is a length too
    fractions=_PARTS | {f"{word}s": value for word, value in _PARTS.items()} | {"halves": 1 / 2},
    ranks={word: float(value) for value, word in enumerate(ORDINALS) if value > 1},  # “first” says too much else
    shares=frozenset(("percent", "percentage", "per cent", "pc")),
    joints=frozenset(("and",)),
    of=frozenset("in of out every".split()),
    tens_of_years=frozenset(("decade", "decades")),
    articles=frozenset(("a",)),
)
