"""The tokens of an English sentence: "Sen." is a word, "he’s" is two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.en.function_words import CONTRACTED, SUBJECTS
from bot.language.en.titles import SHORTENED_AS_WRITTEN
from bot.language.speech.tokens import SpeechToken, TokenRules
from bot.language.speech.tokens import tokens as tokens_by
from bot.models import Span
from bot.text.patterns import any_of

_RULES = TokenRules(
    shortened=SHORTENED_AS_WRITTEN | {"Jr", "Sr"},
    tail=re.compile(rf"^(\w+)(['’]{any_of(CONTRACTED)})$", re.IGNORECASE),
    hosts=SUBJECTS | frozenset("who that there what where how".split()),
)


def tokens(text: str, start: int, end: int, marked: Sequence[Span]) -> list[SpeechToken]:
    """Return the tokens of `text[start:end]`; `marked` are the quoted stretches that begin inside it, in order."""
    return tokens_by(text, start, end, marked, _RULES)
