"""A claim in the source's own words: one sentence of it, of which only such words are left out as bear nothing else.

English. All words that are there stand in the sentence as they are written, in its order or in one that says the same;
what is left out is held by `left_out`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from bot.language.en.calendar_words import MONTH_NAMES, MONTHS, WEEKDAY_NAMES, WEEKDAYS
from bot.language.en.claims.left_out import SAYING, is_verb, may_be_left_out
from bot.language.en.claims.one_order import active, is_mark, told_in_order
from bot.language.en.claims.printed import LONG_FORM
from bot.language.en.speech.speech_verbs import CUES
from bot.language.en.synonyms import VERBS
from bot.language.en.tokens import is_date_word, tokens
from bot.language.tokens import Token

_DASH = re.compile(r"\s-{1,2}\s")
_FORMS = (
    LONG_FORM
    | {word: name for name in MONTH_NAMES for word in MONTHS if word[:3] == name[:3]}
    | {word: name for name in WEEKDAY_NAMES for word in WEEKDAYS if word[:3] == name[:3]}
    | {"percent": "%", "representatives": "representative", "senators": "senator"}
)
_FIRST_PERSON = frozenset("i we me us my our you your".split())


def keeps(claim: str, sentence: str) -> bool:
    """Tell whether a claim says, in a sentence's own words, nothing but what the sentence says."""
    mine = tokens(_DASH.sub(" – ", claim))
    if _FIRST_PERSON & {token.low for token in mine}:
        return False
    theirs = tokens(_DASH.sub(" – ", sentence))
    said = [part for whole in _parts(theirs) for part in (whole, *active(whole))]
    return any(_holds(_ordered(one), _ordered(other)) for one in (mine, *active(mine)) for other in said)


def _parts(line: Sequence[Token]) -> list[tuple[Token, ...]]:
    """Return a sentence, and each whole clause that it puts beside others: “A won; B lost”, “A won, B lost and C left”.

    What follows somebody's words may be his words too: it is no clause of its own.
    """
    split = _at_semicolon(line) or _at_commas(line)
    found = [tuple(line)]
    for number, part in enumerate(split):
        if not any(token.low in SAYING for before in split[:number] for token in before):
            found.append(tuple(part))
    return found


def _at_semicolon(line: Sequence[Token]) -> list[Sequence[Token]]:
    at = next((place for place, token in enumerate(line) if token.low == ";"), 0)
    return [line[:at], line[at + 1 :]] if at else []


def _at_commas(line: Sequence[Token]) -> list[Sequence[Token]]:
    """Return the clauses of a row of three or more; each begins with a name and has a verb of its own."""
    last = next((at for at, token in enumerate(line) if token.low == "and" and line[at - 1].low == ","), 0)
    if not last:
        return []
    begins = [
        0,
        *(at + 1 for at in range(last - 1) if line[at].low == "," and line[at + 1].text[:1].isupper()),
        last + 1,
    ]
    parts = [line[begin:end] for begin, end in pairwise([*begins, len(line) + 1])]
    whole = len(parts) > 2 and all(part and part[0].text[:1].isupper() and any(map(is_verb, part)) for part in parts)
    return [_without_last_mark(part) for part in parts] if whole else []


def _without_last_mark(part: Sequence[Token]) -> Sequence[Token]:
    while part and (is_mark(part[-1]) or part[-1].low == "and"):
        part = part[:-1]
    return part


def _holds(mine: Sequence[Token], theirs: Sequence[Token]) -> bool:
    words = [_key(token) for token in mine if not is_mark(token)]
    places = [at for at, token in enumerate(theirs) if not is_mark(token)]
    if not any(is_verb(token) or token.low in CUES or token.stem in VERBS for token in mine):
        return False  # a name alone says nothing
    found = _aligned(words, [_key(theirs[at]) for at in places]) if words else []
    kept = frozenset(places[at] for at in found)
    return bool(found) and all(may_be_left_out(theirs, begin, stop, kept) for begin, stop in _gaps(places, kept))


def _ordered(line: Sequence[Token]) -> tuple[Token, ...]:
    """Return the tokens in one order, without “that” and “on” (a day) where they may be left out."""
    ordered = told_in_order(line)
    return tuple(token for at, token in enumerate(ordered) if not _is_spare(ordered, at))


def _is_spare(line: Sequence[Token], at: int) -> bool:
    if line[at].low == "that":
        return any(token.low in CUES for token in line[max(0, at - 6) : at])
    return line[at].low in ("on", "of") and at + 1 < len(line) and _names_day(line[at + 1])


def _names_day(token: Token) -> bool:
    return is_date_word(token) or (token.text[:1].isupper() and _key(token) in MONTH_NAMES + WEEKDAY_NAMES)


def _key(token: Token) -> str:
    """Return what two words must share to be one: numbers their value, titles and days their long form."""
    if token.value is not None:
        return token.stem
    bare = token.low.rstrip(".")
    owner = "'s" if re.search(r"['’]s?$", token.text) else ""
    return _FORMS.get(bare, bare) + owner


def _aligned(words: Sequence[str], theirs: Sequence[str]) -> list[int]:
    """Return where in a sentence the words of a claim stand, in their order and in as few stretches as can be; empty
    where they do not."""
    best: list[dict[int, tuple[int, int]]] = []
    for number, word in enumerate(words):
        row: dict[int, tuple[int, int]] = {}
        for at in (place for place, other in enumerate(theirs) if other == word):
            before = (
                [(gaps + (at != last + 1), last) for last, (gaps, _) in best[-1].items() if last < at] if best else []
            )
            if before or not number:
                row[at] = min(before, default=(int(at > 0), -1))
        if not row:
            return []
        best.append(row)
    at, found = min(best[-1], key=lambda place: (best[-1][place][0] + (place + 1 < len(theirs)), place)), list[int]()
    for row in reversed(best):
        found.append(at)
        at = row[at][1]
    return found[::-1]


def _gaps(places: Sequence[int], kept: frozenset[int]) -> list[tuple[int, int]]:
    """Return the stretches of a sentence that a claim leaves out."""
    runs = (list(run) for is_kept, run in groupby(places, key=kept.__contains__) if not is_kept)
    return [(run[0], run[-1] + 1) for run in runs]
