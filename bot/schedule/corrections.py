"""Corrections: where an article takes back or changes what a channel was told, the channel hears of it once.

What a channel was told is held against the article as it is now, however many states lie between: a correction is
due where that differs from what the channel heard last. So a change that is undone before it was told is none, and
one that is undone after it was told is another.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import xxhash

from bot import slot_times
from bot.chat.rendering import render
from bot.chat.rendering.cleaning import clean
from bot.chat.rendering.parts import Limits, part_from_json, part_to_json
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.evidence.stories.revision_diff import SentenceFate, changes, wording
from bot.language.sentences import around, sentences
from bot.models import (
    CITATION_CHARS,
    CITATION_SENTENCES,
    Channel,
    Corrected,
    Correction,
    Delivery,
    Revision,
    Turn,
)
from bot.schedule.correction_pacing import ready, room_left
from bot.store.deliveries import outbox, taken_back
from bot.store.deliveries.written_deliveries import Cited, Draft, Order
from bot.store.news import corrections, revisions
from bot.store.news.corrections import StandingCorrection, ToldClaim
from bot.store.out_of_sight import GONE
from bot.store.protocol import Connection
from bot.store.row_guard import alone

log = logging.getLogger(__name__)

REMEMBERED = timedelta(days=30)
"""What a channel was told longer ago is not corrected any more."""
IN_TIME = timedelta(days=7)
"""How long a correction waits for a platform that is away."""


@dataclass(frozen=True, slots=True)
class _Due:
    """A told claim that the article does not bear out as the channel heard it last."""

    told: ToldClaim
    item: Corrected
    state: str


def open_corrections(db: Connection, now: datetime, settings: Settings) -> int:
    """Give every correction that is due its row in the outbox, as far as its channel may have it; return how many.

    An article that cannot be looked at says why, and holds up no other; it is looked at again later.
    """
    opened = 0
    for channel_id, article_id in ready(db, now, settings):
        work = partial(_open, db, channel_id, article_id, now, settings)
        note = partial(corrections.note_problem, db, channel_id, article_id, now=now)
        what = f"article {article_id}, channel {channel_id}"
        opened += alone(db, log, what, work, note) or 0
    return opened


def _open(db: Connection, channel_id: int, article_id: int, now: datetime, settings: Settings) -> int:
    due = _due(db, channel_id, article_id, now)
    if due and room_left(db, channel_id, now, settings) < 1:
        return 0  # it stays noted: the channel's day may have filled since
    corrections.looked_at(db, channel_id, article_id)
    if not due:
        return 0
    last = max((each.told for each in due), key=lambda told: (told.told_at, told.delivery_id))
    first, carrying = _messages(db, last)
    order = Order(
        "correction",
        corrections.next_key(db, channel_id, article_id),
        channel_id,
        not_after=now + IN_TIME,
        request={"article": article_id, "zone": outbox.request(db, last.delivery_id).get("zone", "")},
        reply_to=carrying,
        reply_root=first,
    )
    return int(outbox.enqueue(db, order, now=now))


async def correction(desk: Desk, delivery: Delivery, channel: Channel, limits: Limits) -> Draft:
    """Return a correction as the article stands at this moment; without a part where nothing is left to correct."""
    asked = await desk.store.read(lambda db: outbox.request(db, delivery.id))
    now = desk.clock()
    due = await desk.store.read(lambda db: _due(db, channel.id, asked["article"], now))
    if not due:
        return Draft(parts=[])
    value = Correction(max(each.told.told_at for each in due), tuple(_once(each.item for each in due)))
    zone = slot_times.zone_or(asked.get("zone", ""), desk.settings.zone)
    return Draft(
        parts=[part_to_json(part) for part in render.correction(value, limits, zone)],
        cited=[cited for each in due for cited in _cited(each)],
        corrected=[StandingCorrection(channel.id, each.told.revision_id, *each.told.span, each.state) for each in due],
    )


def _due(db: Connection, channel_id: int, article_id: int, now: datetime) -> list[_Due]:
    current = corrections.current_revision(db, article_id)
    after = revisions.revision(db, current) if current is not None else None
    if after is None:
        return []
    told = corrections.told_claims(db, channel_id, article_id, now - REMEMBERED)
    told = _comparable(db, told, corrections.own_from(db, article_id))
    # one that was taken back would be told once more
    told = [each for each in told if not taken_back.was_taken_back(db, each.claim, str(each.delivery_id))]
    befores = {each.revision_id: revisions.revision(db, each.revision_id) for each in told}
    found = {key: changes(before.text, after.text, after.language) for key, before in befores.items() if before}
    return [
        due
        for each in told
        if (before := befores[each.revision_id])
        and (due := _held_against(each, before, after, found[each.revision_id].of(each.span)))
    ]


def _comparable(db: Connection, told: list[ToldClaim], own_from: int | None) -> list[ToldClaim]:
    """Return the claims without those of a page that its outlet's own source prints otherwise: that is no change."""
    own = revisions.revision(db, own_from) if own_from is not None else None
    return [each for each in told if own is None or each.revision_id >= own.id or _prints_it(db, own, each)]


