"""What has been told of a briefing so far, and a story as it was written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.models import BriefedStory, Length, Usage
from bot.summarize.briefing.edition import AT_FIRST, FILLED, IsKnown, fitted, line, section_room, share, spare, words
from bot.summarize.briefing.selection import StoryGroup
from bot.summarize.briefing.source_sentences import Sentence

NOTHING = Usage()


@dataclass(frozen=True, slots=True)
class Written:
    """A story as it was written, what it cost, and what went wrong on the way."""

    story: BriefedStory | None
    usage: Usage = NOTHING
    notice: str = ""
    away: bool = False
    """The model is not to be asked for the stories behind it."""
    reason: str = ""
    fresh: tuple[Sentence, ...] = ()
    """The sentences that it could be told by."""
    is_led: bool = True
    """Its first sentence tells what happened. Where none does, its headline tells more than a section would."""


@dataclass(slots=True)
class Telling:
    """What has been written so far: the stories, why others were not told, what it cost, what went wrong.

    `left` is how many words the sections may still have, `lines` how many stories may get a line each.
    """

    length: Length
    left: int
    lines: int = 0
    stories: list[BriefedStory] = field(default_factory=list)
    also: list[BriefedStory] = field(default_factory=list)
    whole: list[tuple[BriefedStory, IsKnown]] = field(default_factory=list)
    """The stories as they were written, before they were cut to fit, and what tells of a claim whether it is known."""
    outcome: dict[int, str] = field(default_factory=dict)
    usage: Usage = NOTHING
    notice: str = ""

    def add(self, group: StoryGroup, written: Written, known: IsKnown, waiting: int = 0) -> BriefedStory | None:
        """Take a story in as a section or as a line, or why there is none; the first thing that went wrong is kept.

        `waiting`: how many stories behind it are due a section, and want room for one.
        """
        self.usage, self.notice = self.usage + written.usage, self.notice or written.notice
        if written.story is None:
            self.outcome[group.story_id] = written.reason
            return None
        first = written.story if group.sides or self.length == "long" else _cut(written.story, AT_FIRST)
        section = fitted(first, share(self.left, waiting, self.length, len(group.sides)))
        if section is None:
            alone = replace(written.story, claims=written.story.claims[:1], differences=())
            if self.stories and words(alone) > self.left:
                self.left = 0
                if len(self.also) < self.lines:
                    return self.mention(written.story, known)
                self.outcome[group.story_id] = "budget"
                return None
            section = alone  # the first story of a day is told, however long its sentence
        self.left -= words(section)
        self.stories.append(section)
        self.whole.append((written.story, known))
        return section

    def mention(self, story: BriefedStory, known: IsKnown) -> BriefedStory:
        """Take a story in as a line, one that is not known."""
        self.also.append(line(story, known))
        return self.also[-1]

    def fill(self) -> None:
        """Put sentences back that were cut for others which came out shorter: a second one everywhere, then more, those
        of the first stories first.

        What an article says that has a line of its own stays there.
        """
        room = spare(self.stories, self.also, self.length)
        for most in (AT_FIRST, None):
            for at, (section, (whole, known)) in enumerate(zip(self.stories, self.whole, strict=True)):
                self.stories[at] = self._grown(section, _cut(whole, most), known, room)
                room -= words(self.stories[at]) - words(section)

    def _grown(self, section: BriefedStory, whole: BriefedStory, known: IsKnown, room: int) -> BriefedStory:
        """Return a section with what else there is room for."""
        elsewhere, most = self._cited_beside(section), max(FILLED, section_room(self.length, 1))
        grown = section
        for claim in whole.claims[len(section.claims) :]:
            longer = replace(grown, claims=(*grown.claims, claim))
            is_told = known(claim) or any((c.revision_id, c.start) in elsewhere for c in claim.citations)
            lined = any((c.revision_id, None) in elsewhere for c in claim.citations)
            if is_told or lined or words(longer) > min(words(section) + room, most):
                break
            grown = longer
        return grown

    def _cited_beside(self, section: BriefedStory) -> set[tuple[int, int | None]]:
        """Return what other sections cite, and of each article that has a line of its own all (None)."""
        others = (story for story in self.stories if story is not section)
        cited: set[tuple[int, int | None]] = {
            (c.revision_id, c.start) for story in others for claim in story.claims for c in claim.citations
        }
        return cited | {(c.revision_id, None) for story in self.also for claim in story.claims for c in claim.citations}


def _cut(story: BriefedStory, most: int | None) -> BriefedStory:
    """Return a story with so many of its sentences, all where that is None."""
    return replace(story, claims=story.claims[:most])
