"""The words of a question: its names, its figures, the words of its matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bot.language.pack import LanguagePack
from bot.language.questions.grammar import Word, name_runs
from bot.language.word_matching import TOKEN
from bot.text.folding import fold

_WITHIN = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_SMALL = re.compile(r"\b[a-z][\w’'-]*")


@dataclass(frozen=True, slots=True)
class _Written:
    """A word of a question as it stands there; `capital`: it is written with one, and not all of the line is."""

    folded: str
    index: int
    capital: bool
    long: bool


def meaning(line: str, pack: LanguagePack) -> Iterator[Word]:
    """Yield the words of a question in a language that carry meaning, in order."""
    plain = re.sub(r"\b(?:[A-Za-z]\.){2,}", lambda match: match.group().replace(".", ""), pack.words.united(line))
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", plain)
    links, owns = pack.questions.vocabulary.links, pack.questions.vocabulary.owns
    scaled = {match.end() for match in pack.questions.vocabulary.scaled.finditer(plain)}
    shouted, opens, last, before = plain.isupper(), pack.questions.opens(plain), 0, -1
    for index, match in enumerate(TOKEN.finditer(plain)):
        written = match.group()
        after = before if plain[last : match.start()] in links else -1
        if written not in " ".join(links).split():
            last, before = match.end(), -1 if written.endswith(owns) else index
        word = _Written(fold(written), index, written[:1].isupper() and not shouted, len(written) > 1)
        kind = _kind(word, pack, opens=opens) if match.end() not in scaled else None
        if kind is not None:
            folded = pack.words.as_number(word.folded) if kind == "number" else None
            yield Word(folded or word.folded, kind, index, after)


def _kind(word: _Written, pack: LanguagePack, *, opens: bool) -> Literal["name", "number", "term"] | None:
    """Return what a word is, or None where it carries no meaning; `opens`: the line begins like a question."""
    known = pack.questions.vocabulary
    acronym = word.capital and word.long and word.index > 0 and word.folded not in known.determiners
    small = word.folded in pack.content.stopwords and (word.folded not in known.kept or word.index == 0)
    if not word.folded or (small and not acronym):
        return None
    if word.folded[0].isdigit() and pack.words.as_number(word.folded):
        return "number"
    if word.capital and not (word.index == 0 and opens) and word.folded not in known.offices:
        return "name"
    return "term" if word.folded not in known.framing and len(word.folded) > 1 else None


def capitalised(line: str, texts: Iterable[str], nouns: frozenset[str] = frozenset()) -> str:
    """Return a line with a capital for each word that the texts write with one within a sentence, and never small.

    `nouns` are words that name nobody by themselves, and are a part of many names: "river", "bank".
    """
    names, small = set[str](), set[str]()
    for text in texts:
        names |= {fold(word) for run in _WITHIN.findall(text) for word in run.split()}
        small |= {fold(word) for word in _SMALL.findall(text)}
    known = names - small - nouns
    return TOKEN.sub(lambda match: match.group().capitalize() if fold(match.group()) in known else match.group(), line)


def labels(words: Sequence[Word], pack: LanguagePack) -> frozenset[str]:
    """Return the terms that only say which kind of thing a name beside them is: “the film Arrival”."""
    known = pack.questions.vocabulary
    beside = [(one, two) for one, two in pairwise(words) if two.index == one.index + 1 and two.after == one.index]
    before = {one.folded for one, two in beside if (one.kind, two.kind) == ("term", "name")} & known.before_names
    behind = {two.folded for one, two in beside if (one.kind, two.kind) == ("name", "term")} & known.behind_names
    return frozenset(before | behind)


def year(line: str, pack: LanguagePack) -> str:
    """Return the year behind a word that brings the time of something: “in 1922”; "" where none stands so."""
    words = pairwise(pack.words.tokens(line))
    return next((two for one, two in words if one in pack.questions.vocabulary.in_a_year and _YEAR.match(two)), "")


def runs(words: Iterable[Word]) -> Iterator[tuple[str, ...]]:
    """Yield the names as runs of words that stand together."""
    yield from (tuple(item.folded for item in run) for run in name_runs(tuple(words)))
