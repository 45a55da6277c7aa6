"""In which languages the news is that an audience may see."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from bot.clock import from_micros
from bot.models import Audience
from bot.store.protocol import Connection
from bot.store.visibility import visible

LOOKED_AT = 200
"""Articles, the newest, by which it is told."""


@dataclass(frozen=True, slots=True)
class HeldNews:
    """The codes of the languages of what is held, the commonest first, and when the newest of it was published."""

    languages: tuple[str, ...] = ()
    newest: datetime | None = None


def held_news(db: Connection, audience: Audience, most: int = 3) -> HeldNews:
    """Return in which languages, at most so many, the newest articles are that an audience may see."""
    clause, values = visible(audience, "a")
    rows = db.execute(
        "select r.language, r.published_at from articles a join revisions r on r.id = a.revision_id"
        f" where {clause} order by a.id desc limit ?",
        (*values, LOOKED_AT),
    ).fetchall()
    counted = Counter(str(row["language"])[:2] for row in rows if row["language"])
    times = [row["published_at"] for row in rows if row["published_at"] is not None]
    codes = tuple(code for code, _ in counted.most_common(most))
    return HeldNews(codes, from_micros(max(times)) if times else None)
