"""Which English sentences lack a subject: a column goes on so with what it says of somebody, or of whom it imagines.

Cut out of it, such a sentence would be a report on whoever was named last.
"""

from __future__ import annotations

from bot.language.en.function_words import CENTRAL_DETERMINERS, COORDINATORS, PREPOSITIONS
from bot.language.en.lexicon import SIMPLE_PAST, UNCHANGED
from bot.language.en.screening.finite_verbs import carries
from bot.language.en.speech.speech_verbs import NOUN_TOO
from bot.language.en.synonyms import VERBS
from bot.language.en.tokens import tokens
from bot.language.tokens import Token

_PARTICIPLES_TOO = frozenset(
    """met won lost made found held left led kept brought bought sold built sent spent paid sat stood understood struck
    shot fought caught taught sought felt meant fed fled dug bound dealt slept swept lent bent slid heard hid said told
    thought got""".split()
)
"""Forms with which a clause may begin that has no subject of its own: “Held for a year, …”."""
_OPENING = SIMPLE_PAST - UNCHANGED - _PARTICIPLES_TOO


def lacks_its_subject(text: str) -> bool:
    """Tell whether a sentence begins with its verb: “Ran a college …”, “Brags about her riches and refuses to …”."""
    found = tokens(text)
    if len(found) < 3 or not text.startswith(found[0].text):
        return False
    first, second = found[0].low, found[1].low
    if first in _OPENING:
        return second in CENTRAL_DETERMINERS
    is_verb = first.endswith("s") and not first.endswith("ss") and (second in CENTRAL_DETERMINERS | PREPOSITIONS)
    return is_verb and _goes_on(found)


def _goes_on(found: tuple[Token, ...]) -> bool:
    """Tell whether a second verb of a single subject follows behind “and”, and none stands before it."""
    for at, token in enumerate(found[2:], 2):
        if found[at - 1].low in COORDINATORS and token.low.endswith("s"):
            after = found[at + 1].low if at + 1 < len(found) else ""
            if found[at - 2].text == "," and token.stem in VERBS:
                return True
            return token.low not in NOUN_TOO and (carries(token) or after in CENTRAL_DETERMINERS | {"to"})
        is_noun = any(other.low in CENTRAL_DETERMINERS for other in found[at - 2 : at])
        if carries(token) and not is_noun:
            return False
    return False
