"""Whom a speaker's words mean: the fullest name in the article, the role, or the one that a pronoun stands for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from bot.evidence.cues import BODIES, PEOPLE, PREPOSITIONS, ROLES, WRITTEN
from bot.evidence.speakers import core, fold, name_words, names
from bot.models import Span, Speaker

_HEAD = re.compile(r"\s*,|\s*\(|\s+--|\s+[–—]|\n|\s(?:who|whose|which|that)\s")
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_PLACE_OPENERS = frozenset(
    """new north south east west northern southern eastern western central united san los las el fort mount lake port
    saint st""".split()
)
_FEMALE = frozenset(
    """mrs ms miss mme lady queen princess spokeswoman chairwoman congresswoman councilwoman mother wife sister
    daughter woman girl she her actress""".split()
)
_MALE = frozenset(
    """mr sir king prince pope spokesman chairman congressman councilman father husband brother son man boy he
    his""".split()
)
_NEAR = 700
"""Characters: a pronoun that is farther from the one it may mean is left open."""


@dataclass(frozen=True, slots=True)
class Said:
    """A speaker: the words of the sentence, whom they mean (None: not known), the role given."""

    as_written: str | None
    name: str | None
    role: str = ""
    number: str = ""
    """ "person", "body" or "many"; "" where it is not known."""


class Cast:
    """The names of one article: which of them are people, and the fullest form of each."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = names(text)
        self._starts = [start for start, _ in self._spans]
        runs = [text[start:end] for start, end in self._spans]
        counts = Counter(" ".join(run.split()) for run in runs)
        self._cores = {run: core(run) for run in counts}
        self._alone = {fold(run) for run in counts if " " not in run}
        self._titled = {name_words(self._cores[run])[-1:] for run in counts if self._cores[run] != run and " " in run}
        self._by_last: dict[str, Counter[str]] = {}
        for run, count in counts.items():
            words = name_words(self._cores[run])
            if self._could_be_person(self._cores[run]) and 2 <= len(words) <= 4:
                self._by_last.setdefault(words[-1], Counter())[self._cores[run]] += count
        self.roles: dict[str, str] = {}
        self.gender: dict[str, str] = {}

    def _could_be_person(self, name: str) -> bool:
        words = [fold(word) for word in name.split()]
        if not words or words[-1] in BODIES or words[-1] in ROLES or words[0] in _PLACE_OPENERS:
            return False
        if any(word in ("of", "and", "for", "the") for word in words):
            return False
        return not any(word in BODIES and word not in _PERSON_TOO for word in words)

    def is_person(self, name: str) -> bool:
        """Tell whether a name is most likely a person's: called by a title, or by the last name alone elsewhere."""
        words = name_words(name)
        if not words or not self._could_be_person(name):
            return False
        return words[-1] in self._by_last and (
            words[-1] in self._alone or words[-1:] in self._titled or name in self.roles
        )

    def full(self, name: str) -> str:
        """Return the fullest form of a person's name that the article has, where only one person can be meant."""
        words = name_words(name)
        forms = self._by_last.get(words[-1] if words else "")
        if not forms:
            return name
        fitting = [form for form in forms if _within(words, name_words(form))]
        if not fitting:
            return name
        different = {name_words(form)[0] for form in fitting}
        if len(words) == 1 and len(different) > 1:
            ranked = forms.most_common(2)
            if ranked[0][1] < 2 * ranked[1][1]:
                return name
            fitting = [form for form in fitting if name_words(form)[0] == name_words(ranked[0][0])[0]]
        return max(fitting, key=lambda form: (len(name_words(form)), forms[form]))

    def resolve(self, subject: Span) -> Said:
        """Return who the words `text[subject]` mean, as far as the words themselves tell."""
        written = " ".join(self._text[subject[0] : subject[1]].split())
        cut = _HEAD.search(self._text, subject[0], subject[1])
        head_end = cut.start() if cut and cut.start() > subject[0] else subject[1]
        run = self._head_name(subject[0], head_end)
        if run is None:
            head = " ".join(self._text[subject[0] : head_end].split())
            return self._described(written, head)
        name = self._cores.get(" ".join(self._text[run[0] : run[1]].split())) or core(self._text[run[0] : run[1]])
        before = _ARTICLE.sub("", " ".join(self._text[subject[0] : run[1]].split()))
        role = before[: -len(name)].strip() if before.endswith(name) else ""
        if not role and cut:
            role = _ARTICLE.sub("", " ".join(self._text[head_end : subject[1]].strip(" ,()").split()), count=1)
        if not self._could_be_person(name):
            return Said(written, " ".join(self._text[run[0] : run[1]].split()), "", "body")
        full = self.full(name)
        if role and fold(role.split()[-1]) not in ("and", "or"):
            self.roles.setdefault(full, role)
        known = self.is_person(name) or len(name_words(full)) > 1
        return Said(written, full, self.roles.get(full, role), "person" if known else "")

    def _head_name(self, start: int, end: int) -> Span | None:
        """The name that the phrase is about: its last one, unless that only describes ("Clinton’s aide")."""
        found = [span for span in self._inside(start, end) if span[1] <= end]
        for first, last in found:
            follows = self._text[last:end].strip()
            if not follows:
                return first, last
            opening = _WORD.match(follows)
            if opening and opening.group().lower() in PREPOSITIONS and not self._describes(start, first):
                return first, last
        return None

    def _describes(self, start: int, first: int) -> bool:
        """A role before its "of": "the president of Russia" is asked about the words before the name."""
        words = self._text[start:first].split()
        return bool(words) and words[-1].lower() in PREPOSITIONS

    def _inside(self, start: int, end: int) -> list[Span]:
        found = []
        for index in range(bisect_left(self._starts, start), len(self._spans)):
            if self._spans[index][0] >= end:
                break
            found.append(self._spans[index])
        return found

    def _described(self, written: str, head: str) -> Said:
        words = [word.lower() for word in _WORD.findall(head)]
        noun = next((word for word in words if word in ROLES or word in BODIES or word in WRITTEN), "")
        if " and " in head or (noun in PEOPLE and noun not in _SINGULAR_PEOPLE):
            number = "many"
        else:
            number = "person" if noun in ROLES else "body" if noun in BODIES or noun in WRITTEN else ""
        return Said(written, head, "", number)

    def people_near(self, start: int, end: int) -> set[str]:
        """Return the people named between two places."""
        found = (self._cores[" ".join(self._text[a:b].split())] for a, b in self._inside(start, end))
        return {self.full(name) for name in found if self.is_person(name)}

    def speakers(self) -> tuple[Speaker, ...]:
        """Return the people of the article, fullest name first, with the role given to them and their other forms."""
        forms: dict[str, list[str]] = {}
        for run, name in self._cores.items():
            if self.is_person(name):
                forms.setdefault(self.full(name), []).append(run)
        return tuple(Speaker(name, self.roles.get(name, ""), tuple(found)) for name, found in forms.items())


