"""What is said to somebody who asks for the words of a person that is not held: whom they may have meant."""

from __future__ import annotations

from bot.evidence.near_names import near_name
from bot.evidence.speakers import name_key
from bot.evidence.spelling import alike
from bot.models import Audience
from bot.store import articles
from bot.store.database import Connection
from bot.store.search import search
from bot.summarize.words import tokens

HITS = 5


def nobody(db: Connection, name: str, audience: Audience) -> str:
    """Return a line about a name nobody bears who speaks, with the nearest that the audience may see (promise 5).

    A name that stands in the news is no slip, however near another is to it.
    """
    near = "" if _stands(db, name, audience) else near_name(name, articles.speakers(db, audience))
    if near:
        return f"I have nothing of “{name}”. Did you mean {near}?"
    return f"I hold nothing in which {name} says anything"


def _stands(db: Connection, name: str, audience: Audience) -> bool:
    key = name_key(name)
    found = (hit.citation for hit in search(db, key, audience, limit=HITS))
    return any(alike(key, word) for item in found for word in tokens(f"{item.title} {item.text}"))
