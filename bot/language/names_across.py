"""Whether two words may be one name in two languages: inflected, transliterated, or as the other press spells it.

“Selenskyj” and “Zelensky”, “Tschernobyl” and “Chernobyl”, “Путин” and “Putin”, “Bidens” and “Biden”. It is used to find
a name, never to prove one: words that are alike by chance are taken for one name too.
"""

from __future__ import annotations

import re

from bot.language.tokens import plain

_CYRILLIC = dict(
    zip(
        "абвгґдеєёжзиіїйклмнопрстуфхцчшщыэюяьъђјљњћџў",
        [*"a b v g g d e e e zh z i i i i k l m n o p r s t u f kh ts ch sh sh y e u a".split(), "", "", *"dilncdu"],
        strict=True,
    )
)
_LETTERS = str.maketrans(_CYRILLIC)
_SPELT = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("tsch|tch|ch|cz", "c"),
        ("sch|sh|sz|zh", "s"),
        ("kh", "k"),
        ("ph|[vw]", "f"),
        ("ts|tz|z", "s"),
        ("ck|q", "k"),
        ("[aeiouyjh]", ""),
        (r"(.)\1+", r"\1"),
    )
)
"""What one sound is spelled like, and what a press leaves out or writes in its own way."""
_LEAST_SOUNDS, _STEM, _ENDING = 3, 4, 2


def may_be_one_name(one: str, other: str) -> bool:
    """Tell whether two words may be one name, each in its own language and case."""
    first, second = (plain(word).replace(".", "").translate(_LETTERS) for word in (one, other))
    return first == second or _inflected(first, second) or _sounds_alike(first, second)


def _inflected(one: str, other: str) -> bool:
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= _STEM and max(len(one), len(other)) - shared <= _ENDING


def _sounds_alike(one: str, other: str) -> bool:
    first, second = _sounds(one), _sounds(other)
    return len(first) >= _LEAST_SOUNDS and first == second


def _sounds(word: str) -> str:
    for pattern, sound in _SPELT:
        word = pattern.sub(sound, word)
    return word
