"""How a sentence says that something is not so: denied, wished, over, or told of another than it seems."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

NEVER = re.compile(r"(?!)")
"""A pattern that fits nothing."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assertions:
    """The words, folded, and patterns by which a sentence does not state what its other words seem to say.

    Where a language gives none, a sentence states what stands in it.
    """

    negations: frozenset[str] = frozenset()
    denied: tuple[str, ...] = ()
    """How a word ends that is denied: "didn't"."""
    unreal: frozenset[str] = frozenset()
    """Words before a verb that tells what may be, or is to be …"""
    infinitive: frozenset[str] = frozenset()
    """… and those right before one that tells what is meant to be …"""
    set_about: re.Pattern[str] = NEVER
    """… but for what ends before them, folded, where it is done all the same: “began”, “voted on Tuesday”."""
    pronouns: frozenset[str] = frozenset()
    """Words that take up somebody or something that was named before."""
    subjects: frozenset[str] = frozenset()
    """Those of them that may do what is told."""
    titles: frozenset[str] = frozenset()
    """Words before a person's name that are no answer by themselves."""
    offices: frozenset[str] = frozenset()
    """Capitalised words behind a name that say what its bearer is, and do not make another name of it …"""
    companies: frozenset[str] = frozenset()
    """… and what a company is called behind its name."""
    otherwise: frozenset[str] = frozenset()
    """Words that make another office of one: "former", "vice"."""
    over: frozenset[str] = frozenset()
    """Words before an office that was left …"""
    given: frozenset[str] = frozenset()
    """… and before one that was given."""
    owns: tuple[str, ...] = ()
    """How a name ends whose owner it is."""
    opposites: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The stem of a deed with those that say that it was not done, but another: "sign" and "veto"."""
    doers: tuple[str, ...] = ()
    """How a word ends that names who does a thing, and not that it was done: "founder"."""
    bearer: re.Pattern[str] = NEVER
    """What ends before the one who is said to be the doer: “the founder of the museum is the ”."""
    opening: re.Pattern[str] = NEVER
    """A verb with which a sentence opens before it says of whom: “Winning”."""
    passive: re.Pattern[str] = NEVER
    """What ends with a verb before which stands to whom it is done: “were shot”."""
    by: re.Pattern[str] = NEVER
    """What ends before the one by whom something is done."""
    put_to_vote: re.Pattern[str] = NEVER
    """Words that take up what a vote is on: “the bill”."""
    definite: re.Pattern[str] = NEVER
    """How a sentence begins that goes on about what was told before it: "The committee"."""
    calendar: re.Pattern[str] = NEVER
    """A day or a month, folded."""
    other_body: re.Pattern[str] = NEVER
    """What makes another body or work of a name that it stands behind."""
    of_the_office: re.Pattern[str] = NEVER
    """What ends before the body that an office belongs to."""
    in_a_place: re.Pattern[str] = NEVER
    """What ends before a place."""
    names_a_thing: re.Pattern[str] = NEVER
    """What ends before a year that says which one: “the 2017 game”."""
