"""What “Open” under a covered answer gives again: to who asked alone, and nothing is ever done by it."""

from __future__ import annotations

from bot.chat.desk_protocol import Request
from bot.errors import Forbidden, UsageError
from bot.messages.catalogue import say
from bot.store.protocol import Connection

OPENED = "opened"
"""The option that says for whom an answer is opened: the id of the person."""
_CHANGES_NOTHING = ("unclear", "preview", "find", "who", "cost", "howto", "other", "complaint", "clock")


def must_be_theirs(request: Request) -> None:
    """Raise Forbidden where somebody opens what another has asked."""
    if (asker := request.command.option(OPENED)) and asker != request.person:
        raise Forbidden(say("commands.not_yours_to_open"))


def only_shows(request: Request) -> bool:
    """Tell whether a request may show or ask, and do nothing."""
    return bool(request.command.option(OPENED)) and request.command.option("do") not in _CHANGES_NOTHING


def nothing_is_done(db: Connection) -> None:
    """Refuse any change, in the transaction that is going to make it."""
    del db
    raise UsageError(say("commands.say_it_again"))
