"""The passages that come nearest to a question that nothing held answers: shown as passages, never as an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, takewhile

from bot.language.untrusted_text import is_hostile, is_safe
from bot.models import Audience, Citation, Hit
from bot.store.full_text_search import search
from bot.store.protocol import Connection
from bot.summarize.answering.query_understanding import Question

NEAREST = 2


def nearest(
    db: Connection, question: Question, audience: Audience, likely: Sequence[Hit] | None = None
) -> tuple[Citation, ...]:
    """Return the passages that come nearest to a question: first those that hold a name of it, where one is held.

    `likely` are what a search for the question gave, where it was made.
    """
    said = question.kind == "said"
    names = (question.names,) if said else question.runs
    text = f"{question.speaker} {question.about}" if said else question.text
    if likely is None:
        likely = search(db, text, audience, limit=NEAREST)
    unheld = [name for name in names if not any(_holds(hit, name, question) for hit in likely)]
    found = [(name, hit) for name in unheld for hit in search(db, " ".join(name), audience, limit=NEAREST)]
    named = [hit for name, hit in found if _holds(hit, name, question)]
    ranked = sorted((*likely, *named), key=lambda hit: -sum(len(name) for name in names if _holds(hit, name, question)))
    return tuple(islice(dict.fromkeys(cited for hit in ranked if (cited := shown(hit))), NEAREST))


def shown(hit: Hit) -> Citation | None:
    """Return the passage from its first sentence that may be told to the last of those that follow; None for none."""
    cited, passage = hit.citation, hit.passage
    if is_hostile(cited.text):
        return None
    spans = passage.sentences or ((passage.start, passage.end),)
    safe = [(s, e) for s, e in spans if is_safe(cited.text[s - cited.start : e - cited.start])]
    run = list(takewhile(lambda span: span in safe, spans[spans.index(safe[0]) :])) if safe else []
    if not run:
        return None
    start, end = run[0][0], run[-1][1]
    return replace(cited, start=start, end=end, text=cited.text[start - cited.start : end - cited.start])


def _holds(hit: Hit, name: Sequence[str], question: Question) -> bool:
    words = question.pack.words
    return bool(name) and words.holds(words.tokens(hit.citation.text), name[-1])
