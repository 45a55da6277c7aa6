"""Whom a pronoun means: the last fitting subject near by, or nobody."""

from __future__ import annotations

from bot.evidence.people.coreference import Cast, SpeakerMention

_NEAR = 700
"""Characters: a pronoun that is farther from the one it may mean is left open."""


class PronounReferents:
    """Who was spoken of last, at each point of a text: what pronouns mean."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._entities: list[tuple[int, SpeakerMention]] = []

    def enter(self, at: int, said: SpeakerMention) -> None:
        """Remember a subject; calls come in the order of the text."""
        if said.name:
            self._entities.append((at, said))

    def meaning(self, pronoun: str, at: int) -> SpeakerMention:
        """Return whom a pronoun at `at` means: the last fitting subject near by, or nobody."""
        low = pronoun.lower()
        wanted = self._cast.people.pronouns.get(low)
        if wanted is None:
            return SpeakerMention(pronoun, None)
        for place, said in reversed(self._entities):
            if at - place > _NEAR:
                break
            if place < at and said.number in wanted and self._agrees(said, low):
                if said.name and low in self._cast.people.sexes:
                    self._cast.gender.setdefault(said.name, low)
                return SpeakerMention(pronoun, said.name, said.role, said.number)
        return SpeakerMention(pronoun, None, "", wanted[0])

    def _agrees(self, said: SpeakerMention, pronoun: str) -> bool:
        sexes = self._cast.people.sexes
        if pronoun not in sexes or not said.name:
            return True
        words = {word.lower().strip(".") for word in f"{said.role} {said.as_written or ''}".split()}
        told = [one for one, theirs in sexes.items() if words & theirs]
        known = told[0] if len(told) == 1 else self._cast.gender.get(said.name)
        return known is None or known == pronoun
