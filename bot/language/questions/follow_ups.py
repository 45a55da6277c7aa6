"""How a language leans on what was asked before: "and him?", "what about Macron?", "when did that happen?"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.language.questions.assertions import NEVER


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FollowUps:
    """The patterns by which a line is known to lean on the one before, and what is put in the place of each.

    Where a language gives none, each line is asked by itself.
    """

    link: re.Pattern[str] = NEVER
    """What a line begins with that goes on: "and"."""
    what_about: re.Pattern[str] = NEVER
    """… or that asks the same of something else: "what about"."""
    asks: re.Pattern[str] = NEVER
    """How a question begins: behind a link, such a line is one by itself."""
    person: re.Pattern[str] = NEVER
    """A word for the person before …"""
    theirs: re.Pattern[str] = NEVER
    """… or for what is theirs."""
    end: re.Pattern[str] = NEVER
    """A word for the matter before, at the end of a line …"""
    brings: re.Pattern[str] = NEVER
    """… with the word that brings it …"""
    subject: re.Pattern[str] = NEVER
    """… or in the place of the subject; its first group stays."""
    led: re.Pattern[str] = NEVER
    """What brings a matter at the beginning of what is left of a line."""
    whose: str = "{person}"
    """How a person is written whose something is."""
    about: str = "{line} {matter}"
    """How a line goes on with what it is about."""
    said: str = "{speaker}"
    """How somebody's words are asked for …"""
    said_about: str = "{speaker} {matter}"
    """… and those about a matter."""
