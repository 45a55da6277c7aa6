"""What a reader of a message is to see and where its links may lead: what every platform's bodies are held against."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from bot.chat.rendering import render
from bot.chat.rendering.cleaning import clean
from bot.chat.rendering.parts import Limits, Part
from bot.chat.rendering.passage_links import web_address
from bot.models import Answer, BriefedStory, Briefing, Citation, Claim

INVISIBLE = re.compile("[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066\u2067\u200e\u200f\ufeff\u061c]")


def sourced(noun: Briefing | Answer) -> Iterable[Citation]:
    if isinstance(noun, Answer):
        yield from noun.nearest
        claims: Iterable[Claim] = noun.claims
    else:
        told = [claim for story in noun.stories for claim in (*story.claims, *story.differences)]
        claims = [
            *told,
            *(noun.lead if noun.stories else ()),
            *(claim for story in _also(noun) for claim in story.claims),
        ]
    for claim in claims:
        yield from claim.citations


def allowed(noun: Briefing | Answer) -> set[str]:
    """The addresses that a message may lead to, without the directive that finds the passage."""
    return {web_address(citation.url) for citation in sourced(noun)} - {""}


def page(link: str) -> str:
    return re.sub(r"#$|(#[^#]*?):~:.*$", lambda match: (match[1] or "").removesuffix("#"), link)


def signs(text: str) -> Counter[str]:
    return Counter(re.sub(r"\s", "", text))


def said(noun: Briefing | Answer) -> str:
    """Everything of a noun that a reader is to see."""
    if isinstance(noun, Answer):
        if noun.answered and noun.claims:
            return "".join(clean(claim.text) for claim in noun.claims)
        return clean(noun.reason) + "".join(clean(citation.text) for citation in noun.nearest)
    stories = "".join(
        clean(story.headline) + "".join(clean(claim.text) for claim in (*story.claims, *story.differences))
        for story in noun.stories
    )
    lines = "".join(clean(claim.text) for story in _also(noun) for claim in story.claims)
    short = "".join(clean(claim.text).rstrip(".") for claim in noun.lead if noun.stories)
    return clean(noun.title) + short + stories + lines + clean(noun.notice)


def _also(noun: Briefing) -> Iterable[BriefedStory]:
    return noun.also if noun.stories else ()


def parts_of(noun: Briefing | Answer, limits: Limits) -> list[Part]:
    return render.answer(noun, limits) if isinstance(noun, Answer) else render.briefing(noun, limits)
