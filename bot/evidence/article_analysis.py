"""An article to what it says, in pieces that can be checked."""

from __future__ import annotations

from dataclasses import dataclass

from bot.evidence.people.coreference import Cast
from bot.evidence.quotes.extraction import read_quotes
from bot.evidence.stories.clustering import terms
from bot.evidence.stories.near_duplicates import sketch
from bot.language.detection import decided
from bot.language.sentences import passages, sentences
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
    language: str = ""
    """As the article gives it, or as its words say: from here on it is the text's."""


def read(article: Article) -> Reading:
    """Return what the article says. Never raises for any text; linear in its length."""
    hashes, size = sketch(article.text)
    language = decided(article.text, article.language)
    found = sentences(article.text, language)
    cast = Cast(article.text, language)
    return Reading(
        passages=passages(article.text, language, found),
        quotes=read_quotes(article.text, found, language, cast),
        speakers=cast.speakers(),
        sketch=hashes,
        size=size,
        terms=terms(article, language),
        language=language,
    )
