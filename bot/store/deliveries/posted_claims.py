"""What was posted, claim by claim: deliveries of the outbox, and replies to what somebody asked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot import json_output
from bot.clock import EPOCH, from_micros, to_micros
from bot.models import Channel, Citation, Claim, DeliveryPart
from bot.models.taken_back import Posted, PostedClaim
from bot.store.deliveries.taken_back import unpacked
from bot.store.news import revisions
from bot.store.protocol import Connection, Row
from bot.store.row_guard import UNREADABLE, object_from, time_from
from bot.store.where_clauses import one_of

_TELLING = "('briefing', 'alert')"
REPLY = "a"
"""How the ref of a reply begins."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, or a briefing that was asked for, as it is about to be posted; `thread` is where.

    `place` is as the places of questions are named; each claim has the story that it is of, 0 for none.
    """

    turn_id: int
    place: str
    channel: Channel
    thread: str
    claims: Sequence[tuple[Claim, int]]
    parts: Sequence[str]


def posted(db: Connection, ref: str) -> Posted | None:
    """Return what was posted under a ref; None where it is not held any more."""
    number = ref.removeprefix(REPLY)
    if not number.isascii() or not number.isdigit() or len(number) > 18:
        return None
    return _reply(db, int(number)) if ref.startswith(REPLY) else _delivery(db, int(number))


def of_message(db: Connection, message_id: str) -> list[Posted]:
    """Return what a message carries, by the platform's id of it; several platforms may call one the same."""
    rows = db.execute("select distinct delivery_id from parts where platform_id = ?", (message_id,)).fetchall()
    refs = [str(row["delivery_id"]) for row in rows]
    rows = db.execute("select distinct reply_id from reply_messages where message_id = ?", (message_id,)).fetchall()
    refs += [f"{REPLY}{row['reply_id']}" for row in rows]
    return [found for ref in refs if (found := posted(db, ref)) and found.claims]


def lately(db: Connection, since: datetime, limit: int) -> list[Posted]:
    """Return what was posted since a moment, or is about to be, the latest first: at most `limit`."""
    micros = to_micros(since)
    rows = db.execute(
        f"select id as number, created_at as at, 0 as reply from outbox where kind in {_TELLING} and created_at >= ?"
        " and state <> 'failed' union all select id, posted_at, 1 from posted_replies where posted_at >= ?"
        " order by at desc, number desc limit ?",
        (micros, micros, limit),
    ).fetchall()
    refs = (f"{REPLY if row['reply'] else ''}{row['number']}" for row in rows)
    return [found for ref in refs if (found := posted(db, ref)) and found.claims]


def saying(db: Connection, since: datetime, meant: Callable[[str], bool]) -> list[Posted]:
    """Return what was posted since a moment, or is about to be, with a claim that is meant, the latest first."""
    micros = to_micros(since)
    rows = db.execute(
        f"select o.created_at as at, o.id, c.claim from outbox o join cited c on c.delivery_id = o.id"
        f" where o.kind in {_TELLING} and o.created_at >= ? and o.state <> 'failed'",
        (micros,),
    )
    found = {(row["at"], str(row["id"])) for row in rows if meant(row["claim"])}
    replies = db.execute("select posted_at, id, claims from posted_replies where posted_at >= ?", (micros,)).fetchall()
    for row in replies:
        if any(meant(text) for text in _texts(row["claims"])):
            found.add((row["posted_at"], f"{REPLY}{row['id']}"))
    return [each for _, ref in sorted(found, reverse=True) if (each := posted(db, ref))]


def _texts(claims: str) -> list[str]:
    try:
        return [str(each["text"]) for each in json.loads(claims)]
    except (*UNREADABLE, KeyError):
        return []


def citing(db: Connection, citations: Sequence[Citation], since: datetime) -> list[Posted]:
    """Return what was posted since a moment, or is about to be, that rests on one of some passages' articles."""
    ids, micros = sorted({each.revision_id for each in citations}), to_micros(since)
    rows = db.execute(
        f"select distinct o.id from cited c join outbox o on o.id = c.delivery_id where {one_of('c.revision_id', ids)}"
        f" and o.kind in {_TELLING} and o.state <> 'failed' and o.created_at >= ?",
        (*ids, micros),
    ).fetchall()
    refs = [str(row["id"]) for row in rows]
    for each in ids:  # as `keep_reply` wrote it
        held = "select id from posted_replies where posted_at >= ? and claims like ?"
        refs += [f"{REPLY}{row['id']}" for row in db.execute(held, (micros, f'%"revision": {each},%')).fetchall()]
    return [found for ref in dict.fromkeys(refs) if (found := posted(db, ref))]


# ---------------------------------------------------------------- deliveries


def _delivery(db: Connection, delivery_id: int) -> Posted | None:
    row = db.execute(
        "select o.id, o.state, o.created_at, o.sent_at, o.store, o.request, c.id as channel_id, c.name, c.platform,"
        " c.platform_id, c.server, c.state as channel_state, c.problem, c.kind, c.thread"
        f" from outbox o join channels c on c.id = o.channel_id where o.id = ? and o.kind in {_TELLING}",
        (delivery_id,),
    ).fetchone()
    if row is None:
        return None
    messages = db.execute(
        "select delivery_id, ordinal, body, state, platform_id from parts where delivery_id = ? order by ordinal",
        (delivery_id,),
    )
    parts = tuple(DeliveryPart(**dict(each)) for each in messages)
    return Posted(
        ref=str(delivery_id),
        channel=_channel(row),
        posted_at=time_from(row["sent_at"]) or time_from(row["created_at"]) or EPOCH,
        claims=_claims(db, delivery_id),
        messages=parts,
        room=next((part.platform_id for part in parts if part.platform_id), ""),
        store=row["store"],
        ping=str((object_from(row["request"]) or {}).get("ping") or ""),
        under_way=row["state"] not in ("sent", "failed"),
    )


