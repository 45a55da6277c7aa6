"""What stands around the news in a title, and titles that keep it back."""

from __future__ import annotations

import re
from functools import cache

from bot.language.page_notices import either
from bot.language.registry import packs

_QUESTION = re.compile(r"[?？؟;፧][\"'”’»“«」』）)\]\s]*$")
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{2})\.$|(?<=[^\W_]['’”\"»])\.$|(?<=\d)\.$|[。｡।]$")
"""One that ends a sentence: not of “U.S.”."""
_PARTED = r"(?:\s*:|\s+[|–—-])\s+"
FEWEST = 3
"""Words that must be left of a title without a stamp."""


def plain_title(title: str) -> str:
    """Return a title without the stamp of a running report, a call to read on, a second deck or a full stop."""
    found = _teaser_behind().sub("", _stamp().sub("", title))
    found = _first_deck(found if len(found.split()) >= FEWEST else title)
    bare = _FULL_STOP.sub("", found)
    return bare[:1].upper() + bare[1:]


def _first_deck(title: str) -> str:
    """Return the first of two decks that a page glues with a semicolon, where it stands by itself."""
    first, mark, second = title.partition("; ")
    stands = len(first.split()) > FEWEST and second[:1].isupper() and first.count("“") == first.count("”")
    return first if mark and stands and first.count('"') % 2 == 0 else title


def withholds_its_news(title: str) -> bool:
    """Tell whether a title only makes curious: a question, “Here’s what to know”."""
    return bool(_QUESTION.search(title) or _teaser().search(title))


@cache
def _stamp() -> re.Pattern[str]:
    stamps = either(*(pack.screening.title_stamps for pack in packs()))
    return re.compile(rf"^\W*(?:{stamps}){_PARTED}|{_PARTED}(?:{stamps})\W*$", re.IGNORECASE)


@cache
def _teaser() -> re.Pattern[str]:
    teasers = either(*(pack.screening.teasers for pack in packs()))
    return re.compile(rf"^\W*(?:{teasers}|{_read_on()})\b")


@cache
def _teaser_behind() -> re.Pattern[str]:
    return re.compile(rf"{_PARTED}(?:{_read_on()})\b.*$")


def _read_on() -> str:
    return rf"(?i:{either(*(pack.screening.read_on for pack in packs()))})"
