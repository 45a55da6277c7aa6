"""Noun phrases and the words around them, as far as their forms show what they are (English only)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.en.calendar_words import MONTHS
from bot.language.en.function_words import COORDINATORS, PREPOSITIONS, SUBORDINATORS
from bot.language.en.speech.speech_verbs import (
    ADVERBIAL_OPENERS,
    ADVERBS,
    CUES,
    DETERMINERS,
    FINITE,
    NOT_ADVERBS,
    NOUN_TOO,
    PEOPLE,
    PRONOUNS,
    TIMES,
)
from bot.language.speech.tokens import SpeechToken

LONGEST = 24
"""Tokens: no subject is longer."""
LEADS = (
    COORDINATORS
    | (ADVERBS & frozenset("still then now also thus meanwhile however instead later".split()))
    | {"as", "indeed"}
)
"""Words before a subject that do not belong to it."""
DASHES = frozenset("–—") | {"--"}
PAUSES = DASHES | {","}
_NOT_PAST = frozenset(
    "united hundred retired elected appointed so-called unnamed sacred beloved wicked indeed exiled".split()
)
"""Words in -ed that stand before a noun."""
_GIVEN_NAMES = MONTHS & frozenset("may march april june august".split())
"""Months that somebody may be called: “Theresa May”."""


def is_adverb(token: SpeechToken) -> bool:
    """Tell whether a word only colours the verb: "also", "reportedly"."""
    low = token.low
    return low in ADVERBS or (len(low) > 4 and low.endswith("ly") and low not in NOT_ADVERBS and token.kind == "word")


def is_verb(token: SpeechToken) -> bool:
    """Tell whether a word is most likely a finite verb."""
    low = token.low
    if token.kind != "word":
        return False
    cue = CUES.get(low)
    if low in FINITE or (cue and low not in NOUN_TOO):
        return low in FINITE or (cue is not None and cue.form in ("past", "s"))
    return low.endswith("ed") and len(low) > 4 and low not in _NOT_PAST


def is_time(tokens: Sequence[SpeechToken], at: int, first: int) -> bool:
    """Tell whether the word at `at`, in a phrase from `first`, says when: "the ministry Friday", not "Theresa May"."""
    token, before = tokens[at], tokens[at - 1]
    if token.low in TIMES:
        return not (token.low in _GIVEN_NAMES and at > first and before.kind == "name" and before.low not in TIMES)
    return token.low in ("in", "on", "at") or (token.text[0].isdigit() and before.low in TIMES)


def is_term(tokens: Sequence[SpeechToken], at: int, floor: int) -> bool:
    """Tell whether a quotation is part of a phrase: its “national reporter” Mary Smith."""
    text = tokens[at].text
    return at > floor and tokens[at - 1].kind != "mark" and len(text.split()) <= 3 and text[-1:] not in ",.?!"


def begins_adverbial(token: SpeechToken) -> bool:
    """Tell whether no noun phrase begins with a word, but what says when, where or why."""
    low = token.low
    return low in PREPOSITIONS or low in TIMES or low in SUBORDINATORS or is_adverb(token)


def names_somebody(tokens: Sequence[SpeechToken], first: int, stop: int) -> bool:
    """Tell whether a stretch can be a speaker: a name, what begins like a noun phrase, a noun for people."""
    lead = tokens[first]
    if lead.kind == "name" and lead.low in ADVERBIAL_OPENERS:
        return False
    if lead.low in PRONOUNS or lead.low in DETERMINERS or lead.kind in ("name", "quote") or lead.text[0].isdigit():
        return True
    inside = tokens[first:stop]
    if any(token.kind == "name" for token in inside):
        return not any(is_verb(token) for token in inside)
    return any(token.low in PEOPLE for token in inside)


def without_times(tokens: Sequence[SpeechToken], first: int, stop: int) -> int:
    """Return where a phrase ends without the times at its end."""
    while stop - 1 > first and is_time(tokens, stop - 1, first):
        stop -= 1
    return stop
