"""Where an article names in full whom a passage only points to."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from bot.evidence.people.name_matching import same_person
from bot.language.registry import pack_of
from bot.language.sentences import around, sentences
from bot.models import CITATION_CHARS, Citation, Revision


def naming(name: str, cited: Citation, revision: Revision) -> tuple[str, Citation] | None:
    """Return the name as it is printed nearest before a citation (or else after it), and a citation of that place."""
    mentions = [
        span
        for span in pack_of(revision.language).names.spans(revision.text)
        if same_person(name, revision.text[span[0] : span[1]])
    ]
    if not mentions:
        return None
    full = [span for span in mentions if " ".join(revision.text[span[0] : span[1]].split()) == name] or mentions
    before = [span for span in full if span[1] <= cited.start]
    start, end = before[-1] if before else full[0]
    first, last = around(revision.text, start, end, sentences(revision.text, revision.language))
    if not first <= start < end <= last or last - first > CITATION_CHARS:
        first, last = start, end
    printed = " ".join(revision.text[start:end].split())
    return printed, replace(cited, start=first, end=last, text=revision.text[first:last])


def is_introduced(name: str, revision: Revision) -> bool:
    """Tell whether an article says more of somebody than one bare name: a fuller one, a title, or the name again."""
    if len(name.split()) != 1 or not name[:1].isupper():
        return True
    whole = f"{revision.title}\n{revision.text}"
    own = [mention for mention in _named(whole, revision.language) if same_person(name, mention)]
    return len(own) != 1 or len(own[0].split()) > 1


@lru_cache(maxsize=64)
def _named(text: str, language: str) -> tuple[str, ...]:
    """Return the names that a text prints: it is asked about each of its quotations."""
    return tuple(text[start:end] for start, end in pack_of(language).names.spans(text))
