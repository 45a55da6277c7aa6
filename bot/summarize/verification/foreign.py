"""Marks what its reader cannot read: the sources' own sentences in another language, where nobody wrote them anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.models import BriefedStory, Citation, Claim
from bot.summarize.verification.cited_language import language_of


def foreign_to(language: str, citations: Iterable[Citation]) -> str:
    """Return the code of what is cited where the reader reads another language; "" where that is not known."""
    theirs = language_of(tuple(citations)) if language else ""
    return theirs if theirs != language else ""


def marked(claim: Claim, language: str) -> Claim:
    """Return a claim with its language, where it is in its source's words and its reader reads another."""
    is_theirs = claim.written_by == "extractive"
    return replace(claim, foreign=foreign_to(language, claim.citations[:1])) if is_theirs and language else claim


def marked_story(story: BriefedStory, language: str) -> BriefedStory:
    """Return a story that is told in its sources' words with the language of each."""
    if not language:
        return story
    claims = tuple(marked(claim, language) for claim in story.claims)
    return replace(story, claims=claims, headline_foreign=claims[0].foreign if claims else "")
