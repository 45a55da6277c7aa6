"""Whom something is said to: the noun phrase behind "told", "asked", "urged" (English only)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.en.function_words import OBJECTS, PREPOSITIONS, SUBJECTS, SUBORDINATORS
from bot.language.en.speech.noun_phrases import begins_adverbial, is_term, names_somebody, without_times
from bot.language.en.speech.speech_verbs import BE, BODIES, DETERMINERS, HAVE, PEOPLE, PRONOUNS, ROLES, TIMES
from bot.language.speech.grammar import Phrase
from bot.language.speech.tokens import SpeechToken

_LONGEST = 14
_SUBJECTS = (SUBJECTS - {"it", "you"}) | {"who", "there"}
_ENDS = (PREPOSITIONS & frozenset("to on in during at about after before by via through".split())) | frozenset(
    "that this not never last earlier it you".split()
)
_END_WORDS = _ENDS | _SUBJECTS | SUBORDINATORS | TIMES | HAVE | BE
_CROWDS = PEOPLE - {"police", "campaigns", "data", "none"}
"""Nouns that are whole without another noun behind them: "told reporters taxes would rise"."""
_COMPANY = PREPOSITIONS | ROLES | {"and", "or", "who"}
_WITHIN = frozenset(("&", "/", "'", "’"))


def addressee(tokens: Sequence[SpeechToken], first: int) -> Phrase | None:
    """Return whom a verb of speech is said to: the noun phrase from `first` up to the clause that follows it."""
    if first >= len(tokens) or tokens[first].kind in ("mark", "quote") or tokens[first].low == "that":
        return None
    low = tokens[first].low
    if begins_adverbial(tokens[first]) or low in _SUBJECTS:
        return None
    if low in OBJECTS and (low != "her" or _ends(tokens, first + 1, first)):
        return Phrase(first, first + 1)
    at = first + 1
    while at < len(tokens) and at - first < _LONGEST and not _ends(tokens, at, first):
        at += 1
    last = without_times(tokens, first, at)
    if not names_somebody(tokens, first, last) and tokens[last - 1].low not in BODIES | ROLES:
        return None
    closing = _apposition_end(tokens, at) if last == at else 0
    return Phrase(first, closing + 1 if closing else last, apposition=closing)


def _ends(tokens: Sequence[SpeechToken], at: int, first: int) -> bool:
    if at >= len(tokens):
        return True
    token, before = tokens[at], tokens[at - 1]
    if token.kind == "mark":
        return token.text not in _WITHIN
    if token.kind == "quote":
        return not is_term(tokens, at, first)
    if token.low in _END_WORDS or token.low in PRONOUNS:
        return True
    if token.low in DETERMINERS:
        return before.low not in PREPOSITIONS | {"and", "all", "both"}
    return before.kind == "word" and before.low in _CROWDS and token.low not in _COMPANY  # "told reporters Smith …"


def _apposition_end(tokens: Sequence[SpeechToken], at: int) -> int:
    """The comma that closes "his rival, Mary Smith, (to …)"; 0 where none does."""
    if at >= len(tokens) or tokens[at].text != ",":
        return 0
    for index in range(at + 1, min(len(tokens) - 1, at + 9)):
        if tokens[index].kind in ("mark", "quote"):
            return index if tokens[index].text == "," and tokens[index + 1].low in ("to", "that") else 0
    return 0
