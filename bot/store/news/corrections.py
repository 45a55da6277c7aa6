"""What changed in articles that channels were told of, and what the channels were told of that."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.clock import from_micros, to_micros
from bot.evidence.stories.revision_diff import changes
from bot.models import Span
from bot.store.protocol import Connection
from bot.store.row_guard import RETRY, UNREADABLE, pairs_from

_OPEN = "('claimed', 'written', 'sending')"


@dataclass(frozen=True, slots=True)
class StandingCorrection:
    """What a correction says of a passage that a channel was told: a fingerprint, "" for what it was told first."""

    channel_id: int
    revision_id: int
    start: int
    end: int
    state: str


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """A claim that a channel was told of an article, and `state`: what its last correction said of it."""

    revision_id: int
    span: Span
    claim: str
    story_id: int | None
    delivery_id: int
    told_at: datetime
    state: str


def note_change(db: Connection, article_id: int, former_id: int, revision_id: int, seen_at: int) -> None:
    """Keep what a new revision changed, and have every channel looked at that was told of the article."""
    before, after = (
        db.execute("select text, language from revisions where id = ?", (each,)).fetchone()
        for each in (former_id, revision_id)
    )
    found = changes(before["text"], after["text"], after["language"])
    became = [(*fate.before, *fate.after) for fate in found.fates if fate.kind == "different"]
    values = [json.dumps(each, separators=(",", ":")) for each in (found.spans("gone"), became, found.added)]
    db.execute(
        "insert into changes (revision_id, former_id, seen_at, gone, different, added) values (?, ?, ?, ?, ?, ?)"
        " on conflict (revision_id) do update set former_id = excluded.former_id, seen_at = excluded.seen_at,"
        " gone = excluded.gone, different = excluded.different, added = excluded.added",
        (revision_id, former_id, seen_at, *values),
    )
    db.execute(
        "insert into reconsider (channel_id, article_id) select distinct t.channel_id, r.article_id"
        " from told t join revisions r on r.id = t.revision_id where r.article_id = ? on conflict do nothing",
        (article_id,),
    )


@dataclass(frozen=True, slots=True)
class Change:
    """What a revision changed against the former one, as spans of their texts: different ones as (before, after)."""

    former_id: int
    seen_at: datetime
    different: tuple[tuple[Span, Span], ...]
    gone: tuple[Span, ...]


def change_of(db: Connection, revision_id: int) -> Change | None:
    """Return what a revision changed, None where it is its article's first, or as it was before."""
    row = db.execute(
        "select former_id, seen_at, different, gone from changes where revision_id = ?", (revision_id,)
    ).fetchone()
    if row is None:
        return None
    try:
        became = tuple(((a, b), (c, d)) for a, b, c, d in json.loads(row["different"]))
    except UNREADABLE:
        became = ()
    return Change(row["former_id"], from_micros(row["seen_at"]), became, pairs_from(row["gone"]))


def note_told(db: Connection, delivery_id: int) -> None:
    """Have a channel looked at that was told of an article which had changed by then."""
    db.execute(
        "insert into reconsider (channel_id, article_id) select distinct t.channel_id, r.article_id"
        " from told t join revisions r on r.id = t.revision_id join articles a on a.id = r.article_id"
        " where t.delivery_id = ? and a.revision_id <> r.id on conflict do nothing",
        (delivery_id,),
    )


def pending(db: Connection, now: datetime) -> list[tuple[int, int]]:
    """Return `(channel_id, article_id)` of what must be looked at; what has a correction under way waits for it.

    What could not be looked at is left alone for a while.
    """
    db.lock("corrections")  # whoever opens what is pending does so alone
    rows = db.execute(
        "select q.channel_id, q.article_id from reconsider q where q.retry_at <= ? and not exists"
        f" (select 1 from outbox o where o.kind = 'correction' and o.state in {_OPEN} and o.channel_id = q.channel_id"
        "  and o.key like 'correction:' || q.channel_id || ':' || q.article_id || ':%')",
        (to_micros(now),),
    )
    return [tuple(row) for row in rows]


