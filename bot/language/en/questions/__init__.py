"""How questions are asked in English: the `Questions` of the facet, a file for each thing that is told of one."""

from __future__ import annotations

from bot.language.en.questions.answer_types import narrowed, noun, wanted
from bot.language.en.questions.asked_words import bare, said
from bot.language.en.questions.offices import office
from bot.language.en.questions.parts import parts
from bot.language.en.questions.predicate import asks_doer, asks_first, asks_past, doer, verb
from bot.language.en.questions.vocabulary import opens, vocabulary

__all__ = [
    "asks_doer",
    "asks_first",
    "asks_past",
    "bare",
    "doer",
    "narrowed",
    "noun",
    "office",
    "opens",
    "parts",
    "said",
    "verb",
    "vocabulary",
    "wanted",
]
