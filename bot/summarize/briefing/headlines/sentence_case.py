"""Headlines in one style: as a sentence is written. Some English papers print Every Word With a Capital."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.language.registry import pack_of

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OPENS = re.compile(r"(?:^|[.!?:;—–\n“”\"‘(\[])\s*$")
"""What stands before a word that is capitalised whatever it is."""
_BEGINS = re.compile(r"(?:^|[.!?:;—–\n]\s*[“”\"‘(\[]?|^[“”\"‘(\[])\s*$")
"""The same for a headline, which quotes parts of sentences too."""
_CAPITAL = r"[A-Z][\w.'’-]{0,40}"
_PAIR = re.compile(rf"(?=\b({_CAPITAL}) ({_CAPITAL}))")
_LAST, _NEXT = re.compile(rf"({_CAPITAL}) $"), re.compile(rf" ({_CAPITAL})")
FEWEST, SHARE = 2, 0.75
"""Words behind the first that can tell a style, and the share of them that begin with a capital in such a headline."""
_INITIAL = re.compile(r"\W?[A-Z]\.")
_INITIALS = re.compile(r"\b(?:[A-Z]\.)+\s*$")
READ = 8_000
"""Characters of each text that are looked at."""
SHORT = 4
"""Letters up to which a word is left small in that style, too: “with”."""
NAMES_ALL = 150
"""Words of a text in which whoever its headline names is named: a word of the headline that stands nowhere in it is no
name."""


def in_sentence_case(headline: str, texts: Sequence[str], language: str, beside: Sequence[str] = ()) -> str:
    """Return an English headline as a sentence of its articles' texts would print it; as it is, where neither these nor
    the texts `beside` them tell of each word whether it is a name."""
    if not language.startswith("en") or not in_title_case(headline):
        return headline
    own, others = _printed(tuple(text[:READ] for text in texts)), _printed(tuple(beside))
    found = _in_sentence_case(headline, own, others)
    if found is None and beside:
        found = _in_sentence_case(headline, own.with_(others), others)
    return found or headline


def _in_sentence_case(headline: str, printed: _Printed, others: _Printed) -> str | None:
    """Return a headline as texts would print it; None where they do not know each word.

    Of two words that `others` print as one name, “White House”, and of what they alone know, they tell.
    """
    found = headline
    for match in _inner(headline):
        word = match.group()
        if not word[:1].isupper() or any(letter.isupper() for letter in word[1:]) or printed.is_name(match):
            continue
        if _is_titled(match) or others.is_in_pair(match) or (not printed.prints(word) and others.is_name(match)):
            continue
        if _INITIAL.match(headline[match.start() - 1 : match.end() + 1]):
            continue
        is_word = printed.is_word(word)
        if is_word is None:
            return None
        if not is_word:
            continue
        found = f"{found[: match.start()]}{word.lower()}{found[match.end() :]}"
    return found


def in_title_case(line: str) -> bool:
    """Tell whether a line is printed with a capital for every word, small ones like “To” among them or long ones."""
    words = [match.group() for match in _inner(line)]
    return _mostly_capitals(words) or _all_capitals(words)


def _inner(line: str) -> list[re.Match[str]]:
    """Return the words of a line that are not capitalised for where they stand."""
    return [match for match in _WORD.finditer(line) if not _begins(line[: match.start()])]


def _begins(before: str) -> bool:
    return bool(_BEGINS.search(before)) and not _INITIALS.search(before)


def _all_capitals(words: Sequence[str]) -> bool:
    people = pack_of("en").people
    small = people.prepositions | people.articles
    return all(word[:1].isupper() for word in words) and any(word.istitle() and word.lower() in small for word in words)


def _mostly_capitals(words: Iterable[str]) -> bool:
    telling = [word for word in words if len(word) > SHORT]
    return len(telling) >= FEWEST and sum(word[:1].isupper() for word in telling) >= SHARE * len(telling)


@dataclass(frozen=True, slots=True)
class _Printed:
    """How texts print words: with a capital within a sentence, at its beginning, small, and in pairs that both have a
    capital. `whole`: they are long enough to name whoever their headline names."""

    names: frozenset[str]
    opening: frozenset[str]
    small: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    whole: bool
    small_stems: frozenset[str]
    name_stems: frozenset[str]

    def with_(self, other: _Printed) -> _Printed:
        """Return what these texts and others show."""
        return _Printed(
            self.names | other.names,
            self.opening | other.opening,
            self.small | other.small,
            self.pairs | other.pairs,
            whole=False,
            small_stems=self.small_stems | other.small_stems,
            name_stems=self.name_stems | other.name_stems,
        )

    def is_name(self, match: re.Match[str]) -> bool:
        """Tell whether a word of a headline is a name, or stands in one: what is printed small as well is one only
        beside the word that it is printed with, as in Supreme Court."""
        word = _bare(match.group())
        if word not in self.names or not self._is_small(word.lower()):
            return word in self.names
        return self.is_in_pair(match)

    def is_in_pair(self, match: re.Match[str]) -> bool:
        """Tell whether a word of a headline is printed with a capital beside the one that it has there."""
        word = _bare(match.group())
        before = _LAST.search(match.string[: match.start()])
        behind = _NEXT.match(match.string[match.end() :])
        beside = ((before[1], word) if before else None, (word, behind[1]) if behind else None)
        return any(pair in self.pairs for pair in beside)

    def prints(self, word: str) -> bool:
        """Tell whether a word stands in the texts at all."""
        bare = _bare(word)
        return bare in self.names or bare in self.opening or bare.lower() in self.small

    def _is_small(self, low: str) -> bool:
        return low in self.small or pack_of("en").content.denies(low)

    def is_word(self, word: str) -> bool | None:
        """Tell whether a word that is no name there is a plain word: its texts print it small, or know nothing of it
        though they name everybody. None where nothing tells."""
        low, stem = _bare(word).lower(), _stem(_bare(word).lower())
        if self._is_small(low) or stem in self.small_stems:
            return True
        if low in pack_of("en").words.one_word or stem in self.name_stems:
            return False
        return _bare(word) not in self.opening if self.whole else None


def _is_titled(match: re.Match[str]) -> bool:
    """Tell whether a word is a short title before a name, “Gov”, or of a people or a faith, which always has its
    capital."""
    people, low = pack_of("en").people, match.group().lower()
    if low in people.always_capital:
        return True
    following = _NEXT.match(match.string[match.end() :].removeprefix("."))
    return low in people.label_titles - people.roles and following is not None


def _stem(low: str) -> str:
    return pack_of("en").claims.stem(low)


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")


@lru_cache(maxsize=200)
def _printed(texts: tuple[str, ...]) -> _Printed:
    pack = pack_of("en")
    names, opening, pairs, count = set[str](), set[str](), set[tuple[str, str]](), 0
    small = set(pack.content.stopwords | pack.cues.speaking)
    for line in (line for text in texts for line in text.split("\n") if not in_title_case(line)):
        pairs.update((found[1], found[2]) for found in _PAIR.finditer(line) if not _OPENS.search(line[: found.start()]))
        for word, opens in _words(line):
            count += 1
            if word[:1].islower():
                small.add(_bare(word.lower()))
            else:
                (opening if opens else names).add(_bare(word))
    return _Printed(
        frozenset(names),
        frozenset(opening),
        frozenset(small),
        frozenset(pairs),
        whole=count >= NAMES_ALL,
        small_stems=frozenset(map(_stem, small)) | pack.words.verbs,
        name_stems=frozenset(_stem(word.lower()) for word in names),
    )


def _words(text: str) -> Iterator[tuple[str, bool]]:
    for match in _WORD.finditer(text):
        yield match.group(), bool(_OPENS.search(text[max(0, match.start() - 4) : match.start()]))
