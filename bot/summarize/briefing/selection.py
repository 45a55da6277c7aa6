"""Chooses what a briefing tells: which stories, of which articles, and why not the others. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.evidence.stories.independence import Voices, outlet, voices
from bot.language.detection import decided
from bot.language.opinion import is_opinion, speaks_of_its_writer
from bot.models import Length, Revision

STORIES: dict[Length, int] = {"short": 3, "normal": 8, "long": 20}
"""Sections at most."""
SENTENCES: dict[Length, int] = {"short": 1, "normal": 2, "long": 3}
"""Sentences of a section, a quotation not counted."""
ALSO: dict[Length, int] = {"short": 3, "normal": 6, "long": 12}
"""Stories that get a line each, behind the sections."""
DUE = 3
"""Who tell a story independently, from which on it gets a section before lines are given to others."""
WORDS: dict[Length, int] = {"short": 250, "normal": 450, "long": 1_500}
"""Words of a briefing, all in all: what is read on a phone in two minutes is normal."""


@dataclass(frozen=True, slots=True)
class StoryGroup:
    """A story in the window: its articles without copies, the one that came first at the front."""

    story_id: int
    revisions: tuple[Revision, ...]
    copies: tuple[Revision, ...]
    told_before: bool
    telling: Voices
    sides: tuple[StoryGroup, ...] = ()
    """Further stories of the same affair, which are told with it; their articles are not among its own."""

    @property
    def every(self) -> tuple[StoryGroup, ...]:
        """Return the story and those that are told with it."""
        return (self, *self.sides)

    @property
    def outlets(self) -> tuple[str, ...]:
        """Return who tells it, copies too, in order."""
        printed = (item for group in self.every for item in (*group.revisions, *group.copies))
        return tuple(dict.fromkeys(outlet(item) for item in printed))

    @property
    def is_opinion(self) -> bool:
        """Tell whether nobody but columnists tells it."""
        return all(map(is_column, self.revisions))

    @property
    def voices(self) -> int:
        """Return how many tell it independently: neither by a copy nor by what another outlet reported alone."""
        return len(self.telling.own)

    @property
    def is_due(self) -> bool:
        """Tell whether a section is due to it: so many report it, each for itself."""
        return self.voices >= DUE and not self.is_opinion

    def with_sides(self, sides: Sequence[StoryGroup]) -> StoryGroup:
        """Return the story with others of its affair."""
        told = [item for group in (self, *sides) for item in group.revisions]
        return replace(self, telling=voices(told), sides=tuple(sides)) if sides else self


@dataclass(frozen=True, slots=True)
class Taste:
    """What a channel wants, by story: `followed` comes first, `like_unwanted` last; `unwanted` is left out, and what is
    `muted` by its topic or source.
    """

    followed: frozenset[int] = frozenset()
    unwanted: frozenset[int] = frozenset()
    like_unwanted: frozenset[int] = frozenset()
    muted: frozenset[int] = frozenset()

    def refuses(self, story_id: int) -> str:
        """Return why a story is left out; "" where it is not."""
        return "muted" if story_id in self.muted else "less" if story_id in self.unwanted else ""

    def rank(self, story_id: int) -> int:
        """Return where a story comes among others: lower is earlier."""
        return (story_id in self.like_unwanted) - (story_id in self.followed)


NO_TASTE = Taste()


def is_column(revision: Revision) -> bool:
    """Tell whether an article is somebody's opinion: its outlet says so, or it is told by an “I”."""
    title, text = revision.title, revision.text
    return is_opinion(title, revision.url) or speaks_of_its_writer(title, text, decided(text, revision.language))


def when(revision: Revision) -> float:
    """Return the time of a revision in seconds: published, or first seen where that is missing or in the future."""
    published = revision.published_at
    return min(published, revision.seen_at).timestamp() if published else revision.seen_at.timestamp()


def grouped(revisions: Sequence[Revision], told_stories: frozenset[int], taste: Taste = NO_TASTE) -> list[StoryGroup]:
    """Return the stories of a window, the weightiest first.

    By taste, reports before opinions, by who tells them independently, then by outlets, new before told, the latest
    first.
    """
    by_story: dict[int, list[Revision]] = {}
    for item in sorted(revisions, key=lambda item: (when(item), item.id)):
        by_story.setdefault(item.story_id if item.story_id is not None else -item.article_id, []).append(item)
    groups = [_group(story, items, story in told_stories) for story, items in by_story.items()]
    return sorted(
        groups,
        key=lambda g: (
            taste.rank(g.story_id),
            g.is_opinion,
            -g.voices,
            -len(g.outlets),
            g.told_before,
            -max(map(when, g.revisions)),
            g.story_id,
        ),
    )


def _group(story_id: int, items: Sequence[Revision], told: bool) -> StoryGroup:
    """Split off the copies; where the window holds only copies of one text, the first of them is told."""
    held = {item.article_id for item in items}
    kept: list[Revision] = []
    copies: list[Revision] = []
    roots: set[int] = set()
    for item in items:
        root = item.duplicate_of
        if root is None or (root not in held and root not in roots):
            kept.append(item)
            roots.add(root if root is not None else item.article_id)
        else:
            copies.append(item)
    if not kept:  # damaged rows: each says that it copies another
        kept, copies = copies[:1], copies[1:]
    return StoryGroup(story_id, tuple(kept), tuple(copies), told, voices(kept))


def reasons(groups: Sequence[StoryGroup], outcome: Mapping[int, str], cited: frozenset[int]) -> list[tuple[int, str]]:
    """Return why each article was or was not told; `outcome` is a story's own reason where it was not told."""
    found: list[tuple[int, str]] = []
    for group in groups:
        reason = outcome.get(group.story_id)
        for each in group.every:
            found += [
                (item.article_id, reason or ("told" if item.id in cited else "length")) for item in each.revisions
            ]
            found += [(item.article_id, "copy") for item in each.copies]
    return found
