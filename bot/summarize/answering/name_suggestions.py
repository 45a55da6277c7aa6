"""What is said to somebody who asks for the words of a person that is not held: whom they may have meant."""

from __future__ import annotations

from bot.evidence.people.similar_names import near_name
from bot.language.in_any_language import name_key
from bot.language.registry import pack_of
from bot.messages.catalogue import say
from bot.models import Audience
from bot.store.full_text_search import search
from bot.store.news import articles
from bot.store.protocol import Connection
from bot.text.transliteration import alike

HITS = 5


def nobody(db: Connection, name: str, audience: Audience) -> str:
    """Return a line about a name nobody bears who speaks, with the nearest that the audience may see (promise 5).

    A name that stands in the news is no slip, however near another is to it.
    """
    near = "" if _stands(db, name, audience) else near_name(name, articles.speakers(db, audience))
    if near:
        return say("answers.no_such_name", name=name, near=near)
    return say("answers.says_nothing", speaker=name, whom="", about="")


def _stands(db: Connection, name: str, audience: Audience) -> bool:
    key = name_key(name)
    found = (hit.citation for hit in search(db, key, audience, limit=HITS))
    return any(
        alike(key, word) for item in found for word in pack_of(item.language).words.tokens(f"{item.title} {item.text}")
    )
