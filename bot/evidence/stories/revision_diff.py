"""What changed from one state of an article to the next, sentence by sentence. Pure.

Two sentences are the same where their words are: punctuation, capitals, typography, place in the text and a mended
misspelling are no change. A figure, a name, a word for "not" always is one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.language.content_words import ContentWords
from bot.language.registry import pack_of
from bot.language.sentences import sentences
from bot.models import Span

ChangeKind = Literal["same", "different", "gone"]

ALIKE = 0.4
"""Share of their words from which on a new sentence is taken for what became of an old one."""
MOST_PAIRED = 200
"""Changed sentences that are held against each other; of a text with more, the rest counts as gone and new."""
TEASER_SHARE = 1 / 3
"""A state that adds nothing and is shorter than this is a teaser of the one before: it takes nothing back."""

_WORD = re.compile(r"[$€£¥%]|[-−](?=\d)|\d+(?:[.:]\d+)*|[^\W\d_]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ](?=\w)")
_THOUSANDS = re.compile(r"(?<=\d)[,  ](?=\d{3}\b)")
_DOTS = re.compile(r"(?:…|\.\.\.|\[\s*…\s*\]|\[\s*\.\.\.\s*\])\W*$")
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class SentenceFate:
    """What became of a sentence. `after` is where it stands now; where it is gone, the sentence in its place."""

    before: Span
    kind: ChangeKind
    after: Span


@dataclass(frozen=True, slots=True)
class Changes:
    """Every sentence of the state before with its fate, in order, and the sentences that are new."""

    fates: tuple[SentenceFate, ...]
    added: tuple[Span, ...] = ()

    def of(self, span: Span) -> tuple[SentenceFate, ...]:
        """Return the fates of the sentences that a span of the state before touches."""
        return tuple(fate for fate in self.fates if fate.before[0] < span[1] and fate.before[1] > span[0])

    def spans(self, kind: ChangeKind) -> list[Span]:
        """Return the sentences, in the state before, that met a fate."""
        return [fate.before for fate in self.fates if fate.kind == kind]


def changes(before: str, after: str, language: str) -> Changes:
    """Return what changed between two states of an article's text, which is in `language`."""
    content = pack_of(language).content
    old = [_Sentence.of(before, span) for span in sentences(before, language)]
    new = [_Sentence.of(after, span) for span in sentences(after, language)]
    found = dict(_same(old, new))
    kept = set(found.values())
    fresh = [number for number in range(len(new)) if number not in kept]
    lost = [number for number in range(len(old)) if number not in found]
    became = dict(_paired(lost, fresh, old, new))
    for was, now in list(became.items()):
        if _mended(old[was], new[now], content):
            found[was] = became.pop(was)
    added = tuple(new[number].span for number in fresh if number not in {*became.values(), *found.values()})
    if not added and not became and len(after) < TEASER_SHARE * len(before):
        return Changes(tuple(SentenceFate(each.span, "same", each.span) for each in old))
    return Changes(tuple(_fates(old, new, found, became)), added)


def wording(text: str) -> str:
    """Return what a text says, so that two texts that differ in typography only are equal."""
    return " ".join(_words(text))


@dataclass(frozen=True, slots=True)
class _Sentence:
    span: Span
    printed: tuple[str, ...]
    words: tuple[str, ...]
    cut: bool

    @classmethod
    def of(cls, text: str, span: Span) -> _Sentence:
        told = text[span[0] : span[1]]
        printed = tuple(_printed(told))
        return cls(span, printed, tuple(word.casefold() for word in printed), bool(_DOTS.search(told)))


def _printed(text: str) -> list[str]:
    plain = _THOUSANDS.sub("", _APOSTROPHE.sub("", unicodedata.normalize("NFKC", text)))
    return _WORD.findall(plain)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _printed(text)]


def _same(old: Sequence[_Sentence], new: Sequence[_Sentence]) -> Iterator[tuple[int, int]]:
    """Give each old sentence that stands in the new text, with where; one that was cut short stands in its whole."""
    places: dict[tuple[str, ...], int] = {}
    for number, each in enumerate(new):
        places.setdefault(each.words, number)
    cut = [number for number, each in enumerate(new) if each.cut]
    for number, each in enumerate(old):
        place = places.get(each.words)
        if place is None and each.cut:
            place = next((n for n, other in enumerate(new) if _begins(other.words, each.words)), None)
        if place is None:
            place = next((n for n in cut if _begins(each.words, new[n].words)), None)
        if place is not None:
            yield number, place


