"""The writer that needs no model: chooses the sentences that carry a story, as their sources print them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from bot.evidence.people.first_mention import naming
from bot.language.detection import decided
from bot.language.in_any_language import name_key
from bot.language.registry import pack_of
from bot.language.untrusted_text import is_reporting, is_safe
from bot.language.word_matching import WordMatching
from bot.models import Claim, Revision, Statement
from bot.summarize.briefing.headline_case import in_sentence_case
from bot.summarize.briefing.novelty import Known
from bot.summarize.briefing.source_sentences import Material, Sentence, cite, sound_statements, stems
from bot.summarize.verification.verify import says_too
from bot.text.scripts import in_pairs

_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
LONGEST_HEADLINE = 100
LEAD = 4
"""Sentences of an article that open it: they tell what it is about."""
_BEST_WORDS = (8, 40)


def tell(material: Material, fresh: Sequence[Sentence], most: int) -> tuple[Claim, ...]:
    """Return at most `most` claims of the fresh sentences that carry the story, each as its source prints it.

    The one that carries most of it leads, the others follow as their articles have them.
    """
    chosen = _chosen(fresh, _weights(material), material.told_words, most)
    chosen[1:] = sorted(chosen[1:], key=lambda item: (_position(item, material), item.order))
    return tuple(_claim(item, fresh, material) for item in chosen)


def _weights(material: Material) -> dict[str, float]:
    """Return how much each stem belongs to the story: in how many articles and paragraphs it stands, and in titles."""
    weights: Counter[str] = Counter()
    for revision in material.revisions:
        language = decided(revision.text, revision.language)
        for paragraph in revision.text[:20_000].split("\n"):
            weights.update(dict.fromkeys(stems(paragraph, language), 1))
        weights.update(dict.fromkeys(stems(revision.title, language), 3))
    return {word: math.log1p(count) for word, count in weights.items()}


def _chosen(
    found: Sequence[Sentence], weights: Mapping[str, float], before: frozenset[str], most: int
) -> list[Sentence]:
    """Choose sentence by sentence what adds most to the words told before: no two that say the same."""
    chosen: list[Sentence] = []
    told = set(before)
    left = list(found)
    while left and len(chosen) < most:
        best = max(left, key=lambda item: (_value(item, weights, told, bool(chosen)), -item.revision.id, -item.order))
        if chosen and _value(best, weights, told, True) <= 0:
            break
        chosen.append(best)
        told |= best.topic
        left = [item for item in left if item is not best and not _repeats(item, best)]
    return chosen


def _value(item: Sentence, weights: Mapping[str, float], told: set[str], later: bool) -> float:
    length = len(in_pairs(item.text).split())
    score = sum(weights.get(word, 0.0) for word in item.topic - told) / math.sqrt(max(8, length))
    score *= 1.0 if _BEST_WORDS[0] <= length <= _BEST_WORDS[1] else 0.6
    if _hangs(item):
        score *= 0.4
    elif item.order and _means_one_told(item, told):
        score *= 0.6
    if item.order < LEAD:
        score *= (1.6 if later else 2.5) - 0.3 * item.order
    return score


def _hangs(item: Sentence) -> bool:
    """Tell whether a sentence hangs on the one before it."""
    pack = pack_of(item.language)
    first = pack.words.tokens(item.text)[:1]
    return bool(first) and first[0] in pack.claims.hanging


def _means_one_told(item: Sentence, told: Collection[str]) -> bool:
    """Tell whether a sentence begins with a thing that must be known, “The call …”, and nothing told names it."""
    pack = pack_of(item.language)
    first, *rest = [*pack.claims.tokens(item.text)[:3], None]
    if first is None or first.low not in pack.people.definite or not item.text.startswith(first.text):
        return False
    thing = rest[0]
    return thing is not None and thing.text.islower() and not stems(thing.text, item.language) & set(told)


def _repeats(item: Sentence, other: Sentence) -> bool:
    """Tell whether one sentence says most of what the other says; another figure is other news."""
    if not item.topic or _figures(item) - _figures(other):
        return False
    return len(item.topic & other.topic) / min(len(item.topic), len(other.topic) or 1) > 0.6


def _figures(item: Sentence) -> frozenset[str]:
    return frozenset(_FIGURE.findall(item.text))


def _position(item: Sentence, material: Material) -> int:
    return next(n for n, revision in enumerate(material.revisions) if revision.id == item.revision.id)


def _claim(item: Sentence, found: Sequence[Sentence], material: Material) -> Claim:
    """Return the sentence as a claim; where another outlet says the same, its sentence is a second citation."""
    citations = [cite(item.revision, item.span)]
    for other in found:
        if other.revision.id in {c.revision_id for c in citations} or not _alike(item, other):
            continue
        if says_too(item.text, [cited := cite(other.revision, other.span)], other.revision):
            citations.append(cited)
    said = next((s for s in material.statements if _tells(item, s)), None)
    return Claim(item.text, tuple(citations[:4]), speaker=said.quote.speaker if said else None)


def _alike(item: Sentence, other: Sentence) -> bool:
    return pack_of(item.language).words.alike(item.text, other.text)


def _tells(item: Sentence, statement: Statement) -> bool:
    cited = statement.citation
    return (
        cited.revision_id == item.revision.id
        and item.span[0] <= statement.quote.start
        and statement.quote.end <= item.span[1]
    )


# ---------------------------------------------------------------- a quotation


def quotation(material: Material, told: Sequence[Claim]) -> Claim | None:
    """Return the quotation of a named speaker that says most of the story and is not told yet, or None."""
    weights = _weights(material)
    quoted = Known(claim.text for claim in told)
    best: tuple[float, Claim] | None = None
    for statement in sound_statements(material):
        claim = _quoted(statement, material)
        if claim is None or any(_overlaps(claim, other) for other in told) or quoted.quotes(claim.text):
            continue
        said = stems(statement.quote.text, statement.citation.language)
        value = sum(weights.get(word, 0.0) for word in said) / math.sqrt(max(8, len(said)))
        if best is None or value > best[0]:
            best = (value, claim)
    return best[1] if best else None


def _quoted(statement: Statement, material: Material) -> Claim | None:
    quote, cited = statement.quote, statement.citation
    text = " ".join(cited.text.split())
    revision = next((r for r in material.revisions if r.id == cited.revision_id), None)
    if revision is None or quote.kind == "indirect" or not quote.speaker or not quote.speaker[:1].isupper():
        return None
    known, language = material.known, decided(revision.text, revision.language)
    if not is_reporting(text) or known.holds(text, language) or known.quotes(text):
        return None
    if len(in_pairs(text).split()) > _BEST_WORDS[1] + 10 or len(in_pairs(quote.text).split()) < 4:
        return None
    if name_key(quote.speaker) in pack_of(language).words.tokens(text):
        return Claim(text, (cited,), speaker=quote.speaker)
    mention = naming(quote.speaker, cited, revision)
    if mention is None:
        return None
    printed, where = mention
    return Claim(f"{printed}: {text}", (cited, where), speaker=quote.speaker)


def _overlaps(claim: Claim, other: Claim) -> bool:
    mine = claim.citations[0]
    return pack_of(mine.language).words.alike(claim.text, other.text) or any(
        c.revision_id == mine.revision_id and c.start < mine.end and c.end > mine.start for c in other.citations
    )


# ---------------------------------------------------------------- a headline


def headline(revisions: Sequence[Revision], claims: Sequence[Claim]) -> str:
    """Return a story's headline: the title of one of its articles that it cites, or the first sentence cut at a
    word."""
    cited = [c.revision_id for claim in claims for c in claim.citations]
    ordered = sorted(revisions, key=lambda item: (item.id not in cited, -cited.count(item.id)))
    for revision in ordered:
        title = " ".join(revision.title.split())
        if title and is_safe(title) and len(_words_of(revision).tokens(title)) > 1:
            return shortened(in_one_case(title, revisions), 2 * LONGEST_HEADLINE)
    return shortened(claims[0].text) if claims else ""


def in_one_case(line: str, revisions: Sequence[Revision]) -> str:
    """Return a headline over articles as their sentences would print it."""
    spoken = decided(revisions[0].text, revisions[0].language) if revisions else ""
    return in_sentence_case(line, [revision.text for revision in revisions], spoken)


def _words_of(revision: Revision) -> WordMatching:
    return pack_of(decided(revision.text, revision.language)).words


def shortened(text: str, most: int = LONGEST_HEADLINE) -> str:
    """Return a line of at most `most` characters, cut at a word."""
    if len(text) <= most:
        return text
    cut = text.rfind(" ", 0, most - 1)
    return text[: cut if cut > most // 2 else most - 1].rstrip(" ,;:–—-") + "…"
