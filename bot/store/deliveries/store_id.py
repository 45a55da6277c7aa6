"""Which store this is: eight characters drawn once, by which it knows its own messages where others post as one bot."""

from __future__ import annotations

import secrets

from bot.store.protocol import Connection


def draw_anew(db: Connection) -> None:
    """Give a store another id: it goes on as a copy, and the one that it was copied from may go on too."""
    db.execute("update this_store set id = ?", (secrets.token_hex(4),))
