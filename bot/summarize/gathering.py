"""Gathers what a briefing is written from: the articles of its scope, by story, and what its channel was told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.models import Audience, Revision
from bot.store import articles, told
from bot.store.database import Connection
from bot.summarize.interests import taste
from bot.summarize.material import Material, stems
from bot.summarize.novelty import Known, told_by
from bot.summarize.selection import NO_TASTE, STORIES, Group, Taste, grouped

REMEMBERED = timedelta(days=30)
"""How long a channel is not told a sentence again."""
MOST_ARTICLES = 12
"""Articles of a story that are read for its sentences."""

Standing = Literal["asked", "first", "next"]
Keep = Callable[[Revision], bool]
"""Tells whether an article is to be read for a briefing."""


def every(item: Revision) -> bool:
    """Keep every article."""
    del item
    return True


@dataclass(frozen=True, slots=True)
class Scope:
    """What a briefing is about: the news of a time that an audience may see, and whom it is for.

    `standing` says whose time it is: one that was asked for, a channel's first, or its next, which begins where the
    last one ended. Articles that are not to be kept are passed over, and what the channel was told before is left
    out.
    """

    audience: Audience
    since: datetime
    until: datetime
    topic: str = ""
    channel_id: int | None = None
    standing: Standing = "asked"
    keep: Keep = every


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the store holds for a briefing: every article of the time, and each story's material, best first."""

    read: tuple[Revision, ...]
    groups: tuple[Group, ...]
    materials: tuple[Material, ...]
    taste: Taste = NO_TASTE


def gathered(db: Connection, scope: Scope) -> Gathered:
    """Return what there is to tell, with what the channel was told before."""
    read = tuple(filter(scope.keep, _read(db, scope)))
    channel, until = scope.channel_id, scope.until
    before = told.claims(db, channel, until - REMEMBERED) if channel is not None else []
    wants = taste(db, channel, read, until)
    groups = tuple(grouped(read, frozenset(item.story_id for item in before if item.story_id is not None), wants))
    known = _known(before)
    materials = tuple(_material(db, group, before, known) for group in groups[: 3 * max(STORIES.values())])
    return Gathered(read, groups[: len(materials)], materials, wants)


def _read(db: Connection, scope: Scope) -> list[Revision]:
    if scope.standing == "asked":
        return articles.recent(db, scope.audience, scope.since, scope.until, scope.topic)
    first = scope.standing == "first"
    return articles.news(db, scope.audience, scope.since, scope.until, scope.topic, first=first)


def _known(before: Sequence[told.Told]) -> Known:
    texts = (text for item in before for text in told_by(item.claim or item.cited, item.cited))
    return Known(dict.fromkeys(texts))


def _material(db: Connection, group: Group, before: Sequence[told.Told], known: Known) -> Material:
    revisions = group.revisions[:MOST_ARTICLES]
    ids = [item.id for item in revisions]
    return Material(
        revisions=revisions,
        passages={key: articles.passages_of(db, key) for key in ids},
        statements=tuple(articles.statements_of(db, ids)),
        known=known,
        told_words=stems(" ".join(item.claim for item in before if item.story_id == group.story_id)),
    )
