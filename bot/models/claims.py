"""What is told of the news: claims, briefings, corrections, answers, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.messages.catalogue import say
from bot.models.news import Citation, Story

Writer = Literal["model", "extractive", "mixed"]
Turn = Literal["different", "gone", "again"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence that may be posted, and what it rests on; `speaker` where it tells what somebody said.

    `foreign` is the code of its language where that is another than its reader reads; "" where it is not.
    """

    text: str
    citations: tuple[Citation, ...]
    written_by: Literal["model", "extractive"] = "extractive"
    speaker: str | None = None
    foreign: str = ""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a model cost; `cost_usd` is None where a price is unknown."""

    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = 0.0

    def __add__(self, other: Usage) -> Usage:
        """Return the sum; an unknown cost stays unknown."""
        cost = None if self.cost_usd is None or other.cost_usd is None else self.cost_usd + other.cost_usd
        return Usage(
            self.requests + other.requests,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            cost,
        )


def told_by(outlets: int, voices: int) -> str:
    """Return how many outlets tell a story, and how many of them independently where that differs."""
    told = say("briefing.outlets", n=outlets)
    return say("briefing.independent", outlets=told, n=voices) if 0 < voices < outlets else told


@dataclass(frozen=True, slots=True)
class BriefedStory:
    """A story as a briefing tells it; `differences` are claims on which the outlets do not agree.

    `sources` are all outlets that carry it, `voices` how many tell it independently: neither by a copy nor by what
    another reported alone.
    """

    story_id: int
    headline: str
    claims: tuple[Claim, ...]
    sources: tuple[str, ...]
    status: Literal["new", "update", "told"] = "new"
    differences: tuple[Claim, ...] = ()
    voices: int = 0
    headline_cites: tuple[Citation, ...] = ()
    headline_foreign: str = ""
    """The code of the headline's language where its reader reads another."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What an article itself changed at last: sentences as they were and as they are now, and those that are gone.

    The passages of the former text are cited as it stood.
    """

    at: datetime
    different: tuple[tuple[Citation, Citation], ...] = ()
    gone: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """What an article added to its story: passages that no earlier one says, and how many `more` there are.

    `carried` are the other outlets that print its text, `credits` those that it names as where it has its news from.
    `changed` is given where it took something back, or says it otherwise than it did.
    """

    title: str
    url: str
    source: str
    at: datetime
    added: tuple[Citation, ...]
    more: int = 0
    carried: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    changed: Changed | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """How a story developed, its articles without copies in the order of time.

    `sources` are all outlets that carry it, `voices` how many of them tell it independently.
    """

    story: Story
    steps: tuple[Step, ...]
    sources: tuple[str, ...] = ()
    voices: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """Why an article was or was not told.

    `told`, `copy`, `told before`, `filter`, `budget`, `length`, `unproven`, `less`: less of it was wished for, `muted`.
    """

    article_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """What a channel gets: `lead` in at most three lines, a section a story of `stories`, a line a story of `also`.

    `read`, `copies` and `told_before` count articles; `notice` is a line on a degraded run.
    """

    title: str
    since: datetime
    until: datetime
    stories: tuple[BriefedStory, ...]
    lead: tuple[Claim, ...] = ()
    also: tuple[BriefedStory, ...] = ()
    written_by: Writer = "extractive"
    usage: Usage = Usage()
    read: int = 0
    copies: int = 0
    told_before: int = 0
    outlets: int = 0
    notice: str = ""
    language: str = ""
    """What its reader reads, as a code; "" for the language of the sources."""
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrected:
    """A claim that a channel was told, the passage it rests on, and the passage that stands there now.

    `again`: the article says once more what the channel was told first. `gone`: it does not say it any more, and
    `now` is what stands in that place.
    """

    claim: str
    told: Citation
    now: Citation
    kind: Turn = "different"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a channel is told of an article that changed after it was briefed; `told_at` is when that was."""

    told_at: datetime
    items: tuple[Corrected, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or a refusal with its reason and the nearest thing that is held; at most eight claims."""

    question: str
    answered: bool
    claims: tuple[Claim, ...] = ()
    nearest: tuple[Citation, ...] = ()
    written_by: Writer = "extractive"
    reason: str = ""
    usage: Usage = Usage()
    language: str = ""
    """What its reader reads, as a code; "" for the language of the sources."""
