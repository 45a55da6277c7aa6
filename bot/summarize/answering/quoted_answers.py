"""What somebody said, from the statements that are held: one claim a statement, in the source's own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot.evidence.people.first_mention import naming
from bot.evidence.people.name_matching import same_person
from bot.language.in_any_language import name_key, name_words
from bot.models import Citation, Claim, Revision, Statement
from bot.summarize.answering.query_understanding import Question
from bot.summarize.verification.verify import says_too

MOST_CLAIMS = 8

_MOST_CITED = 4
_BEFORE = 400
"""Characters before a statement in which that is told that it speaks of: the sentences that lead up to it."""
Revisions = Callable[[int], Revision | None]


def who(asked: str, statement: Statement) -> str:
    """Return the name of the one who was asked about: who speaks, or who passes it on."""
    quote = statement.quote
    for name in (quote.speaker, quote.via):
        if name and same_person(asked, name):
            return name
    return quote.speaker or quote.speaker_as_written or asked


def relevant(question: Question, statements: Iterable[Statement], revisions: Revisions) -> list[Statement]:
    """Return the statements that are about what was asked, and said to whom was asked.

    Where some say it in their own words, those beside which it is only named are left out; where none has it named
    beside it, those in which some of it is said and that stand behind the rest of it.
    """
    near = [item for item in statements if _is_to(question, item, revisions)]
    said = [item for item in near if _is_about(question, item.quote.text)]
    said = said or [item for item in near if _is_about(question, f"{item.citation.text} {item.quote.text}")]
    return said or [item for item in near if _stands_behind(question, item, revisions)]


def _stands_behind(question: Question, statement: Statement, revisions: Revisions) -> bool:
    """Tell whether a statement says a word of what was asked, and the title and the text before it all others."""
    words, revision = question.pack.words, revisions(statement.citation.revision_id)
    if revision is None or not any(words.holds(words.tokens(statement.quote.text), term) for term in question.terms):
        return False
    before = revision.text[max(0, statement.citation.start - _BEFORE) : statement.citation.end]
    return _is_about(question, f"{revision.title} {before}")


def _is_about(question: Question, text: str) -> bool:
    if not question.terms:
        return True
    compared = question.pack.words
    words = compared.tokens(text)
    missing = sum(not compared.holds(words, term) for term in question.terms)
    return missing <= len(question.terms) // 3


def _is_to(question: Question, statement: Statement, revisions: Revisions) -> bool:
    if not question.addressee:
        return True
    compared, asked = question.pack.words, name_words(question.addressee)
    words = compared.tokens(statement.citation.text)
    if all(compared.holds(words, word) for word in asked):
        return True
    listener = name_key(statement.quote.addressee or "")
    revision = revisions(statement.citation.revision_id)
    return bool(listener) and revision is not None and _is_called(question, listener, revision)


def _is_called(question: Question, listener: str, revision: Revision) -> bool:
    """Tell whether an article gives somebody the full name or the office by which a listener was asked about."""
    words, asked = question.pack.words, name_words(question.addressee)
    lines = (words.tokens(line) for line in re.split(r"(?<=[.!?])\s+|\n+", f"{revision.title}\n{revision.text}"))
    small = question.pack.content.stopwords
    wanted = [word for word in asked if word not in small]
    return any(listener in line and all(words.holds(line, word) for word in wanted) for line in lines)


def claims(question: Question, statements: Sequence[Statement], revisions: Revisions) -> tuple[Claim, ...]:
    """Return at most eight claims that tell the statements in their order; one context is told once.

    A statement that another outlet prints too is told once with both citations.
    """
    told: list[Claim] = []
    for statement in _distinct(statements):
        claim = _carried(_claim(question, statement, revisions), statement)
        twin = next((n for n, other in enumerate(told) if _is_told_by(question, other, claim, revisions)), None)
        if twin is None:
            told.append(claim)
        elif claim.citations[0].revision_id not in {item.revision_id for item in told[twin].citations}:
            told[twin] = replace(told[twin], citations=(*told[twin].citations, *claim.citations)[:_MOST_CITED])
    return tuple(_weightiest(told, statements))


def _is_told_by(question: Question, told: Claim, claim: Claim, revisions: Revisions) -> bool:
    """Tell whether a claim says what was told: in nearly the same words, and its passages bear them out."""
    if not question.pack.words.alike(told.text, claim.text):
        return False
    article = revisions(claim.citations[0].revision_id)
    return article is not None and says_too(told.text, claim.citations, article)


def _carried(claim: Claim, statement: Statement) -> Claim:
    """Let a claim cite the other articles that print its statement, too."""
    return replace(claim, citations=(*claim.citations, *statement.carried)[:_MOST_CITED])


def _distinct(statements: Sequence[Statement]) -> list[Statement]:
    """Leave out statements whose context another one tells."""
    kept: list[Statement] = []
    for item in statements:
        span = item.citation
        inside = [
            other
            for other in kept
            if other.citation.revision_id == span.revision_id
            and other.citation.start <= span.start
            and other.citation.end >= span.end
        ]
        if not inside:
            kept = [other for other in kept if not _holds(span, other.citation)]
            kept.append(item)
    return kept


def _holds(outer: Citation, inner: Citation) -> bool:
    return outer.revision_id == inner.revision_id and outer.start <= inner.start and outer.end >= inner.end


def _weightiest(told: list[Claim], statements: Sequence[Statement]) -> list[Claim]:
    """Return at most eight, in order: quotations before reports where there are more, the later before the older."""
    if len(told) <= MOST_CLAIMS:
        return told
    quoted = {(item.citation.revision_id, item.citation.start) for item in statements if item.quote.kind != "indirect"}
    order = sorted(
        range(len(told)),
        key=lambda n: ((told[n].citations[0].revision_id, told[n].citations[0].start) not in quoted, -n),
    )
    kept = set(order[:MOST_CLAIMS])
    return [claim for n, claim in enumerate(told) if n in kept]


def _claim(question: Question, statement: Statement, revisions: Revisions) -> Claim:
    name, cited = who(question.speaker, statement), statement.citation
    text = " ".join(cited.text.split())
    if name_key(name) in question.pack.words.tokens(text):
        return Claim(text, (cited,), speaker=name)
    revision = revisions(cited.revision_id)
    mention = naming(name, cited, revision) if revision else None
    if mention is None:
        return Claim(text, (cited,), speaker=name)
    printed, citation = mention
    return Claim(f"{printed}: {text}", (cited, citation), speaker=name)
