"""Articles in the characters that the store can hold."""

from __future__ import annotations

from dataclasses import replace

from bot.models import Article


def storable(article: Article) -> Article:
    """Return the article without the characters that SQLite cannot hold, each replaced by one: spans stay."""
    return replace(
        article,
        text=_storable(article.text),
        title=_storable(article.title),
        url=_storable(article.url),
        source=_storable(article.source),
        author=_storable(article.author),
        topic=_storable(article.topic),
    )


def _storable(text: str) -> str:
    if "\0" not in text and text.isascii():
        return text
    return text.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
