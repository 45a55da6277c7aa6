"""What was expected in the morning and is done by noon: the preview is no news beside the report of the deed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.language.registry import pack_of
from bot.language.tokens import Line, Token
from bot.summarize.briefing.source_sentences import Sentence, hangs, stems
from bot.text.folding import fold

BEGINNING = 4_000
"""Characters of the later report in which whoever the preview names must be named."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What a sentence only expects, what it tells as done, whom it names, and the days, as they are compared."""

    ahead: frozenset[str]
    done: frozenset[str]
    people: frozenset[str]
    days: frozenset[str]


def not_overtaken(found: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences without those that only expect what a later article tells as done.

    Both name the same person, whoever else the preview names is named by the later article too, and neither names a
    day that the other does not. What hangs on a sentence that goes, goes with it.
    """
    if len({item.revision.published_at for item in found} - {None}) < 2:
        return list(found)  # none is later than another
    read = [(item, _read(item)) for item in found]
    reports = [(item, said) for item, said in read if said.done]
    left: list[Sentence] = []
    gone: Sentence | None = None
    for item, said in read:
        follows = gone is not None and gone.revision.id == item.revision.id and item.order == gone.order + 1
        if any(_overtakes(*report, item, said) for report in reports) or (follows and hangs(item)):
            gone = item
        else:
            left.append(item)
    return left


def _overtakes(later: Sentence, told: _Read, item: Sentence, said: _Read) -> bool:
    earlier, after = item.revision.published_at, later.revision.published_at
    if earlier is None or after is None or after <= earlier or item.language != later.language:
        return False
    if not (said.ahead & told.done and said.people & told.people) or (said.days and told.days - said.days):
        return False
    whole = stems(f"{later.revision.title} {later.revision.text[:BEGINNING]}", later.language)
    return all(stems(name, later.language) <= whole for name in said.people)


def _read(item: Sentence) -> _Read:
    pack = pack_of(item.language)
    rules, text = pack.claims, item.text
    line = rules.read(text, _beginning(item.revision.title, item.revision.text[:BEGINNING], item.language))
    named = frozenset[str]().union(*(run.stems for run in rules.names(line)))
    people = frozenset(rules.surname(text[start:end]) for start, end in pack.spans.people(text))
    days = frozenset(fold(text[start:end]) for start, end in pack.spans.times(text))
    return _Read(rules.ahead(line.tokens), rules.done(line.tokens), (people & named) - _plain(line), days)


@lru_cache(maxsize=500)
def _beginning(title: str, text: str, language: str) -> list[tuple[Token, ...]]:
    """Return the tokens of an article's title and beginning: each of its sentences is read beside them."""
    rules = pack_of(language).claims
    return [rules.tokens(title), rules.tokens(text)]


def _plain(line: Line) -> frozenset[str]:
    """Return the stem of a first word that may be no name: “Prominent members …”."""
    first, second = [*line.tokens[:2], None, None][:2]
    if first is None or second is None or not second.content or second.past or second.text[:1].isupper():
        return frozenset()
    return frozenset((first.stem,))