_PERSON_TOO = frozenset("park day hall house church bush street rivers bridge white king law bill post".split())
_SINGULAR_PEOPLE = frozenset("spokesman spokeswoman spokesperson someone everyone nobody each".split())


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return all(any(word == other or (len(word) == 1 and other.startswith(word)) for other in long) for word in short)


class Scene:
    """Who was spoken of last, at each point of a text: what pronouns mean."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._entities: list[tuple[int, Said]] = []

    def enter(self, at: int, said: Said) -> None:
        """Remember a subject; calls come in the order of the text."""
        if said.name:
            self._entities.append((at, said))

    def meaning(self, pronoun: str, at: int) -> Said:
        """Return whom a pronoun at `at` means: the last fitting subject near by, or nobody."""
        low = pronoun.lower()
        wanted = {"he": ("person",), "she": ("person",), "they": ("many", "body"), "it": ("body",)}.get(low)
        if wanted is None:
            return Said(pronoun, None)
        for place, said in reversed(self._entities):
            if at - place > _NEAR:
                break
            if place < at and said.number in wanted and self._agrees(said, low):
                if said.name and low in ("he", "she"):
                    self._cast.gender.setdefault(said.name, low)
                return Said(pronoun, said.name, said.role, said.number)
        return Said(pronoun, None, "", wanted[0])

    def _agrees(self, said: Said, pronoun: str) -> bool:
        if pronoun not in ("he", "she") or not said.name:
            return True
        known = self._cast.gender.get(said.name)
        words = {word.lower().strip(".") for word in f"{said.role} {said.as_written or ''}".split()}
        if words & _FEMALE and not words & _MALE:
            known = "she"
        elif words & _MALE and not words & _FEMALE:
            known = "he"
        return known is None or known == pronoun
