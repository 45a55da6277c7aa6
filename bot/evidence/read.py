"""An article to what it says, in pieces that can be checked."""

from __future__ import annotations

from dataclasses import dataclass

from bot.evidence.duplicates import sketch
from bot.evidence.passages import passages, sentences
from bot.evidence.quotes import read_quotes
from bot.evidence.resolution import Cast
from bot.evidence.stories import terms
from bot.models import Article, Passage, Quote, Speaker


@dataclass(frozen=True, slots=True)
class Reading:
    """What `read` found in an article: all spans are of `article.text`; pure data that crosses processes.

    `sketch` is the bottom-k of the text's shingle hashes (signed 64 bit), `size` the number of its shingles,
    `terms` the weighted words and names that decide which story it joins.
    """

    passages: tuple[Passage, ...]
    quotes: tuple[Quote, ...]
    speakers: tuple[Speaker, ...]
    sketch: tuple[int, ...]
    size: int
    terms: dict[str, float]


def read(article: Article) -> Reading:
    """Return what the article says. Never raises for any text; linear in its length."""
    hashes, size = sketch(article.text)
    found = sentences(article.text, article.language)
    cast = Cast(article.text)
    return Reading(
        passages=passages(article.text, article.language, found),
        quotes=read_quotes(article.text, found, article.language, cast),
        speakers=cast.speakers(),
        sketch=hashes,
        size=size,
        terms=terms(article),
    )
