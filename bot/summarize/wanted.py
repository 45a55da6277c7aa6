"""Which kind of thing a question asks for: a time, a place, a person, an amount …"""

from __future__ import annotations

import re
from typing import Literal

from bot.summarize.words import tokens

Wanted = Literal["person", "time", "place", "number", "share", "money", "duration", "name", "reason", "yes_no", "thing"]


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words), re.IGNORECASE)


_ASKED = r"\b(?:which|what)\s+(?:[\w'’-]+\s+){0,2}?"
_YES_NO = _any(r"^(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might)\b")
_REASON = _any(r"\bwhy\b", r"\b(?:reason|cause)\b", r"\bhow come\b")
_DURATION = _any(
    r"\bhow\s+(?:long|many\s+(?:years|months|weeks|days|hours|minutes|seconds))\b", r"\b(?:duration|length)\s+of\b"
)
_KINDS: tuple[tuple[Wanted, re.Pattern[str]], ...] = (
    (
        "time",
        _any(
            r"\bwhen\b",
            rf"{_ASKED}(?:time|date|day|year|month|season|decade)\b",
            r"\b(?:date|deadline)\b",
            r"\bhow soon\b",
        ),
    ),
    (
        "place",
        _any(
            r"\bwhere\b",
            r"\b(?:location|venue|whereabouts|headquarters|birthplace)\b",
            rf"{_ASKED}(?:place|stadium|venue|region)\b",
        ),
    ),
    (
        "money",
        _any(
            r"(?<!\bby )\bhow\s+much\b",
            r"\b(?:revenues?|price|cost|costs|salary|budget|profits?|net worth|earnings|income|fine|market cap)\b",
        ),
    ),
    (
        "share",
        _any(
            r"\b(?:what|which)\s+(?:share|percentage|percent|proportion|fraction|part)\s+of\b",
            r"\b(?:percentage|percent)\s+of\b",
        ),
    ),
    (
        "number",
        _any(
            r"\bhow\s+(?:many|old|far|big|tall|large|fast|high|often)\b|\bby\s+how\s+much\b",
            r"\b(?:number|population|rate|attendance|score|total|age)\s+(?:of|in|for|at)\b",
        ),
    ),
    (
        "person",
        _any(
            r"\b(?:who|whom|whose)\b",
            rf"{_ASKED}(?:person|man|woman|player|actor|actress|singer|president|minister|politician|team|"
            rf"candidate|director|author|writer|coach|governor|senator|mayor|judge|official|leader|king|queen|pope|"
            rf"scientist|doctor|journalist|reporter|artist|athlete|driver|moderator)s?\b",
            r"^(?:(?:what|which)\s+)?(?:(?:is|was)\s+)?(?:the\s+)?(?:current\s+|new\s+)?(?:ceo|president|prime "
            r"minister|winner|author|"
            r"director|founder|leader|head|chairman|runner-up|coach|captain|owner|host)\s+(?:of|at|for)\b",
        ),
    ),
    (
        "name",
        _any(
            rf"{_ASKED}(?:name|title|programme|program|channel|magazine|paper|city|town|state|country|nation|village|island|law|act|bill|treaty|award|prize|ship|company|team|party|language|film|movie|song|album|book|show|band|nation|"
            rf"newspaper|network|agency|"
            r"group|organi[sz]ation|website|station|bank|university|club)s?\b",
            r"\bname\s+of\b",
            r"\bcalled\b",
        ),
    ),
)


def wanted(line: str) -> tuple[Wanted, ...]:
    """Return every kind of thing that a question asks for; "thing" where it may be anything."""
    if _YES_NO.match(line):
        return ("yes_no",)
    if _REASON.search(line):
        return ("reason",)
    if _DURATION.search(line):
        return ("duration",)
    if re.match(r"(?:who|whom)\b", line, re.IGNORECASE):
        return ("person",)
    return tuple(kind for kind, pattern in _KINDS if pattern.search(line)) or ("thing",)


_NOT_NOUNS = r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might)\b"
_MASS = frozenset("people men women children police staff money troops".split())


def noun(line: str) -> str:
    """Return what is counted or chosen: the plural of "how many single mothers live …", the word behind "which"."""
    match = re.search(r"\bhow\s+many\s+((?:[\w'’-]+\s*){1,5})", line, re.IGNORECASE)
    if match is not None:
        found = tokens(re.split(rf"\b{_NOT_NOUNS}", match[1])[0])
        return next((word for word in found if word in _MASS or word.endswith("s")), found[0] if found else "")
    match = re.search(rf"\b(?:which|what)\s+((?!{_NOT_NOUNS})[\w'’-]+)", line, re.IGNORECASE)
    found = tokens(match[1]) if match else []
    return found[-1] if found else ""
