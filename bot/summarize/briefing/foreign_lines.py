"""The lines of a briefing in another language than its reader reads: put into that, or told why they are not.

They are the headlines that nobody wrote anew, and the stories that got a line each.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from bot.errors import ModelError
from bot.language_names import name_of
from bot.logs import level_of
from bot.messages.catalogue import say
from bot.models import BriefedStory, Briefing, Claim, Usage
from bot.summarize.llm.protocol import LanguageModel
from bot.summarize.verification.claim_verifier import ClaimVerifier

log = logging.getLogger(__name__)
MOST_CITED = 4


async def put_into(
    model: LanguageModel,
    told: Sequence[BriefedStory],
    also: Sequence[BriefedStory],
    reader: ClaimVerifier | None,
    language: str,
) -> tuple[list[BriefedStory], list[BriefedStory], Usage]:
    """Return sections with their headlines, and stories of a line each, in a language: all by one request.

    What does not hold in it, or all of it where the model fails, is as it was.
    """
    from bot.summarize.generation.grounded_writer import LONGEST_HEADLINE
    from bot.summarize.generation.translated_lines import translated

    headlines = {at: _headline(story) for at, story in enumerate(told) if story.headline_foreign}
    lines = {at: story.claims[0] for at, story in enumerate(also) if story.claims[0].foreign}
    if not headlines and not lines:
        return list(told), list(also), Usage()
    try:
        found, usage = await translated(model, [*headlines.values(), *lines.values()], reader, language)
    except ModelError as error:
        log.log(level_of(error), "lines stay in the language of their sources: %s", error)
        return list(told), list(also), Usage()
    headed = dict(zip(headlines, found, strict=False))
    lined = dict(zip(lines, found[len(headlines) :], strict=True))
    sections = [_under(story, headed.get(at), LONGEST_HEADLINE) for at, story in enumerate(told)]
    return sections, [replace(s, claims=(lined.get(at, s.claims[0]),)) for at, s in enumerate(also)], usage


def _headline(story: BriefedStory) -> Claim:
    """Return a headline as a claim about what its story cites."""
    cited = tuple(dict.fromkeys(citation for claim in story.claims for citation in claim.citations))
    return Claim(story.headline, cited[:MOST_CITED], foreign=story.headline_foreign)


def _under(story: BriefedStory, headline: Claim | None, longest: int) -> BriefedStory:
    """Return a story under a headline that was put into a language: one too long for a line is not cut, but left."""
    if headline is None or headline.foreign or len(headline.text) > longest:
        return story
    return replace(story, headline=headline.text.rstrip("."), headline_cites=headline.citations, headline_foreign="")


def untranslated(value: Briefing, *, has_model: bool) -> Briefing:
    """Return a briefing with a line on its language where it has sentences in another and there is no model."""
    stories = (*value.stories, *value.also)
    if has_model or value.notice or not any(claim.foreign for story in stories for claim in story.claims):
        return value
    return replace(value, notice=say("briefing.not_in_language", language=name_of(value.language)))
