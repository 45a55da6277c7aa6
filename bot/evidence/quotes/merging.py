"""Which statements are one that several outlets print, and which people of one name speak."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.evidence.people.name_matching import same_person
from bot.language.detection import decided
from bot.language.in_any_language import name_words
from bot.language.registry import pack_of
from bot.models import Citation, Statement

WITHIN = timedelta(days=3)
"""Who says the same again later says it again."""
_NEARLY = 0.75
"""Share of all their words that two wordings of one statement have in common …"""
_HELD = 0.9
"""… or of the shorter one's, where it has enough of them."""
_WITH_QUOTATION = 0.5
"""The same where both hold the same quoted words."""
_ENOUGH = 4
_NUMBER = re.compile(r"\d[\d.,]*")
_WORD = re.compile(r"[\w’']+")


@dataclass(frozen=True, slots=True)
class _Wording:
    """What of a statement is compared."""

    said: Statement
    stems: frozenset[str]
    quotations: frozenset[str]
    numbers: frozenset[str]
    denied: bool


def merged(statements: Sequence[Statement], asked: str = "") -> list[Statement]:
    """Return each statement once, in order of time, with where else it stands; at its place is who printed it first.

    Quotations and reports stay apart. `asked`: whose statements these are; what another says in them ("Putin told
    Biden …, said Ushakov") is then told with the whole. What is contrary stays apart.
    """
    kept: list[tuple[_Wording, list[Statement]]] = []
    for item in _outermost(statements, asked) if asked else statements:
        wording = _wording(item)
        alike = ((first, others) for first, others in kept if _is_same(first, wording))
        same = next((others for first, others in alike if not _contrary(first.said, item)), None)
        if same is None:
            kept.append((wording, []))
        else:
            same.append(item)
    return [replace(first.said, carried=_elsewhere(first.said, others)) for first, others in kept]


def _contrary(one: Statement, other: Statement) -> bool:
    """Tell whether two statements say the contrary of each other: one tells of a rise, the other of a fall."""
    language = decided(one.citation.text, one.citation.language)
    return pack_of(language).claims.contrary(one.quote.text, other.quote.text)


def _outermost(statements: Sequence[Statement], asked: str) -> list[Statement]:
    """Leave out what somebody else says inside a statement of the one who was asked about."""
    own = [item for item in statements if item.quote.speaker and same_person(asked, item.quote.speaker)]
    return [
        item
        for item in statements
        if not any(
            other is not item
            and other.quote.revision_id == item.quote.revision_id
            and other.quote.start <= item.quote.start
            and item.quote.end <= other.quote.end
            for other in own
        )
    ]


def _wording(item: Statement) -> _Wording:
    text, pack = item.quote.text, pack_of(item.citation.language)
    language = pack.content
    words = [word.lower() for word in _WORD.findall(text)]
    inside = pack.quotation_marks.quoted(text) if item.quote.kind != "direct" else ((0, len(text)),)
    return _Wording(
        item,
        frozenset(language.stems(language.of(text))),
        frozenset(" ".join(_WORD.findall(text[start:end])).casefold() for start, end in inside),
        frozenset(number.strip(".,") for number in _NUMBER.findall(text)),
        any(map(language.denies, (*words, (item.quote.cue or "").lower()))),
    )


def _is_same(one: _Wording, other: _Wording) -> bool:
    first, second = one.said, other.said
    if first.quote.revision_id == second.quote.revision_id or one.denied != other.denied:
        return False
    if bool(one.quotations) != bool(other.quotations) or not (
        one.numbers <= other.numbers or other.numbers <= one.numbers
    ):
        return False
    return _one_voice(first, second) and _near(first, second) and _one_wording(one, other)


def _one_voice(first: Statement, second: Statement) -> bool:
    speakers = [item.quote.speaker or item.quote.speaker_as_written or "" for item in (first, second)]
    if not all(speakers):
        return not any(speakers)
    return speakers[0].casefold() == speakers[1].casefold() or (same_person(*speakers) and same_person(*speakers[::-1]))


def _near(first: Statement, second: Statement) -> bool:
    times = (first.citation.published_at, second.citation.published_at)
    return times[0] is None or times[1] is None or abs(times[0] - times[1]) <= WITHIN


def _one_wording(one: _Wording, other: _Wording) -> bool:
    both, every = one.stems & other.stems, one.stems | other.stems
    fewest = min(len(one.stems), len(other.stems))
    if not every:
        return one.said.quote.text.casefold() == other.said.quote.text.casefold()
    if len(both) >= _NEARLY * len(every) or (fewest >= _ENOUGH and len(both) >= _HELD * fewest):
        return True
    shared = bool(one.quotations and (one.quotations <= other.quotations or other.quotations <= one.quotations))
    return shared and len(both) >= _WITH_QUOTATION * len(every)


def _elsewhere(first: Statement, others: Sequence[Statement]) -> tuple[Citation, ...]:
    by_article = {item.citation.revision_id: item.citation for item in reversed(others)}
    by_article.pop(first.citation.revision_id, None)
    return tuple(reversed(by_article.values()))


def namesakes(asked: str, statements: Sequence[Statement]) -> list[str]:
    """Return the different people that a name may mean among those who speak; none where it is clear.

    Full names that no spelling and no longer form makes one are different people.
    """
    people: list[str] = []
    for item in statements:
        for name in (item.quote.speaker, item.quote.via):
            if not name or len(name_words(name)) < 2 or " and " in name or not same_person(asked, name):
                continue
            known = next((n for n, other in enumerate(people) if same_person(name, other)), None)
            if known is None:
                people.append(name)
            elif len(name) > len(people[known]):
                people[known] = name
    return people if len(people) > 1 else []
