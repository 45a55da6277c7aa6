"""Articles in the characters that the store can hold."""

from __future__ import annotations

from dataclasses import replace

from bot.models import Article
from bot.text.storable import storable as text_of


def storable(article: Article) -> Article:
    """Return the article without the characters that SQLite cannot hold, each replaced by one: spans stay."""
    return replace(
        article,
        text=text_of(article.text),
        title=text_of(article.title),
        url=text_of(article.url),
        source=text_of(article.source),
        author=text_of(article.author),
        topic=text_of(article.topic),
    )