def note_problem(db: Connection, channel_id: int, article_id: int, problem: str, now: datetime) -> bool:
    """Write down why a channel cannot be looked at; return whether the row said otherwise before."""
    row = db.execute(
        "select problem from reconsider where channel_id = ? and article_id = ?", (channel_id, article_id)
    ).fetchone()
    if row is None or not problem:
        return False
    db.execute(
        "update reconsider set problem = ?, retry_at = ? where channel_id = ? and article_id = ?",
        (problem, to_micros(now + RETRY), channel_id, article_id),
    )
    return bool(row["problem"] != problem)


def problems(db: Connection, channel_id: int) -> list[tuple[str, str]]:
    """Return `(address, problem)` of each article of which a channel's corrections cannot be made out."""
    rows = db.execute(
        "select a.url, q.problem from reconsider q join articles a on a.id = q.article_id"
        " where q.channel_id = ? and q.problem <> '' order by q.article_id",
        (channel_id,),
    )
    return [tuple(row) for row in rows]


def troubled(db: Connection) -> int:
    """Return how many articles cannot be looked at for a channel."""
    return int(db.execute("select count(*) from reconsider where problem <> ''").fetchone()[0])


def looked_at(db: Connection, channel_id: int, article_id: int) -> None:
    """Take note that a channel was looked at; the article's next change has it looked at again."""
    db.execute("delete from reconsider where channel_id = ? and article_id = ?", (channel_id, article_id))


def next_key(db: Connection, channel_id: int, article_id: int) -> str:
    """Return the key of the channel's next correction of an article: each follows the one before it, once."""
    stem = f"correction:{channel_id}:{article_id}:"
    last = db.execute("select max(id) as id from outbox where kind = 'correction' and key like ?", (f"{stem}%",))
    return f"{stem}{last.fetchone()['id'] or 0}"


def current_revision(db: Connection, article_id: int) -> int | None:
    """Return the id of an article's current revision."""
    row = db.execute("select revision_id from articles where id = ?", (article_id,)).fetchone()
    return row["revision_id"] if row else None


def own_from(db: Connection, article_id: int) -> int | None:
    """Return an article's first revision that its outlet's own source brought, where its page was read before."""
    row = db.execute("select own_from from articles where id = ?", (article_id,)).fetchone()
    return row["own_from"] if row else None


def told_claims(db: Connection, channel_id: int, article_id: int, since: datetime) -> list[ToldClaim]:
    """Return what a channel was told of an article from `since` on, oldest first; corrections tell nothing new."""
    rows = db.execute(
        "select t.revision_id, t.start_at, t.end_at, t.claim, t.story_id, t.delivery_id, t.told_at,"
        " coalesce((select c.state from corrected c join outbox k on k.id = c.delivery_id"
        "  where c.channel_id = t.channel_id and c.revision_id = t.revision_id and c.start_at = t.start_at"
        "  and c.end_at = t.end_at and k.state = 'sent' order by c.delivery_id desc limit 1), '') as state"
        " from told t join revisions r on r.id = t.revision_id join outbox o on o.id = t.delivery_id"
        " where t.channel_id = ? and r.article_id = ? and t.told_at >= ? and o.kind <> 'correction'"
        " order by t.told_at, t.delivery_id, t.revision_id, t.start_at",
        (channel_id, article_id, to_micros(since)),
    )
    return [
        ToldClaim(
            revision_id=row["revision_id"],
            span=(row["start_at"], row["end_at"]),
            claim=row["claim"],
            story_id=row["story_id"],
            delivery_id=row["delivery_id"],
            told_at=from_micros(row["told_at"]),
            state=row["state"],
        )
        for row in rows
    ]


def note(db: Connection, delivery_id: int, standings: Iterable[StandingCorrection]) -> None:
    """Keep what a written correction says."""
    db.executemany(
        "insert into corrected (delivery_id, channel_id, revision_id, start_at, end_at, state)"
        " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
        [(delivery_id, s.channel_id, s.revision_id, s.start, s.end, s.state) for s in standings],
    )
