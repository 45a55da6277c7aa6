"""English words of a question that are no matter of their own: offices, and what says which answer is wanted."""

from __future__ import annotations

import re

from bot.language.en.function_words import (
    ARTICLES,
    DEMONSTRATIVES,
    FINITE_AUXILIARIES,
    POSSESSIVES,
    PREPOSITIONS,
    QUESTION_WORDS,
    THIRD_PERSON,
)
from bot.language.en.speech.speech_verbs import BODIES, ROLES
from bot.language.en.titles import OFFICES
from bot.language.questions.grammar import QuestionWords
from bot.text.patterns import any_of

FRAMING = frozenset(
    """location venue place date time day year month name called current currently latest new happen happened happens
    long old far many much number amount total people person kind type sort share percentage percent following according
    exact exactly mean means actually officially ever first last recent recently today tomorrow yesterday held come
    comes get article news story report compare compared comparison versus vs higher lower bigger smaller larger more
    less fewer greater worse better faster slower longer shorter older younger located situated""".split()
)
"""Words that say which kind of answer is wanted, or nothing about the matter: evidence need not repeat them."""
WORKS = frozenset("town village ship film movie song album book band".split())
"""Places, ships and works: each has a name."""
_GENERIC = (
    WORKS
    | (
        BODIES
        & frozenset(
            """agency agreement alliance association bank company corporation country firm group island magazine
        movement nation network newspaper organisation organization party river show state team treaty university
        website""".split()
        )
    )
    | frozenset("airline app boat city comet game novel pact scandal".split())
)
"""What says of a name only which kind of thing it names."""
_TELLING = frozenset(
    """agreement bank city company country island pact party river scandal state treaty university""".split()
)
"""Words of these that behind a name tell one thing from another: the Paris agreement is not Paris."""
MEASURABLE = frozenset("old far big tall large fast high deep wide heavy".split())
"""What “how” before it asks for a figure of."""
_LEADS = frozenset("in at on by for to from with of".split()) & PREPOSITIONS
"""Prepositions that a question may begin with: “in what year”."""
DETERMINERS = ARTICLES | DEMONSTRATIVES | (POSSESSIVES & THIRD_PERSON) | (_LEADS - {"to"})
"""Words behind which no verb stands."""
_KEPT = frozenset("give gives gave given make makes made".split())
"""Function words elsewhere; in a question they may be the deed that is asked about."""
FINITE = any_of(FINITE_AUXILIARIES - {"am"})  # nobody asks the news “am I …”
"""Verbs that may open a question."""
_QUESTION = re.compile(rf"^(?:{any_of(_LEADS)}\s+)?(?:{any_of(QUESTION_WORDS)}|{FINITE})\b", re.IGNORECASE)

vocabulary = QuestionWords(
    articles=ARTICLES,
    determiners=DETERMINERS,
    offices=OFFICES,
    framing=FRAMING,
    scaled=re.compile(rf"\bhow\s+{any_of(MEASURABLE)}\b", re.IGNORECASE),
    tallied=frozenset("vote votes tally count margin".split()),
    in_a_year=frozenset(("in", "during")) & PREPOSITIONS,
    first=frozenset("first 1st inaugural debut earliest maiden opening initial".split()),
    kept=_KEPT,
    before_names=ROLES | _GENERIC,
    behind_names=_GENERIC - _TELLING,
    links=(" ", " of ", " of the "),
    owns=("'s", "’s"),
)


def opens(line: str) -> bool:
    """Tell whether a line begins like a question, so that its first capital says nothing."""
    return bool(_QUESTION.match(line))
