"""Headlines in one style: as a sentence is written. Some English papers print Every Word With a Capital."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.language.registry import pack_of

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_OPENS = re.compile(r"(?:^|[.!?:;—–\n“”\"‘(\[])\s*$")
"""What stands before a word that is capitalised whatever it is."""
FEWEST, SHARE = 2, 0.75
"""Words behind the first that can tell a style, and the share of them that begin with a capital in such a headline."""
READ = 8_000
"""Characters of each text that are looked at."""
SHORT = 4
"""Letters up to which a word is left small in that style, too: “with”."""


def in_sentence_case(headline: str, texts: Sequence[str], language: str) -> str:
    """Return an English headline as a sentence of its articles' texts would print it; as it is, where these do not tell
    of each word whether it is a name."""
    words = [match for match in _WORD.finditer(headline) if not _OPENS.search(headline[: match.start()])]
    telling = [match.group() for match in words if len(match.group()) > SHORT]
    capital = sum(word[:1].isupper() for word in telling)
    if not language.startswith("en") or len(telling) < FEWEST or capital < SHARE * len(telling):
        return headline
    names, small = _printed(texts)
    known = {pack_of("en").claims.stem(word) for word in small}
    found = headline
    for match in words:
        word = match.group()
        if not word[:1].isupper() or word in names or any(letter.isupper() for letter in word[1:]):
            continue
        low = word.lower()
        if low not in small and pack_of("en").claims.stem(low) not in known:
            return headline
        found = f"{found[: match.start()]}{low}{found[match.end() :]}"
    return found


def _printed(texts: Sequence[str]) -> tuple[set[str], set[str]]:
    """Return the words that the texts print with a capital within a sentence, and those that they print small."""
    names, small = set[str](), set(pack_of("en").content.stopwords | pack_of("en").cues.speaking)
    for text in texts:
        for word, opens in _words(text[:READ]):
            if word[:1].islower():
                small.add(word.lower())
            elif not opens:
                names.add(word)
    return names, small


def _words(text: str) -> Iterator[tuple[str, bool]]:
    for match in _WORD.finditer(text):
        yield match.group(), bool(_OPENS.search(text[max(0, match.start() - 4) : match.start()]))
