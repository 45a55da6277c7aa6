"""A slip in a question: a word that no article holds, and the one that comes nearest to it of those that are held."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.language.in_any_language import name_key
from bot.language.word_matching import TOKEN
from bot.models import Audience
from bot.store.full_text_search import search
from bot.store.news import articles
from bot.store.protocol import Connection
from bot.summarize.answering.query_understanding import Question
from bot.text.folding import fold
from bot.text.transliteration import alike

NEAR = 0.8
"""Of two words that may be one in a slip: a letter of five taken for another, put elsewhere, left out."""
FEWEST = 5
"""Letters: a shorter word is near to too many."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A word as it was typed, and as it is read."""

    typed: str
    read: str
    sure: bool
    """The read one is no name, or the same one in other letters: “Ossian” for “Osian”, not “Nigeria” for “Niger”."""


def mended(
    db: Connection, question: Question, texts: Sequence[str], audience: Audience
) -> tuple[str, tuple[Slip, ...]]:
    """Return a question with each word that nothing holds replaced by the nearest one, and which those were.

    Near ones are looked for in `texts`, which a search for the rest of the question found, and among those who speak.
    """
    found = "\n".join(texts).casefold()
    missing = (word for word in _typed(question) if not re.search(rf"\b{re.escape(word.casefold())}\b", found))
    unknown = [word for word in missing if not search(db, word, audience, limit=1)]
    if not unknown:
        return question.text, ()
    known = _known((*texts, *articles.speakers(db, audience)))
    slips = tuple(_slip(word, known[near[0]], question) for word in unknown if (near := _near(word, known)))
    text = question.text
    for slip in slips:
        text = re.sub(rf"\b{re.escape(slip.typed)}\b", slip.read, text)
    return text, slips


def _slip(word: str, read: str, question: Question) -> Slip:
    name = fold(word) in question.names or read[:1].isupper()
    return Slip(word, read, not name or alike(fold(word), fold(read)))


def _typed(question: Question) -> Iterator[str]:
    """Yield the words that a question is about as they were typed."""
    wanted = {*question.names, *question.terms}
    for match in TOKEN.finditer(question.text):
        if len(match.group()) >= FEWEST and fold(match.group()) in wanted:
            yield match.group()


def _known(texts: Iterable[str]) -> dict[str, str]:
    """Return the words of texts as they are written, by their folded form: small where one stands there so."""
    return dict(sorted(_written(texts), key=lambda pair: pair[1][:1].islower()))


def _written(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        for match in TOKEN.finditer(text):
            if len(match.group()) >= FEWEST:
                yield fold(match.group()), re.sub(r"['’]s?$", "", match.group())


def _near(word: str, known: Iterable[str]) -> list[str]:
    low = name_key(word) or fold(word)
    like = [other for other in known if other[:1] == low[:1] and abs(len(other) - len(low)) <= 2 and other != low]
    return difflib.get_close_matches(low, like, 1, NEAR)
