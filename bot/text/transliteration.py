"""Whether two spellings of a name are one: by how scripts are transliterated, never by a list of names.

"Zelenskiy", "Zelensky" and "Zelenskyy" write one Cyrillic ending; "Yuri" and "Yury" one vowel. What transliterations
do not vary is kept: "Hansen" and "Hanson", "Johnson" and "Johnston" stay two names.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WRITTEN = (
    (r"shch|tsch|tch|ch|cz", "c"),  # Ч, Щ
    (r"sch|sh|sz", "s"),  # Ш
    (r"zh", "j"),  # Ж
    (r"kh", "h"),  # Х
    (r"ts|tz", "z"),  # Ц
    (r"ph", "f"),
    (r"ck|q", "k"),
    (r"x", "ks"),
    (r"w", "v"),
    (r"ou", "u"),
    (r"[iyj]+e|ye|je", "e"),  # Е: "Dmitriyev", "Dmitriev"
    (r"[iyj]+", "i"),  # И, Й, Ы, І, Ї and their pairs
    (r"(.)\1+", r"\1"),
)
"""What the usual systems (BGN/PCGN, ISO 9, the press's own) write for one letter, to one sign each."""
_SHORTEST = 4
_VOWELS = "aeiou"
_ENDINGS = frozenset("n in a u om em im s".split())
"""Case endings (Finnish, Slavic, German) that a machine translation leaves at a name; in the signs of `skeleton`."""
_LONG = 7


@lru_cache(maxsize=16_384)
def skeleton(word: str) -> str:
    """Return what a folded word is in every transliteration; a short word is itself."""
    if len(word) < _SHORTEST:
        return word
    for pattern, sign in _WRITTEN:
        word = re.sub(pattern, sign, word)
    return word


def alike(one: str, other: str) -> bool:
    """Tell whether two folded words are one name in two spellings."""
    return one == other or skeleton(one) == skeleton(other)


def forenames_alike(one: str, other: str) -> bool:
    """Tell whether two first names beside one surname may be one: an initial, "Volodymyr" and "Vladimir"."""
    if alike(one, other) or (1 in (len(one), len(other)) and one[:1] == other[:1]):
        return True
    first, second = (re.sub(f"[{_VOWELS}]", "", skeleton(word)) for word in (one, other))
    return first == second and len(first) > _SHORTEST and (one[-1] in _VOWELS) == (other[-1] in _VOWELS)


def inflected(one: str, other: str) -> bool:
    """Tell whether one word is the other with a case ending: "Zelenskiyn". No proof that they are one name."""
    short, long = sorted((skeleton(one), skeleton(other)), key=len)
    return len(short) >= _LONG and long.startswith(short) and long[len(short) :] in _ENDINGS


_INITIALS = ("ijye", "vw", "ct", "zt", "kq", "fp", "hk", "zj", "cs")


def initials(word: str) -> str:
    """Return the letters that a spelling of a folded word may begin with."""
    first = word[:1]
    return "".join(sorted({first, *(letter for group in _INITIALS if first in group for letter in group)}))
