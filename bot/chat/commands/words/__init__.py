"""What people type, a file a language. All are read together: nobody says first in which language they type.

A new language is a file here with its `WORDS`, and a name in `LANGUAGES`. The patterns by the order of words are
English alone, in `en`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.chat.commands.words import de, en, es, fr, uk
from bot.chat.commands.words.greetings import GREETINGS
from bot.chat.commands.words.typed_words import TypedWords

LANGUAGES: tuple[TypedWords, ...] = (en.WORDS, de.WORDS, fr.WORDS, es.WORDS, uk.WORDS, *GREETINGS)


def _either(pattern: Callable[[TypedWords], str]) -> str:
    return "|".join(filter(None, map(pattern, LANGUAGES)))


def _all(listed: Callable[[TypedWords], frozenset[str] | tuple[str, ...]]) -> frozenset[str]:
    return frozenset().union(*map(listed, LANGUAGES))


GREETING = re.compile(rf"(?:{_either(lambda each: each.greetings)})(?: there| readout)?", re.IGNORECASE)
THANKS = re.compile(
    rf"(?:(?:{_either(lambda each: each.thanks)})\b(?: (?:a lot|so much|very much|readout|all))?\W*)+", re.IGNORECASE
)
LITTLE = _all(lambda each: each.little)
"""Words of any request: alone they make none."""
DESK = _all(lambda each: each.desk)
"""A line is a request only if it has one of these, a time of day, or the like."""
KNOWN = LITTLE | DESK | en.PAST | en.ACTS | en.THINGS
MIXED = {(word[0], "".join(sorted(word))): word for word in sorted(KNOWN, reverse=True) if len(word) > 2}
"""Words by their first letter and all letters: those of a slip such as “teh” stand in another order."""
ABOUT = {about: frozenset().union(*(each.about.get(about, ()) for each in LANGUAGES)) for about in en.GROUPS}
"""What a request is about, by the first of these that has a word of it."""
SHORTER = re.compile(_either(lambda each: each.shorter), re.IGNORECASE)
LONGER = re.compile(_either(lambda each: each.longer), re.IGNORECASE)
BARE_HOUR = re.compile(
    rf"\b({'|'.join(sorted(_all(lambda each: each.before_hour)))}) (\d{{1,2}})(?![\w:])(?:\s+o.?clock\b)?",
    re.IGNORECASE,
)
"""An hour without its minutes."""
VALUE = re.compile(rf"\b(?:{'|'.join(sorted(_all(lambda each: each.before_value)))}) (\w+)", re.IGNORECASE)
"""What stands where a number, a language or a zone of a briefing does."""
