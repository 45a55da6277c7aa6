"""A wish as it is being fulfilled: who asks, from where, and how much fits into a message."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.chat import render
from bot.chat.adapter import Reply, Request, Say
from bot.chat.parts import Action, Limits
from bot.desk.office import Desk
from bot.errors import Forbidden
from bot.models import Audience

T = TypeVar("T")
SHOWN = 20
"""Lines of a list; after them it says how many more there are."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Everything that a wish's function needs."""

    desk: Desk
    request: Request
    limits: Limits
    say: Say

    @property
    def audience(self) -> Audience:
        """Whose news may be seen from here."""
        return self.request.place.audience

    def option(self, name: str) -> str:
        """Return an option of the wish; "" where it was not given."""
        return self.request.wish.option(name)

    def must_manage(self, what: str) -> None:
        """Raise Forbidden, which says who may, where the person may not change the channel."""
        if not self.request.manages:
            raise Forbidden(f"Only those who manage this channel may {what}. Ask one of its admins")

    def line(self, text: str, *, private: bool = False, actions: Sequence[Action] = ()) -> Reply:
        """Return a line of our own, with buttons."""
        return Reply(render.notice(text, self.limits, actions), private=private)

    def lines(self, texts: Sequence[str], *, private: bool = False, actions: Sequence[Action] = ()) -> Reply:
        """Return lines of our own, with buttons at the end."""
        return Reply(render.listing(texts, self.limits, actions), private=private)

    def listed(self, found: Sequence[T], line: Callable[[T], str], nothing: str) -> list[str]:
        """Return a line for each of the first few, and how many more there are."""
        more = [f"… and {len(found) - SHOWN:,} more"] if len(found) > SHOWN else []
        return [*map(line, found[:SHOWN]), *more] or [nothing]


def names(given: Iterable[str]) -> str:
    """Return names in a line, each once."""
    return ", ".join(dict.fromkeys(name for name in given if name))
