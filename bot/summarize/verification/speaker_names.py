"""Whether two names may mean one speaker, and whether a text names somebody."""

from __future__ import annotations

from bot.evidence.people.name_matching import same_person
from bot.language.claims import ClaimRules


def same(asked: str | None, name: str | None, rules: ClaimRules) -> bool:
    """Tell whether two names may mean one speaker."""
    if not asked or not name:
        return False
    return same_person(asked, name) or _common_name(asked, name, rules)


def _common_name(asked: str, name: str, rules: ClaimRules) -> bool:
    """“the Kremlin aide Yuri Ushakov” and “Ushakov”; “the State Department” and “State Department”."""
    first, second = ({token.stem for token in rules.tokens(text) if token.content} for text in (asked, name))
    return bool(first) and bool(second) and (first <= second or second <= first)


def named(name: str, text: str, rules: ClaimRules) -> bool:
    """Tell whether a text names somebody by the last word of a name."""
    surname = rules.surname(name)
    return bool(surname) and surname in {token.stem for token in rules.tokens(text)}
