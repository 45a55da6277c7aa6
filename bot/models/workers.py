"""The processes of a service, and what each of them does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from bot.errors import UsageError
from bot.messages.catalogue import say

Role = Literal["gateway", "web", "scheduler", "poll", "read", "write"]
"""`gateway` holds platforms' connections, answers and sends; `web` takes what is pushed in; `scheduler` sees what is
due, and tidies; `poll` asks sources; `read` reads what they brought; `write` writes deliveries."""
ROLES: tuple[Role, ...] = get_args(Role)
Roles = frozenset[Role]


@dataclass(frozen=True, slots=True)
class Worker:
    """A process; it is taken for dead after `until`."""

    id: str
    roles: Roles
    host: str
    pid: int
    started_at: datetime
    beat_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class HeldLease:
    """What one process holds, by its name, and until when."""

    name: str
    owner: str
    until: datetime


def named(text: str) -> Roles:
    """Return the roles that are named, parted by commas or blanks: all of them where none is; a UsageError names a word
    that is none.
    """
    words = text.replace(",", " ").lower().split()
    for word in words:
        if word not in ROLES:
            raise UsageError(say("errors.no_role", word=word, roles=", ".join(ROLES)))
    return frozenset(role for role in ROLES if role in words) or frozenset(ROLES)


def printed(roles: Iterable[Role]) -> str:
    """Return roles as they are named, in their order."""
    held = set(roles)
    return ",".join(role for role in ROLES if role in held)
