"""Which articles are about what a channel follows, or like what it wants less of."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from bot.errors import StoreError
from bot.evidence.people.name_matching import same_person
from bot.evidence.stories.similarity import cosine
from bot.logs import trouble
from bot.models import Follow, Revision
from bot.store.channels import feedback, follows
from bot.store.full_text_search import revisions_that_say
from bot.store.news import articles, sources
from bot.store.news.placing import story_assignment, story_lineage
from bot.store.protocol import Connection
from bot.store.where_clauses import pages
from bot.summarize.briefing.left_out import left_out
from bot.summarize.briefing.selection import Taste

log = logging.getLogger(__name__)

MOST_UNWANTED = 50
BATCH = 500
MOST_ARTICLES = 5
"""Articles of a story that it is known by."""
ALIKE = 0.15
"""Cosine from which two stories count as alike. Of pairs of 352 stories of one country's politics, 1 in 125 is above
it: tariffs and tariffs, a shutdown and a shutdown."""


def about(db: Connection, follow: Follow, read: Sequence[Revision]) -> set[int]:
    """Return the ids of the articles, of those read, that are about what is followed."""
    if follow.kind == "source":
        ids = [[item.article_id for item in some] for some in pages(read, BATCH)]
        return {found for some in ids for found in sources.filed_by(db, follow.target_id or 0, some)}
    if follow.kind == "story":
        current = story_lineage.current(db, follow.target_id or 0)
        return {item.article_id for item in read if item.story_id == current}
    if follow.kind == "speaker":
        return _speaking(db, follow.what, read)
    return _on_topic(db, follow.what, read)


def _known_about(db: Connection, follow: Follow, read: Sequence[Revision]) -> set[int]:
    """Return what `about` does; nothing, which the log tells of, where that fails: the briefing comes all the same."""
    try:
        return about(db, follow, read)
    except StoreError:
        raise
    except Exception as error:
        trouble(log, f"follow {follow.id}", error)
        return set()


def _speaking(db: Connection, name: str, read: Sequence[Revision]) -> set[int]:
    return {
        part[item.citation.revision_id]
        for part in ({item.id: item.article_id for item in some} for some in pages(read, BATCH))
        for item in articles.statements_of(db, part)
        if any(same_person(name, said) for said in (item.quote.speaker, item.quote.via) if said)
    }


def _on_topic(db: Connection, topic: str, read: Sequence[Revision]) -> set[int]:
    filed = topic.casefold()
    earliest = min((min(item.published_at or item.seen_at, item.seen_at) for item in read), default=None)
    saying: Collection[int] = revisions_that_say(db, topic, earliest) if earliest else ()
    return {item.article_id for item in read if item.topic.casefold() == filed or item.id in saying}


def taste(db: Connection, channel_id: int | None, read: Sequence[Revision], now: datetime) -> Taste:
    """Return what a channel's follows and feedback make of the stories of what was read."""
    if channel_id is None or not read:
        return Taste()
    less = feedback.unwanted(db, channel_id, now)
    unwanted, lowered = frozenset(less.left_out[:MOST_UNWANTED]), frozenset(less.lowered[:MOST_UNWANTED])
    held = [follow for follow in follows.every(db, channel_id) if not follows.broken(follow)]
    followed = {item for follow in held for item in _known_about(db, follow, read)}
    stories = {item.story_id for item in read if item.story_id is not None} - unwanted
    return Taste(
        followed=frozenset(item.story_id for item in read if item.article_id in followed and item.story_id is not None),
        unwanted=unwanted,
        like_unwanted=lowered | frozenset(_like(db, stories, unwanted | lowered)),
        muted=left_out(db, channel_id, read),
    )


def _like(db: Connection, stories: Collection[int], others: Collection[int]) -> Iterator[int]:
    """Give the stories that are like one of the others."""
    if not others:
        return
    against = [
        vector for vectors in story_assignment.vectors_of(db, others).values() for vector in vectors[:MOST_ARTICLES]
    ]
    wanted = sorted(stories)
    for story_id, vectors in (
        pair for some in pages(wanted, BATCH) for pair in story_assignment.vectors_of(db, some).items()
    ):
        if any(cosine(mine, other) >= ALIKE for mine in vectors[:MOST_ARTICLES] for other in against):
            yield story_id
