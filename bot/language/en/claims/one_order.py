"""One order for sentences that say one thing in several: who says it first, then what, then when or on what condition.

English. “The dam is safe, Vance said”, “The dam, said Vance, is safe” and “Vance said the dam is safe” are one, and so
are “If it rains, the dam will hold” and “The dam will hold if it rains”, “Ada Lind, the mayor, spoke” and “The mayor,
Ada Lind, spoke”, “The dam was built by Kolar” and “Kolar built the dam”. The words stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.en.function_words import (
    CONDITIONS,
    FINITE_AUXILIARIES,
    NEGATIONS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
)
from bot.language.en.speech.speech_verbs import ADDRESSED, CUES
from bot.language.en.tokens import is_date_word
from bot.language.tokens import CLAUSE_MARKS, Token

_LEADING = (PREPOSITIONS | CONDITIONS | SUBORDINATORS) & frozenset(
    "if unless after before when as while on in at during since despite because".split()
)
"""Words with which a sentence begins that says first when, where or on what condition."""
_CLAUSES = SUBORDINATORS | {"who", "and", "or"}
_DASHES = frozenset("–—")
_WITHIN = 8
"""Words between a verb of speech and its “that”."""
_LONGEST = 10
"""Words of a doer's name."""
_MOST = 14
"""Words of a frame with who speaks, to whom, where and when."""
SPOKEN = Token("–said–", "–said–", "–", -1, mark=True, content=False)
"""Parts a frame that was put first from what is said."""


def is_mark(token: Token) -> bool:
    """Tell whether a token parts clauses; a “%” or “$” is a word of its own."""
    return token.low in CLAUSE_MARKS or token is SPOKEN


def told_in_order(line: Sequence[Token]) -> tuple[Token, ...]:
    """Return the tokens of a sentence in the one order."""
    framed = _frame_first(line)
    at = framed.index(SPOKEN) + 1 if SPOKEN in framed else 0
    return (*_by_name(framed[:at]), *_adverbial_last(_by_name(framed[at:]) if not at else framed[at:]))


def _by_name(line: Sequence[Token]) -> Sequence[Token]:
    """Put “the mayor, Ada Lind,” and “Ada Lind, the mayor,” at the beginning in the order of the alphabet."""
    commas = [at for at, token in enumerate(line) if is_mark(token)]
    if len(commas) < 2 or any(line[at].low != "," for at in commas[:2]):
        return line
    first, second = line[: commas[0]], line[commas[0] + 1 : commas[1]]
    if not (first and second) or not (_is_phrase(first) and _is_phrase(second)):
        return line
    one, other = sorted((first, second), key=lambda words: [token.low for token in words])
    return (*one, line[commas[0]], *other, *line[commas[1] :])


def _is_phrase(words: Sequence[Token], inside: frozenset[str] = frozenset(("of", "for"))) -> bool:
    """Tell whether words are a name or a noun with what is of it; `inside`: the prepositions that it may have."""
    small = FINITE_AUXILIARIES | NEGATIONS | SUBORDINATORS | (PREPOSITIONS - inside) | {"who", "and", "or"}
    issued = {at for at, day in enumerate(words[1:]) if is_date_word(day)}  # “a poll released Friday”
    return not any(
        token.low in small or (token.past and at not in issued) or _is_cue(token) for at, token in enumerate(words)
    )


def _adverbial_last(line: Sequence[Token]) -> tuple[Token, ...]:
    """Put “If it rains, …” behind the clause that it stands before, where that is one and tells of no speech."""
    comma = next((at for at, token in enumerate(line) if is_mark(token)), 0)
    if not comma or line[comma].low != "," or line[0].low not in _LEADING:
        return tuple(line)
    stop = next((at for at in range(comma + 1, len(line)) if is_mark(line[at])), len(line))
    clause = line[comma + 1 : stop]
    if any(token.low in CUES or token.low in _CLAUSES for token in clause):
        return tuple(line)
    return (*clause, *line[:comma], *line[stop:])


