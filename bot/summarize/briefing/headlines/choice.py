"""Which title heads a story: that of the article its first sentence cites, unless it says less than another's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.detection import decided
from bot.language.registry import pack_of
from bot.language.title_forms import plain_title, withholds_its_news
from bot.language.untrusted_text import is_safe
from bot.language.word_matching import WordMatching
from bot.models import Claim, Revision
from bot.summarize.briefing.headlines.sentence_case import in_sentence_case, in_title_case
from bot.summarize.briefing.source_sentences import stems

LONGEST_HEADLINE = 100
_CLAUSE = re.compile(r"[,;](?=\s)|\s[–—-](?=\s)")
"""Where a line is cut rather than within a clause: “fears about the virus reduced” tells what is not so."""
OF_ONE_EVENT, MOSTLY_TOLD, WELL_TOLD = 2, 0.5, 0.75
"""Stems of a story's first sentence that another article's title must hold to head it, and the share of its own that
are told: what it promises beside them, nothing keeps. Where that is more than half of a title, another that is cited
and told so well takes its place."""


def headline(revisions: Sequence[Revision], claims: Sequence[Claim], beside: Sequence[str] = ()) -> str:
    """Return a story's headline: the title of the article that its first sentence cites, or of another that it cites,
    or that sentence cut at a word.

    A title that is a question or a teaser, or one of which nothing tells names from words, gives way to another on the
    same event; so does one that the story tells less than half of, to one that it tells. `beside`: what stands in the
    other articles of the day, by which that is told, too.
    """
    cited = [c.revision_id for claim in claims for c in claim.citations]
    rank = {item: (item not in cited[:1], item not in cited, -cited.count(item)) for item in {r.id for r in revisions}}
    titles = [_printed(item, revisions, beside) for item in sorted(revisions, key=lambda item: rank[item.id])]
    titles = [title for title in titles if title]
    if not titles:
        return shortened(claims[0].text) if claims else ""
    quoted = {_printed(item, revisions, beside) for item in revisions if item.id in cited}
    others = (title for title in titles[1:] if _is_plain(title) and _is_of(title, claims))
    if _is_plain(titles[0]):
        promises = claims and _told_share(titles[0], claims) < MOSTLY_TOLD
        others = (title for title in others if promises and title in quoted and _told_share(title, claims) >= WELL_TOLD)
    return shortened(next(others, titles[0]), 2 * LONGEST_HEADLINE)


def _printed(revision: Revision, revisions: Sequence[Revision], beside: Sequence[str]) -> str:
    """Return an article's title as it is shown; "" where it may not be."""
    title = " ".join(revision.title.split())
    if not (title and is_safe(title) and len(_words_of(revision).tokens(title)) > 1):
        return ""
    return in_one_case(plain_title(title), revisions, beside)


def _is_plain(title: str) -> bool:
    return not withholds_its_news(title) and not in_title_case(title)


def _is_of(title: str, claims: Sequence[Claim]) -> bool:
    """Tell whether a title tells of what a story begins with, and mostly of what is told at all."""
    if not claims:
        return False
    language = claims[0].citations[0].language
    shared = stems(title, language) & stems(claims[0].text, language)
    return len(shared) >= OF_ONE_EVENT and _told_share(title, claims) >= MOSTLY_TOLD


def _told_share(title: str, claims: Sequence[Claim]) -> float:
    """Return how much of what a title says some claims tell."""
    language = claims[0].citations[0].language
    wanted, told = stems(title, language), stems(" ".join(claim.text for claim in claims), language)
    return len(wanted & told) / (len(wanted) or 1)


def in_one_case(line: str, revisions: Sequence[Revision], beside: Sequence[str] = ()) -> str:
    """Return a headline over articles as their sentences would print it."""
    spoken = decided(revisions[0].text, revisions[0].language) if revisions else ""
    return in_sentence_case(line, [revision.text for revision in revisions], spoken, beside)


def _words_of(revision: Revision) -> WordMatching:
    return pack_of(decided(revision.text, revision.language)).words


def shortened(text: str, most: int = LONGEST_HEADLINE) -> str:
    """Return a line of at most `most` characters, cut behind a clause, or else at a word."""
    if len(text) <= most:
        return text
    clause = max(match.start() for match in _CLAUSE.finditer(f", {text[: most - 1]}")) - 2
    cut = clause if clause > most // 2 else text.rfind(" ", 0, most - 1)
    return text[: cut if cut > most // 2 else most - 1].rstrip(" ,;:–—-") + "…"
