"""The JSON that the outside relies on: nouns to plain dicts. Keys may be added, never renamed or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.clock import iso
from bot.models import (
    Answer,
    Article,
    BriefedStory,
    Briefing,
    Changed,
    Citation,
    Claim,
    Hit,
    Quote,
    Statement,
    Story,
    Timeline,
)

Json = dict[str, Any]


def citation(value: Citation) -> Json:
    """Return a citation; `text` is exactly the revision's text `[start:end]`."""
    return {
        "url": value.url,
        "title": value.title,
        "source": value.source,
        "language": value.language,
        "published_at": iso(value.published_at),
        "revision": value.revision_id or None,
        "start": value.start,
        "end": value.end,
        "text": value.text,
        "paywalled": value.paywalled,
    }


def claim(value: Claim) -> Json:
    """Return a claim with its citations."""
    return {
        "text": value.text,
        "citations": [citation(item) for item in value.citations],
        "written_by": value.written_by,
        "speaker": value.speaker,
        "foreign": value.foreign,
    }


def answer(value: Answer) -> Json:
    """Return an answer or a refusal."""
    return {
        "question": value.question,
        "answered": value.answered,
        "claims": [claim(item) for item in value.claims],
        "nearest": [citation(item) for item in value.nearest],
        "written_by": value.written_by,
        "reason": value.reason,
        "language": value.language,
    }


def briefed_story(value: BriefedStory) -> Json:
    """Return one story of a briefing."""
    return {
        "headline": value.headline,
        "headline_foreign": value.headline_foreign,
        "claims": [claim(item) for item in value.claims],
        "differences": [claim(item) for item in value.differences],
        "sources": list(value.sources),
        "voices": value.voices,
        "new": value.status == "new",
        "status": value.status,
        "story": value.story_id,
    }


def briefing(value: Briefing) -> Json:
    """Return a briefing with what it cost."""
    usage = value.usage
    return {
        "title": value.title,
        "since": iso(value.since),
        "until": iso(value.until),
        "lead": [claim(item) for item in value.lead],
        "stories": [briefed_story(item) for item in value.stories],
        "also": [claim(item) for story in value.also for item in story.claims],
        "written_by": value.written_by,
        "usage": {
            "requests": usage.requests,
            "input_tokens": usage.input_tokens,
            "output_tokens": usage.output_tokens,
            "cost_usd": usage.cost_usd,
        },
        "read": value.read,
        "copies": value.copies,
        "told_before": value.told_before,
        "notice": value.notice,
        "language": value.language,
    }


def quote(value: Quote, where: Citation | Article) -> Json:
    """Return a quote with the article that it stands in."""
    return {
        "text": value.text,
        "kind": value.kind,
        "speaker": value.speaker,
        "speaker_as_written": value.speaker_as_written,
        "speaker_role": value.speaker_role,
        "via": value.via,
        "addressee": value.addressee,
        "cue": value.cue,
        "found_by": value.found_by,
        "url": where.url,
        "revision": value.revision_id or None,
        "start": value.start,
        "end": value.end,
        "spans": [list(span) for span in value.spans],
        "context": list(value.context),
        "article_title": where.title,
        "source": where.source,
        "published_at": iso(where.published_at),
    }


def statement(value: Statement) -> Json:
    """Return a stored quote, with every outlet that printed it and where."""
    return {
        **quote(value.quote, value.citation),
        "outlets": list(value.outlets),
        "carried": [citation(item) for item in value.carried],
    }


def hits(query: str, found: Sequence[Hit]) -> Json:
    """Return what a search found."""
    return {"query": query, "results": [_hit(each) for each in found]}


def _hit(value: Hit) -> Json:
    where = value.citation
    return {
        "score": round(value.score, 4),
        "url": where.url,
        "title": where.title,
        "source": where.source,
        "start": where.start,
        "end": where.end,
        "text": where.text,
    }


def _changed(value: Changed) -> Json:
    different = [{"was": citation(was), "is": citation(now)} for was, now in value.different]
    return {"at": iso(value.at), "different": different, "gone": [citation(each) for each in value.gone]}


def timeline(value: Timeline) -> Json:
    """Return a story with what each of its articles added."""
    steps = [
        {
            "source": item.source,
            "title": item.title,
            "url": item.url,
            "at": iso(item.at),
            "added": [citation(each) for each in item.added],
            "more": item.more,
            "carried": list(item.carried),
            "credits": list(item.credits),
            "changed": _changed(item.changed) if item.changed else None,
        }
        for item in value.steps
    ]
    return {**story(value.story), "timeline": steps, "sources": list(value.sources), "voices": value.voices}


def story(value: Story) -> Json:
    """Return a story with its articles."""
    return {
        "id": value.id,
        "title": value.title,
        "first_seen": iso(value.first_seen),
        "last_seen": iso(value.last_seen),
        "former_ids": list(value.former_ids),
        "articles": [
            {
                "url": item.url,
                "title": item.title,
                "source": item.source,
                "published_at": iso(item.published_at),
                "duplicate_of": item.duplicate_of,
            }
            for item in value.articles
        ],
    }
