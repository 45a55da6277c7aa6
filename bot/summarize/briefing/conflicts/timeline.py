"""How a story developed: what each of its articles added to what the ones before it had said."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.evidence.stories.independence import credited_by, outlet
from bot.models import Audience, Changed, Citation, Revision, Step, Timeline
from bot.store.news import corrections, revisions
from bot.store.news import stories as story_rows
from bot.store.protocol import Connection
from bot.summarize.briefing.novelty import Known
from bot.summarize.briefing.selection import StoryGroup, grouped
from bot.summarize.briefing.source_sentences import Material, tellable

MOST_STEPS = 24
"""Articles that are held against each other: a story's first, and its newest."""
MOST_ADDED = 3
"""Sentences shown of what an article added: news begins with what matters."""

MOST_CHANGED = 2
"""Sentences shown of what an article changed, and of what it took back."""


def timeline(db: Connection, story_id: int, audience: Audience, now: datetime) -> Timeline | None:
    """Return how a story developed until now, as far as an audience may see it; None where there is none."""
    story = story_rows.story(db, story_id, audience)
    if story is None:
        return None
    since = story.first_seen - timedelta(minutes=1)
    group = grouped(revisions.recent(db, replace(audience, stories=(story.id,)), since, now), frozenset())[:1]
    if not group:
        return Timeline(story, ())
    found = steps(group[0], material := _material(db, group[0]))
    dated = tuple(
        replace(step, changed=_changed(db, item)) for step, item in zip(found, material.revisions, strict=True)
    )
    return Timeline(story, dated, group[0].outlets, group[0].voices)


def _changed(db: Connection, revision: Revision) -> Changed | None:
    """Return what an article took back or says otherwise than in the state before; None where it only added."""
    change = corrections.change_of(db, revision.id)
    former = revisions.revision(db, change.former_id) if change else None
    if change is None or former is None or not (change.different or change.gone):
        return None
    different = tuple((former.cite(was), revision.cite(now)) for was, now in change.different[:MOST_CHANGED])
    return Changed(change.seen_at, different, tuple(former.cite(span) for span in change.gone[:MOST_CHANGED]))


def _material(db: Connection, group: StoryGroup) -> Material:
    first, last = group.revisions[:1], group.revisions[1:]
    kept = (*first, *last[max(0, len(last) - MOST_STEPS + 1) :])
    return Material(kept, {item.id: revisions.passages_of(db, item.id) for item in kept})


def steps(group: StoryGroup, material: Material) -> tuple[Step, ...]:
    """Return what each article of the material added, in the order of time.

    A sentence is added where no earlier article said it, in these words or in much the same. A copy adds nothing: it
    is named with the article whose text it prints.
    """
    known = Known()
    found: list[Step] = []
    sentences = tellable(material)
    for revision in material.revisions:
        own = [item for item in sentences if item.revision.id == revision.id]
        added = [item for item in own if not known.holds(item.text, item.language)]
        known.add(revision.title, *(item.text for item in own))
        shown = added if len(added) == MOST_ADDED + 1 else added[:MOST_ADDED]  # “1 more” takes the room of that one
        cited = tuple(revision.cite(item.span) for item in shown)
        found.append(_step(revision, cited, len(added) - len(cited), group))
    return tuple(found)


def _step(revision: Revision, cited: tuple[Citation, ...], more: int, group: StoryGroup) -> Step:
    carried = dict.fromkeys(outlet(item) for item in group.copies if item.duplicate_of == revision.article_id)
    credited = credited_by(revision, group.outlets)
    when = revision.published_at or revision.seen_at
    return Step(revision.title, revision.url, outlet(revision), when, cited, more, tuple(carried), credited)
