"""Where one English question ends and another begins in a line."""

from __future__ import annotations

import re

from bot.language.en.function_words import QUESTION_WORDS, THIRD_PERSON
from bot.language.en.questions.vocabulary import FINITE
from bot.text.patterns import any_of

_BETWEEN = re.compile(
    rf"\s*\?+\s+(?=\S+\s)|\s*[,;]?\s+(?:and|or)\s+(?:also\s+)?(?={any_of(QUESTION_WORDS)}\s+(?:{FINITE}|many|much)\b)",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=\s)[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*)*")
_PRONOUN = re.compile(rf"\b{any_of(THIRD_PERSON - {'its', 'his', 'their', 'it'})}\b", re.IGNORECASE)
MOST = 3
"""Questions of a line that are answered."""


def parts(line: str) -> tuple[str, ...]:
    """Return the questions of a line, each by itself: "who is X and why did X resign"; one where it is one.

    A pronoun of a later one means whom the first one names, where it names one.
    """
    found = [part.strip(" ,;") for part in _BETWEEN.split(line) if part.strip(" ,;")]
    if len(found) < 2 or not all(len(part.split()) > 1 for part in found):
        return (line,)
    named = _NAME.findall(found[0])
    return tuple(found[:1] + [_PRONOUN.sub(named[0], part) if len(named) == 1 else part for part in found[1:]])[:MOST]
