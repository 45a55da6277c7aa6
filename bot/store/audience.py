"""What leaves the store: whose rows a query may see (promise 5), and the link that goes with them."""

from __future__ import annotations

from bot.models import Audience


def visible(audience: Audience, table: str) -> tuple[str, tuple[object, ...]]:
    """Return an SQL condition on `table.owner`, and `table.story_id` where only some stories are looked at.

    It is made of question marks; their values come with it.
    """
    clause, values = _owned(audience, table)
    if audience.stories is None:
        return clause, values
    marks = ", ".join("?" * len(audience.stories))
    return f"{clause} and {table}.story_id in ({marks})", (*values, *audience.stories)


def _owned(audience: Audience, table: str) -> tuple[str, tuple[object, ...]]:
    if audience.owners is None:
        return "1 = 1", ()
    if not audience.owners:
        return "1 = 0", ()
    return f"{table}.owner in ({', '.join('?' * len(audience.owners))})", audience.owners


UNLINKED = "text:"
"""Begins the stored url of an article that has none; its text's hash follows."""


def link(url: str) -> str:
    """Return an article's url as a citation shows it: nothing where the article has none."""
    return "" if url.startswith(UNLINKED) else url
