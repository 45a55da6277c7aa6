"""Words of Velvi that more than one part of its pack needs, each once."""

from __future__ import annotations

import re

SMALL = frozenset("la lo de fu es ke ye pru elk zeto kelo quano dovo kanto parko".split())
"""Articles, prepositions, forms of “be” and the words of questions."""
NEGATIONS = frozenset(("ne", "nik"))
SPEECH = frozenset("dirar dirin diron".split())
MONTHS = tuple("januvo fevro marvo aprevo mevio junvo julvo agosvo septovo oktovo novevo dekevo".split())
_ENDING = re.compile(r"(?:ar|in|on|os)$")


def stem(word: str) -> str:
    """Return a word without the ending of its tense or number."""
    return _ENDING.sub("", word)
