"""How English leans on what was asked before."""

from __future__ import annotations

import re

from bot.language.en.function_words import (
    DEMONSTRATIVES,
    FINITE_AUXILIARIES,
    OBLIGATION,
    POSSESSIVES,
    PRONOUNS,
    QUESTION_WORDS,
    THIRD_PERSON,
)
from bot.language.en.questions.vocabulary import FINITE
from bot.language.questions.follow_ups import FollowUps
from bot.text.patterns import any_of

_PERSONS = (PRONOUNS & THIRD_PERSON) - {"it"}
_THEIRS = (POSSESSIVES & THIRD_PERSON) - {"its"}

_FINITE_DO = any_of(FINITE_AUXILIARIES - OBLIGATION - {"am", "may", "might", "shall"})
"""Verbs behind which “that” is the subject of a question; after “should that” it is as often a condition."""

_IT = r"it(?!\s+(?:the\s+)?\w+\s+(?:that|whether)\b)"
"""“Is it true that …” and “is it the case that …” stand for nothing that was said before."""

FOLLOW_UPS = FollowUps(
    link=re.compile(r"^(?:(?:and|but|so|or|then|also|ok|okay)\b[\s,]*)+", re.IGNORECASE),
    what_about=re.compile(r"^(?:what|how)\s+about\s+", re.IGNORECASE),
    asks=re.compile(rf"^(?:{any_of(QUESTION_WORDS)}|{FINITE})\b", re.IGNORECASE),
    person=re.compile(rf"\b{any_of(_PERSONS)}\b", re.IGNORECASE),
    theirs=re.compile(rf"\b{any_of(_THEIRS)}\b(?=\s+\w)", re.IGNORECASE),
    end=re.compile(rf"\b{any_of(DEMONSTRATIVES | {'it', 'them', 'there'})}\s*[?.!]*\s*$", re.IGNORECASE),
    brings=re.compile(r"\b(?:to|on|about|of|regarding)\s+(?=\S+\s*[?.!]*\s*$)", re.IGNORECASE),
    subject=re.compile(rf"\b({_FINITE_DO}\s+)(?:{any_of(DEMONSTRATIVES)}|{_IT})\b(?=\s+\w)", re.IGNORECASE),
    led=re.compile(r"^(?:about|on)\s+", re.IGNORECASE),
    whose="{person}'s",
    about="{line} about {matter}",
    said="what did {speaker} say",
    said_about="what did {speaker} say about {matter}",
)
