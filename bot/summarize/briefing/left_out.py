"""Which stories are about something that a channel wants nothing of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import urlsplit

from bot.language.content_words import words
from bot.language.registry import pack_of
from bot.models import Revision
from bot.store.channels import mutes
from bot.store.channels.mutes import Mute
from bot.store.news import sources
from bot.store.protocol import Connection
from bot.store.where_clauses import pages

LEAD = 300
"""Characters of a text that say what it is about."""
MOST = 0.5
"""Share of a story's articles from which all of it is about something."""
BATCH = 500
SECTIONS = {
    "sport": "sports football soccer tennis cricket rugby basketball baseball hockey golf olympics".split(),
    "opinion": "opinions comment commentisfree commentary editorial editorials column columns op-ed voices".split(),
    "celebrity": "celebrities celebs showbiz gossip people".split(),
    "crypto": "cryptocurrency cryptocurrencies bitcoin".split(),
}
"""What sites call a section in their addresses, by what people call it."""


def left_out(db: Connection, channel_id: int, read: Sequence[Revision]) -> frozenset[int]:
    """Return the stories, of those read, that a channel leaves out; without a number it is its article's, minus."""
    held = mutes.every(db, channel_id)
    if not held:
        return frozenset()
    out = {article for mute in held for article in _about(db, mute, read)}
    by_story: dict[int, list[bool]] = defaultdict(list)
    for item in read:
        by_story[item.story_id if item.story_id is not None else -item.article_id].append(item.article_id in out)
    return frozenset(story for story, found in by_story.items() if sum(found) >= MOST * len(found))


def _about(db: Connection, mute: Mute, read: Sequence[Revision]) -> set[int]:
    if mute.kind == "source":
        ids = [item.article_id for item in read]
        return {found for some in pages(ids, BATCH) for found in sources.filed_by(db, mute.target_id or 0, some)}
    return {item.article_id for item in read if is_about(item, mute.what)}


def is_about(item: Revision, topic: str) -> bool:
    """Tell whether an article is about a topic: it is filed so, stands in that section, or its opening says so."""
    stems = pack_of(item.language).content.stems
    wanted = stems(words(topic))
    if not wanted:
        return False
    filed = [item.topic, *_sections(item.url)]
    if any(wanted == stems(words(name)) for name in filed if name):
        return True
    named = {section for section in SECTIONS if stems(words(section)) == wanted}
    if any(part in SECTIONS[section] for section in named for part in _sections(item.url)):
        return True
    return bool(wanted <= stems(words(f"{item.title} {item.text[:LEAD]}")))


def _sections(url: str) -> list[str]:
    """Return the names of the folders that an article lies in at its site."""
    return [part.lower() for part in urlsplit(url).path.split("/")[1:-1] if part and not part.isdigit()]
