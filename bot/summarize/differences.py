"""Where the outlets of one story do not agree on a number of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.evidence.stopwords import STOPWORDS, stem
from bot.models import Claim
from bot.summarize import facts
from bot.summarize.material import Sentence, cite
from bot.summarize.words import as_number, derived, tokens

SHARED = 2
"""Words of meaning, beside the thing, that two sentences must share to speak of the same thing."""
MOST = 2
"""Differences told of a story."""
_UNITS = frozenset(
    "percent per million billion trillion thousand hundred year years month months day days week weeks hour hours "
    "minute minutes second seconds time times dollars euros pounds people a.m p.m am pm th st nd rd".split()
)
_MONTHS = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Count:
    """An amount of a thing, as a sentence prints it."""

    sentence: Sentence
    printed: str
    figure: str
    thing: str
    about: frozenset[str]


def differences(sentences: Sequence[Sentence]) -> tuple[Claim, ...]:
    """Return a claim for each thing of which the outlets give different numbers; every number is in a citation."""
    counts = [count for sentence in sentences for count in _counts(sentence)]
    told: list[Claim] = []
    done: list[str] = []
    for count in counts:
        if any(derived(count.thing, thing) for thing in done):
            continue
        same = [other for other in counts if other is count or _same_matter(count, other)]
        if len({item.figure for item in same}) > 1 and _is_plain(same):
            done.append(count.thing)
            told.append(_claim(same))
    return tuple(told[:MOST])


def _counts(sentence: Sentence) -> Iterator[_Count]:
    for start, end in facts.numbers(sentence.text):
        printed = sentence.text[start:end]
        figure = facts.figure(printed)
        if figure is None or not printed[:1].isdigit() or sentence.text[max(0, start - 1) : start] in "$€£¥-–#":
            continue
        if _MONTHS.search(sentence.text[max(0, start - 12) : start]):
            continue
        thing = _thing(sentence.text[end : end + 60])
        if thing:
            about = frozenset(word for word in sentence.topic if not word.isdigit() and word != stem(thing))
            yield _Count(sentence, printed, figure, thing, about)


def _thing(after: str) -> str:
    """Return the word that a number counts: the first noun-like one behind it, "troops" in "Russian troops"."""
    match = re.match(r"(?:\s+(?:of\s+)?(?:the\s+|its\s+|their\s+)?[\w’'-]+){1,3}", after)
    found = re.findall(r"[\w’'-]+", match.group()) if match else []
    for word in found:
        folded = tokens(word)
        if not folded or folded[0] in _UNITS or as_number(folded[0]):
            return ""
        if folded[0].endswith("s") and word[:1].islower() and folded[0] not in STOPWORDS and len(folded[0]) > 3:
            return folded[0]
        if folded[0] in STOPWORDS and folded[0] not in ("of", "the", "its", "their"):
            return ""
    return ""


def _same_matter(count: _Count, other: _Count) -> bool:
    if not derived(count.thing, other.thing):
        return False
    return len(count.about & other.about) >= SHARED


def _is_plain(same: Sequence[_Count]) -> bool:
    """Tell whether each article gives one number only: otherwise they may count different things."""
    given: dict[int, set[str]] = {}
    for item in same:
        given.setdefault(item.sentence.revision.id, set()).add(item.figure)
    return all(len(figures) == 1 for figures in given.values())


def _claim(same: Sequence[_Count]) -> Claim:
    by_figure: dict[str, list[_Count]] = {}
    for item in same:
        by_figure.setdefault(item.figure, []).append(item)
    ordered = sorted(by_figure.values(), key=lambda items: (-len(items), items[0].sentence.revision.id))
    text = " · ".join(items[0].printed for items in ordered)
    cited = [cite(item.sentence.revision, item.sentence.span) for items in ordered for item in items[:2]]
    return Claim(f"Sources differ on the {same[0].thing}: {text}", tuple(dict.fromkeys(cited))[:6])
