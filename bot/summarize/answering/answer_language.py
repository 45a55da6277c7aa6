"""In which language an answer is written: what its channel reads, else what it was asked in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.language.detection import language_of as detected
from bot.language.registry import pack_of_line
from bot.models import Answer, Citation
from bot.summarize.verification.cited_language import language_of
from bot.summarize.verification.foreign import marked


def written_in(question: str, chosen: str, passages: Iterable[Citation]) -> str:
    """Return the code of the language to write in, "" where it need not be said.

    `chosen` is what the channel reads. A question's own language is told from few words: it counts where both ways of
    telling it agree, and a passage is in another.
    """
    if chosen:
        return chosen
    asked = pack_of_line(question).code
    foreign = any(language_of((each,)) not in ("", asked) for each in passages)
    return asked if foreign and detected(question) == asked else ""


def in_language(answer: Answer, language: str) -> Answer:
    """Return an answer with the language of each sentence that stands in another than is read."""
    return replace(answer, claims=tuple(marked(claim, language) for claim in answer.claims), language=language)
