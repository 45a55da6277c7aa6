"""A sentence as proof compares it: tokens with their stem, the value of a number, and whether they say something."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.language.en.calendar_words import MONTHS, WEEKDAYS
from bot.language.en.lexicon import (
    FUNCTION,
    IRREGULAR,
    NATIONS,
    PAST,
    UNIONS,
)
from bot.language.en.number_words import CARDINALS, DOZEN, FACTORS, ORDINALS, SCALES, SCALES_SHORTENED, TENS
from bot.language.tokens import Token, plain

_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*(?:(?:st|nd|rd|th)\b)?)"
    r"|(?P<short>(?:[^\W\d_]\.){2,})"
    r"|(?P<word>[^\W\d_]+(?:['’ʼ][^\W\d_]+)*)"
    r"|(?P<mark>[%€$£¥,;:()–—])"
)
_COMMON_DATES = (MONTHS | WEEKDAYS) & frozenset("mar sat sun mon wed jan".split())
"""Short forms that are other words or names as often: no date by themselves."""
_SMALL = {word: float(value) for value, word in enumerate(CARDINALS)}
_RANKS = {word: float(value) for value, word in enumerate(ORDINALS) if value > 2}
"""“first” and “second” say too much else."""
_TIMES = SCALES | DOZEN | SCALES_SHORTENED
_ROUND = {word: float(value) for word, value in TENS.items()}
_NUMBERS = _SMALL | _ROUND | _RANKS | FACTORS | SCALES | DOZEN
"""Words that are numbers by themselves."""
_CONTRACTED = {"won't": "will", "can't": "can", "shan't": "shall"}


def _token(text: str, low: str, stem: str, at: int, value: float | None = None) -> Token:
    past = low in PAST or (low.endswith("ed") and len(low) > 3)
    return Token(text, low, stem, at, value, content=low not in FUNCTION, past=past)


@lru_cache(maxsize=1_024)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a sentence; “didn’t” is two, “2.5 million” and “forty-two” are one number each."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        found += _read(match)
    return tuple(_joined(found))


def _read(match: re.Match[str]) -> list[Token]:
    text, at = match.group(), match.start()
    if match["mark"]:
        return [Token(text, text, text, at, mark=True, content=False)]
    if match["number"]:
        return [_number(text, text, at, _value(text))]
    low = plain(text)
    if match["short"] or (text.isupper() and len(text) > 1):
        bare = low.replace(".", "")
        bare += "." if bare in FUNCTION else ""  # “US” is not “us”
        return [_token(text, bare, NATIONS.get(bare, bare), at)]
    return _word(text, low, at)


def _word(text: str, low: str, at: int) -> list[Token]:
    if low == "cannot" or low.endswith("n't"):
        verb = _CONTRACTED.get(low, low[:-3])
        return [_token(verb, verb, verb, at), _token("not", "not", "not", at)]
    if low.endswith(("'ll", "'d")):
        subject, modal = low.split("'", maxsplit=1)[0], "will" if low.endswith("'ll") else "would"
        return [_token(text, subject, stem(subject), at), _token(modal, modal, modal, at)]
    bare = re.sub(r"'(?:s|re|ve|m)?$", "", low)
    if bare in _NUMBERS:
        return [_number(text, bare, at, _NUMBERS[bare])]
    return [_token(text, bare, NATIONS.get(bare) or stem(bare), at)]


def _number(text: str, low: str, at: int, value: float | None) -> Token:
    return _token(text, low, low if value is None else f"{value:.12g}", at, value)


@lru_cache(maxsize=8_192)
def stem(word: str) -> str:
    """Return the common form of a word's inflections; rough, and the same for both sides of a comparison.

    Stories are found by `stopwords.topic_stem`, which says why.
    """
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
        return _token(f"{last.text} {token.text}", union, union, last.at) if union else None
    if token.low in _TIMES and last.low not in _RANKS and last.low not in FACTORS:
        value = last.value * _TIMES[token.low]
    elif token.low in _SMALL and last.low in _ROUND:
        value = last.value + _SMALL[token.low]
    else:
        return None
    return _number(f"{last.text} {token.text}", token.low, last.at, value)


def is_date_word(token: Token) -> bool:
    """Tell whether a token is a month or a weekday; one that is also a common word needs its capital and length."""
    if token.low not in MONTHS and token.low not in WEEKDAYS:
        return False
    return token.text[:1].isupper() and token.low not in _COMMON_DATES
