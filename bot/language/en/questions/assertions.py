"""How English says that something is not so: denied, wished, over, or told of another than it seems."""

from __future__ import annotations

import re

from bot.language.en.calendar_words import MONTHS, WEEKDAY_NAMES
from bot.language.en.function_words import (
    ARTICLES,
    BE,
    BEING,
    CANNOT,
    CENTRAL_DETERMINERS,
    CONDITIONS,
    DEMONSTRATIVES,
    FINITE_AUXILIARIES,
    FUNCTION_WORDS,
    MODALS,
    NEGATIONS,
    SUBJECTS,
    THIRD_PERSON,
)
from bot.language.en.lexicon import CONTRARIES, PAST
from bot.language.en.speech.speech_verbs import BODIES
from bot.language.en.titles import ADDRESS, OFFICES, QUALIFIERS
from bot.language.en.tokens import stem
from bot.language.questions.assertions import Assertions
from bot.text.patterns import any_of

_OTHER_BODIES = (
    BODIES
    & frozenset(
        """association union committee council federation foundation network institute society league board
        museum""".split()
    )
) | frozenset("academy festival draft combine tour junior youth women".split())
_OTHER_BODY = re.compile(
    rf"(?: [A-Z][\w’'-]*){{0,3}} {any_of(map(str.capitalize, _OTHER_BODIES))}\b|"
    r": [A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*(?= (?:and|is|was|has|will)\b|[.,])"
)
"""“X Players Association”, “X: The Return”."""
_CALENDAR = re.compile(rf"{any_of(MONTHS | frozenset(WEEKDAY_NAMES))}$")
_SET_ABOUT = re.compile(
    rf"\b(?:began|begun|started|continued|decided|agreed|managed|voted|proceeded|chose|chosen)"
    rf"(?: (?:on )?{any_of(MONTHS | frozenset(WEEKDAY_NAMES) | {'unanimously', 'together'})}| [\d-]+)*$"
)
"""What is done, or settled, with the verb behind it: “has begun to fall”, “decided on Monday to lift”."""
_BEARER = re.compile(
    rf"^(?:[^,;:]*\b{any_of(BE - {'be', 'being', 'am'})}|(?:(?!\b{any_of(FINITE_AUXILIARIES)}\b)(?:[^,;:]|:\d))*,)"
    rf"\s+(?:(?:{any_of(ARTICLES)}\s+)?(?!{any_of(FUNCTION_WORDS)}\b)[\w’'-]+\s+){{0,3}}(?:{any_of(ARTICLES)}\s+)?$",
    re.IGNORECASE,
)
"""“of the prize was the novelist ”, “of the prize, ”: no “was praised by ”, no “, whom ”."""
_PUT_TO_VOTE = re.compile(
    rf"\b{any_of(DEMONSTRATIVES | {'the', 'its'})}\s+"
    r"(?:amendment|bill|deal|legislation|measure|motion|package|plan|proposal|resolution)\b",
    re.IGNORECASE,
)
_OPPOSED = (
    *CONTRARIES,
    (("sign", "ratify", "enact"), ("veto",)),
    (("resign", "quit", "leave", "depart", "withdraw"), ("stay", "remain")),
    (("agree", "accept", "join"), ("refuse", "decline")),
)


def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for one, other in (pair for both in _OPPOSED for pair in (both, both[::-1])):
        for word in one:
            found[stem(word)] = found.get(stem(word), frozenset()) | frozenset(map(stem, other))
    return found


_OPPOSITES = _opposites()

ASSERTIONS = Assertions(
    # “none of”, “nobody” deny what they stand for, not the verb that is looked at
    negations=(NEGATIONS | CANNOT) - {"none", "nobody", "nothing"},
    denied=("n't", "n’t"),
    unreal=(MODALS - {"can", "must"}) | CONDITIONS,  # “can” and “must” tell of what is
    infinitive=frozenset(("to",)),
    set_about=_SET_ABOUT,
    pronouns=THIRD_PERSON,
    subjects=(THIRD_PERSON & SUBJECTS) | {"who", "which"},
    titles=ADDRESS | {"dr", "sir", "president", "senator"},
    offices=OFFICES | ADDRESS | QUALIFIERS | {"dr", "sir"},
    companies=(BODIES & frozenset("group inc corp corporation company ltd plc co".split()))
    | {"ag", "gmbh", "holdings"},
    otherwise=(QUALIFIERS - {"prime", "foreign", "defence", "defense"})
    | frozenset("ex assistant interim late previous onetime co".split()),
    over=frozenset("was were stepped stepping resigned resigns quit left until ousted".split()),
    given=frozenset("named appointed elected chosen picked promoted sworn made replaced succeeded".split()),
    owns=("'s", "’s"),
    opposites=_OPPOSITES,
    doers=("er", "ers", "or", "ors"),
    bearer=_BEARER,
    opening=re.compile(r"[\W_]*(?:(?:after|by|in)\s+)?\w{2,}ing$|[\W_]*having\s+\w+$", re.IGNORECASE),
    passive=re.compile(
        rf"\b{any_of(BEING)}\s+(?:(?:\w+ly|later|then|also|first|once)\s+)?(?:\w+ed|{any_of(PAST)})$", re.IGNORECASE
    ),
    by=re.compile(r"\bby\s+(?:[\w’'-]+\s+){0,4}$"),
    put_to_vote=_PUT_TO_VOTE,
    definite=re.compile(r"(?:The|This|That|These|Those|Both)\s+(?=[a-z])"),
    calendar=_CALENDAR,
    other_body=_OTHER_BODY,
    of_the_office=re.compile(r"\b(?:of|at|for|in)\s+(?:the\s+)?(?:[A-Z]\w*\s+and\s+)?$"),
    in_a_place=re.compile(r"\b(?:in|at|on|from)\s+(?:the\s+)?$"),
    names_a_thing=re.compile(rf"\b{any_of(CENTRAL_DETERMINERS)}\s+$", re.IGNORECASE),
)
