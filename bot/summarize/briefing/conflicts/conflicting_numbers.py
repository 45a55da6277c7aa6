"""Where the outlets of one story do not agree on a number of the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language.registry import pack_of
from bot.messages.catalogue import say
from bot.models import Claim
from bot.summarize.briefing.source_sentences import Sentence

SHARED = 2
"""Words of meaning, beside the thing, that two sentences must share to speak of the same thing."""
MOST = 2
"""Differences told of a story."""


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
        if any(_same_thing(count, thing) for thing in done):
            continue
        same = [other for other in counts if other is count or _same_matter(count, other)]
        if len({item.figure for item in same}) > 1 and _is_plain(same):
            done.append(count.thing)
            told.append(_claim(same))
    return tuple(told[:MOST])


def _counts(sentence: Sentence) -> Iterator[_Count]:
    pack = pack_of(sentence.language)
    for found in pack.counted_things.of(sentence.text):
        thing = pack.content.stem(found.thing)
        about = frozenset(word for word in sentence.topic if not word.isdigit() and word != thing)
        yield _Count(sentence, found.printed, found.figure, found.thing, about)


def _same_thing(count: _Count, thing: str) -> bool:
    return pack_of(count.sentence.language).words.derived(count.thing, thing)


def _same_matter(count: _Count, other: _Count) -> bool:
    if not _same_thing(count, other.thing):
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
    cited = [item.sentence.revision.cite(item.sentence.span) for items in ordered for item in items[:2]]
    return Claim(say("briefing.differ_on_number", thing=same[0].thing, numbers=text), tuple(dict.fromkeys(cited))[:6])