def _prints_it(db: Connection, own: Revision, told: ToldClaim) -> bool:
    page = revisions.revision(db, told.revision_id)
    fates = changes(page.text, own.text, own.language).of(told.span) if page else ()
    return all(fate.kind == "same" for fate in fates)


def _held_against(told: ToldClaim, before: Revision, after: Revision, fates: Sequence[SentenceFate]) -> _Due | None:
    """Decide what the channel must hear of a claim: nothing, where it heard of this state last."""
    changed = [fate for fate in fates if fate.kind != "same"]
    state = _fingerprint(changed, after.text)
    if state == told.state or not fates:
        return None
    became = [fate for fate in changed if fate.kind == "different"]
    kind: Turn = "different" if became or after.text == GONE else "gone" if changed else "again"
    now = _place(after, became or changed[:1] or fates)
    item = Corrected(told.claim, before.cite(told.span), after.cite(now), kind)
    return _Due(told, item, state)


def _fingerprint(changed: Sequence[SentenceFate], text: str) -> str:
    """Return what marks this state of a passage; "" where it says what it said."""
    if not changed:
        return ""
    said = (wording(text[slice(*fate.after)]) if fate.kind == "different" else "" for fate in changed)
    return xxhash.xxh3_64_hexdigest("\n".join(said).encode("utf-8", "replace"))


def _place(after: Revision, fates: Sequence[SentenceFate]) -> tuple[int, int]:
    """Return the span that shows what the fates' sentences are now: all of them, or the first where that is long."""
    found = sentences(after.text, after.language)
    start, end = min(fate.after[0] for fate in fates), max(fate.after[1] for fate in fates)
    within = [span for span in found if span[0] < end and span[1] > start]
    if end - start <= CITATION_CHARS and len(within) <= CITATION_SENTENCES:
        return start, end
    return around(after.text, *fates[0].after, found)


def _once(items: Iterator[Corrected]) -> list[Corrected]:
    """Return the items, one a claim and one a passage.

    The same words may have been told twice, or rest on two passages; what sources differ on rests on a passage that was
    told itself, and is no second change of it.
    """
    by_claim = {item.claim or item.told.text: item for item in items}.values()
    by_passage: dict[tuple[int, int, int], Corrected] = {}
    for item in sorted(by_claim, key=_tells_its_passage):
        by_passage[item.told.revision_id, item.told.start, item.told.end] = item
    return [item for item in by_claim if item in by_passage.values()]


def _tells_its_passage(item: Corrected) -> bool:
    return bool(item.claim) and item.claim in item.told.text


def _cited(due: _Due) -> Iterator[Cited]:
    for place in (due.item.told, due.item.now):
        yield Cited(place.revision_id, place.start, place.end, due.told.story_id, due.told.claim)


def _messages(db: Connection, told: ToldClaim) -> tuple[str, str]:
    """Return the platform's ids of the first message of a claim's delivery, and of the one that holds the claim."""
    sent = [part for part in outbox.parts(db, told.delivery_id) if part.platform_id]
    wanted = clean(told.claim)
    carrying = [part for part in sent if wanted and wanted in part_from_json(part.body).text]
    first, holding = next(iter(sent), None), next(iter(carrying or sent), None)
    return (first and first.platform_id) or "", (holding and holding.platform_id) or ""
