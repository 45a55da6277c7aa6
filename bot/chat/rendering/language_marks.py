"""Says of what stands in another language than its reader reads which one it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.chat.rendering.parts import Run
from bot.language_names import name_of
from bot.messages.catalogue import say
from bot.models import BriefedStory, Claim


def language_mark(code: str) -> tuple[Run, ...]:
    """Return what stands before a text in a foreign language; nothing for none."""
    return (Run(say("briefing.foreign", language=name_of(code)), "faint"),) if code else ()


def language_marks(claims: Sequence[Claim]) -> Iterator[tuple[tuple[Run, ...], Claim]]:
    """Give each claim with the mark of its language; of several in one, one behind the other, the first has it."""
    before = ""
    for claim in claims:
        yield (language_mark(claim.foreign) if claim.foreign != before else ()), claim
        before = claim.foreign


def of_headline(story: BriefedStory) -> str:
    """Return what stands beside a headline in a foreign language; "" for none."""
    code = story.headline_foreign
    return say("briefing.foreign_headline", language=name_of(code)) if code else ""
