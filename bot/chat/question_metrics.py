"""What people ask for, counted: by the command's name and how it went, never by what was said."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.chat.commands.specs import BY_NAME
from bot.chat.desk_protocol import Reply
from bot.errors import ReadoutError
from bot.metrics import QuestionOutcome, metrics
from bot.models import Answer

_UNSPOKEN = frozenset({"retract", "story", "thanks", "wish", "wrong"})
"""Commands that nobody types by name."""


@contextmanager
def measured(command: str) -> Iterator[Callable[[Reply], Reply]]:
    """Count what happens within the block as one question; what is yielded takes note of its reply and returns it."""
    begun = time.monotonic()
    outcome: QuestionOutcome = "failed"

    def noted(reply: Reply) -> Reply:
        nonlocal outcome
        nothing = isinstance(reply.noun, Answer) and not reply.noun.answered
        outcome = "refused" if reply.refused else "nothing" if nothing else "answered"
        return reply

    try:
        yield noted
    except ReadoutError:
        outcome = "refused"
        raise
    finally:
        known = command in BY_NAME or command in _UNSPOKEN
        metrics().question(command if known else "other", outcome, time.monotonic() - begun)
