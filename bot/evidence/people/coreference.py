"""Whom a speaker's words mean: the fullest name in the article, the role, or the one that a pronoun stands for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bot.evidence.people.relatives import relatives
from bot.language.names import PARTICLES
from bot.language.people import apposition, article_before, behind_head
from bot.language.registry import pack_of
from bot.models import Span, Speaker
from bot.text.folding import fold

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_LONGEST_ROLE = 90
_ROLE_WORDS = 4


@dataclass(frozen=True, slots=True)
class SpeakerMention:
    """A speaker: the words of the sentence, whom they mean (None: not known), the role given."""

    as_written: str | None
    name: str | None
    role: str = ""
    number: str = ""
    """ "person", "body" or "many"; "" where it is not known."""


class Cast:
    """The names of one article: which of them are people, and the fullest form of each."""

    def __init__(self, text: str, language: str) -> None:
        pack = pack_of(language)
        self.people, self._names = pack.people, pack.names
        self._nouns = self.people.roles | self.people.bodies
        self._only_bodies = self.people.bodies - self.people.surnames_too
        self._text = text
        self._spans = self._names.spans(text)
        self._starts = [start for start, _ in self._spans]
        runs = [text[start:end] for start, end in self._spans]
        counts = Counter(" ".join(run.split()) for run in runs)
        self._cores = {run: self._names.core(run) for run in counts}
        self._alone = {fold(run) for run in counts if " " not in run}
        self._titled = {
            self._names.words(self._cores[run])[-1:] for run in counts if self._cores[run] != run and " " in run
        }
        self._by_last: dict[str, Counter[str]] = {}
        for run, count in counts.items():
            words = self._names.words(self._cores[run])
            if self._could_be_person(self._cores[run]) and 2 <= len(words) <= 4:
                self._by_last.setdefault(words[-1], Counter())[self._cores[run]] += count
        self._kin: Mapping[str, str] | None = None
        self._first_of: dict[tuple[str, ...], str] = {}
        self._given: dict[str, dict[str, int]] | None = None
        self.roles: dict[str, str] = {}
        self.gender: dict[str, str] = {}

    def _could_be_person(self, name: str) -> bool:
        words = [fold(word) for word in name.split()]
        if (
            not words
            or words[-1] in self.people.bodies
            or words[-1] in self.people.roles
            or words[0] in self.people.place_openers
        ):
            return False
        return not any(word in self.people.no_name or word in self._only_bodies for word in words)

    def is_person(self, name: str) -> bool:
        """Tell whether a name is most likely a person's: called by a title, or by the last name alone elsewhere."""
        words = self._names.words(name)
        if not words or not self._could_be_person(name):
            return False
        return words[-1] in self._by_last and (
            words[-1] in self._alone or words[-1:] in self._titled or name in self.roles
        )

    def full(self, name: str, address: str = "") -> str:
        """Return the fullest form of a person's name that the article has, where only one person can be meant.

        `address` is the "Mr." or "Mrs." before it.
        """
        words = self._names.words(name)
        forms = self._by_last.get(words[-1] if words else "")
        if not forms:
            return name
        fitting = [form for form in forms if _within(words, self._names.words(form))]
        if not fitting:
            return name
        if len(words) == 1:
            fitting = self._apart(fitting, self.people.kin.get(address, ""))
            if not fitting:
                return name
        different = {self._names.words(form)[0] for form in fitting}
        if len(words) == 1 and len(different) > 1:
            ranked = Counter({form: forms[form] for form in fitting}).most_common(2)
            if ranked[0][1] < 2 * ranked[1][1]:
                return name
            fitting = [form for form in fitting if self._names.words(form)[0] == self._names.words(ranked[0][0])[0]]
        return max(fitting, key=lambda form: (len(self._names.words(form)), forms[form]))

    def _apart(self, fitting: list[str], wanted: str) -> list[str]:
        """Return whom of a family a surname alone may mean: no relative of who bears it, nor the other sex."""
        kin = self._relatives()
        theirs = [form for form in fitting if kin.get(form) == wanted] if wanted else []
        if theirs:
            return theirs
        others = [form for form in fitting if form not in kin]
        if others or len(fitting) > 1 or self._first_of[self._names.words(fitting[0])[-1:]] != fitting[0]:
            return others
        return [form for form in fitting if not wanted or not kin[form]]

    def _relatives(self) -> Mapping[str, str]:
        """Return who is said to be a relative, with the sex; and take note of who bears each surname first."""
        if self._kin is None:
            named = [(self._cores[self._line(*span)], span) for span in self._spans]
            self._kin = relatives(self._text, named, self.people)
            for name, _ in named:
                self._first_of.setdefault(self._names.words(name)[-1:], name)
        return self._kin

    def resolve(self, subject: Span, apposition: Span | None = None) -> SpeakerMention:
        """Return who the words `text[subject]` mean, as far as they and those in apposition tell."""
        start, end = subject
        written = self._line(start, end)
        cut = behind_head(self.people).search(self._text, start, end)
        head_end = cut.start() if cut and cut.start() > start else end
        behind = apposition or ((head_end, end) if head_end < end else None)
        joint = self._joint(start, head_end)
        if joint:
            return SpeakerMention(written, joint, "", "many")
        run = self._head_name(start, head_end)
        if run is None:
            return self._described(written, self._line(start, head_end), behind, start)
        name = self._cores.get(self._line(*run)) or self._names.core(self._text[run[0] : run[1]])
        if not self._could_be_person(name):
            return SpeakerMention(written, self._body(run, head_end), "", "body")
        full = self.full(name, fold(self._text[run[0] : run[1]].split()[0]))
        role = self._role_before(start, run[1], name) or self._role_behind(behind)
        if role:
            self.roles.setdefault(full, role)
        known = self.is_person(name) or len(self._names.words(full)) > 1
        return SpeakerMention(written, full, role or self.roles.get(full, ""), "person" if known else "")

    def _line(self, start: int, end: int) -> str:
        return " ".join(self._text[start:end].split())

    def _joint(self, start: int, end: int) -> str:
        """Return "Mary Smith and Tom Jones" where a phrase ends in two names; "" where it does not."""
        found = [span for span in self._inside(start, end) if span[1] <= end]
        if len(found) != 2 or found[1][1] != end or self._line(found[0][1], found[1][0]) != self.people.conjunction:
            return ""
        if found[0][0] > start and self._describes(start, found[0][0]):
            return ""
        return " and ".join(self.full(self._cores[self._line(*span)]) for span in found)

    def _body(self, run: Span, end: int) -> str:
        """Return the name of a body with what belongs to it: "Department of Health"."""
        follows = _WORD.match(self._text[run[1] : end].lstrip())
        return self._line(run[0], end if follows and follows.group().lower() in self.people.belonging else run[1])

    def _role_before(self, start: int, end: int, name: str) -> str:
        before = article_before(self.people).sub("", self._line(start, end))
        role = before[: -len(name)].strip() if before.endswith(name) else ""
        return "" if fold(role) in self.people.address or not set(role.lower().split()) - PARTICLES else role

    def _role_behind(self, behind: Span | None) -> str:
        """The part in apposition that says what somebody is: "43, a lawyer from Lindau"."""
        for part in self._text[slice(*behind)].split(",") if behind else ():
            role = article_before(self.people).sub("", " ".join(part.strip(" ()-–—").split()))
            if len(role) <= _LONGEST_ROLE and any(
                word.lower() in self.people.roles for word in _WORD.findall(role)[:6]
            ):
                return role
        return ""

    def _says_role(self, words: str) -> bool:
        return any(word.lower() in self.people.roles for word in _WORD.findall(words)[:6])

    def _head_name(self, start: int, end: int) -> Span | None:
        """The name that the phrase is about: its last one, unless that only describes ("Clinton’s aide")."""
        for first, last in (span for span in self._inside(start, end) if span[1] <= end):
            follows = self._text[last:end].strip()
            opening = _WORD.match(follows)
            closed = not follows or (opening is not None and opening.group().lower() in self.people.prepositions)
            if closed and not self._describes(start, first):
                return first, last
        return None

    def _describes(self, start: int, first: int) -> bool:
        """A role before its "of": "the president of Russia" is asked about the words before the name."""
        words = self._text[start:first].split()
        while words and words[-1].lower() in self.people.articles:
            words.pop()
        return bool(words) and words[-1].lower() in self.people.prepositions

    def _inside(self, start: int, end: int) -> list[Span]:
        found = []
        for index in range(bisect_left(self._starts, start), len(self._spans)):
            if self._spans[index][0] >= end:
                break
            found.append(self._spans[index])
        return found

    def _described(self, written: str, head: str, behind: Span | None, start: int) -> SpeakerMention:
        words = [word.lower() for word in _WORD.findall(head)]
        noun = next((word for word in words if word in self._nouns or word in self.people.written), "")
        if f" {self.people.conjunction} " in head or self._are_many(noun):
            return SpeakerMention(written, head, "", "many")
        if noun not in self.people.roles:
            return SpeakerMention(written, head, "", "body" if noun else "")
        named = self._named_behind(behind) or self._bearer(words, start)
        if named:
            self.roles.setdefault(named, article_before(self.people).sub("", head))
            return SpeakerMention(written, named, self.roles[named], "person")
        return SpeakerMention(written, head, "", "person")

    def _are_many(self, noun: str) -> bool:
        return noun in self.people.crowds and noun not in self.people.one_of_many

    def _named_behind(self, behind: Span | None) -> str:
        """Return the person whom an apposition names: "its leader, Otto Berg,"."""
        if behind is None:
            return ""
        found = [span for span in self._inside(*behind) if not self._text[behind[0] : span[0]].strip(" ,")]
        name = self._cores[self._line(*found[0])] if found else ""
        return self.full(name) if name and self._could_be_person(name) else ""

    def _bearer(self, words: list[str], start: int) -> str:
        """Return the one person of the article whom "the mayor" can mean, by what was said of people before."""
        if not words or words[0] not in self.people.definite:
            return ""
        if len(words) > _ROLE_WORDS or words[-1] not in self.people.roles or words[-1] in self.people.anybody:
            return ""
        bearers = [name for name, at in self._bearers().get(words[-1], {}).items() if at < start]
        return bearers[0] if len(bearers) == 1 else ""

    def _bearers(self) -> dict[str, dict[str, int]]:
        """Return by a role's noun the people who are given it, each with the place where they first are."""
        if self._given is None:
            self._given = {}
            for start, end in self._spans:
                name = self._cores[self._line(start, end)]
                for noun in self._nouns_beside(start, end) if self.is_person(name) else ():
                    self._given.setdefault(noun, {}).setdefault(self.full(name), end)
        return self._given

    def _nouns_beside(self, start: int, end: int) -> set[str]:
        """Return the nouns of "mayor Mary Smith", "Mayor Mary Smith" and "Mary Smith, the mayor of Lindau,"."""
        words = [word.lower() for word in _WORD.findall(self._text, max(0, start - 24), start)[-1:]]
        words += [word.lower() for word in self._text[start:end].split()]
        behind = apposition(self.people).match(self._text, end, min(len(self._text), end + _LONGEST_ROLE))
        if behind:
            said = [word.lower() for word in _WORD.findall(behind[1])]
            stop = next((n for n, word in enumerate(said) if n and word in self.people.prepositions), len(said))
            words += said[:stop][-1:]
        return {word for word in words if word in self.people.roles}

    def speakers(self) -> tuple[Speaker, ...]:
        """Return the people of the article, fullest name first, with the role given to them and their other forms."""
        forms: dict[str, list[str]] = {}
        for run, name in self._cores.items():
            if self.is_person(name):
                forms.setdefault(self.full(name), []).append(run)
        return tuple(Speaker(name, self.roles.get(name, ""), tuple(found)) for name, found in forms.items())


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return all(any(word == other or (len(word) == 1 and other.startswith(word)) for other in long) for word in short)
