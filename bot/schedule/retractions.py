"""Retractions: the messages that hold a claim which was taken back are changed in place.

A change is the whole message as it is to stand, so it may be made twice: it is not looked for after a fall.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.chat.adapter_protocol import ChatAdapter, Lease, PartKey, Target
from bot.chat.rendering.parts import Limits, Part, part_from_json, part_to_json
from bot.chat.rendering.taken_back import notice, struck
from bot.desk.desk import Desk
from bot.desk.setup.scheduling import zone_of
from bot.errors import ChannelClosed, ChatAway, ChatError, MessageGone
from bot.messages.catalogue import say
from bot.models import Audience, Channel, Delivery
from bot.models.taken_back import Posted, Retraction
from bot.store.deliveries import outbox, posted_claims, taken_back
from bot.store.deliveries.written_deliveries import Draft
from bot.store.protocol import Connection
from bot.summarize.verification.taken_back import taken_back as refusing

log = logging.getLogger(__name__)

CHANGED = "changed"
"""What the part of a retraction is called: its message is known as another delivery's."""
ARRIVES_WITHIN = timedelta(hours=1)
"""How long it may be until it is known which messages carry a reply: as long as a question is taken up again."""


async def retraction(desk: Desk, delivery: Delivery, channel: Channel, limits: Limits) -> Draft:
    """Return the messages as they are to stand, in order; without a part where nothing is left to change."""
    retracted, posted = await desk.store.read(partial(_meant, delivery_id=delivery.id))
    if retracted is None or posted is None:
        return Draft(parts=[])
    if _may_arrive(posted, desk.clock()):
        raise ChatAway(say("errors.retraction_waits"))
    told = await _notice(desk, channel, retracted, posted)
    parts = (part_from_json(message.body) for message in posted.messages)
    return Draft(parts=[part_to_json(_changed(part, retracted, posted, told, limits)) for part in parts])


def _may_arrive(posted: Posted, now: datetime) -> bool:
    """Tell whether a message of it may still come; of a reply that never came, none does any more."""
    return posted.under_way and (posted.delivery_id > 0 or now - posted.posted_at < ARRIVES_WITHIN)


def says_taken_back(db: Connection, delivery_id: int, audience: Audience) -> bool:
    """Tell whether a delivery of which nothing has arrived tells its audience what was taken back."""
    held = refusing(taken_back.standing(db, audience))
    posted = posted_claims.posted(db, str(delivery_id)) if held.held else None
    if posted is None or any(message.platform_id for message in posted.messages):
        return False
    return any(held.holds(each.claim) for each in posted.claims)


async def change(
    desk: Desk, delivery: Delivery, channel: Channel, where: Target, adapter: ChatAdapter, key: PartKey
) -> str:
    """Put a message in place of the one that was posted; nothing where it stays as it is. Return `CHANGED`.

    What is struck out is struck out of the message as it stands now: another claim of it may have been taken back
    since. A ChatError says why it can never be, ChatAway why not now. That a channel is closed to a change is no
    reason to pause it: nothing new goes there.
    """
    retracted, posted = await desk.store.read(partial(_meant, delivery_id=delivery.id))
    before = next((each for each in posted.messages if each.ordinal == key.ordinal), None) if posted else None
    if retracted is None or posted is None or before is None or not before.platform_id:
        return CHANGED
    stands = part_from_json(before.body)
    told = await _notice(desk, channel, retracted, posted)
    part = _changed(stands, retracted, posted, told, adapter.limits)
    if part == stands:
        return CHANGED
    there = replace(where, reply_root=posted.room or None)
    try:
        await adapter.edit(there, before.platform_id, part, _key(posted, key.ordinal, key.lease))
    except MessageGone as error:
        log.info("delivery %s: %s: nobody reads there what was taken back", delivery.key, error)
        return CHANGED
    except ChannelClosed as error:
        raise (ChatAway(str(error)) if error.permission else ChatError(str(error))) from error
    work = partial(posted_claims.change, ref=posted.ref, ordinal=key.ordinal, body=part_to_json(part))
    await desk.store.write(work, synced=True)
    return CHANGED


def _changed(part: Part, retracted: Retraction, posted: Posted, told: str, limits: Limits) -> Part:
    """Return a message with all that is taken back struck out: also the sentence of which a line was taken back."""
    refused = refusing([retracted])
    same = (each.claim.text for each in posted.claims if refused.holds(each.claim))
    for text in dict.fromkeys((*same, retracted.claim.text)):
        part = struck(part, text, told, limits)
    return part


async def _notice(desk: Desk, channel: Channel, retracted: Retraction, posted: Posted) -> str:
    here = retracted.place == f"{posted.channel.home}/{posted.channel.platform_id}"
    return notice(retracted, await zone_of(desk, channel), here=here)


def _key(posted: Posted, ordinal: int, lease: Lease) -> PartKey:
    """Return which part of what a message stays, so that it is known again as before."""
    ids = [message.platform_id or "" for message in posted.messages]
    return PartKey(posted.delivery_id, ordinal, len(ids), ids[0], tuple(ids[1:]), posted.store, lease)


def _meant(db: Connection, delivery_id: int) -> tuple[Retraction | None, Posted | None]:
    asked = outbox.request(db, delivery_id)
    retracted = taken_back.get(db, int(asked.get("retraction") or 0))
    return retracted, posted_claims.posted(db, str(asked.get("posted") or ""))
