"""Claims that were taken back, and who said that something posted is wrong."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot import json_output
from bot.clock import from_micros, to_micros
from bot.models import Audience, Citation, Claim
from bot.models.taken_back import Report, Retraction
from bot.store.news import written
from bot.store.protocol import Connection, Row
from bot.store.row_guard import UNREADABLE
from bot.store.visibility import owned


def add(db: Connection, retraction: Retraction) -> Retraction:
    """Keep a claim that is taken back; return it with its number. What was written from its articles goes."""
    claim = retraction.claim
    row = db.execute(
        "insert into taken_back (owner, claim, speaker, citations, taken_by, place, reason, taken_at)"
        " values (?, ?, ?, ?, ?, ?, ?, ?) returning id",
        (
            retraction.owner,
            claim.text,
            claim.speaker or "",
            packed(claim.citations),
            retraction.taken_by,
            retraction.place,
            retraction.reason,
            to_micros(retraction.taken_at),
        ),
    ).fetchone()
    for revision_id in {each.revision_id for each in claim.citations}:
        written.void(db, revision_id)
    return replace(retraction, id=int(row["id"]))


def standing(db: Connection, audience: Audience) -> list[Retraction]:
    """Return what an audience is not told again, the oldest first: the operator, what nobody is, and what they said."""
    clause, owners = owned(audience, "owner")
    if audience.owners is None:
        clause = "(owner = '' or taken_by = 'operator')"
    return [_retraction(row) for row in db.execute(f"select * from taken_back where {clause} order by id", owners)]


def every(db: Connection) -> list[Retraction]:
    """Return all that was taken back, the oldest first."""
    return [_retraction(row) for row in db.execute("select * from taken_back order by id")]


def get(db: Connection, number: int) -> Retraction | None:
    """Return what was taken back, by its number."""
    row = db.execute("select * from taken_back where id = ?", (number,)).fetchone()
    return _retraction(row) if row else None


def key_of(number: int, ref: str) -> str:
    """Return the key of the delivery that changes something posted."""
    return f"retraction:{number}:{ref}"


def was_taken_back(db: Connection, claim: str, ref: str) -> bool:
    """Tell whether a claim was taken back where it was posted."""
    row = db.execute(
        "select 1 from taken_back t join outbox o on o.key = 'retraction:' || t.id || ':' || ? where t.claim = ?",
        (ref, claim),
    ).fetchone()
    return row is not None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A message that still says what was taken back, in which channel, and why it could not be changed."""

    channel: str
    problem: str


def unchanged(db: Connection, since: datetime, channel_id: int | None = None) -> list[Unchanged]:
    """Return what could not be changed for good since a moment, in a channel or in all."""
    here = "" if channel_id is None else " and o.channel_id = ?"
    rows = db.execute(
        "select c.name, o.problem from outbox o join channels c on c.id = o.channel_id"
        f" where o.kind = 'retraction' and o.state = 'failed' and o.created_at >= ?{here} order by o.id",
        (to_micros(since), *(() if channel_id is None else (channel_id,))),
    )
    return [Unchanged(row["name"], row["problem"]) for row in rows]


def kept_of(db: Connection, owner: str) -> int:
    """Return how many retractions belong to an owner, or to a channel of it."""
    row = db.execute(
        "select count(*) from taken_back where owner = ? or substr(owner, 1, ?) = ? or place = ?"
        " or substr(place, 1, ?) = ?",
        (*_of_owner(owner), *_of_owner(owner)),
    ).fetchone()
    return int(row[0])


def _of_owner(owner: str) -> tuple[str, int, str]:
    return owner, len(owner) + 1, f"{owner}/"


def forget_of(db: Connection, owner: str) -> None:
    """Forget what belongs to an owner, or to a channel of it, and who took what back there.

    What was taken back there for everybody stays taken back: others would be told it again.
    """
    theirs = "{0} = ? or substr({0}, 1, ?) = ?"
    db.execute(f"delete from taken_back where {theirs.format('owner')}", _of_owner(owner))
    kept = f"update taken_back set place = '', reason = '' where owner = '' and ({theirs.format('place')})"
    db.execute(kept, _of_owner(owner))
    db.execute(f"delete from taken_back where {theirs.format('place')}", _of_owner(owner))


# ---------------------------------------------------------------- reports


def report(db: Connection, ref: str, story_id: int, person: str, place: str, now: datetime) -> bool:
    """Take note that somebody says that something posted is wrong; False where they said so before."""
    done = db.execute(
        "insert into reports (posted, story_id, person, place, reported_at) values (?, ?, ?, ?, ?)"
        " on conflict do nothing",
        (ref, story_id, person, place, to_micros(now)),
    )
    return done.rowcount == 1


def reports(db: Connection, place: str = "") -> list[Report]:
    """Return what is said to be wrong and not settled, in places that begin so, most people first."""
    rows = db.execute(
        "select posted, story_id, count(*) as people from reports where settled = 0 and substr(place, 1, ?) = ?"
        " group by posted, story_id order by count(*) desc, posted, story_id",
        (len(place), place),
    )
    return [Report(row["posted"], row["story_id"], row["people"]) for row in rows]


def settle(db: Connection, ref: str, story_id: int | None = None) -> int:
    """Settle what was said of something posted, or of one story in it; return how many people had said it."""
    if story_id is None:
        return db.execute("update reports set settled = 1 where settled = 0 and posted = ?", (ref,)).rowcount
    return db.execute(
        "update reports set settled = 1 where settled = 0 and posted = ? and story_id = ?", (ref, story_id)
    ).rowcount


def forget_reports_before(db: Connection, moment: datetime) -> None:
    """Forget who reported what before a moment."""
    db.execute("delete from reports where reported_at < ?", (to_micros(moment),))


# ---------------------------------------------------------------- JSON


def packed(citations: Sequence[Citation]) -> str:
    """Return citations as JSON."""
    return json.dumps([json_output.citation(each) for each in citations], ensure_ascii=False)


def unpacked(values: Any) -> tuple[Citation, ...]:  # noqa: ANN401 - any JSON
    """Return the citations of parsed JSON; a ValueError or the like for anything else."""
    return tuple(_citation(each) for each in values)


def _citation(value: Any) -> Citation:  # noqa: ANN401 - any JSON
    published = value["published_at"]
    return Citation(
        revision_id=int(value["revision"] or 0),
        start=int(value["start"]),
        end=int(value["end"]),
        text=str(value["text"]),
        url=str(value["url"]),
        title=str(value["title"]),
        source=str(value["source"]),
        published_at=datetime.fromisoformat(published) if published else None,
        paywalled=bool(value["paywalled"]),
        language=str(value["language"]),
    )


def _retraction(row: Row) -> Retraction:
    try:
        citations = unpacked(json.loads(row["citations"]))
    except (*UNREADABLE, KeyError):
        citations = ()  # the words alone are known; without a passage they hold nobody up
    claim = Claim(row["claim"], citations, speaker=row["speaker"] or None)
    return Retraction(
        row["id"], claim, row["owner"], row["taken_by"], row["place"], row["reason"], from_micros(row["taken_at"])
    )
