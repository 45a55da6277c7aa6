"""How Velvi asks: its question words stand anywhere, its verbs end in -ar, -in or -on, its months are its own."""

from __future__ import annotations

from bot.language.facts.entity_spans import SpansByWords
from bot.language.questions.by_words import QuestionsByWords
from bot.language.word_matching import WordMatching
from tests.language.toy.speech import NAMES
from tests.language.toy.vocabulary import MONTHS, SPEECH, stem


def synonyms(one: str, other: str) -> bool:
    return {one, other} == {"kostr", "fabr"}


WORDS = WordMatching(
    stem=stem,
    synonyms=synonyms,
    numbers={"dru": "3", "sepo": "7"},
)
SPANS = SpansByWords(
    words=WORDS,
    names=NAMES,
    months=MONTHS,
    days=("lunek", "markek", "hero"),
    within_dates=("de",),
    numbers_in_words=("dru", "sepo"),
    because=("porko",),
)
QUESTIONS = QuestionsByWords(
    names=NAMES,
    asks={
        "kelo": "person",
        "quano": "time",
        "dovo": "place",
        "kanto": "number",
        "parko": "reason",
        "zeto": "thing",
    },
    speech=SPEECH,
    about=frozenset(("pru",)),
    to=frozenset(("elk",)),
    leads=frozenset(("bonvo",)),
)
