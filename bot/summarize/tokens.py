"""A sentence as proof compares it: tokens with their stem, the value of a number, and whether they say something."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bot.evidence.passages import sentences
from bot.summarize.lexicon import (
    AMBIGUOUS_DATES,
    FUNCTION,
    HALVES,
    IRREGULAR,
    MONTHS,
    NATIONS,
    NUMBERS,
    ORDINALS,
    PAST,
    SCALES,
    SMALL,
    TENS,
    UNIONS,
    WEEKDAYS,
)

_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*(?:(?:st|nd|rd|th)\b)?)"
    r"|(?P<short>(?:[^\W\d_]\.){2,})"
    r"|(?P<word>[^\W\d_]+(?:['’ʼ][^\W\d_]+)*)"
    r"|(?P<mark>[%€$£¥,;:()–—])"
)
_CONTRACTED = {"won't": "will", "can't": "can", "shan't": "shall"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark; `stem` is what is compared, `value` what a number says, `at` where it begins."""

    text: str
    low: str
    stem: str
    at: int
    value: float | None = None
    mark: bool = False

    @property
    def content(self) -> bool:
        """Tell whether it says something by itself."""
        return not self.mark and self.low not in FUNCTION

    @property
    def past(self) -> bool:
        """Tell whether it may be a verb in the past tense."""
        return self.low in PAST or (self.low.endswith("ed") and len(self.low) > 3)


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a sentence; “didn’t” is two, “2.5 million” and “forty-two” are one number each."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        found += _read(match)
    return tuple(_joined(found))


@lru_cache(maxsize=1024)
def split(text: str) -> tuple[str, ...]:
    """Return the sentences of a text."""
    return tuple(text[start:end] for start, end in sentences(text))


def _read(match: re.Match[str]) -> list[Token]:
    text, at = match.group(), match.start()
    if match["mark"]:
        return [Token(text, text, text, at, mark=True)]
    if match["number"]:
        return [_number(text, text, at, _value(text))]
    low = plain(text)
    if match["short"] or (text.isupper() and len(text) > 1):
        bare = low.replace(".", "")
        bare += "." if bare in FUNCTION else ""  # “US” is not “us”
        return [Token(text, bare, NATIONS.get(bare, bare), at)]
    return _word(text, low, at)


def _word(text: str, low: str, at: int) -> list[Token]:
    if low == "cannot" or low.endswith("n't"):
        verb = _CONTRACTED.get(low, low[:-3])
        return [Token(verb, verb, verb, at), Token("not", "not", "not", at)]
    if low.endswith(("'ll", "'d")):
        subject, modal = low.split("'", maxsplit=1)[0], "will" if low.endswith("'ll") else "would"
        return [Token(text, subject, stem(subject), at), Token(modal, modal, modal, at)]
    bare = re.sub(r"'(?:s|re|ve|m)?$", "", low)
    if bare in NUMBERS:
        return [_number(text, bare, at, NUMBERS[bare])]
    return [Token(text, bare, NATIONS.get(bare) or stem(bare), at)]


def _number(text: str, low: str, at: int, value: float | None) -> Token:
    return Token(text, low, low if value is None else f"{value:.12g}", at, value)


def plain(text: str) -> str:
    """Return a text in lower case, without accents, with one kind of apostrophe."""
    folded = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ʼ", "'").casefold())
    return "".join(c for c in folded if not unicodedata.combining(c))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the common form of a word's inflections; rough, and the same for both sides."""
    word = IRREGULAR.get(word, word)
    if len(word) <= 3:
        return word
    for ending, instead in (("sses", "ss"), ("ies", "y"), ("ied", "y")):
        if word.endswith(ending):
            return word[: -len(ending)] + instead
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ingly", "edly", "ing", "ed", "ly"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= 3 and re.search("[aeiouy]", rest):
            word = rest[:-1] if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsz" else rest
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def _value(text: str) -> float | None:
    bare = re.sub(r"(?:st|nd|rd|th)$", "", text)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", bare):
        bare = bare.replace(",", "")
    try:
        return float(bare.replace(",", "."))
    except ValueError:
        return None


def _joined(found: list[Token]) -> list[Token]:
    """Join “2.5 million”, “two hundred”, “forty two” into the number that they say, “United States” into US."""
    result: list[Token] = []
    for token in found:
        joined = _join(result[-1], token) if result else None
        if joined is None:
            result.append(token)
        else:
            result[-1] = joined
    return result


def _join(last: Token, token: Token) -> Token | None:
    if last.value is None:
        union = UNIONS.get((last.low, token.low)) if last.text[:1].isupper() else None
        return Token(f"{last.text} {token.text}", union, union, last.at) if union else None
    if token.low in SCALES and last.low not in ORDINALS and last.low not in HALVES:
        value = last.value * SCALES[token.low]
    elif token.low in SMALL and last.low in TENS:
        value = last.value + SMALL[token.low]
    else:
        return None
    return _number(f"{last.text} {token.text}", token.low, last.at, value)


def is_date_word(token: Token) -> bool:
    """Tell whether a token is a month or a weekday; one that is also a common word needs its capital and length."""
    if token.low not in MONTHS and token.low not in WEEKDAYS:
        return False
    return token.text[:1].isupper() and token.low not in AMBIGUOUS_DATES
