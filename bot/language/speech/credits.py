"""How a language credits an outlet with its news."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NEVER = re.compile(r"(?!)")
_WORD = r"[A-ZÀ-ÖØ-Þ][\w.&’'-]{0,30}[\w&](?![\w&])|[A-Z](?!\w)"


def outlet_name(joints: str) -> str:
    """Return the pattern of a name of up to five words, joined by some small words, as the group `name`."""
    return rf"(?P<name>(?:{_WORD})(?:[ \u00a0](?:(?:{joints})[ \u00a0])?(?:{_WORD})){{0,4}})"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Credits:
    """What a language knows of credits. Without it, only the datelines and signatures of agencies are known."""

    credited: tuple[re.Pattern[str], ...] = ()
    """What credits an outlet: its name is the group `name`."""
    last_words: frozenset[str] = frozenset()
    """Last words of the names of outlets."""
    editions: frozenset[str] = frozenset()
    """What an outlet puts behind its name, in small letters: the “News” of “BBC News”."""
    opening: re.Pattern[str] = _NEVER
    """Words that open a sentence before a name, and are none of it."""
    speaks_for: re.Pattern[str] = _NEVER
    """What parts somebody from the outlet that they speak for: "Ann Bell of CNN"."""
    no_names: frozenset[str] = frozenset()
    """Words that are no name though they are capitalised."""
    named_so: re.Pattern[str] = _NEVER
    """What, before a name, says that it is an outlet's …"""
    followed: re.Pattern[str] = _NEVER
    """… and behind it."""
    by_trade: re.Pattern[str] = _NEVER
    """What, behind a name, says what somebody does: the group `noun`."""
    callings: frozenset[str] = frozenset()
    """What people are: an outlet is none of it."""
    spelt_out: re.Pattern[str] = _NEVER
    """Initials that an article explains: a group of the words, and the group `short`."""
