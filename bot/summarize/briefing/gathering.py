"""Gathers what a briefing is written from: the articles of its scope, by story, and what its channel was told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.language.detection import decided
from bot.language.sentences import split
from bot.models import Audience, Revision
from bot.store.deliveries import told
from bot.store.deliveries.taken_back import standing
from bot.store.news import articles, revisions
from bot.store.protocol import Connection
from bot.summarize.briefing.affairs import affairs
from bot.summarize.briefing.interests import taste
from bot.summarize.briefing.novelty import Known, is_headline, told_by
from bot.summarize.briefing.selection import NO_TASTE, STORIES, StoryGroup, Taste, grouped
from bot.summarize.briefing.source_sentences import Material, stems
from bot.summarize.verification.taken_back import NOTHING, TakenBack, taken_back

REMEMBERED = timedelta(days=30)
"""How long a channel is not told a sentence again."""
MOST_ARTICLES = 12
"""Articles of a story that are read for its sentences."""
MOST_SIDES = 6
"""Further stories of an affair that are read for it."""
BESIDE_CHARS, MOST_BESIDE = 1_000, 300
"""How much of how many articles shows which of a headline's words are names."""
MOST_STORIES = 3 * max(STORIES.values())
"""Stories that are looked at for a briefing."""

Place = tuple[int, int, int, int]
"""A delivery, and a revision from where to where."""
Standing = Literal["asked", "first", "next"]
Keep = Callable[[Revision], bool]
"""Tells whether an article is to be read for a briefing."""


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
    keep: Keep | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the store holds for a briefing: every article of the time, and each story's material, best first."""

    read: tuple[Revision, ...]
    groups: tuple[StoryGroup, ...]
    materials: tuple[Material, ...]
    taste: Taste = NO_TASTE
    taken_back: TakenBack = NOTHING
    sections: frozenset[int] | None = None
    """The stories that are to get a section; None: as many of the first as there is room for."""

    def may_get_section(self, story_id: int) -> bool:
        """Tell whether a story is to get a section, and its channel does not refuse it."""
        return self.gets_section(story_id) and not self.taste.refuses(story_id)

    def gets_section(self, story_id: int) -> bool:
        """Tell whether a story is to get a section, where there is room for it."""
        return self.sections is None or story_id in self.sections


def gathered(db: Connection, scope: Scope) -> Gathered:
    """Return what there is to tell, with what the channel was told before."""
    read = tuple(filter(scope.keep, _read(db, scope)))
    channel, until = scope.channel_id, scope.until
    before = told.claims(db, channel, until - REMEMBERED) if channel is not None else []
    wants = taste(db, channel, read, until)
    told_stories = frozenset(item.story_id for item in before if item.story_id is not None)
    stories = grouped(read, told_stories, wants)[:MOST_STORIES]
    groups = tuple(
        first.with_sides(sides)
        for first, *sides in affairs(stories, wants.unwanted | wants.like_unwanted | wants.muted)
    )
    known, back = _known(before), taken_back(standing(db, scope.audience))
    beside = tuple(item.text[:BESIDE_CHARS] for item in read[:MOST_BESIDE])
    found = _materials(db, groups, before, known)
    materials = tuple(replace(each, taken_back=back, beside=beside) for each in found)
    return Gathered(read, groups, materials, wants, back)


def _read(db: Connection, scope: Scope) -> list[Revision]:
    if scope.standing == "asked":
        return revisions.recent(db, scope.audience, scope.since, scope.until, scope.topic)
    first = scope.standing == "first"
    return revisions.news(db, scope.audience, scope.since, scope.until, scope.topic, first=first)


def _known(before: Sequence[told.Told]) -> Known:
    heads: list[tuple[told.Told, str]] = []
    sentences: list[tuple[told.Told, str]] = []
    for item in before:
        code = decided(item.cited, item.language)
        (heads if is_headline(item.claim, code) else sentences).append((item, code))
    texts = [text for item, code in sentences for text in told_by(item.claim or item.cited, item.cited, code)]
    return Known(dict.fromkeys((*texts, *_headed(heads, {_place(item) for item, _ in sentences}))))


def _headed(heads: Sequence[tuple[told.Told, str]], told_there: Collection[Place]) -> Iterator[str]:
    """Yield what headlines in another language than their passages told: themselves, and where no sentence of the
    delivery rests on the same passages, the first sentence of these, for a headline tells no more.
    """
    done = {(item.delivery_id, item.claim) for item, _ in heads if _place(item) in told_there}
    for item, code in heads:
        yield item.claim
        if (item.delivery_id, item.claim) not in done:
            done.add((item.delivery_id, item.claim))
            yield from split(item.cited, code)[:1]


def _place(item: told.Told) -> Place:
    return item.delivery_id, item.revision_id, item.start, item.end


def _materials(
    db: Connection, groups: Sequence[StoryGroup], before: Sequence[told.Told], known: Known
) -> Iterator[Material]:
    """Yield what each affair is told from, asked of the store together."""
    kept = [_read_of(group) for group in groups]
    ids = [item.id for some in kept for item in some]
    passages = {item.id: found for item, found in revisions.with_passages(db, ids)}
    statements = articles.statements_of(db, ids)
    for group, some in zip(groups, kept, strict=True):
        ours = {item.id for item in some}
        stories = {each.story_id for each in group.every}
        told_of_it = [item for item in before if item.story_id in stories]
        yield Material(
            revisions=some,
            sides=len(group.sides),
            passages={item.id: passages.get(item.id, []) for item in some},
            statements=tuple(each for each in statements if each.citation.revision_id in ours),
            known=known,
            told_words=frozenset().union(*(stems(item.claim, item.language) for item in told_of_it)),
        )


def _read_of(group: StoryGroup) -> tuple[Revision, ...]:
    """Return the articles that an affair is told from: most of the story that it is told by, some of each side."""
    sides = [item for side in group.sides[:MOST_SIDES] for item in side.revisions[: MOST_ARTICLES // MOST_SIDES // 2]]
    return (*group.revisions[: MOST_ARTICLES - len(sides)], *sides)
