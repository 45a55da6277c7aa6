"""English words that say nothing about what a text is about, and the stem of those that do."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.evidence.speakers import fold

STOPWORDS = frozenset(
    """a about above after again against all almost along already also although always am among an and another any
    anybody anyone anything are around as ask asked at away back be became because been before being below between both
    but by can cannot come could did do does doing done down during each either else enough even ever every everyone
    everything few for from further get give given go goes going gone got had has have having he her here hers herself
    him himself his how however i if in into is it its itself just last let like made make many may me might mine more
    most much must my myself near neither never next no nobody none nor not nothing now of off often on once one only
    onto or other others our ours out over own per perhaps quite rather really said same say saying says shall she
    should since so some somebody someone something still such take tell than that the their theirs them themselves
    then there therefore these they thing things this those though through thus to together told too toward towards
    under until up upon us very via was way we well went were what whatever when where whether which while who whom
    whose why will with within without would yes yet you your yours
    didn doesn don hadn hasn haven isn ll re shouldn ve wasn weren wouldn""".split()
)
"""Function words, and the words that only frame a question ("what did X say", "tell me")."""

_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"(?:ings?|ed|ies|es|s|y|e)$")


def words(text: str) -> list[str]:
    """Return the words of a text, letters and digits, in order."""
    return _WORD.findall(text)


def content_words(text: str) -> list[str]:
    """Return the different words that carry meaning, in order; folded."""
    found = dict.fromkeys(fold(word) for word in words(text))
    return [word for word in found if word and word not in STOPWORDS and (len(word) > 1 or word.isdigit())]


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """Return a rough stem of a folded word: "sanctions" and "sanctioned" meet."""
    return _ENDING.sub("", word) if len(word) > 4 and word.isascii() else word
