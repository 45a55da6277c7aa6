"""Chooses what a briefing tells: which stories, of which articles, and why not the others. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.models import Revision
from bot.summarize.voices import Voices, outlet, voices

Length = Literal["short", "normal", "long"]
STORIES: dict[Length, int] = {"short": 3, "normal": 8, "long": 20}
SENTENCES: dict[Length, int] = {"short": 1, "normal": 2, "long": 3}


@dataclass(frozen=True, slots=True)
class Group:
    """A story in the window: its articles without copies, the one that came first at the front."""

    story_id: int
    revisions: tuple[Revision, ...]
    copies: tuple[Revision, ...]
    told_before: bool
    telling: Voices

    @property
    def outlets(self) -> tuple[str, ...]:
        """Return who tells it, copies too, in order."""
        return tuple(dict.fromkeys(outlet(item) for item in (*self.revisions, *self.copies)))

    @property
    def voices(self) -> int:
        """Return how many tell it independently: neither by a copy nor by what another outlet reported alone."""
        return len(self.telling.own)


@dataclass(frozen=True, slots=True)
class Taste:
    """What a channel wants, by story: `followed` comes first, `like_unwanted` last, `unwanted` is left out."""

    followed: frozenset[int] = frozenset()
    unwanted: frozenset[int] = frozenset()
    like_unwanted: frozenset[int] = frozenset()

    def rank(self, story_id: int) -> int:
        """Return where a story comes among others: lower is earlier."""
        return (story_id in self.like_unwanted) - (story_id in self.followed)


NO_TASTE = Taste()


def when(revision: Revision) -> float:
    """Return the time of a revision in seconds: published, or first seen where that is missing or in the future."""
    published = revision.published_at
    return min(published, revision.seen_at).timestamp() if published else revision.seen_at.timestamp()


def grouped(revisions: Sequence[Revision], told_stories: frozenset[int], taste: Taste = NO_TASTE) -> list[Group]:
    """Return the stories of a window, the weightiest first.

    By taste, by who tells them independently, then by outlets, new before told, the latest first.
    """
    by_story: dict[int, list[Revision]] = {}
    for item in sorted(revisions, key=lambda item: (when(item), item.id)):
        by_story.setdefault(item.story_id if item.story_id is not None else -item.article_id, []).append(item)
    groups = [_group(story, items, story in told_stories) for story, items in by_story.items()]
    return sorted(
        groups,
        key=lambda g: (
            taste.rank(g.story_id),
            -g.voices,
            -len(g.outlets),
            g.told_before,
            -max(map(when, g.revisions)),
            g.story_id,
        ),
    )


def _group(story_id: int, items: Sequence[Revision], told: bool) -> Group:
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
    return Group(story_id, tuple(kept), tuple(copies), told, voices(kept))


def reasons(groups: Sequence[Group], outcome: Mapping[int, str], cited: frozenset[int]) -> list[tuple[int, str]]:
    """Return why each article was or was not told; `outcome` is a story's own reason where it was not told."""
    found: list[tuple[int, str]] = []
    for group in groups:
        reason = outcome.get(group.story_id)
        found += [(item.article_id, reason or ("told" if item.id in cited else "length")) for item in group.revisions]
        found += [(item.article_id, "copy") for item in group.copies]
    return found
