"""Writes a briefing: chooses the stories of a time, writes each, checks each sentence."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Literal

from bot.clock import Clock
from bot.errors import BudgetSpent, ModelError
from bot.models import Audience, BriefedStory, Briefing, Citation, Claim, Decision, Revision, Usage, Writer
from bot.store import articles, told
from bot.store.database import Connection, Store
from bot.summarize.differences import differences
from bot.summarize.extractive import Material, cite, headline, quotation, tell, tellable
from bot.summarize.interests import taste
from bot.summarize.model import LanguageModel
from bot.summarize.selection import NO_TASTE, SENTENCES, STORIES, Group, Length, Taste, grouped, reasons

log = logging.getLogger(__name__)

REMEMBERED = timedelta(days=30)
"""How long a channel is not told a sentence again."""
MOST_ARTICLES = 12
"""Articles of a story that are read for its sentences."""
Standing = Literal["asked", "first", "next"]
AWAY = "The model is away: written without it"
NOTHING = Usage()
SPENT = "The model's budget for today is spent: written without it"


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the store holds for a briefing: every article of the time, and each story's material, best first."""

    read: tuple[Revision, ...]
    groups: tuple[Group, ...]
    materials: tuple[Material, ...]
    taste: Taste = NO_TASTE


@dataclass(frozen=True, slots=True)
class Written:
    """A story as it was written, what it cost, and what went wrong on the way."""

    story: BriefedStory | None
    usage: Usage = NOTHING
    notice: str = ""
    reason: str = ""


Keep = Callable[[Revision], bool]
"""Tells whether an article is to be read for a briefing."""


def every(item: Revision) -> bool:
    """Keep every article."""
    del item
    return True


async def compose(  # noqa: PLR0913 - each is a wish of its own, by name
    store: Store,
    model: LanguageModel | None,
    clock: Clock,
    *,
    audience: Audience,
    since: datetime,
    until: datetime,
    topic: str = "",
    length: Length = "normal",
    channel_id: int | None = None,
    title: str = "",
    standing: Standing = "asked",
    keep: Keep = every,
) -> Briefing:
    """Return the briefing of a time for an audience; without stories where nothing new was said.

    `standing` says whose time it is: one that was asked for, a channel's first, or its next, which begins where the
    last one ended. Articles that are not to be kept are passed over, and what the channel was told before is left
    out. A model that fails is done without, and the briefing says so.
    """
    del clock
    gather = partial(
        gathered,
        audience=audience,
        since=since,
        until=until,
        topic=topic,
        channel_id=channel_id,
        standing=standing,
        keep=keep,
    )
    found = await store.read(gather)
    stories: list[BriefedStory] = []
    outcome: dict[int, str] = {}
    usage, notice = Usage(), ""
    for group, material in zip(found.groups, found.materials, strict=True):
        if group.story_id in found.taste.unwanted:
            outcome[group.story_id] = "less"
            continue
        if len(stories) == STORIES[length]:
            outcome[group.story_id] = "budget"
            continue
        written = await _write(None if notice else model, group, material, length)
        usage, notice = usage + written.usage, notice or written.notice
        if written.story is None:
            outcome[group.story_id] = written.reason
        else:
            stories.append(written.story)
    return _briefing(
        found, stories, outcome, Briefing(title or _title(topic), since, until, (), usage=usage, notice=notice)
    )


def _title(topic: str) -> str:
    return f"Briefing: {' '.join(topic.split())}" if topic.strip() else "Briefing"


def gathered(
    db: Connection,
    *,
    audience: Audience,
    since: datetime,
    until: datetime,
    topic: str,
    channel_id: int | None,
    standing: Standing = "asked",
    keep: Keep = every,
) -> Gathered:
    """Return what there is to tell, with what the channel was told before."""
    if standing == "asked":
        read = tuple(articles.recent(db, audience, since, until, topic))
    else:
        read = tuple(articles.news(db, audience, since, until, topic, first=standing == "first"))
    read = tuple(filter(keep, read))
    before = told.claims(db, channel_id, until - REMEMBERED) if channel_id is not None else []
    wants = taste(db, channel_id, read, until)
    known = frozenset(item.story_id for item in before if item.story_id is not None)
    groups = tuple(grouped(read, known, wants))
    materials = tuple(_material(db, group, before) for group in groups[: 3 * max(STORIES.values())])
    return Gathered(read, groups[: len(materials)], materials, wants)


