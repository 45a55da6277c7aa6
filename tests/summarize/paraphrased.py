"""Sentences made by chance, each with what says the same in other words, and what turns its roles about."""

from __future__ import annotations

import random
from collections.abc import Iterator

SIDES = ("Larnholt Velmora", "Ostra Tannby", "Kerrow Holmvik", "Grenna Istra", "Norland Sudmark")
PEOPLE = ("Anna Holm", "Bruno Kessel", "Tove Ruud", "Emil Varga", "Ines Corvin", "Pavel Lorne")
BODIES = ("the dockers’ union", "the harbour board", "the city council", "the water company", "the state police")
WHEN = ("on Monday", "on Thursday evening", "early on Friday", "late on Sunday")
WHERE = ("near the northern border", "at the old customs house", "in the eastern valley", "outside the stone church")
AFTER = (
    "a week of talks ended without a result",
    "rain had closed the mountain roads",
    "the mediators left the conference table",
    "the ministry published its yearly report",
)
DEEDS = (
    ("attacked", "attacked", "struck"),
    ("defeated", "defeated", "beat"),
    ("accused", "accused", "charged"),
    ("appointed", "appointed", "named"),
    ("endorsed", "endorsed", "backed"),
    ("arrested", "arrested", "detained"),
    ("invaded", "invaded", "occupied"),
    ("dismissed", "dismissed", "sacked"),
)
"""A verb of one who acts and one who suffers it: past, participle, and another word for it."""


def told_again(seed: int) -> Iterator[tuple[str, str, str]]:
    """Yield a kind of paraphrase, a sentence, and that sentence again in other words."""
    who, whom, deed, when, where, after = _drawn(seed)
    past, participle, other = deed
    told = f"{_big(who)} {past} {whom} {where} {when} after {after}."
    yield "reversed", told, f"After {after}, {who} {past} {whom} {where} {when}."
    yield "passive", told, f"{_big(whom)} was {participle} by {who} {where} {when} after {after}."
    yield "synonym", told, f"{_big(who)} {other} {whom} {where} {when} after {after}."
    yield "passive and reversed", told, f"{_big(when)}, after {after}, {whom} was {participle} by {who} {where}."
    yield (
        "active of passive",
        f"{_big(whom)} was {participle} by {who} {where} {when}.",
        f"{_big(who)} {past} {whom} {where} {when}.",
    )


def turned_about(seed: int) -> Iterator[tuple[str, str, str]]:
    """Yield a kind of change, a sentence, and one of its words in which others do what was done to them."""
    who, whom, deed, when, where, after = _drawn(seed)
    past, participle, other = deed
    told = f"{_big(who)} {past} {whom} {where} {when} after {after}."
    yield "swapped", told, f"{_big(whom)} {past} {who} {where} {when} after {after}."
    yield "swapped in short", f"{_big(who)} {past} {whom} {when}.", f"{_big(whom)} {past} {who} {when}."
    yield "passive swapped", told, f"{_big(who)} was {participle} by {whom} {where} {when} after {after}."
    yield "synonym swapped", told, f"{_big(whom)} {other} {who} {where} {when} after {after}."
    yield "told by", f"{_big(who)} told {whom} {when} that {after}.", f"{_big(whom)} told {who} {when} that {after}."


def _drawn(seed: int) -> tuple[str, str, tuple[str, str, str], str, str, str]:
    chance = random.Random(seed)
    sides = chance.choice((chance.choice(SIDES).split(), PEOPLE, BODIES, (*PEOPLE, *BODIES)))
    who, whom = chance.sample(list(sides), 2)
    return who, whom, *(chance.choice(each) for each in (DEEDS, WHEN, WHERE, AFTER))  # type: ignore[return-value]


def _big(text: str) -> str:
    return text[:1].upper() + text[1:]
