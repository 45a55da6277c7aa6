"""Changes that are taken back."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    # ---- taken back
    "undo.done": "Taken back. {now}",
    "undo.nothing": "there is nothing of yours to take back: only your last change here, for ten minutes",
    "undo.changed_since": "it was changed again since, so it is not taken back",
    "undo.typed": "To take it back: {undo}",
    "undo.briefing": "Briefing: {briefing}.",
    "undo.gone": "Gone again: {what}.",
    "undo.back": "Back again: {what}.",
}
