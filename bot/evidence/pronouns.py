"""Whom a pronoun means: the last fitting subject near by, or nobody."""

from __future__ import annotations

from bot.evidence.resolution import Cast, Said

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
