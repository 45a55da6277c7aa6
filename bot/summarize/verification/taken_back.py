"""Claims that were taken back are refused from then on: the same words that rest on the same passage.

What another passage says in the same words is another claim: a report that confirms what was taken back may be told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.models import Answer, BriefedStory, Briefing, Citation, Claim
from bot.models.taken_back import Retraction

_BETWEEN = re.compile(r"[\W_]+")
_CUT = "…"
SHORTEST_CUT = 20
"""Characters of a line that was cut, from which it is known for the sentence that it was cut from."""


def words_of(text: str) -> str:
    """Return a text as its words alone, by which the same sentence is known again."""
    return _BETWEEN.sub(" ", text.casefold()).strip()


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as its words alone; `cut`: only its beginning is known, it was cut to a line."""

    words: str
    cut: bool

    def is_same(self, other: Said) -> bool:
        """Tell whether two are one sentence, or one is the other cut to a line."""
        return self.words == other.words or self._begins(other) or other._begins(self)

    def _begins(self, other: Said) -> bool:
        return self.cut and len(self.words) >= SHORTEST_CUT and other.words.startswith(self.words)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was taken back, with the words of the passages that it rested on."""

    held: Sequence[tuple[Said, tuple[str, ...]]] = field(default=())

    def holds(self, claim: Claim) -> bool:
        """Tell whether a claim was taken back, whole or cut to a line."""
        return self.rests_on(claim.text, claim.citations)

    def rests_on(self, text: str, citations: Sequence[Citation]) -> bool:
        """Tell whether words were taken back that rested on one of some passages."""
        if not self.held:  # as nearly always: every sentence of a briefing comes here
            return False
        wanted = _said(text)
        grounds = [before for said, before in self.held if wanted.is_same(said)]
        passages = [words_of(each.text) for each in citations] if grounds else []
        return any(_meet(one, other) for before in grounds for other in before for one in passages)

    def cleared(self, briefing: Briefing) -> Briefing:
        """Return a briefing without what was taken back; a story of which nothing is left goes."""
        if not self.held:
            return briefing
        return replace(
            briefing,
            stories=tuple(self._stories(briefing.stories)),
            also=tuple(self._stories(briefing.also)),
            lead=self.without(briefing.lead),
        )

    def answered(self, answer: Answer, reason: str) -> Answer:
        """Return an answer without what was taken back; a refusal with a reason where nothing is left."""
        left = self.without(answer.claims)
        if len(left) == len(answer.claims):
            return answer
        return replace(answer, claims=left) if left else replace(answer, answered=False, claims=(), reason=reason)

    def without(self, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        """Return the claims that were not taken back."""
        return tuple(claim for claim in claims if not self.holds(claim))

    def _stories(self, stories: Sequence[BriefedStory]) -> list[BriefedStory]:
        kept = (
            replace(story, claims=self.without(story.claims), differences=self.without(story.differences))
            for story in stories
        )
        return [self._headed(story) for story in kept if story.claims]

    def _headed(self, story: BriefedStory) -> BriefedStory:
        """Return a story under its first sentence where its headline was taken back."""
        cited = story.headline_cites or tuple(item for claim in story.claims for item in claim.citations)
        if not self.rests_on(story.headline, cited):
            return story
        return replace(story, headline=story.claims[0].text, headline_cites=story.claims[0].citations)


NOTHING = TakenBack()


def taken_back(retractions: Sequence[Retraction]) -> TakenBack:
    """Return what some retractions refuse."""
    claims = (each.claim for each in retractions)
    return TakenBack(tuple((_said(each.text), tuple(words_of(c.text) for c in each.citations)) for each in claims))


def _said(text: str) -> Said:
    return Said(words_of(text), text.rstrip().endswith(_CUT))


def _meet(one: str, other: str) -> bool:
    """Tell whether two passages are one, or one holds the other."""
    return bool(one and other) and (one in other or other in one)
