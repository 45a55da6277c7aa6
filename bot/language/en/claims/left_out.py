"""What a sentence may do without and still say no more than it said: asides, additions, and days.

English. Left out may be what stands between marks beside the sentence (“, which …,”, “(R-Tex.)”), what is added at its
end, and a day; never where the rest says “not”, “only”, “most” or “if”, or where what is left out says so, or says who
says it: then less words say more.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from bot.language.en.calendar_words import PARTS_OF_DAY
from bot.language.en.claims.negation import HEDGES
from bot.language.en.claims.one_order import SPOKEN, is_mark
from bot.language.en.claims.quantities import BOUNDS
from bot.language.en.function_words import (
    ARTICLES,
    CENTRAL_DETERMINERS,
    CONCESSIONS,
    CONDITIONS,
    DEMONSTRATIVES,
    FINITE_AUXILIARIES,
    HARDLY,
    NEGATIONS,
    PREPOSITIONS,
    QUANTIFIERS,
    RELATIVES,
    SUBORDINATORS,
)
from bot.language.en.speech.speech_verbs import CUES, forms_of
from bot.language.en.synonyms import VERBS
from bot.language.en.titles import TITLES
from bot.language.en.tokens import is_date_word, stem
from bot.language.tokens import Token

_FREE = frozenset("but and also meanwhile however too now".split())
"""Words that only tie a sentence to the one before."""
_UNCERTAIN = (
    HEDGES | BOUNDS["about"] | frozenset("apparently supposedly purportedly presumably maybe unlikely partly".split())
)
_LIMITS = frozenset("only except excluding excepting provided until till unless once without solely merely".split())
SAYING = (frozenset(CUES) | CONDITIONS | {"according"}) - {"found", "charge", "read"}
_RULING = NEGATIONS | HARDLY | _LIMITS | SAYING
"""Words that rule what they stand beside …"""
_TELLING = _RULING | _UNCERTAIN
"""… and without which the rest says more: none may be left out."""
_WHOLES = frozenset(
    """all any each every few fewer less most majority first last best worst than ever always never sole both same
    record percent % half quarter third fifth tenth refuse refused refuses fail failed fails deny denied denies unable
    stop stopped""".split()
)
"""Words by which less words around them say more: “every house in Brell” is fewer than “every house”."""
_SELECTING = frozenset("including excluding assuming considering barring counting depending adjusting using".split())
_PLACES = PREPOSITIONS & frozenset("in on at from near across".split())
_UNREAL = frozenset(
    "film movie game dream drill exercise simulation novel book series episode play video trial study".split()
)
"""Where something is not so in the world: “killed the mayor in the film”."""
_EVENTS = (PREPOSITIONS | SUBORDINATORS) & frozenset("after during amid because despite".split())
_MEANWHILE = SUBORDINATORS & frozenset("while".split()) | {"as"}
"""Words with which a place, or what happened besides, is added to the end of a sentence that is whole without it."""
_DEFINITE = (CENTRAL_DETERMINERS - {"a", "an"}) - DEMONSTRATIVES
_TOTAL = frozenset(
    map(
        stem,
        """ban bar forbid prohibit limit restrict end stop halt close suspend lift cut reduce lower abolish scrap cancel
        lose lack avoid prevent protect oppose acquit clear exonerate exempt win resign retire quit leave""".split(),
    )
)
"""Stems of verbs that leave nothing: who “banned smoking in the parks” did not ban smoking."""
_MANY = frozenset("people men women children police".split())
"""Plurals without an “s”: “people in the north” are not all people."""
_NO_MERE_WORD = PREPOSITIONS | TITLES | QUANTIFIERS | {"and", "to"}
"""Words that a description may not have: with them another speaks, or somebody in another office."""
_ABOUT = (RELATIVES | {"where"}) - {"that"}
_TRAILING = _EVENTS | _MEANWHILE | {"although", "though", "where"}
_WITH = PREPOSITIONS & frozenset("in on at for with from by over across against near".split())
_APPOSED = ARTICLES | {"more", "one"}
_TIES = frozenset(("in response", "in addition", "in turn"))
_MANNERS = frozenset("easily swiftly quickly sharply loudly strongly firmly repeatedly".split())
_ASKED = forms_of({"ask", "accuse", "charge", "describe"}, "past")
_DENIALS = frozenset(map(stem, "deny reject dispute dismiss refute".split()))
_DAYS = frozenset("on in at late early earlier last this the of".split()) | PARTS_OF_DAY
_YEARS = (1000, 2100)


def may_be_left_out(line: Sequence[Token], begin: int, stop: int, kept: frozenset[int]) -> bool:
    """Tell whether a stretch bears nothing but what it says itself."""
    gone = [token for token in line[begin:stop] if not is_mark(token)]
    opened, closed = begin == 0 or is_mark(line[begin - 1]), stop == len(line) or is_mark(line[stop])
    if begin and opened and closed and (beside := _is_beside(line, begin, stop, gone)) is not None:
        return beside
    if (begin == 0 or line[begin - 1] is SPOKEN) and _only_ties(_without_wonder(gone, line[stop:])):
        return True
    if _tells_more(gone, between=opened and closed, aside=_is_aside(line, begin, gone)):
        return False
    rest = _ruled(line, begin, kept)
    if len(gone) == 1 and gone[0].low in _MANNERS:
        return not any(token.low in NEGATIONS | HARDLY for token in rest)
    if all(map(_is_of_a_day, gone)) and any(is_date_word(token) or token.value is not None for token in gone):
        led = begin > 0 and line[begin - 1].low in PREPOSITIONS
        return not led and _is_plain(rest) and _is_deed(rest)
    if _describes_speaker(line, begin, stop, gone):
        return True
    return _may_open(line, stop, gone, rest) if begin == 0 else _may_close(line, begin, stop, gone, rest)


def _may_open(line: Sequence[Token], stop: int, gone: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Tell whether a stretch at the beginning is what somebody does meanwhile, or a whole clause before “and”."""
    if is_mark(line[stop]):
        return gone[0].low.endswith("ing") and gone[0].low not in _SELECTING
    joined = line[stop - 1].low in ("and", "but") and line[stop - 2].low == ","
    return joined and not is_verb(line[stop]) and any(map(is_verb, gone)) and _is_plain(rest)


