"""What channels want more or less of."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from bot.clock import to_micros
from bot.store import lineage
from bot.store.database import Connection

Verdict = Literal["more", "less"]


def give(db: Connection, channel_id: int, story_id: int, person: str, verdict: Verdict, *, now: datetime) -> None:
    """Write down what a person of a channel thinks of a story; it takes the place of what they said before."""
    db.execute(
        "insert into feedback (channel_id, story_id, person, verdict, given_at) values (?, ?, ?, ?, ?)"
        " on conflict (channel_id, story_id, person) do update set verdict = excluded.verdict,"
        " given_at = excluded.given_at",
        (channel_id, story_id, person, verdict, to_micros(now)),
    )


def unwanted(db: Connection, channel_id: int, since: datetime) -> list[int]:
    """Return the stories of which a channel has wanted less since a moment, the newest first."""
    rows = db.execute(
        "select story_id, max(given_at) as at, sum(case verdict when 'less' then 1 else -1 end) as less from feedback"
        " where channel_id = ? and given_at >= ? group by story_id having less > 0 order by at desc",
        (channel_id, to_micros(since)),
    )
    current = (lineage.current(db, row["story_id"]) for row in rows)
    return list(dict.fromkeys(story_id for story_id in current if story_id is not None))