def _channel(row: Row) -> Channel:
    return Channel(
        row["channel_id"],
        row["name"],
        row["platform"],
        row["platform_id"],
        row["server"],
        row["channel_state"],
        row["problem"],
        row["kind"],
        row["thread"],
    )


def _claims(db: Connection, delivery_id: int) -> tuple[PostedClaim, ...]:
    """Return the claims of a delivery, numbered as its rows stand: that never changes."""
    rows = db.execute(
        "select revision_id, start_at, end_at, story_id, claim from cited where delivery_id = ? and claim <> ''"
        " order by revision_id, start_at, end_at, claim",
        (delivery_id,),
    ).fetchall()
    held = {each: revisions.revision(db, each) for each in {row["revision_id"] for row in rows}}
    where: dict[tuple[int, str], list[Citation]] = {}
    owners: dict[tuple[int, str], str] = {}
    for row in rows:
        key, revision = (row["story_id"] or 0, row["claim"]), held[row["revision_id"]]
        if revision is not None:
            where.setdefault(key, []).append(revision.cite((row["start_at"], row["end_at"])))
            owners[key] = owners.get(key, "") or revision.owner
    return tuple(
        PostedClaim(number, Claim(text, tuple(cited)), story, owners[story, text])
        for number, ((story, text), cited) in enumerate(where.items(), 1)
    )


# ---------------------------------------------------------------- replies


def keep_reply(db: Connection, reply: Reply, now: datetime) -> None:
    """Keep a reply that is about to be posted; one without a claim is not kept.

    The ids of questions come again once these are forgotten: an older reply is no longer this question's.
    """
    db.execute("update posted_replies set turn_id = null where turn_id = ?", (reply.turn_id,))
    if not reply.claims:
        return
    claims = [{"story": story, **json_output.claim(claim)} for claim, story in reply.claims]
    channel = reply.channel
    db.execute(
        "insert into posted_replies (turn_id, place, platform, channel, server, kind, name, thread, claims, parts,"
        " posted_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            reply.turn_id,
            reply.place,
            channel.platform,
            channel.platform_id,
            channel.server,
            channel.kind,
            channel.name,
            reply.thread,
            json.dumps(claims, ensure_ascii=False),
            json.dumps(list(reply.parts), ensure_ascii=False),
            to_micros(now),
        ),
    )


def cited_in_replies(db: Connection) -> set[int]:
    """Return the ids of the revisions that the replies rest on that are kept, as `keep_reply` wrote them."""
    rows = db.execute("select claims from posted_replies")
    return {int(number) for row in rows for number in re.findall(r'"revision": (\d{1,18})', str(row["claims"]))}


def carried_by(db: Connection, platform: str, message_id: str, turn_id: int) -> None:
    """Take note of the next message that carries the reply to a question, where that is kept."""
    db.execute(
        "insert into reply_messages (platform, message_id, reply_id, ordinal)"
        " select ?, ?, p.id, (select count(*) + 1 from reply_messages m where m.reply_id = p.id)"
        " from posted_replies p where p.turn_id = ? on conflict do nothing",
        (platform, message_id, turn_id),
    )


def _reply(db: Connection, reply_id: int) -> Posted | None:
    row = db.execute("select * from posted_replies where id = ?", (reply_id,)).fetchone()
    if row is None:
        return None
    try:
        claims = tuple(_reply_claim(db, n, each) for n, each in enumerate(json.loads(row["claims"]), 1))
        bodies = [str(body) for body in json.loads(row["parts"])]
    except (*UNREADABLE, KeyError):
        return None
    rows = db.execute("select ordinal, message_id from reply_messages where reply_id = ?", (reply_id,))
    ids = {each["ordinal"]: each["message_id"] for each in rows}
    thread = row["thread"] if row["kind"] == "thread" else ""
    return Posted(
        ref=f"{REPLY}{reply_id}",
        channel=Channel(
            0, row["name"], row["platform"], row["channel"], row["server"], kind=row["kind"], thread=thread
        ),
        posted_at=from_micros(row["posted_at"]),
        claims=claims,
        messages=tuple(DeliveryPart(0, n, body, "sent", ids.get(n)) for n, body in enumerate(bodies, 1)),
        room=row["thread"],
        under_way=len(ids) < len(bodies),
    )


def _reply_claim(db: Connection, number: int, value: Any) -> PostedClaim:  # noqa: ANN401 - any JSON
    citations = unpacked(value["citations"])
    owners = (found.owner for each in citations if (found := revisions.revision(db, each.revision_id)))
    claim = Claim(str(value["text"]), citations, value["written_by"], value["speaker"])
    return PostedClaim(number, claim, int(value["story"]), next(filter(None, owners), ""))


def change(db: Connection, ref: str, ordinal: int, body: str) -> None:
    """Keep a message of something posted as it stands from now on."""
    if not ref.startswith(REPLY):
        db.execute("update parts set body = ? where delivery_id = ? and ordinal = ?", (body, int(ref), ordinal))
        return
    reply_id = int(ref.removeprefix(REPLY))
    row = db.execute("select parts from posted_replies where id = ?", (reply_id,)).fetchone()
    bodies = json.loads(row["parts"]) if row else []
    if 0 < ordinal <= len(bodies):
        bodies[ordinal - 1] = body
        values = json.dumps(bodies, ensure_ascii=False), reply_id
        db.execute("update posted_replies set parts = ? where id = ?", values)


def forget_replies_before(db: Connection, moment: datetime) -> None:
    """Forget replies that were posted before a moment."""
    db.execute("delete from posted_replies where posted_at < ?", (to_micros(moment),))
