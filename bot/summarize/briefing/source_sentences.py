"""What a story is written from: its articles, and the sentences of them that may be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.language.detection import decided
from bot.language.registry import every_mark, pack_of
from bot.language.untrusted_text import is_furniture, is_headline, is_reporting, sound, tells_no_news
from bot.models import CITATION_CHARS, Citation, Passage, Revision, Span, Statement
from bot.summarize.briefing.novelty import Known
from bot.summarize.briefing.selection import is_column
from bot.summarize.verification.taken_back import NOTHING, TakenBack
from bot.text.datelines import after_dateline
from bot.text.visible import letters_of

_FEW_PARAGRAPHS = 2
"""Of so few, no word can stand in several but by chance: sentences are counted."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that may be told: `topic` are its stems of meaning, `order` its place in its article,
    `language` that of its article."""

    revision: Revision
    span: Span
    text: str
    topic: frozenset[str]
    order: int
    language: str


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
    sides: int = 0
    """How many further stories of the same affair its last articles tell."""
    beside: tuple[str, ...] = ()
    """How the articles of all stories begin, by which a headline's names are told from its words."""
    taken_back: TakenBack = NOTHING
    """What its readers are not told again."""

    def fresh(self, sentences: Iterable[Sentence]) -> list[Sentence]:
        """Return the sentences that tell the channel something new."""
        return [item for item in sentences if not self.known.holds(item.text, item.language)]


def tellable(material: Material) -> list[Sentence]:
    """Return the sentences that report and belong to the story, article by article.

    A sentence belongs where it shares its matter with the title or with other paragraphs: what was planted in a page,
    or stands on every page of a site, does not. A column beside a report is not told.
    """
    reports = [each for each in material.revisions if not is_column(each)]
    return [item for revision in reports or material.revisions for item in _untitled(revision, material)]


def _untitled(revision: Revision, material: Material) -> list[Sentence]:
    """Leave out the sentences that only repeat the title or a part of it, and those from within what somebody says,
    which without its marks is the paper's word; unless they are all that an article says."""
    found, wanted = list(_of(revision, material)), letters_of(revision.title)
    told = [item for item in found if letters_of(item.text) not in wanted]
    spoken = every_mark().quoted(revision.text)
    return [item for item in told if not _is_within(item.span, spoken)] or told or found


def _is_within(span: Span, spoken: Iterable[Span]) -> bool:
    """Tell whether a sentence is one of several between two marks: without them it is the paper's word."""
    return any(start < span[0] and span[1] <= end for start, end in spoken)


def _of(revision: Revision, material: Material) -> Iterable[Sentence]:
    if tells_no_news(revision.title):
        return
    language = decided(revision.text, revision.language)
    pack = pack_of(language)
    if is_headline_alone(revision):
        yield from _headline(revision, language)
        return
    every = material.passages.get(revision.id, ())
    passages = sound(every, revision.text)
    spread = _spread(revision, language, every)
    others = frozenset().union(
        *(stems(f"{r.title} {r.text[:4000]}", language) for r in material.revisions if r.id != revision.id)
    )
    title = stems(revision.title, language)
    paragraphs = sum(not is_furniture(passage.text) for passage in passages)
    orders = _orders(revision, every)
    for whole in (s for passage in passages for s in spans_of(passage)):
        span = _reported(revision.text, whole)
        text = " ".join(revision.text[span[0] : span[1]].split())
        topic = stems(text, language)
        if not is_reporting(text) or not pack.screening.is_in_language(text) or span[1] - span[0] > CITATION_CHARS:
            continue
        if material.taken_back.rests_on(text, (revision.cite(span),)):
            continue
        if _belongs(topic, title, spread, others, paragraphs):
            yield Sentence(revision, span, text, topic, orders[whole], language)


