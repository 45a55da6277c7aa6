"""What channels want more or less of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.clock import to_micros
from bot.store.news.placing import story_lineage
from bot.store.protocol import Connection

Verdict = Literal["more", "less"]


REMEMBERED = timedelta(days=90)
"""How long what a channel wants less of weighs."""
SEVERAL = 3
"""People who want less of a story before it is left out for all of a channel, where none of them manages it."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a person of a channel thinks of a story; `manages`: they may decide for the channel."""

    story_id: int
    person: str
    verdict: Verdict
    manages: bool = False


@dataclass(frozen=True, slots=True)
class Unwanted:
    """Stories of which less is wanted, the newest wish first: those left out, and those only told later."""

    left_out: Sequence[int] = ()
    lowered: Sequence[int] = ()


def give(db: Connection, channel_id: int, opinion: Opinion, *, now: datetime) -> None:
    """Write down what a person of a channel thinks of a story; it takes the place of what they said before."""
    db.execute(
        "insert into feedback (channel_id, story_id, person, verdict, manages, given_at) values (?, ?, ?, ?, ?, ?)"
        " on conflict (channel_id, story_id, person) do update set verdict = excluded.verdict,"
        " manages = excluded.manages, given_at = excluded.given_at",
        (channel_id, opinion.story_id, opinion.person, opinion.verdict, int(opinion.manages), to_micros(now)),
    )


def unwanted(db: Connection, channel_id: int, now: datetime) -> Unwanted:
    """Return the stories of which a channel wants less, by what was said within `REMEMBERED`.

    One that somebody who manages the channel wants less of is left out, and one that several people do; a single
    member's wish has it told later.
    """
    rows = db.execute(
        "select story_id, sum(case verdict when 'less' then 1 else -1 end) as wish,"
        " max(case when verdict = 'less' then manages else 0 end) as settled"
        " from feedback where channel_id = ? and given_at >= ? group by story_id"
        " having sum(case verdict when 'less' then 1 else -1 end) > 0 order by max(given_at) desc",
        (channel_id, to_micros(now - REMEMBERED)),
    ).fetchall()
    current = [(story_lineage.current(db, row["story_id"]), row) for row in rows]
    left_out = [story for story, row in current if story and (row["settled"] or row["wish"] >= SEVERAL)]
    lowered = [story for story, _ in current if story and story not in left_out]
    return Unwanted(list(dict.fromkeys(left_out)), list(dict.fromkeys(lowered)))
