"""What has been told of a briefing so far, and a story as it was written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.models import BriefedStory, Length, Usage
from bot.summarize.briefing.edition import IsKnown, fitted, line, section_room, words
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


@dataclass(slots=True)
class Telling:
    """What has been written so far: the stories, why others were not told, what it cost, what went wrong.

    `left` is how many words the sections may still have.
    """

    length: Length
    left: int
    stories: list[BriefedStory] = field(default_factory=list)
    also: list[BriefedStory] = field(default_factory=list)
    outcome: dict[int, str] = field(default_factory=dict)
    usage: Usage = NOTHING
    notice: str = ""

    def add(self, group: StoryGroup, written: Written, known: IsKnown) -> BriefedStory | None:
        """Take a story in as a section or as a line, or why there is none; the first thing that went wrong is kept."""
        self.usage, self.notice = self.usage + written.usage, self.notice or written.notice
        if written.story is None:
            self.outcome[group.story_id] = written.reason
            return None
        section = fitted(written.story, min(self.left, section_room(self.length, len(group.sides))))
        if section is None:
            alone = replace(written.story, claims=written.story.claims[:1], differences=())
            if self.stories and words(alone) > self.left:
                self.left = 0
                return self.mention(written.story, known)
            section = alone  # the first story of a day is told, however long its sentence
        self.left -= words(section)
        self.stories.append(section)
        return section

    def mention(self, story: BriefedStory, known: IsKnown) -> BriefedStory:
        """Take a story in as a line, one that is not known."""
        self.also.append(line(story, known))
        return self.also[-1]
