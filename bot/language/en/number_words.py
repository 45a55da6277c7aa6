"""English words for numbers, each once: what they count, what they rank, what they multiply by.

CLDR keeps them too, but in rules (RBNF) that no library we have carries.
"""

from __future__ import annotations

CARDINALS = tuple(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen".split()
)
"""Each at the place of its number."""
TENS = {word: 10 * tens for tens, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
ORDINALS = tuple("zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split())
"""Each at the place of its number."""
ORDINAL_ENDINGS = frozenset("st nd rd th".split())
"""What stands behind a figure that ranks: “4th”."""
SCALES = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
DOZEN = {"dozen": 12.0}
SCALES_SHORTENED = {"m": 1e6, "bn": 1e9, "k": 1e3, "tn": 1e12}
FACTORS = {"half": 0.5, "twice": 2.0, "double": 2.0, "doubled": 2.0, "triple": 3.0, "tripled": 3.0}

COUNTING = frozenset(CARDINALS[1:]) | frozenset(TENS)
"""Words that count something by themselves: “twelve ships”."""
INEXACT = frozenset("dozens scores hundreds thousands".split())
"""Plurals that count roughly: “dozens of ships”."""
