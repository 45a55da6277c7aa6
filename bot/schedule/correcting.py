"""Corrections: where an article takes back or changes what a channel was told, the channel hears of it once.

What a channel was told is held against the article as it is now, however many states lie between: a correction is
due where that differs from what the channel heard last. So a change that is undone before it was told is none, and
one that is undone after it was told is another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import xxhash

from bot.chat import render
from bot.chat.cleaning import clean
from bot.chat.parts import Limits, part_from_json, part_to_json
from bot.desk.office import Desk
from bot.evidence.changes import Fate, changes, wording
from bot.evidence.passages import around, sentences
from bot.models import (
    CITATION_CHARS,
    CITATION_SENTENCES,
    Channel,
    Citation,
    Corrected,
    Correction,
    Delivery,
    Revision,
    Turn,
)
from bot.store import articles, corrections, outbox
from bot.store.corrections import Standing, ToldClaim
from bot.store.database import Connection
from bot.store.outbox import Cited, Draft
from bot.store.removal import GONE

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


def open_corrections(db: Connection, now: datetime) -> int:
    """Give every correction that is due its row in the outbox; return how many there were."""
    opened = 0
    for channel_id, article_id in corrections.pending(db):
        due = _due(db, channel_id, article_id, now)
        if due:
            last = max((each.told for each in due), key=lambda told: (told.told_at, told.delivery_id))
            first, carrying = _messages(db, last)
            order = outbox.Order(
                "correction",
                corrections.next_key(db, channel_id, article_id),
                channel_id,
                not_after=now + IN_TIME,
                request={"article": article_id, "zone": outbox.request(db, last.delivery_id).get("zone", "")},
                reply_to=carrying,
                reply_root=first,
            )
            opened += outbox.enqueue(db, order, now=now)
        corrections.looked_at(db, channel_id, article_id)
    return opened


async def correction(desk: Desk, delivery: Delivery, channel: Channel, limits: Limits) -> Draft:
    """Return a correction as the article stands at this moment; without a part where nothing is left to correct."""
    asked = await desk.store.read(lambda db: outbox.request(db, delivery.id))
    now = desk.clock()
    due = await desk.store.read(lambda db: _due(db, channel.id, asked["article"], now))
    if not due:
        return Draft(parts=[])
    value = Correction(max(each.told.told_at for each in due), tuple(_once(each.item for each in due)))
    zone = asked.get("zone") or desk.settings.zone
    return Draft(
        parts=[part_to_json(part) for part in render.correction(value, limits, zone)],
        cited=[cited for each in due for cited in _cited(each)],
        corrected=[Standing(channel.id, each.told.revision_id, *each.told.span, each.state) for each in due],
    )


def _due(db: Connection, channel_id: int, article_id: int, now: datetime) -> list[_Due]:
    current = corrections.current_revision(db, article_id)
    after = articles.revision(db, current) if current is not None else None
    if after is None:
        return []
    told = corrections.told_claims(db, channel_id, article_id, now - REMEMBERED)
    befores = {each.revision_id: articles.revision(db, each.revision_id) for each in told}
    found = {key: changes(before.text, after.text) for key, before in befores.items() if before}
    return [
        due
        for each in told
        if (before := befores[each.revision_id])
        and (due := _held_against(each, before, after, found[each.revision_id].of(each.span)))
    ]


def _held_against(told: ToldClaim, before: Revision, after: Revision, fates: Sequence[Fate]) -> _Due | None:
    """Decide what the channel must hear of a claim: nothing, where it heard of this state last."""
    changed = [fate for fate in fates if fate.kind != "same"]
    state = _fingerprint(changed, after.text)
    if state == told.state or not fates:
        return None
    became = [fate for fate in changed if fate.kind == "different"]
    kind: Turn = "different" if became or after.text == GONE else "gone" if changed else "again"
    now = _place(after.text, became or changed[:1] or fates)
    item = Corrected(told.claim, _citation(before, told.span), _citation(after, now), kind)
    return _Due(told, item, state)


def _fingerprint(changed: Sequence[Fate], text: str) -> str:
    """Return what marks this state of a passage; "" where it says what it said."""
    if not changed:
        return ""
    said = (wording(text[slice(*fate.after)]) if fate.kind == "different" else "" for fate in changed)
    return xxhash.xxh3_64_hexdigest("\n".join(said).encode("utf-8", "replace"))


def _place(text: str, fates: Sequence[Fate]) -> tuple[int, int]:
    """Return the span that shows what the fates' sentences are now: all of them, or the first where that is long."""
    start, end = min(fate.after[0] for fate in fates), max(fate.after[1] for fate in fates)
    if end - start <= CITATION_CHARS and len(sentences(text[start:end])) <= CITATION_SENTENCES:
        return start, end
    return around(text, *fates[0].after)


def _citation(revision: Revision, span: tuple[int, int]) -> Citation:
    start, end = span
    return Citation(
        revision_id=revision.id,
        start=start,
        end=end,
        text=revision.text[start:end],
        url=revision.url,
        title=revision.title,
        source=revision.source,
        published_at=revision.published_at,
        paywalled=revision.paywalled,
    )


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
