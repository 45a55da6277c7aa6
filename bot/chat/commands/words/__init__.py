"""What people type, a file a language. All are read together: nobody says first in which language they type.

A new language is a file here with its `WORDS`, and a name in `LANGUAGES`. Patterns by the order of words are English's,
in `en` and the files beside it that begin so; others may give a few of their own (`frames`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from bot.chat.commands.words import de, en, es, fr, uk
from bot.chat.commands.words.en_ideas import IDEAS as ENGLISH_IDEAS
from bot.chat.commands.words.en_ideas import LITTLE as LITTLE_ENGLISH
from bot.chat.commands.words.greetings import GREETINGS
from bot.chat.commands.words.typed_words import TypedWords

T = TypeVar("T")

LANGUAGES: tuple[TypedWords, ...] = (en.WORDS, de.WORDS, fr.WORDS, es.WORDS, uk.WORDS, *GREETINGS)


def _either(pattern: Callable[[TypedWords], str]) -> str:
    return "|".join(filter(None, map(pattern, LANGUAGES)))


def _all(listed: Callable[[TypedWords], frozenset[str] | tuple[str, ...]]) -> frozenset[str]:
    return frozenset().union(*map(listed, LANGUAGES))


def _merged(named: Callable[[TypedWords], Mapping[str, T]]) -> dict[str, T]:
    """Return what languages name, the first to name it having its way."""
    return {name: value for each in reversed(LANGUAGES) for name, value in named(each).items()}


GREETING = re.compile(
    rf"(?:{_either(lambda each: each.greetings)})(?: (?:there|all|everyone|bot|team))?(?: readout)?", re.IGNORECASE
)
THANKS = re.compile(
    rf"(?:(?:{_either(lambda each: each.thanks)})\b(?: (?:a lot|a million|so much|very much|readout|bot|all|everyone))?\W*)+",
    re.IGNORECASE,
)
LITTLE = _all(lambda each: each.little)
"""Words of any request: alone they make none."""
IDEAS = {
    idea: frozenset().union(*(each.ideas.get(idea, ()) for each in LANGUAGES))
    for idea in sorted({idea for each in LANGUAGES for idea in each.ideas})
}
"""Words by what they stand for."""
MEANT: dict[str, frozenset[str]] = {}
"""What each word stands for."""
for _idea, _held in IDEAS.items():
    for _word in _held:
        MEANT[_word] = MEANT.get(_word, frozenset()) | {_idea}
DAYS = _merged(lambda each: each.days)
NUMBERS = _merged(lambda each: each.numbers)
LANGUAGE_NAMES = _merged(lambda each: each.languages)
KNOWN = LITTLE | frozenset(MEANT) | frozenset(DAYS) | frozenset(NUMBERS)
"""Words of the desk: a line that has others may be about the news."""
MENDED_TO = frozenset().union(*(held for idea, held in ENGLISH_IDEAS.items() if idea != "news")) | frozenset(
    word for word in LITTLE_ENGLISH if len(word) > 4
)
"""Words that a slip is mended to: English ones, as those of other languages lie too near to them."""
MIXED = {
    (word[0], "".join(sorted(word))): word for word in sorted(MENDED_TO | LITTLE_ENGLISH, reverse=True) if len(word) > 3
}
"""Words by their first letter and all letters: those of a slip such as “onyl” stand in another order."""
_FAR_FROM_ENGLISH = 5
"""Letters from which a word of another language is not taken for one of English."""
ORDINARY = (
    MENDED_TO
    | ENGLISH_IDEAS["news"]
    | LITTLE_ENGLISH
    | en.WORDS.little
    | frozenset(word for word in LITTLE if len(word) >= _FAR_FROM_ENGLISH)
)
"""All words that a slip may be of."""
UNMARKED = {
    word.replace("'", ""): word
    for word in sorted(ORDINARY)
    if "'" in word and word.replace("'", "") not in ORDINARY | en.WITH_ANOTHER_MEANING
}
"""Words that are written without their apostrophe: “didnt”."""
MIXED_ORDINARY = {(word[0], "".join(sorted(word))): word for word in sorted(ORDINARY, reverse=True) if len(word) > 3}
FRAMES: dict[str, tuple[re.Pattern[str], ...]] = {
    name: tuple(re.compile(each.frames[name], re.IGNORECASE) for each in LANGUAGES if name in each.frames)
    for name in sorted({name for each in LANGUAGES for name in each.frames})
}
BARE_HOUR = re.compile(
    rf"\b({'|'.join(sorted(_all(lambda each: each.before_hour)))}) (\d{{1,2}})(?![\w:])(?:\s+o.?clock\b)?",
    re.IGNORECASE,
)
"""An hour without its minutes."""
VALUE = re.compile(rf"\b(?:{'|'.join(sorted(_all(lambda each: each.before_value)))})(?= (\w+))", re.IGNORECASE)
"""What stands where a number, a language or a zone of a briefing does."""