def active(line: Sequence[Token]) -> list[tuple[Token, ...]]:
    """Return “Kolar accused Sertic …” for “Sertic was accused by Kolar …”, one for each length of the doer's name."""
    at = next((at for at, token in enumerate(line) if token.low in ("was", "were")), 0)
    if not at or at + 3 >= len(line) or not line[at + 1].past or line[at + 2].low != "by":
        return []
    acted_on, verb, behind = _without_clause(line[:at]), line[at + 1], line[at + 3 :]
    if any(is_mark(token) for token in acted_on) or not _is_phrase(acted_on, inside=PREPOSITIONS):
        return []
    longest = next((n for n, token in enumerate(behind) if is_mark(token) or token.past), len(behind))
    ends = range(1, min(longest, _LONGEST) + 1)
    return [(*behind[:end], verb, *acted_on, *behind[end:]) for end in ends if _is_phrase(behind[:end])]


def _without_clause(words: Sequence[Token]) -> Sequence[Token]:
    """Leave out the clause about a name or noun that follows it: “the dam, which is old,”."""
    mark = next((at for at, token in enumerate(words) if is_mark(token)), len(words))
    about = mark + 1 < len(words) and is_mark(words[-1]) and words[mark + 1].low in RELATIVES
    return words[:mark] if about else words


def _frame_first(line: Sequence[Token]) -> tuple[Token, ...]:
    """Return a sentence with its frame of speech before what is said, and “said Vance” as “Vance said”."""
    for begin, end in _stretches(line):
        if not _is_aside(line, begin) and (frame := _frame(line[begin:end])):
            rest = (*line[: max(0, begin - 1)], *line[end:])
            return (*frame, SPOKEN, *_without_first_mark(rest))
    return _marked(line)


def _is_aside(line: Sequence[Token], at: int) -> bool:
    """Tell whether a place is behind a dash that no other closes: what stands there says who says the aside."""
    return sum(token.low in _DASHES for token in line[:at]) % 2 == 1


def _marked(line: Sequence[Token]) -> tuple[Token, ...]:
    """Mark where what is said begins in “Vance said (that) …” and “Vance said on Monday that …”."""
    at = next((at for at, token in enumerate(line) if _is_cue(token)), 0)
    if not at or not _is_phrase([token for token in line[:at] if not is_mark(token)]):
        return tuple(line)
    that = next((stop for stop in range(at + 1, min(at + _WITHIN, len(line))) if line[stop].low == "that"), 0)
    begin = that or (at + 1 if CUES[line[at].low].lemma not in ADDRESSED else 0)
    return (*line[:begin], SPOKEN, *line[begin + bool(that) :]) if begin else tuple(line)


def _without_first_mark(rest: Sequence[Token]) -> Sequence[Token]:
    return rest[1:] if rest and is_mark(rest[0]) else rest


def _stretches(line: Sequence[Token]) -> list[tuple[int, int]]:
    """Return the stretches between commas that may be frames: the last ones first; the first only as “According to”."""
    commas = [at for at, token in enumerate(line) if token.low == ","]
    found = [(at + 1, stop) for at in commas for stop in (*commas, len(line)) if at < stop <= at + 1 + _MOST]
    first = [(0, commas[0])] if commas and [token.low for token in line[:2]] == ["according", "to"] else []
    return first + sorted(found, key=lambda span: (span[1] != len(line), span[0] - span[1]))


def _frame(stretch: Sequence[Token]) -> tuple[Token, ...]:
    """Return a stretch as a frame with its subject first; empty where it is none."""
    words = [token for token in stretch if not is_mark(token)]
    if len(words) < 2 or len(words) > _MOST:
        return ()
    if [token.low for token in words[:2]] == ["according", "to"]:
        return tuple(stretch) if _is_plain(words[2:], cues=0) else ()
    cues = [at for at, token in enumerate(stretch) if _is_cue(token)]
    if len(cues) != 1 or not _is_plain(words, cues=1):
        return ()
    at = cues[0]
    before, behind = stretch[:at], stretch[at + 1 :]
    return (*stretch,) if before else (*behind, stretch[at])


def _is_cue(token: Token) -> bool:
    cue = CUES.get(token.low)
    return cue is not None and cue.manner in ("say", "hold", "find") and cue.form in ("s", "past", "base")


def _is_plain(words: Sequence[Token], *, cues: int) -> bool:
    """Tell whether a stretch tells of nothing but who says it: no other verb, no “not”, no clause."""
    bars = FINITE_AUXILIARIES | NEGATIONS | CONDITIONS | SUBORDINATORS | {"who", "and", "or", "to"}
    others = [token for token in words if token.low in bars or (token.past and not _is_cue(token))]
    named = any((token.content and not _is_cue(token)) or token.low in PRONOUNS for token in words)
    return named and not others and sum(map(_is_cue, words)) == cues
