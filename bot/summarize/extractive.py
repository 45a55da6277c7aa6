"""The writer that needs no model: chooses the sentences that carry a story, as their sources print them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from bot.evidence.speakers import name_key
from bot.models import Claim, Statement
from bot.summarize.material import Material, Sentence, cite, stems
from bot.summarize.novelty import Known
from bot.summarize.proof import says_too
from bot.summarize.saying import alike, naming
from bot.summarize.screening import is_reporting, is_safe
from bot.summarize.words import tokens

_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
LONGEST_HEADLINE = 100
LEAD = 4
"""Sentences of an article that open it: they tell what it is about."""
_BEST_WORDS = (8, 40)
_HANGING = frozenset(
    "he she it they this that these those his her their its but and however also meanwhile so then there such "
    "both".split()
)


def tell(material: Material, fresh: Sequence[Sentence], most: int) -> tuple[Claim, ...]:
    """Return at most `most` claims of the fresh sentences that carry the story, each as its source prints it."""
    chosen = _chosen(fresh, _weights(material), material.told_words, most)
    chosen.sort(key=lambda item: (_position(item, material), item.order))
    return tuple(_claim(item, fresh, material) for item in chosen)


def _weights(material: Material) -> dict[str, float]:
    """Return how much each stem belongs to the story: in how many articles and paragraphs it stands, and in titles."""
    weights: Counter[str] = Counter()
    for revision in material.revisions:
        for paragraph in revision.text[:20_000].split("\n"):
            weights.update(dict.fromkeys(stems(paragraph), 1))
        weights.update(dict.fromkeys(stems(revision.title), 3))
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
    length = len(item.text.split())
    score = sum(weights.get(word, 0.0) for word in item.topic - told) / math.sqrt(max(8, length))
    score *= 1.0 if _BEST_WORDS[0] <= length <= _BEST_WORDS[1] else 0.6
    if tokens(item.text)[:1] and tokens(item.text)[0] in _HANGING:
        score *= 0.4
    if item.order < LEAD:
        score *= (1.6 if later else 2.5) - 0.3 * item.order
    return score


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
        if other.revision.id in {c.revision_id for c in citations} or not alike(item.text, other.text):
            continue
        if says_too(item.text, [cited := cite(other.revision, other.span)]):
            citations.append(cited)
    said = next((s for s in material.statements if _tells(item, s)), None)
    return Claim(item.text, tuple(citations[:4]), speaker=said.quote.speaker if said else None)


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
    for statement in material.statements:
        claim = _quoted(statement, material)
        if claim is None or any(_overlaps(claim, other) for other in told) or quoted.quotes(claim.text):
            continue
        said = stems(statement.quote.text)
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
    if not is_reporting(text) or material.known.holds(text) or material.known.quotes(text):
        return None
    if len(text.split()) > _BEST_WORDS[1] + 10 or len(quote.text.split()) < 4:
        return None
    if name_key(quote.speaker) in tokens(text):
        return Claim(text, (cited,), speaker=quote.speaker)
    mention = naming(quote.speaker, cited, revision)
    if mention is None:
        return None
    printed, where = mention
    return Claim(f"{printed}: {text}", (cited, where), speaker=quote.speaker)


def _overlaps(claim: Claim, other: Claim) -> bool:
    mine = claim.citations[0]
    return alike(claim.text, other.text) or any(
        c.revision_id == mine.revision_id and c.start < mine.end and c.end > mine.start for c in other.citations
    )


# ---------------------------------------------------------------- a headline


def headline(material: Material, claims: Sequence[Claim]) -> tuple[str, str]:
    """Return a story's headline and the url of its article: a title, or the first sentence cut at a word."""
    cited = [c.revision_id for claim in claims for c in claim.citations]
    ordered = sorted(material.revisions, key=lambda item: (item.id not in cited, -cited.count(item.id)))
    for revision in ordered:
        title = " ".join(revision.title.split())
        if title and is_safe(title) and len(tokens(title)) > 1:
            return shortened(title, 2 * LONGEST_HEADLINE), revision.url
    return (shortened(claims[0].text), claims[0].citations[0].url) if claims else ("", "")


def shortened(text: str, most: int = LONGEST_HEADLINE) -> str:
    """Return a line of at most `most` characters, cut at a word."""
    if len(text) <= most:
        return text
    cut = text.rfind(" ", 0, most - 1)
    return text[: cut if cut > most // 2 else most - 1].rstrip(" ,;:–—-") + "…"
