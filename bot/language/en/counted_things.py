"""What an English sentence counts: “40 Russian troops” counts troops, “$40 million” and “March 4” count nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.en import entity_spans
from bot.language.en.calendar_words import MONTH_NAMES
from bot.language.en.measures import MONEY, TIME_WORDS, plurals
from bot.language.en.number_words import ORDINAL_ENDINGS, SCALES
from bot.language.en.stopwords import STOPWORDS
from bot.language.en.word_match import WORDS
from bot.language.facts.counted_things import Counted, CountedThings
from bot.text.patterns import any_of

_UNITS = (
    TIME_WORDS
    | plurals(MONEY)
    | frozenset(SCALES)
    | ORDINAL_ENDINGS
    | frozenset("percent per time times people a.m p.m am pm".split())
)
"""Words behind a number that are no thing which it counts."""
_MONTHS = re.compile(any_of(name[:3] for name in MONTH_NAMES), re.IGNORECASE)
_WITHIN = frozenset("of the its their".split())
"""Small words between a number and what it counts."""
_PHRASE = re.compile(r"(?:\s+(?:of\s+)?(?:the\s+|its\s+|their\s+)?[\w’'-]+){1,3}")


class EnglishCounts(CountedThings):
    """What English sentences count."""

    def of(self, text: str) -> tuple[Counted, ...]:
        """Return the amounts of a sentence with what they count, in order."""
        return tuple(_counted(text))


COUNTS = EnglishCounts()


def _counted(text: str) -> Iterator[Counted]:
    for start, end in entity_spans.numbers(text):
        printed = text[start:end]
        figure = entity_spans.figure(printed)
        if figure is None or not printed[:1].isdigit() or text[max(0, start - 1) : start] in "$€£¥-–#":
            continue
        if _MONTHS.search(text[max(0, start - 12) : start]):
            continue
        thing = _thing(text[end : end + 60])
        if thing:
            yield Counted(printed, figure, thing)


def _thing(after: str) -> str:
    """Return the word that a number counts: the first noun-like one behind it, "troops" in "Russian troops"."""
    match = _PHRASE.match(after)
    found = re.findall(r"[\w’'-]+", match.group()) if match else []
    for word in found:
        folded = WORDS.tokens(word)
        if not folded or folded[0] in _UNITS or WORDS.as_number(folded[0]):
            return ""
        if folded[0].endswith("s") and word[:1].islower() and folded[0] not in STOPWORDS and len(folded[0]) > 3:
            return folded[0]
        if folded[0] in STOPWORDS and folded[0] not in _WITHIN:
            return ""
    return ""
