"""When two words mean the same for a question: inflection, derivation, near-synonyms, acronyms, numbers as words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.evidence.speakers import fold
from bot.summarize.lexicon import NATIONS
from bot.summarize.synonyms import synonyms
from bot.summarize.tokens import stem

TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|№")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]*(?:\s+(?:(?:of|for|the|and|on|in)\s+)*[A-Z][\w’'-]*)+")

_ENDINGS = frozenset(
    """s es e ed d de ded des ding der ders ing ings er ers or ors r rs ion ions sion sions tion tions ation
    ations ment ments al
    ally ly y ies ied ian ians n an ans ish ese ic ical ity ive ant ent ance ence able ible ism ist ists ness
    ful less ship
    te ted tes ting ce cing ced t ts se sed ses sing nt""".split()
) | {""}
_SHORTEST = 4

_CARDINALS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_ROMAN = "- - ii iii iv - vi vii viii ix - xi xii".split()
_AS_NUMBER = {
    word: str(value) for words in (_CARDINALS, _ORDINALS, _ROMAN) for value, word in enumerate(words) if word != "-"
}
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)$")
_UNIONS = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"\b(?:United States(?: of America)?|U\.S\.A?\.?|USA?(?![\w’'-]))", "USA"),
        (r"\b(?:United Kingdom|U\.K\.|Great Britain)", "UK"),
        (r"\b(?:United Nations|U\.N\.)", "UN"),
        (r"\b(?:European Union|E\.U\.)", "EU"),
    )
)
"""Countries and unions that texts spell out or shorten: one word for each, and never “us”."""
_QUARTER = re.compile(r"\bQ([1-4])\b")
_NTH = "zeroth first second third fourth".split()


def united(text: str) -> str:
    """Return a text with “United States” and “U.S.” as one word, and “Q2” as two."""
    for pattern, word in _UNIONS:
        text = pattern.sub(word, text)
    return _QUARTER.sub(lambda match: f"{_NTH[int(match[1])]} quarter", text)


def tokens(text: str) -> list[str]:
    """Return the folded words and numbers of a text, in order; "U.S." is one word, "100,000" one number."""
    text = united(text)
    text = _DOTTED.sub(lambda match: match.group().replace(".", ""), text)
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    return [word for word in (fold(match.group()) for match in TOKEN.finditer(text)) if word]


def as_number(word: str) -> str | None:
    """Return the digits that a token stands for ("fourth", "4th", "iv": "4"), or None."""
    if word.isdigit():
        return word.lstrip("0") or "0"
    ordinal = _ORDINAL.match(word)
    return ordinal[1] if ordinal else _AS_NUMBER.get(word)


@lru_cache(maxsize=200_000)
def same(asked: str, word: str) -> bool:
    """Tell whether two folded words may say the same thing."""
    if asked == word:
        return True
    if asked.isdigit() or word.isdigit() or as_number(asked):
        return as_number(asked) is not None and as_number(asked) == as_number(word)
    one, other = stem(asked), stem(word)
    return one == other or synonyms(one, other) or _one_nation(asked, word) or derived(asked, word)


def _one_nation(asked: str, word: str) -> bool:
    return NATIONS.get(asked, asked) == NATIONS.get(word, word)


@lru_cache(maxsize=200_000)
def derived(asked: str, word: str) -> bool:
    """Tell whether two words are forms of one: "invade" and "invasion", "Russia" and "Russian"."""
    if asked == word:
        return True
    length = 0
    for left, right in zip(asked, word, strict=False):
        if left != right:
            break
        length += 1
    shortest = 3 if min(len(asked), len(word)) <= 4 and abs(len(asked) - len(word)) <= 2 else _SHORTEST
    return length >= shortest and asked[length:] in _ENDINGS and word[length:] in _ENDINGS


def acronyms(text: str) -> dict[str, tuple[str, ...]]:
    """Return the initials of every capitalised run in a text, folded, with the words that they stand for."""
    found: dict[str, tuple[str, ...]] = {}
    for match in _CAPITALISED.finditer(text):
        words = [word for word in match.group().split() if word[:1].isupper()]
        for start in range(len(words)):
            for stop in range(start + 2, min(len(words), start + 6) + 1):
                run = words[start:stop]
                found.setdefault("".join(word[0] for word in run).lower(), tuple(fold(word) for word in run))
    return found


def holds(words: Iterable[str], asked: str) -> bool:
    """Tell whether one of the words may say what is asked."""
    return any(same(asked, word) for word in words)
