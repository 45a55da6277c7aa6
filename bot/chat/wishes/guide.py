"""What can be asked for, from the table of wishes."""

from __future__ import annotations

from bot.chat.adapter import Reply
from bot.chat.wishes.table import WISHES, WishSpec
from bot.chat.wishes.visit import Visit


async def guide(visit: Visit) -> Reply:
    """List the wishes."""
    return visit.lines([*map(_line, WISHES), "Anything else is a question."], private=True)


def _line(spec: WishSpec) -> str:
    example = f" · /{spec.example}" if spec.example else ""
    return f"/{spec.name} – {spec.help}{example}"
