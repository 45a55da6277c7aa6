"""What a language gives of the words that people type to the desk, and how words are listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def words(text: str) -> frozenset[str]:
    """Return the words of a line."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedWords:
    """Words and patterns of one language, in small letters; a pattern that is "" fits nothing.

    They are read together with those of every other: nobody says first in which language they type.
    """

    greetings: str = ""
    """Pattern: hello."""
    thanks: str = ""
    """Pattern: thanks, fine, goodbye."""
    little: frozenset[str] = frozenset()
    """Words of any request: alone they make none."""
    desk: frozenset[str] = frozenset()
    """Words that make a line a request to the desk: stop, shorter, weekdays."""
    about: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Words of a request by what it is about: "stop", "sources" …"""
    shorter: str = ""
    """Pattern: the briefing is to be shorter …"""
    longer: str = ""
    """… or longer."""
    before_hour: tuple[str, ...] = ()
    """Words before an hour that stands without its minutes: "at 8"."""
    before_value: tuple[str, ...] = ()
    """Words before a number, a language or a zone that a briefing is to have: "in German"."""
