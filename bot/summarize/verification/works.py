"""Words in quotation marks that nobody says: the title of a film, a book, a song."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.claims import ClaimRules
from bot.language.tokens import Token
from bot.models import Citation
from bot.summarize.verification.cited_statements import CitedQuote, CitedSource


def is_work(words: str, source: CitedSource, cited: Sequence[Citation]) -> bool:
    """Tell whether quoted words are set as a title is, and are nowhere all that somebody says.

    “The Godfather” in “Lopez said that “The Godfather” was restored” is nobody's words, “Never” in “Lopez said:
    “Never”” is hers, and so is what she calls a “Total Disaster”.
    """
    if not _is_set_as_title(words, source.rules) or any(_is_said(words, item) for item in source.said):
        return False
    return not any(_is_one_of_many(words, item.text, source.rules) for item in cited)


def _is_one_of_many(words: str, text: str, rules: ClaimRules) -> bool:
    """Tell whether “a” stands before the words in a text: a title is one."""
    before = (text[: at.start()].rstrip("\"'“”„«‘ ").split()[-1:] for at in re.finditer(re.escape(words), text))
    return any(word and word[0].lower() in rules.indefinite for word in before)


def _is_set_as_title(words: str, rules: ClaimRules) -> bool:
    """Tell whether each word of meaning begins with a capital, and so does the first."""
    found = [token for token in rules.tokens(words) if not token.mark]
    small = rules.function_words | rules.articles
    return bool(found) and all(_is_capital(token) or (at and token.low in small) for at, token in enumerate(found))


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() or token.value is not None


def _is_said(words: str, item: CitedQuote) -> bool:
    return item.holds(words) and item.text.strip(" \"'“”„«».,;:!?") == words
