"""A command as it is being fulfilled: who asks, from where, and how much fits into a message."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.chat.commands.typing_hints import spelt
from bot.chat.desk_protocol import AccessOf, LookAt, Reply, Request, Say, no_room, open_to_all
from bot.chat.rendering import listings
from bot.chat.rendering.parts import Action, Limits
from bot.desk.desk import Desk
from bot.desk.limits.token_limits import metered_for
from bot.errors import Forbidden
from bot.messages.catalogue import say
from bot.models import Audience, Channel

T = TypeVar("T")
SHOWN = 20
"""Lines of a list; after them it says how many more there are."""


@dataclass(frozen=True, slots=True)
class Context:
    """Everything that a command's function needs."""

    desk: Desk
    request: Request
    limits: Limits
    say: Say
    look_at: LookAt = no_room
    prefix: str = "/"
    """What is typed before the name of a command here."""
    access: AccessOf = open_to_all

    @property
    def audience(self) -> Audience:
        """Whose news may be seen from here."""
        return self.request.place.audience

    @property
    def place(self) -> Channel:
        """Where it is asked, as a channel that may not be stored yet."""
        return self.request.place.channel

    def metered(self) -> Desk:
        """Return the desk with its model on the account of who asks."""
        return metered_for(self.desk, self.place, self.request.person)

    def option(self, name: str) -> str:
        """Return an option of the command; "" where it was not given."""
        return self.request.command.option(name)

    def must_manage(self, what: str) -> None:
        """Raise Forbidden, which says who may, where the person may not change what the channel gets."""
        if not self.request.rights.channel:
            raise Forbidden(say("commands.must_manage", what=what))

    def must_manage_server(self, what: str) -> None:
        """Raise Forbidden, which says who may, where the person may not change what the whole server reads."""
        if not self.request.rights.server:
            raise Forbidden(say("commands.must_manage_server", what=what))

    def line(self, text: str, *, private: bool = False, actions: Sequence[Action] = ()) -> Reply:
        """Return a line of our own, with buttons."""
        return Reply(listings.notice(spelt(self.request.place, text), self.limits, actions), private=private)

    def lines(self, texts: Sequence[str], *, private: bool = False, actions: Sequence[Action] = ()) -> Reply:
        """Return lines of our own, with buttons at the end."""
        shown = [spelt(self.request.place, text) for text in texts]
        return Reply(listings.listing(shown, self.limits, actions), private=private)

    def listed(self, found: Sequence[T], line: Callable[[T], str], nothing: str, held: int = 0) -> list[str]:
        """Return a line for each of the first few, and how many more there are of all that are held."""
        left = max(held, len(found)) - SHOWN
        more = [say("commands.more", n=left)] if left > 0 else []
        return [*map(line, found[:SHOWN]), *more] or [nothing]


def names(given: Iterable[str]) -> str:
    """Return names in a line, each once."""
    return ", ".join(dict.fromkeys(name for name in given if name))
