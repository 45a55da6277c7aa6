"""How English sentences end: titles and months before a stop, and who speaks behind a quotation."""

from __future__ import annotations

import re

from bot.language.en.calendar_words import MONTHS_SHORTENED
from bot.language.en.function_words import CENTRAL_DETERMINERS, SUBJECTS
from bot.language.en.speech.speech_verbs import LEMMAS, NOUN_TOO, forms_of
from bot.language.en.titles import SHORTENED, SHORTENED_AS_WRITTEN
from bot.language.en.us_states import STATES
from bot.language.sentence_ends import ABBREVIATIONS, NUMBERED, SentenceEnds
from bot.text.patterns import any_of

_TITLE = rf"(?:{any_of(SHORTENED_AS_WRITTEN)}\.\s+)?"
_SAID = any_of(
    forms_of(
        LEMMAS & frozenset("say ask write add tell continue reply tweet explain recall shout joke".split()), "past", "s"
    )
    - NOUN_TOO
)
_WHO = any_of((SUBJECTS - {"i", "you"}) | {"I", "who"})
_OPENERS = CENTRAL_DETERMINERS | (SUBJECTS - {"i", "you"}) | frozenset("in on at but and for as if when".split())
"""Words that, capitalised, only begin a sentence."""

ENDS = SentenceEnds(
    abbreviations=ABBREVIATIONS | SHORTENED | {"eds", "approx", "dept", "est", "v"},
    numbered=NUMBERED | MONTHS_SHORTENED,
    may_end=frozenset(STATES) - frozenset("miss mass ill ore wash".split()),  # words of their own
    openers=re.compile(rf"{any_of(map(str.capitalize, _OPENERS))}\b"),
    goes_on=re.compile(
        rf"\s+(?:(?:{_WHO}|{_SAID}|according)\b"
        rf"|{_TITLE}(?:[A-Z][\w'’-]*\.?\s+){{1,4}}{_SAID}\b)"
    ),
    closed_by=re.compile(rf"\s+{_TITLE}(?:[A-Z][\w'’-]*\.?\s+|he\s+|she\s+|they\s+){{1,4}}{_SAID}\s*(?:[.,]|$)"),
    turns=False,
)
