"""A slip in a question: a word that no article holds, and the one that comes nearest to it of those that are held."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence

from bot.language.in_any_language import name_key
from bot.language.word_matching import TOKEN
from bot.models import Audience
from bot.store.full_text_search import search
from bot.store.news import articles
from bot.store.protocol import Connection
from bot.summarize.answering.query_understanding import Question
from bot.text.folding import fold

NEAR = 0.8
"""Of two words that may be one in a slip: a letter of five taken for another, put elsewhere, left out."""
FEWEST = 5
"""Letters: a shorter word is near to too many."""


def mended(
    db: Connection, question: Question, texts: Sequence[str], audience: Audience
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return a question with each word that nothing holds replaced by the nearest one, and which those were.

    Near ones are looked for in `texts`, which a search for the rest of the question found, and among those who speak.
    """
    unknown = [word for word in _typed(question) if not search(db, word, audience, limit=1)]
    if not unknown:
        return question.text, ()
    known = dict(_written((*texts, *articles.speakers(db, audience))))
    slips = tuple((word, known[near[0]]) for word in unknown if (near := _near(word, known)))
    text = question.text
    for word, instead in slips:
        text = re.sub(rf"\b{re.escape(word)}\b", instead, text)
    return text, slips


def _typed(question: Question) -> Iterator[str]:
    """Yield the words that a question is about as they were typed."""
    wanted = {*question.names, *question.terms}
    for match in TOKEN.finditer(question.text):
        if len(match.group()) >= FEWEST and fold(match.group()) in wanted:
            yield match.group()


def _written(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        for match in TOKEN.finditer(text):
            if len(match.group()) >= FEWEST:
                yield fold(match.group()), re.sub(r"['’]s?$", "", match.group())


def _near(word: str, known: Iterable[str]) -> list[str]:
    low = name_key(word) or fold(word)
    alike = [other for other in known if other[:1] == low[:1] and abs(len(other) - len(low)) <= 2 and other != low]
    return difflib.get_close_matches(low, alike, 1, NEAR)
