"""Why each article was in a delivery or was not: what `why` answers from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.clock import from_micros, to_micros
from bot.models import Audience
from bot.store.protocol import Connection, Row
from bot.store.row_guard import object_from
from bot.store.visibility import OUTLET, visible


@dataclass(frozen=True, slots=True)
class Decided:
    """An article with why it was or was not told; `copied` is the title of what it copies, where it may be seen."""

    article_id: int
    revision_id: int
    title: str
    source: str
    reason: str
    copied: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """A delivery that a channel got, and the time that it reads."""

    delivery_id: int
    kind: str
    topic: str
    only_language: str
    sent_at: datetime
    since: datetime
    until: datetime


def last_window(db: Connection, channel_id: int) -> Window | None:
    """Return the last briefing that a channel got."""
    row = db.execute(
        "select id, kind, topic, request, sent_at, since_at, until_at from outbox where channel_id = ?"
        " and state = 'sent' and kind = 'briefing' and since_at is not null order by sent_at desc, id desc limit 1",
        (channel_id,),
    ).fetchone()
    if row is None:
        return None
    times = (from_micros(row[key]) for key in ("sent_at", "since_at", "until_at"))
    only = only_language(object_from(row["request"]) or {})
    return Window(row["id"], row["kind"], row["topic"], only, *times)


def only_language(request: Mapping[str, Any]) -> str:
    """Return the language that the articles of a briefing were to be in; "" for any.

    An order that says nothing of it is of an earlier version: its `language` meant that.
    """
    return str(request.get("only_language", request.get("language")) or "")


def of_delivery(db: Connection, delivery_id: int, audience: Audience) -> list[Decided]:
    """Return what was decided on each article of a delivery, of those that may be seen now."""
    clause, owners = visible(audience, "a")
    hidden, values = visible(audience, "o")
    rows = db.execute(
        f"select a.id, a.revision_id, r.title, {OUTLET} as source, d.reason,"
        f" (select n.title from articles o join revisions n on n.id = o.revision_id"
        f"  where o.id = a.duplicate_of and {hidden}) as copied"
        " from decisions d join articles a on a.id = d.article_id join revisions r on r.id = a.revision_id"
        f" where d.delivery_id = ? and {clause} order by r.effective_at, a.id",
        (*values, delivery_id, *owners),
    )
    return [_decided(row) for row in rows]


def in_window(db: Connection, revision_id: int, since: datetime, until: datetime) -> str:
    """Say whether a revision's time is "before", "in" or "after" a window."""
    row = db.execute("select effective_at from revisions where id = ?", (revision_id,)).fetchone()
    if row is None or to_micros(since) < row["effective_at"] <= to_micros(until):
        return "in"
    return "before" if row["effective_at"] <= to_micros(since) else "after"


def _decided(row: Row) -> Decided:
    return Decided(row["id"], row["revision_id"], row["title"], row["source"], row["reason"], row["copied"] or "")