def _material(db: Connection, group: Group, before: Sequence[told.Told]) -> Material:
    revisions = group.revisions[:MOST_ARTICLES]
    ids = [item.id for item in revisions]
    return Material(
        revisions=revisions,
        passages={key: articles.passages_of(db, key) for key in ids},
        statements=tuple(articles.statements_of(db, ids)),
        told=frozenset((item.revision_id, item.start, item.end) for item in before),
        told_texts=tuple(
            dict.fromkeys(item.claim for item in before if item.story_id == group.story_id and item.claim)
        ),
    )


async def _write(model: LanguageModel | None, group: Group, material: Material, length: Length) -> Written:
    claims = tell(material, SENTENCES[length])
    if not claims:
        return Written(None, reason="told before" if group.told_before and tellable(material) else "filter")
    if length != "short":
        said = quotation(material, claims)
        claims = (*claims, said) if said else claims
    if model is None:
        return Written(_story(group, material, claims))
    return await _modelled(model, group, material, claims, length)


def _story(group: Group, material: Material, claims: tuple[Claim, ...], line: str = "") -> BriefedStory:
    title, url = headline(material, claims)
    return BriefedStory(
        story_id=group.story_id,
        headline=line or title,
        claims=claims,
        sources=group.outlets,
        status="update" if group.told_before else "new",
        differences=differences(tellable(material)),
        headline_url=url,
    )


async def _modelled(
    model: LanguageModel, group: Group, material: Material, claims: tuple[Claim, ...], length: Length
) -> Written:
    """Have the model write the story; where it fails, the source's sentences stand."""
    from bot.summarize.writer import write_story

    evidence = _evidence(material, claims)
    title, _ = headline(material, claims)
    try:
        draft = await write_story(model, evidence, material.statements, headline=title, length=length)
    except ModelError as error:
        log.warning("a story was written without the model: %s", error)
        notice = SPENT if isinstance(error, BudgetSpent) else AWAY
        return Written(_story(group, material, claims), notice=notice)
    kept = draft.claims
    if draft.dropped or not kept:
        kept = (*kept, *_replacing(kept, claims, max(1, len(draft.dropped))))
    return Written(_story(group, material, kept, draft.headline), draft.usage)


def _evidence(material: Material, claims: Sequence[Claim]) -> tuple[Citation, ...]:
    """Return the passages that the model may use: those of the best sentences first, then how the articles open."""
    cited = [item for claim in claims for item in claim.citations]
    more = tell(material, 12)
    cited += [item for claim in more for item in claim.citations]
    return tuple(dict.fromkeys(cited))


def _replacing(kept: Sequence[Claim], sources: Sequence[Claim], most: int) -> list[Claim]:
    """Return the source's sentences that stand in for what could not be proved."""
    told_of = {(c.revision_id, c.start) for claim in kept for c in claim.citations}
    left = [claim for claim in sources if (claim.citations[0].revision_id, claim.citations[0].start) not in told_of]
    return left[:most]


def _briefing(found: Gathered, stories: Sequence[BriefedStory], outcome: dict[int, str], base: Briefing) -> Briefing:
    cited = frozenset(c.revision_id for story in stories for claim in story.claims for c in claim.citations)
    decided = tuple(Decision(article, reason) for article, reason in reasons(found.groups, outcome, cited))
    return Briefing(
        title=base.title,
        since=base.since,
        until=base.until,
        stories=tuple(stories),
        written_by=_writer(stories),
        usage=base.usage,
        read=len(found.read),
        copies=sum(item.reason == "copy" for item in decided),
        told_before=sum(item.reason == "told before" for item in decided),
        outlets=len({name for group in found.groups for name in group.outlets}),
        notice=base.notice,
        decisions=decided,
    )


def _writer(stories: Sequence[BriefedStory]) -> Writer:
    by = {claim.written_by for story in stories for claim in story.claims}
    return "mixed" if len(by) > 1 else "model" if "model" in by else "extractive"


__all__ = ["cite", "compose", "gathered"]