def _orders(revision: Revision, passages: Sequence[Passage]) -> dict[Span, int]:
    """Return the places of an article's sentences: the first is the one behind the title that it begins with."""
    spans, wanted = [span for passage in passages for span in spans_of(passage)], letters_of(revision.title)
    lines = [letters_of(revision.text[start:end]) for start, end in spans]
    headed = next((n for n, line in enumerate(lines) if line not in wanted), 0)
    return {span: order - headed for order, span in enumerate(spans)}


def _reported(text: str, span: Span) -> Span:
    """Return a sentence without the dateline in front of it."""
    start, end = span
    return start + after_dateline(text[start:end]), end


def is_headline_alone(revision: Revision) -> bool:
    """Tell whether an article's text is its headline: there is nothing else to tell."""
    return bool(revision.title) and letters_of(revision.text) == letters_of(revision.title)


def _headline(revision: Revision, language: str) -> Iterable[Sentence]:
    text, size = " ".join(revision.text.split()), len(revision.text)
    if size <= CITATION_CHARS and is_headline(text) and pack_of(language).screening.is_in_language(text):
        yield Sentence(revision, (0, size), text, stems(text, language), 0, language)


def sound_statements(material: Material) -> list[Statement]:
    """Return the statements of which every part stands in a passage that may be told."""
    texts = {revision.id: revision.text for revision in material.revisions}
    held = {key: sound(material.passages.get(key, ()), text) for key, text in texts.items()}
    return [item for item in material.statements if within(item.citation, held.get(item.citation.revision_id, ()))]


def within(cited: Citation, passages: Iterable[Passage]) -> bool:
    """Tell whether a citation begins and ends in one of some passages."""
    ends = (cited.start, cited.end - 1)
    found = [item for item in passages if item.start <= ends[1] and ends[0] < item.end]
    return all(any(item.start <= end < item.end for item in found) for end in ends)


def spans_of(passage: Passage) -> tuple[Span, ...]:
    """Return the sentences of a passage."""
    return passage.sentences or ((passage.start, passage.end),)


def hangs(item: Sentence) -> bool:
    """Tell whether a sentence hangs on the one before it: “He …”, “If it worked …”.

    Whom a clause calls “he” before it, the sentence names itself; what “it” is, hardly ever.
    """
    pack = pack_of(item.language)
    opening = pack.words.tokens(item.text)[:2]
    things = {word for word, kinds in pack.people.pronouns.items() if "person" not in kinds}
    hanging = pack.claims.hanging
    if opening[:1] and opening[0] in pack.people.prepositions:
        things |= hanging - pack.people.pronouns.keys()  # “Until then”, “After that”
    if not hanging.isdisjoint(opening[:1]) or not things.isdisjoint(opening[1:]):
        return True
    if not opening[:1] or opening[0] not in pack.claims.some_of_them:
        return False
    return any(token.past for token in pack.claims.tokens(item.text)[1:2])  # “Some forged …”


def stems(text: str, language: str) -> frozenset[str]:
    """Return the stems of meaning of a text."""
    content = pack_of(language).content
    return frozenset(content.stems(content.of(text)))


def _spread(revision: Revision, language: str, passages: Sequence[Passage]) -> Counter[str]:
    """Return in how many paragraphs of the article each stem stands; of one paragraph, in how many sentences."""
    parts = [part for part in revision.text.split("\n") if part.strip()]
    if len(parts) <= _FEW_PARAGRAPHS:
        parts = [revision.text[start:end] for passage in passages for start, end in spans_of(passage)]
    counted: Counter[str] = Counter()
    for part in parts:
        counted.update(stems(part, language))
    return counted


def _belongs(
    topic: frozenset[str], title: frozenset[str], spread: Counter[str], others: frozenset[str], passages: int
) -> bool:
    if passages <= 2:
        return True
    linked = {word for word in topic if word in title or spread[word] > 1 or word in others}
    return len(linked) >= 2 and len(linked) >= 0.2 * len(topic)
