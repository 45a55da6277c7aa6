"""What was posted and what of it was taken back, as records: for `readout retract`, `prove` and `eval`."""

from __future__ import annotations

from typing import Any

from bot import json_output
from bot.clock import iso
from bot.desk.desk import Desk
from bot.desk.news.taken_back import kept_since
from bot.models.taken_back import Posted, Retraction
from bot.store.deliveries import posted_claims, taken_back
from bot.store.protocol import Connection
from bot.summarize.verification import taken_back as refusing
from bot.summarize.verification.cited_language import language_of, translated_into
from bot.summarize.verification.taken_back import TakenBack

Json = dict[str, Any]


async def listed(desk: Desk, most: int) -> list[Json]:
    """Return what was posted lately, the latest first, with its claims, who reported it and what was taken back."""
    since = kept_since(desk)

    def look(db: Connection) -> list[Json]:
        people: dict[str, int] = {}
        for each in taken_back.reports(db):
            people[each.ref] = people.get(each.ref, 0) + each.people
        held = refusing.taken_back(taken_back.every(db))
        return [_record(each, held, people.get(each.ref, 0)) for each in posted_claims.lately(db, since, most)]

    return await desk.store.read(look)


def _record(posted: Posted, held: TakenBack, reported: int) -> Json:
    claims = [
        {"number": f"{posted.ref}.{each.number}", "text": each.claim.text, "taken_back": held.holds(each.claim)}
        for each in posted.claims
    ]
    channel = posted.channel.name or f"{posted.channel.platform} {posted.channel.platform_id}"
    at = iso(posted.posted_at)
    return {"post": posted.ref, "posted_at": at, "channel": channel, "reported": reported, "claims": claims}


async def cases(desk: Desk) -> list[Json]:
    """Return what was taken back as claims with their sources, as `prove` reads them: none is supported."""
    return [case(each) for each in await desk.store.read(taken_back.every)]


def case(retraction: Retraction) -> Json:
    """Return a claim that was taken back as `prove` reads one, with why and by whom."""
    claim = retraction.claim
    return {
        "source": "\n".join(" ".join(each.text.split()) for each in claim.citations),
        "claim": claim.text,
        "speaker": claim.speaker or "",
        "language": translated_into(claim),
        "source_language": language_of(claim.citations),
        "label": "wrong",
        "why_wrong": retraction.reason,
        "taken_by": retraction.taken_by,
        "taken_at": iso(retraction.taken_at),
        "citations": [json_output.citation(each) for each in claim.citations],
    }
