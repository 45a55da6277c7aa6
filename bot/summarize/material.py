"""What a story is written from: its articles, and the sentences of them that may be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.evidence.quotes import is_english
from bot.evidence.stopwords import content_words, stem
from bot.models import CITATION_CHARS, Citation, Passage, Revision, Span, Statement
from bot.summarize.novelty import Known
from bot.summarize.screening import is_of_language, is_reporting, is_safe


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that may be told: `topic` are its stems of meaning, `order` its place in its article."""

    revision: Revision
    span: Span
    text: str
    topic: frozenset[str]
    order: int


@dataclass(frozen=True, slots=True)
class Material:
    """What a story is written from: its articles (no copies), their passages and who speaks in them."""

    revisions: tuple[Revision, ...]
    passages: Mapping[int, Sequence[Passage]]
    statements: tuple[Statement, ...] = ()
    known: Known = field(default_factory=Known)
    """Sentences that the channel was told before, of any story."""
    told_words: frozenset[str] = frozenset()
    """Stems of what it was told of this one."""

    def fresh(self, sentences: Iterable[Sentence]) -> list[Sentence]:
        """Return the sentences that tell the channel something new."""
        return [item for item in sentences if not self.known.holds(item.text)]


def cite(revision: Revision, span: Span) -> Citation:
    """Return the citation of a span of a revision."""
    start, end = span
    return Citation(
        revision.id,
        start,
        end,
        revision.text[start:end],
        revision.url,
        revision.title,
        revision.source,
        revision.published_at,
        revision.paywalled,
    )


def tellable(material: Material) -> list[Sentence]:
    """Return the sentences that report and belong to the story, article by article.

    A sentence belongs where it shares its matter with the title or with other paragraphs: what was planted in a page,
    or stands on every page of a site, does not.
    """
    return [item for revision in material.revisions for item in _of(revision, material)]


def _of(revision: Revision, material: Material) -> Iterable[Sentence]:
    english = is_english(revision.text, revision.language)
    passages = material.passages.get(revision.id, ())
    spread = _spread(revision)
    others = frozenset().union(
        *(stems(f"{r.title} {r.text[:4000]}") for r in material.revisions if r.id != revision.id)
    )
    title = stems(revision.title)
    for order, (passage, span) in enumerate((p, s) for p in passages for s in (p.sentences or ((p.start, p.end),))):
        text = " ".join(revision.text[span[0] : span[1]].split())
        topic = stems(text)
        if not is_reporting(text) or not is_of_language(text, english) or span[1] - span[0] > CITATION_CHARS:
            continue
        if _belongs(topic, title, spread, others, len(passages)) and is_safe(passage.text):
            yield Sentence(revision, span, text, topic, order)


def stems(text: str) -> frozenset[str]:
    """Return the stems of meaning of a text."""
    return frozenset(stem(word) for word in content_words(text))


def _spread(revision: Revision) -> Counter[str]:
    """Return in how many paragraphs of the article each stem stands."""
    counted: Counter[str] = Counter()
    for paragraph in revision.text.split("\n"):
        counted.update(stems(paragraph))
    return counted


def _belongs(
    topic: frozenset[str], title: frozenset[str], spread: Counter[str], others: frozenset[str], passages: int
) -> bool:
    if passages <= 2:
        return True
    linked = {word for word in topic if word in title or spread[word] > 1 or word in others}
    return len(linked) >= 2 and len(linked) >= 0.2 * len(topic)
