"""How a language's sentences end, beside the marks that all of its script share."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NEVER = re.compile(r"(?!)")

ABBREVIATIONS = frozenset("dr prof st sr jr mr mrs ms mme mlle messrs vs no nos nr fig op vol ed".split())
"""Words that the press of many languages shortens with a stop, before a name or a number."""
NUMBERED = frozenset("no nos nr op vol fig".split())
"""Those of them that are none unless a number follows."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SentenceEnds:
    """What keeps a mark from ending a sentence. What is not given is decided by the marks and capitals alone."""

    abbreviations: frozenset[str] = ABBREVIATIONS
    """Words, in lower case, whose stop ends no sentence though a capital follows."""
    numbered: frozenset[str] = NUMBERED
    """Words whose stop ends none where a number follows: months, “no.”."""
    may_end: frozenset[str] = frozenset()
    """Words whose stop ends one only where `openers` tells that another begins: “in Mich. The …”."""
    openers: re.Pattern[str] = _NEVER
    """What only a new sentence begins with: behind “U.S.” it tells that the stop was an end."""
    goes_on: re.Pattern[str] = _NEVER
    """What, behind “Why?”, tells who asked: “ he said”, “ Mary Smith asked”."""
    closed_by: re.Pattern[str] = _NEVER
    """What, behind “It is over.”, tells who said it, where a comma should be."""
    before_ordinals: re.Pattern[str] = _NEVER
    """What, before a number with a stop, tells that it counts a row off: “im 19. Jahrhundert” …"""
    after_ordinals: re.Pattern[str] = _NEVER
    """… and what does so behind it: “7. Januar”."""
    eras: re.Pattern[str] = _NEVER
    """What ends in a stop of its own and may end a sentence as well: “700 a. C.”."""
    turns: bool = True
    """A dash with a capital behind it begins a sentence: somebody else speaks."""


ANY_ENDS = SentenceEnds()
"""What holds where a language says nothing of its own."""
