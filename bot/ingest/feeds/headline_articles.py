"""Items that are only a headline, as aggregators and walled sites give them: the headline is what they say."""

from __future__ import annotations

from dataclasses import replace

from bot.ingest.feeds.entry_footers import is_notice
from bot.language.detection import decided
from bot.language.sentences import split
from bot.language.untrusted_text import is_furniture
from bot.models import Article
from bot.text.visible import letters_of

_LONGEST = 300
"""Characters of a text in which a headline is looked for."""


def told_by_headline(article: Article) -> Article:
    """Return an article; where its text is its headline once more, or only calls and notices, the headline is it."""
    title = article.title
    if not title or len(article.text) > max(_LONGEST, 2 * len(title)) or article.text == title:
        return article
    language = decided(article.text, article.language)
    left = [part for part in split(article.text, language) if not _says_nothing(part, article)]
    return article if left else replace(article, text=title)


def _says_nothing(sentence: str, article: Article) -> bool:
    told = letters_of(sentence)
    return (
        not told
        or told in letters_of(article.title)
        or told == letters_of(article.source)
        or is_notice(sentence, article.title, article.source)
        or is_furniture(sentence)
    )
