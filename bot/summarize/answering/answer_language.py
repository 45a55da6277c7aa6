"""In which language an answer is written: what its channel reads, else what it was asked in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.language.detection import language_of_question
from bot.language.registry import pack_of, pack_of_line, packs
from bot.models import Answer, Citation
from bot.summarize.verification.cited_language import language_of
from bot.summarize.verification.foreign import marked


def written_in(question: str, chosen: str, passages: Iterable[Citation]) -> str:
    """Return the code of the language to write in, "" where it need not be said.

    `chosen` is what the channel reads. What a question is asked in counts where a passage is in another.
    """
    asked = chosen or asked_in(question)
    foreign = any(language_of((each,)) not in ("", asked) for each in passages)
    return asked if chosen or foreign else ""


def asked_in(question: str) -> str:
    """Return the code of a question's language; "" where its few words leave it open: “was” is of two languages.

    So do those of which a third is English.
    """
    code, english = language_of_question(question) or _by_small_words(question), pack_of("en")
    if code in ("", "en"):
        return code
    words = english.words.tokens(question)
    shared = sum(word in english.content.stopwords for word in words)
    return code if shared <= 1 or 3 * shared < len(words) else ""


def _by_small_words(question: str) -> str:
    words = pack_of_line(question).words.tokens(question)
    small = {pack.code: sum(word in pack.small_words() for word in words) for pack in packs()}
    most = max(small.values(), default=0)
    best = [code for code, count in small.items() if count == most]
    return best[0] if most > 1 and len(best) == 1 else ""


def in_language(answer: Answer, language: str) -> Answer:
    """Return an answer with the language of each sentence that stands in another than is read."""
    return replace(answer, claims=tuple(marked(claim, language) for claim in answer.claims), language=language)