def _may_close(line: Sequence[Token], begin: int, stop: int, gone: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Tell whether a stretch is added to the end of a sentence, or of what says who speaks."""
    opened = is_mark(line[begin - 1])
    first = next((token for token in gone if not is_date_word(token)), gone[0])  # “on Tuesday after the talks”
    if stop == len(line) and opened:
        apposed = first.low in _APPOSED and not any(map(is_verb, takewhile(_opens_no_clause, gone)))
        joined = first.low in ("and", "but") and _is_plain(rest)
        if _is_aside(line, begin, gone):
            return not any(map(is_verb, gone))
        added = first.low in _WITH and _is_plain(rest)
        return first.low in _TRAILING or first.low.endswith("ing") or apposed or joined or added
    if stop < len(line) and line[stop] is SPOKEN:
        return line[begin - 1].low in CUES and first.low in _WITH
    if stop != len(line) or not _is_plain(rest):
        return False
    if first.low == "and" and len(gone) > 1 and is_verb(gone[1]):  # “lasted 19 hours and ended at noon”
        return True
    return _is_deed(rest) and _is_added(line[begin - 1], gone, rest)


def _describes_speaker(line: Sequence[Token], begin: int, stop: int, gone: Sequence[Token]) -> bool:
    """Tell whether a stretch only describes who speaks, before the name: “according to the liberal Tax Foundation”."""
    end = line.index(SPOKEN) if SPOKEN in line else -1
    if not 1 < begin < stop < end or any(map(is_mark, line[begin:stop])):
        return False
    if not any(token.text[:1].isupper() for token in (*line[1:begin], *line[stop:end])):
        return False
    issued = gone[0].past and len(gone) > 1 and all(map(_is_of_a_day, gone[1:]))  # “a poll released Friday shows”
    small = all(token.text.islower() and not token.past and token.low not in _NO_MERE_WORD for token in gone)
    led = line[begin - 1].low in PREPOSITIONS and line[begin - 2].low != "according"
    return issued or (small and not led and line[stop].low not in PREPOSITIONS and line[stop].low not in CUES)


def is_verb(token: Token) -> bool:
    """Tell whether a token is a verb that may carry a sentence."""
    return token.low in FINITE_AUXILIARIES or token.past


def _opens_no_clause(token: Token) -> bool:
    return token.low not in RELATIVES | {"what"}


def _without_wonder(gone: Sequence[Token], behind: Sequence[Token]) -> Sequence[Token]:
    """Leave out what only wonders at a number: “a staggering 55 percent”."""
    wonder = len(gone) > 1 and gone[-1].low.endswith("ing") and gone[-2].low in ARTICLES
    return gone[:-2] if wonder and behind and behind[0].value is not None else gone


def _is_aside(line: Sequence[Token], begin: int, gone: Sequence[Token]) -> bool:
    """Tell whether a stretch behind a dash has a source of its own: “– some $700 million, according to the bank”."""
    return begin > 0 and line[begin - 1].text in "–—" and gone[0].low not in SAYING


def _only_ties(gone: Sequence[Token]) -> bool:
    return all(token.low in _FREE for token in gone) or " ".join(token.low for token in gone) in _TIES


def _tells_more(gone: Sequence[Token], *, between: bool, aside: bool) -> bool:
    """Tell whether a stretch has a word without which the rest says more."""
    telling = _RULING - {"according"} if between and aside else _RULING if between else _TELLING
    return any(token.low in telling for token in _but_not_doing(gone))


def _but_not_doing(gone: Sequence[Token]) -> Sequence[Token]:
    """Leave out the “not” of “for not coming”, which denies nothing else."""
    return [
        token
        for at, token in enumerate(gone)
        if not (token.low == "not" and at == 1 and at + 1 < len(gone) and gone[at + 1].low.endswith("ing"))
    ]


def _ruled(line: Sequence[Token], begin: int, kept: frozenset[int]) -> list[Token]:
    """Return what is left of what a stretch is a part of: of the clause about a word that it stands in, or of all."""
    mark = next((at for at in range(begin - 1, -1, -1) if is_mark(line[at])), -1)
    inside = mark >= 0 and mark + 1 < len(line) and (line[mark + 1].low in _ABOUT or line[mark].low == ":")
    return [line[at] for at in sorted(kept) if not inside or at > mark]


def _is_of_a_day(token: Token) -> bool:
    year = token.value is not None and _YEARS[0] < token.value < _YEARS[1]
    return is_date_word(token) or token.low in _DAYS or year


def _is_plain(rest: Sequence[Token]) -> bool:
    """Tell whether what is left says no less with a word more: it says neither “not” nor “most”, nor counts shares."""
    bars = NEGATIONS | HARDLY | CONDITIONS | _LIMITS | _WHOLES
    superlative = any(
        token.low.endswith("est") and (before.low in CENTRAL_DETERMINERS or before.text.endswith(("'s", "’s", "s’")))
        for before, token in pairwise(rest)
    )
    return not superlative and not any(token.low in bars for token in rest)


def _is_beside(line: Sequence[Token], begin: int, stop: int, gone: Sequence[Token]) -> bool | None:
    """Tell whether a stretch between marks is only set beside a word, as a clause about it or in other words for it;
    None where it may be either. Who denies what is told of him is not left out."""
    if any(token.stem in _DENIALS for token in gone):
        return False
    inside = [at for at in range(begin, stop) if is_mark(line[at])]
    if line[begin - 1].text == "(":
        if any(token.low in _TELLING for token in gone):
            return False
        return stop < len(line) and line[stop].text == ")" and not any(line[at].text in "()" for at in inside)
    if gone[0].low in _ABOUT:  # what stands behind another comma may be no part of the clause
        bars = CONDITIONS | _LIMITS if stop == len(line) else _RULING
        return not any(token.low in bars for at in inside[:1] for token in line[at:stop])
    following = line[stop + 1] if stop + 1 < len(line) else None
    if following is None or line[begin - 1] is SPOKEN or gone[0].low in _LIMITS | CONDITIONS | CONCESSIONS:
        return None
    return _is_apposed(line[:begin], gone, following)


def _is_apposed(before: Sequence[Token], gone: Sequence[Token], following: Token) -> bool | None:
    """Tell whether a stretch between marks is in apposition: between a noun and its verb, or behind a whole clause."""
    verb = is_verb(following) or following.stem in VERBS
    participle = gone[0].past and gone[0].low not in FINITE_AUXILIARIES
    if verb and participle and (gone[0].low not in CUES or gone[0].low in _ASKED):
        return True
    if any(token.low in _TELLING for token in gone) or any(map(is_verb, takewhile(_opens_no_clause, gone))):
        return None
    return verb or (following.low in PREPOSITIONS | SUBORDINATORS and any(map(is_verb, before)))


def _is_deed(rest: Sequence[Token]) -> bool:
    """Tell whether what is left tells of one deed, done or to come: no rule (“works in mice”), and no number, which
    may count only what is left out (“sold 500 cars in China”)."""
    clause = rest[max((at + 1 for at, token in enumerate(rest) if token.low in CUES), default=0) :]
    counts = any(token.value is not None and not _is_of_a_day(token) for token in clause)
    return any(map(is_verb, clause)) and not counts


def _is_added(last: Token, gone: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Tell whether a stretch without a mark before it is added to a sentence that is whole without it."""
    first, second = gone[0], gone[1] if len(gone) > 1 else gone[0]
    if any(token.low in _UNREAL for token in gone):
        return False
    if first.low in _EVENTS or (first.low in _MEANWHILE and any(map(is_verb, gone))):
        return True
    noun = last.content and not last.past and not last.low.endswith("s") and last.low not in _MANY
    if not noun:
        return False
    if first.low == "for":
        return _but_not_doing(gone)[1:2] != [] and _but_not_doing(gone)[1].low.endswith("ing")
    return first.low in _PLACES and second.low in _DEFINITE and not any(token.stem in _TOTAL for token in rest)
