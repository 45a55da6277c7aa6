"""Which kind of thing a question asks for: a time, a place, a person, an amount …"""

from __future__ import annotations

import re

from bot.language.en.lexicon import CONTRARIES
from bot.language.en.measures import TIME, plurals
from bot.language.en.questions.vocabulary import FINITE, MEASURABLE, WORKS
from bot.language.en.speech.speech_verbs import BODIES, PEOPLE, ROLES
from bot.language.en.titles import OFFICES
from bot.language.en.word_match import tokens
from bot.language.names import PARTICLES
from bot.language.questions.grammar import Narrowed, Wanted
from bot.text.patterns import any_of


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words), re.IGNORECASE)


_ASKED = r"\b(?:which|what)\s+(?:[\w'’-]+\s+){0,2}?"
_NAME = r"[A-Z][\w.-]*(?:[’'][A-Z]\w+)?"
_OFFICE_LAST = rf"(?!.*\b{any_of(map(str.capitalize, OFFICES))}$)"
_WHO_IS = re.compile(
    rf"[Ww]ho(?:[’']s|\s+(?:is|was|are|were|exactly\s+is))\s+{_OFFICE_LAST}"
    rf"{_NAME}(?:\s+(?:{any_of(PARTICLES)}\s+)*{_NAME})*$"
)
_TALLY = _any(
    r"\bhow\s+did\b.*\bvote\b(?!\s+for\b)",
    r"\b(?:what|how)\s+(?:was|were|is|did)\s+the\s+(?:(?:final|exact)\s+)?(?:vote|tally|count|margin)\b",
    r"^(?:what|how)\s+(?:was|were|is)\s+(?:the\s+|[\w’'-]+[’']s?\s+)(?:[\w’'-]+\s+){1,4}?vote(?=\s+(?:on|over|to)\b|$)",
    r"\bvote\s+(?:count|tally|go)\b",
)
_CHANGING = any_of(
    {word for rises, falls in CONTRARIES if "rise" in rises for word in (*rises, *falls)}
    | {"lose", "slow", "change", "surge", "soar"}
)
_CHANGE = _any(
    rf"\b(?:by\s+)?how\s+(?:much|far|fast)\s+(?:did|does|do|will|has|have|would|could)\b.*\b{_CHANGING}(?:n|ed|en)?\b"
)
_COMPARED = _any(
    r"^compare\b",
    rf"^(?:{FINITE}|which|who|what)\b.*\b(?:[a-z]{{2,}}er|more|less|fewer|worse|better)\b.*\bor\b",
)
_NEWS = _any(
    r"^(?:(?:what(?:[’']s|\s+is)\s+)?(?:the\s+)?(?:latest|newest|most recent|news|updates?|developments?))\b",
    r"^what(?:[’']s|\s+is|\s+was)\s+(?:new|happening|going on)\b",
    r"^(?:any|is there any)\s+(?:news|updates?)\b",
    r"^what\s+(?:has\s+|have\s+)?(?:happened|happens)\b",
)
_YES_NO = _any(rf"^(?:{FINITE})\b")
_REASON = _any(r"\bwhy\b", r"\b(?:reason|cause)\b", r"\bhow come\b")
_DURATION = _any(rf"\bhow\s+(?:long|many\s+{any_of(plurals(TIME))})\b", r"\b(?:duration|length)\s+of\b")
_NAMED_THINGS = (
    (
        BODIES
        & frozenset(
            """programme program channel magazine paper city state island act bill treaty award prize company team party
        show nation newspaper network agency group organization organisation website university country law
        club bank""".split()
        )
    )
    | WORKS
    | frozenset("name title language station".split())
)
"""What has a name of its own that a question may ask for."""
_KINDS: tuple[tuple[Wanted, re.Pattern[str]], ...] = (
    (
        "time",
        _any(
            r"\bwhen\b",
            rf"{_ASKED}(?:time|date|day|year|month|season|decade)\b(?!-)",
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
            rf"\bhow\s+(?:many|often|{any_of(MEASURABLE)})\b|\bby\s+how\s+much\b",
            r"\bwhat\s+age\b",
            r"\b(?:number|population|rate|attendance|score|total|age)\s+(?:of|in|for|at)\b",
        ),
    ),
    (
        "person",
        _any(
            r"\b(?:who|whom|whose)\b",
            rf"{_ASKED}(?:{any_of((ROLES - PEOPLE) | {'team', 'athlete'})})s?\b",
            r"^(?:(?:what|which)\s+)?(?:(?:is|was)\s+)?(?:the\s+)?(?:current\s+|new\s+)?"
            rf"{any_of(OFFICES | {'prime minister', 'winner', 'author', 'runner-up', 'host'})}\s+(?:of|at|for)\b",
        ),
    ),
    (
        "name",
        _any(
            rf"{_ASKED}{any_of(_NAMED_THINGS)}s?\b",
            r"\bname\s+of\b",
            r"\bcalled\b",
        ),
    ),
)
_FIRST: tuple[tuple[Wanted, re.Pattern[str]], ...] = (
    ("comparison", _COMPARED),
    ("yes_no", _YES_NO),
    ("news", _NEWS),
    ("description", _WHO_IS),
    ("tally", _TALLY),
    ("change", _CHANGE),
    ("reason", _REASON),
    ("duration", _DURATION),
    ("person", _any(r"^(?:who|whom)\b")),
)
"""The kinds that are asked for alone, in the order in which they are looked for."""


def wanted(line: str) -> tuple[Wanted, ...]:
    """Return every kind of thing that a question asks for; "thing" where it may be anything."""
    first = next((kind for kind, pattern in _FIRST if pattern.search(line)), None)
    if first is not None:
        return (first,)
    return tuple(kind for kind, pattern in _KINDS if pattern.search(line)) or ("thing",)


_NOT_NOUNS = rf"(?:{FINITE})\b"
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


_MEASURED = re.compile(rf"\bhow\s+({any_of(MEASURABLE)})\b", re.IGNORECASE)
_AGED = re.compile(r"\bwhat\s+age\b", re.IGNORECASE)
_CALLED = re.compile(r"\bname\s+of\b|\bcalled\b", re.IGNORECASE)
_TIME = re.compile(r"\b(?:what|which)\s+time\b", re.IGNORECASE)
_DATE = re.compile(r"\bdate\b", re.IGNORECASE)


def narrowed(kind: Wanted, line: str) -> Narrowed:
    """Return what an answer of that kind must be; "" where any of it will do."""
    if kind == "number" and _AGED.search(line):
        return "age"
    if kind == "number" and (measured := _MEASURED.search(line)):
        return "age" if measured[1].lower() == "old" else "measure"
    if kind == "name" and _CALLED.search(line):
        return "called"
    if kind == "time":
        return "clock" if _TIME.search(line) else "day" if _DATE.search(line) else ""
    return ""
