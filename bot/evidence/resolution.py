"""Whom a speaker's words mean: the fullest name in the article, or the one that a pronoun stands for."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from bot.evidence.cues import PRONOUNS
from bot.evidence.speakers import fold, fullest, name_words, names
from bot.models import Span, Speaker

_HEAD = re.compile(r",|\s\(|\n|\s(?:who|whose)\s")
_PERSON_PRONOUNS = frozenset({"he", "she"})
_TITLE = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|President|Senator|Sen\.|Rep\.|Gov\.|Secretary|Minister|Chancellor|Judge|General)\b"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A speaker: the words of the sentence, the name that they mean (None: not known), the role given."""

    as_written: str | None
    name: str | None
    role: str = ""


class Cast:
    """The names of one article, and who was named last at any point."""

    def __init__(self, text: str) -> None:
        spans = names(text)
        self._starts = [start for start, _ in spans]
        self._names = [" ".join(text[start:end].split()) for start, end in spans]
        self._spans = spans
        self._full = [name for name in dict.fromkeys(self._names) if len(name_words(name)) > 1]
        self._people = {name_words(name)[-1] for name in self._full if 2 <= len(name_words(name)) <= 4}
        self._fullest: dict[str, str] = {}

    def resolve(self, text: str, subject: Span | None, at: int) -> Said:
        """Return who the words `text[subject]` mean, said at character `at`."""
        if subject is None:
            return Said(None, None)
        written = " ".join(text[subject[0] : subject[1]].split())
        if written.lower() in PRONOUNS:
            return Said(written, self._last_person(subject[0]) if written.lower() in _PERSON_PRONOUNS else None)
        inside = self._names_in(*subject)
        head = _HEAD.split(written)[0]
        named = [name for name in inside if name in head] or inside
        person = next((name for name in reversed(named) if self._is_person(name)), None)
        if person:
            role = head.replace(person, "").strip(" ,")
            return Said(written, self._full_name(person), role)
        return Said(written, head if head[:1].isupper() or not named else head, "")

    def speakers(self) -> tuple[Speaker, ...]:
        """Return the people that the article names in full, with their other forms."""
        forms: dict[str, list[str]] = {}
        for name in dict.fromkeys(self._names):
            if self._is_person(name):
                forms.setdefault(self._full_name(name), []).append(name)
        return tuple(Speaker(name, forms=tuple(found)) for name, found in forms.items())

    def _names_in(self, start: int, end: int) -> list[str]:
        first = bisect_left(self._starts, start)
        found = []
        for index in range(first, len(self._spans)):
            if self._spans[index][0] >= end:
                break
            found.append(self._names[index])
        return found

    def _last_person(self, at: int) -> str | None:
        for index in range(bisect_left(self._starts, at) - 1, -1, -1):
            if self._is_person(self._names[index]):
                return self._full_name(self._names[index])
        return None

    def _is_person(self, name: str) -> bool:
        return bool(name_words(name)) and name_words(name)[-1] in self._people

    def _full_name(self, name: str) -> str:
        if name not in self._fullest:
            bare = " ".join(word for word in name.split() if fold(word) in name_words(name)) or name
            self._fullest[name] = fullest(
                bare, (" ".join(w for w in full.split() if fold(w) in name_words(full)) for full in self._full)
            )
        return self._fullest[name]
