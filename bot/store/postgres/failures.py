"""What PostgreSQL says when something goes wrong: a line with its fix, and whether it is worth another try."""

from __future__ import annotations

import re

import psycopg
from psycopg import errors

from bot.errors import StoreError

LOCK_SECONDS = 30
"""How long a transaction waits for what another holds, and may hold what it has while it does nothing."""


class Collision(StoreError):
    """Two transactions were in each other's way and this one was undone: done again, it may succeed."""


class Disconnected(StoreError):
    """The connection was lost while a transaction was under way; `undone`: it certainly was not committed."""

    def __init__(self, message: str, *, undone: bool = True) -> None:
        super().__init__(message)
        self.undone = undone


_COLLISIONS = (
    errors.DeadlockDetected,
    errors.SerializationFailure,
    errors.UniqueViolation,  # another transaction made the same meanwhile: done again, this one finds it
    errors.ForeignKeyViolation,  # what it pointed to went meanwhile
)


_ENDED = (errors.AdminShutdown, errors.CrashShutdown)


def is_collision(error: BaseException) -> bool:
    """Tell whether a transaction that was undone by an error may succeed when it is done again."""
    return isinstance(error, _COLLISIONS)


def is_lost(error: BaseException, db: psycopg.Connection[object]) -> bool:
    """Tell whether an error is that of a connection that is no more, whether or not that has been seen on it yet."""
    return isinstance(error, _ENDED) or (isinstance(error, psycopg.Error) and (db.closed or db.broken))


def reason_of(error: BaseException) -> str:
    """Return what went wrong in words, with what to do about it."""
    said = _said(error)
    for kinds, fix in _FIXES:
        if isinstance(error, kinds):
            return f"{said}. {fix}" if fix else said
    if _MISSING.search(said):
        return (
            f"{said}. Make it first, on the server: `createuser --pwprompt USER`, then"
            " `createdb --owner USER --encoding UTF8 --template template0 NAME`"
        )
    low = said.lower()
    for sign, fix in _SIGNS.items():
        if sign in low:
            return f"{said}. {fix}"
    return (
        f"{said}. See that the server runs and can be reached" if isinstance(error, psycopg.OperationalError) else said
    )


def _said(error: BaseException) -> str:
    """Return the server's own words in one line, without the statement that they are about."""
    primary = error.diag.message_primary if isinstance(error, psycopg.Error) else None
    return " ".join((primary or str(error).splitlines()[0] if str(error) else type(error).__name__).split()).rstrip(".")


_MISSING = re.compile(r'(database|role) ".*" does not exist')
_FIXES: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
    (errors.DiskFull, "Make room on the server's disk"),
    (errors.LockNotAvailable, f"Another process has kept it locked for {LOCK_SECONDS} s. If it hangs, end it"),
    (errors.TooManyConnections, "Raise max_connections on the server, or stop other processes"),
    (errors.InsufficientPrivilege, "Make the user of READOUT_STORE the owner of the database"),
    (errors.DuplicateTable, "It is another program's. Name another database in READOUT_STORE"),
    (errors.ReadOnlySqlTransaction, "Name the server that takes writes in READOUT_STORE, no standby"),
)
_SIGNS = {
    "password authentication failed": "Set the right user and password in READOUT_STORE",
    "no password supplied": "Put the password into READOUT_STORE, or its file into READOUT_STORE_FILE",
    "no space left": "Make room on the server's disk",
    "starting up": "Wait until the server is up",
    "shutting down": "Start the server",
    "too many clients": "Raise max_connections on the server, or stop other processes",
    "connection refused": "Start the server, or set its address in READOUT_STORE",
    "resolve": "Set the server's address in READOUT_STORE",
}
