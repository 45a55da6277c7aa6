"""What an English question says was done, by whom, and whether it is asked for what has happened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.language.en.function_words import (
    ARTICLES,
    BEING,
    DO,
    FINITE_AUXILIARIES,
    HAVE,
    MODALS,
    POSSESSIVES,
    QUESTION_WORDS,
)
from bot.language.en.lexicon import PAST
from bot.language.en.questions.vocabulary import DETERMINERS
from bot.language.en.synonyms import LIGHT, VERBS
from bot.language.en.tokens import stem
from bot.language.en.word_match import TOKEN, tokens, united
from bot.language.questions.grammar import Word, name_runs
from bot.text.patterns import any_of

_WITH_PARTICIPLE = (BEING | HAVE) - {"be", "being", "having"}
_AUXILIARY = re.compile(rf"\b(?:(?P<do>{any_of(DO | MODALS)})|(?P<be>{any_of(_WITH_PARTICIPLE)}))\b", re.I)
_OF_THE_PAST = frozenset("did was were has had have".split()) & FINITE_AUXILIARIES
_PAST = re.compile(
    rf"^(?:{any_of(_OF_THE_PAST)}\b|{any_of(QUESTION_WORDS)}\b.*?\b{any_of(_OF_THE_PAST)}\b|"
    rf"(?:who|which\s+[\w'’-]+)\s+(?!{any_of(FINITE_AUXILIARIES - _OF_THE_PAST)}\b)[a-z]+)",
    re.IGNORECASE,
)
_CHOOSING = re.compile(
    r"^whom?\s+.*\b(?:want|wants|wanted|pick|picks|picked|choose|chooses|chose|chosen|choosing|nominate|nominates|"
    r"nominated|favou?rs?|prefers?)\b.*\b(?:as|for|at|in|to)\b",
    re.IGNORECASE,
)
"""“whom does X want as Y”: the choice may be told by any of these verbs."""
_DOER = re.compile(rf"^who\s+(?!{any_of(FINITE_AUXILIARIES)}\b)[a-z]+|^by\s+whom?\b", re.IGNORECASE)
_FIRST = re.compile(
    rf"(?:\b{any_of(ARTICLES | POSSESSIVES)}|[’']s)\s+(?:very\s+)?first\s+"
    r"(?!(?:lady|minister|family|time|half|quarter|round)\b)"
)
CHOICE = "choose"


def verb(line: str, words: Sequence[Word]) -> str:
    """Return the term that says what was done, "" where none does or where it says little ("want", "take")."""
    if _CHOOSING.match(line):
        return CHOICE
    found = [match.group() for match in TOKEN.finditer(united(line))]
    doing = next((word.folded for word in _behind_subject(line, found, words)), "")
    return "" if stem(doing) in LIGHT else doing


def doer(line: str, words: Sequence[Word]) -> tuple[str, ...]:
    """Return the name in the place of the subject: "did X sign", "was X fired"; () where none stands there."""
    if _CHOOSING.match(line):
        return ()
    doing = verb(line, words)
    spot = next((word.index for word in words if doing and word.kind == "term" and word.folded == doing), 0)
    found = list(name_runs([word for word in words if word.index < spot]))
    auxiliary = _AUXILIARY.search(line)
    begins = len(TOKEN.findall(united(line[: auxiliary.start()]))) if auxiliary else spot
    ends = [run for run in found if begins < run[0].index and spot - run[-1].index <= 2]
    return tuple(item.folded for item in ends[-1]) if ends else ()


def asks_first(line: str) -> bool:
    """Tell whether a question is about the first of a kind: “the first flight”, not “who first”, and no part of
    a match, which is told in other words: “before the break”."""
    return bool(_FIRST.search(line))


def asks_doer(line: str) -> bool:
    """Tell whether a question asks who did something: “who won”, not “who was elected”."""
    return bool(_DOER.match(line)) and not _CHOOSING.match(line)


def _behind_subject(line: str, found: Sequence[str], words: Sequence[Word]) -> Iterator[Word]:
    """Yield the terms that may be the verb, by the auxiliary of the question or by what stands in its place."""
    auxiliary = _AUXILIARY.search(line)
    after = len(TOKEN.findall(united(line[: auxiliary.start()]))) if auxiliary else 0
    for word in words:
        before = found[word.index - 1].lower() if 0 < word.index <= len(found) else ""
        if word.kind != "term" or before in DETERMINERS or stem(word.folded) not in VERBS:
            continue
        if auxiliary is None or re.match(rf"who\s+(?!{any_of(FINITE_AUXILIARIES)}\b)", line, re.I):
            if word.index >= 1:
                yield word
        elif word.index > after and (auxiliary["do"] or _is_participle(word.folded)):
            yield word


def _is_participle(word: str) -> bool:
    return word.endswith(("ed", "ing")) or word in PAST


def asks_past(line: str) -> bool:
    """Tell whether a question asks for what has happened."""
    if not _PAST.match(line):
        return False
    if _AUXILIARY.search(line):
        return True
    return any(word.endswith("ed") or word in PAST for word in tokens(line))
