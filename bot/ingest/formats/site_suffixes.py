"""What stands behind a headline and is none of it: the name of its site, and the section that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.text.visible import letters_of

_LAST = re.compile(r"\s+(?P<mark>[|•·–—»-]|::)\s+(?P<name>[^|•·»]{2,60}?)\s*$")
_SECTION = re.compile(r"\s+[|•·»]\s+[^\s|•·»]+(?:\s+[^\s|•·»]+){0,2}\s*$")
_LEAST_LETTERS = 4


def without_site(title: str, names: Iterable[str]) -> str:
    """Return a title without the name of its site behind a bar or dash, and without the section before that.

    `names` are those that its site or outlet is known by: nothing else is cut off.
    """
    known = [
        letters for name in names if len(letters := letters_of(name)) >= _LEAST_LETTERS or letters == letters_of(title)
    ]
    last = _LAST.search(title)
    while last and not is_site(last["name"], known):
        inner = _LAST.search(title, last.start("name"))
        last = inner if inner and inner.start() > last.start() else None
    if not last or last.start() == 0:
        return title
    return _SECTION.sub("", title[: last.start()])


def is_site(ending: str, letters: Iterable[str]) -> bool:
    """Tell whether what stands behind a title is one of some names, given by their letters."""
    told = letters_of(ending)
    return bool(told) and any(told == name for name in letters)
