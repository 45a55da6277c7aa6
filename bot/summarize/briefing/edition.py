"""What makes a briefing of sections an edition that is read on a phone: a lead, a length, and a line for the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from bot.language.title_forms import plain_title
from bot.messages.catalogue import say
from bot.models import BriefedStory, Citation, Claim, Length
from bot.summarize.briefing.headlines.choice import shortened
from bot.summarize.briefing.selection import ALSO, WORDS
from bot.summarize.generation.glosses import without_cut

MANY_SECTIONS: dict[Length, int] = {"short": 3, "normal": 4, "long": 8}
"""Sections that fit beside all the lines; each further one takes the place of …"""
LINES_A_SECTION, LEAST_LINES = 2, 2
"""… so many lines, of which so many are left."""
LEAST_SECTION, GENEROUS = 50, 5
"""Words of a headline with one sentence, and how many quarters of a fair share of the words left a section may have."""
LEAD_STORIES, LEAD_LINE = 3, 100
"""A lead is at most three lines, one for each of the first stories; 100 characters are a line, and hold nearly every
headline whole."""
SECTION: dict[Length, int] = {"short": 70, "normal": 100, "long": 200}
"""Words of one story's section; an affair of several stories has half as many more."""
FILLED = 130
"""… and of one that is filled up where there is room."""
AT_FIRST = 2
"""Sentences that a section of one story gets before others have as many."""
FRAME = 40
"""Words of a title, the line below it, and the last line."""
IsKnown = Callable[[Claim], bool]
"""Tells whether a claim was told before."""
LONGEST_LINE = 140
"""Characters of a sentence that stands for a headline."""
BESIDE = 6
"""Words beside a headline: its number, NEW, how many outlets tell it."""
BESIDE_LINE = 5
"""Words beside the text of a line: its mark, its footnote, how many outlets tell it."""
MARK = 3
"""Words that say in which language a text stands, where that is not the reader's."""
ALSO_WORDS = 12
"""Words that are kept for each line of the stories that get no section."""


def room(length: Length, waiting: int, due: int = 0) -> int:
    """Return how many words the sections of a briefing may have, where so many stories wait to be told, and so many of
    them are due a section."""
    lines = min(lines_beside(length, due), max(0, waiting - 1))
    led = LEAD_STORIES if length != "short" and waiting >= LEAD_STORIES else 0
    return WORDS[length] - FRAME - ALSO_WORDS * (led + lines)


def lines_beside(length: Length, due: int) -> int:
    """Return how many stories may get a line each, beside so many that are due a section: a story of several outlets
    is worth more of a reader's time than two lines."""
    more = max(0, due - MANY_SECTIONS[length])
    return max(min(LEAST_LINES, ALSO[length]), ALSO[length] - LINES_A_SECTION * more)


def share(left: int, waiting: int, length: Length, sides: int) -> int:
    """Return how many words of those left a section may have, where so many due ones wait behind it."""
    fair = max(LEAST_SECTION, left * GENEROUS // (4 * (waiting + 1))) if waiting else left
    return min(fair, left, section_room(length, sides))


def section_room(length: Length, sides: int) -> int:
    """Return how many words a section may have that tells so many further stories of its affair."""
    return SECTION[length] * 3 // 2 if sides else SECTION[length]


def words(story: BriefedStory) -> int:
    """Return how many words a section has as it is shown, with what stands beside its headline and its footnotes."""
    claims = (*story.claims, *story.differences)
    texts = (story.headline, *(claim.text for claim in claims))
    return sum(len(text.split()) for text in texts) + len(claims) + BESIDE


def spare(stories: Sequence[BriefedStory], also: Sequence[BriefedStory], length: Length) -> int:
    """Return how many more words a briefing may have that tells these stories."""
    lines = [*lead(stories, length), *(story.claims[0] for story in also)]
    told = [*lines, *(claim for story in stories for claim in story.claims)]
    foreign = sum(bool(claim.foreign) for claim in told) + sum(bool(story.headline_foreign) for story in stories)
    used = sum(map(words, stories)) + sum(len(line.text.split()) + BESIDE_LINE for line in lines) + MARK * foreign
    return WORDS[length] - FRAME - used


def fitted(story: BriefedStory, left: int) -> BriefedStory | None:
    """Return a section cut to so many words: its last sentences go first. None where not one fits."""
    for count in range(len(story.claims), 0, -1):
        cut = replace(story, claims=story.claims[:count])
        if words(cut) <= left:
            return cut
    return None


def line(story: BriefedStory, known: IsKnown | None = None) -> BriefedStory:
    """Return a story as one line: its headline with a passage of the article that is headed so.

    Where none is cited, or the line was told before, it is the story's first sentence. Only a headline that a model
    wrote has citations of its own.
    """
    first = story.claims[0]
    where = story.headline_cites or tuple(c for claim in story.claims for c in claim.citations if _heads(c, story))
    cited = where[:4] if story.headline_cites else where[:1]
    by: Literal["model", "extractive"] = "model" if story.headline_cites else "extractive"
    told = Claim(story.headline, cited, by, foreign=story.headline_foreign)
    if not where or (known and known(told)):
        told = cut(first, LONGEST_LINE)
    return replace(story, claims=(told,), differences=())


def cut(claim: Claim, most: int) -> Claim:
    """Return a claim as a line of at most so many characters; what a model wrote stays whole, for nobody has read
    whether a part of it is so."""
    if claim.written_by == "model":
        return claim
    return replace(claim, text=whole_quotes(shortened(claim.text, most)))


def _heads(citation: Citation, story: BriefedStory) -> bool:
    """Tell whether a citation is of the article whose title is the story's headline, which may have been cut."""
    headed = story.headline.removesuffix("…").rstrip().casefold()
    title = plain_title(" ".join(citation.title.split()))
    return any(each.casefold().startswith(headed) for each in (title, say("briefing.opinion", title=title)))


def whole_quotes(text: str) -> str:
    """Return a line that was cut without the quotation, or the gloss of one, that the cut left open."""
    text = without_cut(text)
    pairs = (
        (("„", "“"),) if "„" in text else (("“", "”"), ("«", "»"))
    )  # the mark that closes in German opens in English
    for opened, closed in pairs:
        if text.count(opened) > text.count(closed) and text.endswith("…"):
            text = text[: text.rfind(opened)].rstrip(" ,:;–—-") + "…"
    return text


def lead(stories: Sequence[BriefedStory], length: Length) -> tuple[Claim, ...]:
    """Return the first stories in a line each; nothing where so little is told that it is seen at once."""
    if length == "short" or len(stories) < LEAD_STORIES:
        return ()
    return tuple(cut(line(story).claims[0], LEAD_LINE) for story in stories[:LEAD_STORIES])
