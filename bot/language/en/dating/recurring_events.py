"""Deeds that are done again and again: on two days they may be two, though all of their words agree.

English. Who reports on Monday that shares fell and on Tuesday that they fell tells of two days, so does who tells of
two raids on a town, two arrests, two matches. Such deeds differ on no day; nor does what is said to be done once more,
or to have been put off.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.en.tokens import stem
from bot.language.tokens import Token

_DAILY = frozenset(
    map(
        stem,
        """rose fell gained lost dropped climbed slid slipped surged jumped tumbled plunged soared traded
        attacked struck hit shelled bombed fired raided bombarded downed intercepted killed wounded injured
        arrested detained protested marched rallied demonstrated clashed
        beat defeated won drew played scored trained spoke talked walked went""".split(),
    )
)
"""Deeds of which each day may bring one more."""
_OFTEN = frozenset(
    map(stem, "charged published released posted issued closed ended opened met visited testified appeared".split())
)
"""Deeds that are told apart by much of what is said of them: “released the minutes of the May meeting”."""
MUCH = 5
_FINAL = frozenset(map(stem, "died dies die".split()))
"""Deeds that are done once: fewer words must agree."""
_AGAIN = frozenset(
    """again another second third fourth fifth anew repeatedly once postponed delayed rescheduled adjourned moved now
    instead originally""".split()
)
"""Words that tell of one deed among several, or of a day that was changed."""
_NIGHT = frozenset("night midnight overnight late evening utc gmt".split())
"""Words beside a day at whose end the next one begins, or begins elsewhere."""


def may_be_two(deed: Token, shared: int, *clauses: Sequence[Token]) -> bool:
    """Tell whether a deed may have been done on two days, by what it is, how much is shared, and what is said of it."""
    often = deed.stem in _DAILY or (deed.stem in _OFTEN and shared < MUCH)
    return often or any(token.low in _AGAIN for clause in clauses for token in clause)


def is_final(deed: Token) -> bool:
    """Tell whether a deed can be done once only."""
    return deed.stem in _FINAL


def is_at_night(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the hour beside a day is one that another outlet may count to the next."""
    return any(token.low in _NIGHT for token in tokens[max(0, at - 2) : at + 3])
