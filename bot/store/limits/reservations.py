"""What is set aside for requests of the model that are under way, on every account that pays for them.

A piece of work reserves what all of its requests may cost before the first of them, in the transaction that looks at
each account, so that neither two tasks nor two processes can both spend the last of one. A request takes its part out
when it begins, and stands on the accounts from then on; what it did not need goes back when it ends. A process that
fell leaves a reservation that counts until its time is over; a request that it had begun may have been charged.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import to_micros
from bot.store.limits import model_usage, tokens_by_spender
from bot.store.limits.model_usage import Budget, Cost
from bot.store.protocol import Connection
from bot.store.where_clauses import one_of

INSTALLATION = ""
"""The account that pays for everything."""
UNDER_WAY = "reserved"
"""The outcome of a request that is under way, or whose process fell."""


@dataclass(frozen=True, slots=True)
class Payers:
    """Who pays: the installation, with its budget, and others by the names of their accounts, with tokens a UTC day."""

    budget: Budget
    allowed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Request:
    """A request that is to begin, with the most that it may cost; what is reserved with it counts `until` then."""

    at: datetime
    until: datetime
    purpose: str
    model: str
    estimate: Cost


@dataclass(frozen=True, slots=True)
class Begun:
    """A request under way: its row of usage, the reservation that it is a part of, and who pays beside all."""

    row: int
    reservation: int
    request: Request
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """Tokens and millionths of a dollar; an unknown price counts as none."""

    tokens: int = 0
    micros: int = 0

    @classmethod
    def of(cls, cost: Cost) -> Amount:
        """Return what a cost comes to."""
        return cls(cost.input_tokens + cost.output_tokens, cost.micros or 0)

    def __add__(self, other: Amount) -> Amount:
        """Return the sum."""
        return Amount(self.tokens + other.tokens, self.micros + other.micros)

    def at_least(self, other: Amount) -> Amount:
        """Return the more of both, of tokens and of money."""
        return Amount(max(self.tokens, other.tokens), max(self.micros, other.micros))

    def less(self, other: Amount) -> Amount:
        """Return what is left of it without another, never below nothing."""
        return Amount(max(0, self.tokens - other.tokens), max(0, self.micros - other.micros))


def begin(db: Connection, request: Request, payers: Payers, whole: Cost, reservation: int | None = None) -> Begun | str:
    """Take a request out of its reservation; where it has none (any more), out of one for `whole` that is made now.

    Returns the account that has no room for what has to be set aside, and writes nothing then. As far as the
    reservation covers the request, no account is asked. Never less than the request itself is set aside: of the whole
    the price may be unknown.
    """
    db.lock("reservations")
    forget_over(db, request.at)
    day, scopes, wanted = model_usage.day_of(request.at), tuple(payers.allowed), Amount.of(request.estimate)
    held = _left(db, reservation, day) if reservation is not None else None
    more = (wanted if held else Amount.of(whole).at_least(wanted)).less(held or Amount())
    over = _without_room(db, payers, day, more)
    if over is not None:
        return over
    left = ((held or Amount()) + more).less(wanted)
    kept = _keep(db, reservation if held else None, (day, left, to_micros(request.until)), scopes)
    row = model_usage.record(db, request.at, request.purpose, request.model, UNDER_WAY, request.estimate)
    tokens_by_spender.add(db, day, scopes, wanted.tokens)
    return Begun(row, kept, request, scopes)


def settle(db: Connection, begun: Begun, outcome: str, cost: Cost, milliseconds: int) -> None:
    """Put what a request did cost in the place of what it might have; what it did not need goes back.

    `outcome` is `ok` or the error's class.
    """
    db.lock("reservations")  # whoever begins a request sees what was spent and what is set aside as of one moment
    model_usage.settle(db, begun.row, outcome, cost, milliseconds)
    taken, spent = Amount.of(begun.request.estimate), Amount.of(cost)
    day = model_usage.day_of(begun.request.at)
    tokens_by_spender.correct(db, day, begun.scopes, spent.tokens - taken.tokens)
    back = taken.less(spent)
    db.execute(
        "update reservations set tokens = tokens + ?, micros = micros + ? where id = ?",
        (back.tokens, back.micros, begun.reservation),
    )


def release(db: Connection, reservation: int) -> None:
    """Give back what is left of a reservation."""
    db.execute("delete from reservations where id = ?", (reservation,))


def forget_over(db: Connection, now: datetime) -> None:
    """Delete what nobody released in its time."""
    db.execute("delete from reservations where until <= ?", (to_micros(now),))


def _left(db: Connection, reservation: int, day: str) -> Amount | None:
    """Return what is left of a reservation; None where its time, or its day, is over."""
    row = db.execute("select tokens, micros from reservations where id = ? and day = ?", (reservation, day)).fetchone()
    return Amount(int(row[0]), int(row[1])) if row else None


def _keep(db: Connection, reservation: int | None, values: tuple[str, Amount, int], scopes: tuple[str, ...]) -> int:
    """Write what is left of a reservation; of none, write one. Return its id."""
    day, left, until = values
    if reservation is not None:
        db.execute(
            "update reservations set tokens = ?, micros = ?, until = ? where id = ?",
            (left.tokens, left.micros, until, reservation),
        )
        return reservation
    row_id = secrets.randbits(62)  # no number of a row that has gone: its work may go on, and would take from another's
    made = "insert into reservations (id, day, tokens, micros, until) values (?, ?, ?, ?, ?)"
    db.execute(made, (row_id, day, left.tokens, left.micros, until))
    scoped = [(scope, row_id) for scope in scopes]
    db.executemany("insert into reserved_for (scope, reservation_id) values (?, ?)", scoped)
    return row_id


def _without_room(db: Connection, payers: Payers, day: str, more: Amount) -> str | None:
    """Return the account that cannot set aside so much more; None where each can."""
    if more == Amount():
        return None
    if _is_over(payers.budget, _committed(db, day) + more):
        return INSTALLATION
    spent = tokens_by_spender.spent(db, day, tuple(payers.allowed))
    for scope, tokens in _reserved_for(db, day, tuple(payers.allowed)).items():
        spent[scope] += tokens
    return next((scope for scope, most in payers.allowed.items() if spent[scope] + more.tokens > most), None)


def _is_over(budget: Budget, spent: Amount) -> bool:
    return spent.tokens > budget.tokens or (budget.micros is not None and spent.micros > budget.micros)


def _committed(db: Connection, day: str) -> Amount:
    """Return what was spent on a day, with what is set aside."""
    query = "select coalesce(sum(tokens), 0), coalesce(sum(micros), 0) from reservations where day = ?"
    tokens, micros = db.execute(query, (day,)).fetchone()
    return Amount(*model_usage.spent(db, day)) + Amount(int(tokens), int(micros))


def _reserved_for(db: Connection, day: str, scopes: tuple[str, ...]) -> dict[str, int]:
    """Return what is set aside on some accounts, of those that have any."""
    query = (
        "select f.scope, sum(r.tokens) as held from reserved_for f join reservations r on r.id = f.reservation_id"
        f" where r.day = ? and {one_of('f.scope', scopes)} group by f.scope"
    )
    return {row["scope"]: int(row["held"]) for row in db.execute(query, (day, *scopes))}