def _begins(whole: tuple[str, ...], cut: tuple[str, ...]) -> bool:
    """Tell whether a sentence that was cut short, perhaps within its last word, is how a whole one begins."""
    return (
        3 <= len(cut) <= len(whole)
        and whole[: len(cut) - 1] == cut[:-1]
        and ((whole[len(cut) - 1].startswith(cut[-1]) and not cut[-1].isdigit()) or whole[: len(cut)] == cut)
    )


def _paired(
    lost: Sequence[int], fresh: Sequence[int], old: Sequence[_Sentence], new: Sequence[_Sentence]
) -> Iterator[tuple[int, int]]:
    """Give the old sentences with the new ones that they became, the likest first, each once."""
    bags = {number: Counter(new[number].words) for number in fresh[:MOST_PAIRED]}
    scored = []
    for was in lost[:MOST_PAIRED]:
        mine = Counter(old[was].words)
        for now, bag in bags.items():
            likeness = 2 * (mine & bag).total() / max(1, mine.total() + bag.total())
            if likeness >= ALIKE:
                scored.append((-likeness, abs(was - now), was, now))
    taken: set[int] = set()
    done: set[int] = set()
    for _, _, was, now in sorted(scored):
        if was not in done and now not in taken:
            done.add(was)
            taken.add(now)
            yield was, now


def _fates(
    old: Sequence[_Sentence], new: Sequence[_Sentence], found: dict[int, int], became: dict[int, int]
) -> Iterator[SentenceFate]:
    placed = sorted((*found, *became))
    for number, each in enumerate(old):
        if number in found:
            yield SentenceFate(each.span, "same", new[found[number]].span)
        elif number in became:
            yield SentenceFate(each.span, "different", new[became[number]].span)
        else:
            yield SentenceFate(each.span, "gone", _in_its_place(number, placed, found | became, new))


def _in_its_place(number: int, placed: Sequence[int], places: dict[int, int], new: Sequence[_Sentence]) -> Span:
    """Return the new sentence that stands where a sentence is gone: what followed the one before it, or led."""
    if not new:
        return 0, 0
    before = bisect_right(placed, number)
    return new[places[placed[before - 1]] if before else 0].span


# ---------------------------------------------------------------- misspellings


def _mended(old: _Sentence, new: _Sentence, content: ContentWords) -> bool:
    """Tell whether a sentence differs by misspelt words alone."""
    if len(old.words) != len(new.words):
        return False
    differing = [n for n, (was, now) in enumerate(zip(old.words, new.words, strict=True)) if was != now]
    return len(differing) <= 2 and all(
        _misspelt(old.words[n], new.words[n], content, named=_named(old, n) or _named(new, n)) for n in differing
    )


def _named(sentence: _Sentence, number: int) -> bool:
    return sentence.printed[number][:1].isupper()


def _misspelt(was: str, now: str, content: ContentWords, *, named: bool) -> bool:
    """Tell whether one word is a slip for the other, and surely no other word, name or figure."""
    if not (was.isalpha() and now.isalpha()) or {was, now} & content.negations:
        return False
    if named:
        return _one_common(was, now, content) and _swapped(was, now)  # "Teh" for "The"; a name that changes is a change
    if _swapped(was, now):
        return len(was) >= 5 or _one_common(was, now, content)
    return min(len(was), len(now)) >= 5 and (_one_more(was, now) or _one_more(now, was) or _vowel_changed(was, now))


def _one_common(was: str, now: str, content: ContentWords) -> bool:
    return (was in content.stopwords) != (now in content.stopwords)


def _swapped(was: str, now: str) -> bool:
    """Two neighbouring letters changed places."""
    apart = [n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b]
    return (
        len(was) == len(now) >= 3
        and len(apart) == 2
        and apart[1] == apart[0] + 1
        and was[apart[0]] == now[apart[1]]
        and was[apart[1]] == now[apart[0]]
    )


def _one_more(short: str, long: str) -> bool:
    """A letter within the word was left out: first and last letters carry meaning."""
    return (
        len(long) == len(short) + 1
        and short[0] == long[0]
        and short[-1] == long[-1]
        and any(long[:n] + long[n + 1 :] == short for n in range(1, len(long) - 1))
        and long[-2:] != "es"
    )


def _vowel_changed(was: str, now: str) -> bool:
    """One vowel within a word of six letters or more is another."""
    apart = [n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b]
    return len(was) == len(now) >= 6 and len(apart) == 1 and {was[apart[0]], now[apart[0]]} <= _VOWELS and apart[0] > 0
