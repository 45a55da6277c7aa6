"""Headlines in one style: as a sentence is written. Some English papers print Every Word With a Capital."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.language.registry import pack_of

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_OPENS = re.compile(r"(?:^|[.!?:;—–\n“”\"‘(\[])\s*$")
"""What stands before a word that is capitalised whatever it is."""
_BEGINS = re.compile(r"(?:^|[.!?:;—–\n]\s*[“”\"‘(\[]?|^[“”\"‘(\[])\s*$")
"""The same for a headline, which quotes parts of sentences too."""
_CAPITAL = r"[A-Z][\w.'’-]{0,40}"
_PAIR = re.compile(rf"(?=\b({_CAPITAL}) ({_CAPITAL}))")
_LAST, _NEXT = re.compile(rf"({_CAPITAL}) $"), re.compile(rf" ({_CAPITAL})")
FEWEST, SHARE = 2, 0.75
"""Words behind the first that can tell a style, and the share of them that begin with a capital in such a headline."""
READ = 8_000
"""Characters of each text that are looked at."""
SHORT = 4
"""Letters up to which a word is left small in that style, too: “with”."""


def in_sentence_case(headline: str, texts: Sequence[str], language: str) -> str:
    """Return an English headline as a sentence of its articles' texts would print it; as it is, where these do not tell
    of each word whether it is a name."""
    words = [match for match in _WORD.finditer(headline) if not _BEGINS.search(headline[: match.start()])]
    if not language.startswith("en") or not _in_title_case(match.group() for match in words):
        return headline
    printed = _printed(texts)
    known = {pack_of("en").claims.stem(word) for word in printed.small}
    found = headline
    for match in words:
        word = match.group()
        if not word[:1].isupper() or any(letter.isupper() for letter in word[1:]) or printed.is_name(match):
            continue
        low = word.lower()
        if low not in printed.small and pack_of("en").claims.stem(low) not in known:
            return headline
        found = f"{found[: match.start()]}{low}{found[match.end() :]}"
    still = _in_title_case(found[match.start() : match.end()] for match in words)
    return headline if still else found  # half of one style and half of the other reads worse than either


def _in_title_case(words: Iterable[str]) -> bool:
    telling = [word for word in words if len(word) > SHORT]
    return len(telling) >= FEWEST and sum(word[:1].isupper() for word in telling) >= SHARE * len(telling)


@dataclass(frozen=True, slots=True)
class _Printed:
    """How texts print words: with a capital within a sentence, small, and in pairs that both have a capital."""

    names: frozenset[str]
    small: frozenset[str]
    pairs: frozenset[tuple[str, str]]

    def is_name(self, match: re.Match[str]) -> bool:
        """Tell whether a word of a headline is a name, or stands in one: what is printed small as well is one only
        beside the word that it is printed with, as in Supreme Court."""
        word = match.group()
        if word not in self.names or word.lower() not in self.small:
            return word in self.names
        before = _LAST.search(match.string[: match.start()])
        behind = _NEXT.match(match.string[match.end() :])
        beside = ((before[1], word) if before else None, (word, behind[1]) if behind else None)
        return any(pair in self.pairs for pair in beside)


def _printed(texts: Sequence[str]) -> _Printed:
    names, pairs = set[str](), set[tuple[str, str]]()
    small = set(pack_of("en").content.stopwords | pack_of("en").cues.speaking)
    for text in texts:
        read = text[:READ]
        pairs.update(_PAIR.findall(read))
        for word, opens in _words(read):
            if word[:1].islower():
                small.add(word.lower())
            elif not opens:
                names.add(word)
    return _Printed(frozenset(names), frozenset(small), frozenset(pairs))


def _words(text: str) -> Iterator[tuple[str, bool]]:
    for match in _WORD.finditer(text):
        yield match.group(), bool(_OPENS.search(text[max(0, match.start() - 4) : match.start()]))
