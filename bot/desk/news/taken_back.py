"""Something posted that is wrong: reported by anybody, taken back by who manages the channel, or by the operator."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.desk.desk import Desk
from bot.desk.setup import channel_lookup
from bot.errors import UsageError
from bot.messages.catalogue import say
from bot.models import Audience, Channel
from bot.models.taken_back import Posted, PostedClaim, Retraction, TakenBy
from bot.store.channels import conversations
from bot.store.deliveries import outbox, posted_claims
from bot.store.deliveries import taken_back as rows
from bot.store.deliveries.posted_claims import Reply
from bot.store.deliveries.written_deliveries import Order
from bot.store.protocol import Connection
from bot.summarize.verification.taken_back import NOTHING, TakenBack, taken_back, words_of
from bot.text.chat_links import message_ids

log = logging.getLogger(__name__)

IN_TIME = timedelta(days=7)
"""How long a message waits to be changed for a platform that is away."""

Found = tuple[Posted, PostedClaim]


@dataclass(frozen=True, slots=True)
class TakenBackNow:
    """What became of it: `changing` posted things are being changed; `again`: it had been taken back before."""

    retraction: Retraction
    changing: int
    again: bool = False


def kept_since(desk: Desk) -> datetime:
    """Return since when what was posted is looked through to take it back, and who reported something is remembered."""
    return desk.clock() - timedelta(days=desk.settings.schedule.keep_question_days)


# ---------------------------------------------------------------- what was posted


async def keep_reply(desk: Desk, reply: Reply, audience: Audience) -> TakenBack:
    """Keep what somebody asked for as it is about to be posted, so that it can be taken back; not where it tells what
    was taken back meanwhile. Return what is refused of it: nothing where it is kept.
    """

    def keep(db: Connection) -> TakenBack:
        held = taken_back(rows.standing(db, audience))
        if any(held.holds(claim) for claim, _ in reply.claims):
            return held
        posted_claims.keep_reply(db, reply, desk.clock())
        return NOTHING

    return await desk.store.write(keep)


async def posted_here(desk: Desk, place: Channel, ref: str, message_id: str = "") -> Posted:
    """Return what was posted in this channel, by its ref or by a message of it; a UsageError where none is held."""

    def look(db: Connection) -> list[Posted]:
        if ref:
            return [found] if (found := posted_claims.posted(db, ref)) else []
        return posted_claims.of_message(db, message_id)

    for found in await desk.store.read(look):
        if (found.channel.platform, found.channel.platform_id) == (place.platform, place.platform_id) and found.claims:
            return found
    raise UsageError(say("answers.posted_not_held"))


async def named(desk: Desk, what: str) -> list[Found]:
    """Return the posted claims that a number as `retract --list` gives it, a link to a message, or words mean."""
    ref, dot, number = what.strip().rpartition(".")
    if dot and number.isascii() and number.isdigit():
        held = await desk.store.read(partial(posted_claims.posted, ref=ref))
        if held:
            return [(held, each) for each in held.claims if each.number == int(number)]
    if ids := message_ids(what.strip()):
        return await desk.store.read(partial(_of_messages, ids=ids))
    wanted, since = words_of(what), kept_since(desk)
    if not wanted:
        return []
    look = partial(posted_claims.saying, since=since, meant=lambda text: wanted in words_of(text))
    return _saying(await desk.store.read(look), wanted)


def _of_messages(db: Connection, ids: Sequence[str]) -> list[Found]:
    return [(held, each) for item in ids for held in posted_claims.of_message(db, item) for each in held.claims]


def _saying(held: Sequence[Posted], wanted: str) -> list[Found]:
    """Return the claims that hold some words, each once, as it was posted last; one that is just these alone."""
    found: dict[str, Found] = {}
    for item in held:
        for each in item.claims:
            said = words_of(each.claim.text)
            if wanted in said:
                found.setdefault(said, (item, each))
    return [found[wanted]] if wanted in found else list(found.values())


# ---------------------------------------------------------------- reported


async def report(desk: Desk, posted: Posted, story_id: int, person: str) -> None:
    """Take note that somebody says that something posted is wrong; the log tells the operator."""
    place = conversations.place_of(posted.channel)
    work = partial(rows.report, ref=posted.ref, story_id=story_id, person=person, place=place, now=desk.clock())
    if await desk.store.write(work):
        log.warning("%s: %s is reported as wrong: readout retract --list", posted.channel.platform, posted.ref)


async def put_aside(desk: Desk, ref: str) -> int:
    """Settle what was reported of something posted without taking it back; return how many people had said it."""
    return await desk.store.write(partial(rows.settle, ref=ref))


# ---------------------------------------------------------------- taken back


async def take_back(
    desk: Desk, posted: Posted, number: int, *, by: TakenBy, reason: str = "", everywhere: bool = False
) -> TakenBackNow:
    """Take a claim back: its messages are changed, and it is not told again; a UsageError where there is none.

    A manager's own channels are changed alone; with `everywhere`, all that were told the same.
    """
    wanted = next((each for each in posted.claims if each.number == number), None)
    if wanted is None:
        raise UsageError(say("answers.posted_not_held"))
    work = partial(_take_back, desk=desk, posted=posted, wanted=wanted, by=by, reason=reason, all_=everywhere)
    outcome = await desk.store.write(work, synced=True)
    log.warning("taken back by the %s: %s.%d: %s", by, posted.ref, number, wanted.claim.text)
    return outcome


def _take_back(
    db: Connection, desk: Desk, posted: Posted, wanted: PostedClaim, by: TakenBy, reason: str, all_: bool
) -> TakenBackNow:
    channel = posted.channel
    place = "" if by == "operator" else f"{channel.home}/{channel.platform_id}"
    made = Retraction(0, wanted.claim, _owner(posted, wanted, by), by, place, reason, desk.clock())
    before = _standing(db, made)
    kept = before or rows.add(db, made)
    same = [each for each in _told_the_same(db, desk, made) if all_ or each.channel.home == channel.home]
    held = {each.ref: each for each in (posted, *same)}
    changing = sum(_change(db, desk, each, kept) for each in held.values())
    for ref in held:
        rows.settle(db, ref, wanted.story_id)
    rows.settle(db, posted.ref, 0)
    return TakenBackNow(kept, changing, again=before is not None)


def _owner(posted: Posted, wanted: PostedClaim, by: TakenBy) -> str:
    """Return who is not told a claim again: whoever may see what it rests on, everybody where that is everybody's.

    What stands in a source word for word is nobody's mistake here: a manager speaks for their own server of that, and
    in direct messages everybody for themselves.
    """
    if wanted.owned or by == "operator":
        return wanted.owned
    printed = any(words_of(wanted.claim.text) in words_of(each.text) for each in wanted.claim.citations)
    return posted.channel.home if printed or posted.channel.kind == "direct" else ""


def _standing(db: Connection, made: Retraction) -> Retraction | None:
    """Return the retraction that says the same for the same readers, where one stands."""
    held = (each for each in rows.every(db) if each.owner in ("", made.owner))
    return next((each for each in held if taken_back([each]).holds(made.claim)), None)


def _told_the_same(db: Connection, desk: Desk, made: Retraction) -> Iterator[Posted]:
    """Yield what else was posted, or is about to be, that says the same on the same ground."""
    refuses = taken_back([made])
    for each in posted_claims.citing(db, made.claim.citations, kept_since(desk)):
        if any(refuses.holds(item.claim) for item in each.claims):
            yield each


def _change(db: Connection, desk: Desk, posted: Posted, kept: Retraction) -> bool:
    """Have a posted thing changed, once; one of which nothing has left yet is written anew for it."""
    now = desk.clock()
    channel = posted.channel if posted.channel.id else channel_lookup.settled(db, desk, posted.channel)
    order = Order(
        "retraction",
        rows.key_of(kept.id, posted.ref),
        channel.id,
        not_after=now + IN_TIME,
        request={"retraction": kept.id, "posted": posted.ref, "ping": posted.ping},
    )
    return outbox.enqueue(db, order, now=now)
