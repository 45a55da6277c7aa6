"""Whether anything that is read goes with a topic: one that nothing matches would leave a briefing empty."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.desk.desk import Desk
from bot.messages.catalogue import say
from bot.models import Audience
from bot.store.full_text_search import revisions_that_say
from bot.store.news import revisions, sources
from bot.store.protocol import Connection

LATELY = timedelta(days=30)
"""How far back news is looked at for the words of a topic."""
SHOWN = 10
_NEAR = 0.7


async def warning(desk: Desk, topic: str, audience: Audience) -> str:
    """Return what `unmatched` does, of what stands in the store now."""
    return await desk.store.read(lambda db: unmatched(db, topic, audience, desk.clock()))


def unmatched(db: Connection, topic: str, audience: Audience, now: datetime) -> str:
    """Return a line to warn of a topic that no source is filed under and no news of late says; "" where one does.

    Before anything came in, only a topic that looks like a slip of another one is warned of.
    """
    wanted = topic.strip()
    if not wanted:
        return ""
    known = sorted({each.topic for each in sources.seen_by(db, audience) if each.topic})
    if wanted.casefold() in map(str.casefold, known):
        return ""
    if revisions.any_seen(db, revisions_that_say(db, wanted, now - LATELY), audience):
        return ""
    near = difflib.get_close_matches(wanted, known, 1, _NEAR)
    if not near and not revisions.any_seen(db, None, audience):
        return ""
    return say("schedule.topic_unmatched", topic=wanted, fix=_fix(near, known))


def _fix(near: Sequence[str], known: Sequence[str]) -> str:
    if near:
        return say("schedule.topic_near", near=near[0])
    return say("schedule.topics_here", topics=", ".join(known[:SHOWN])) if known else ""
