"""What is in nobody's sight: what was taken back, and what is being forgotten.

A row of forgetting says what is meant; that is out of sight from then on, and is deleted in steps.
"""

from __future__ import annotations

GONE = "This message was taken back."
"""What stands in place of a message that was deleted, or edited down to nothing."""
MARK = "forgotten:"
"""Begins the owner of sources and articles, and the name of channels, that are forgotten; the row's id follows."""
NOWHERE = "forgotten"
"""The platform of such a channel."""


def mark(forgetting_id: int) -> str:
    """Return how all begins that a row has forgotten."""
    return f"{MARK}{forgetting_id} "


def hidden(table: str) -> str:
    """Return an SQL condition on a row of articles: it is being forgotten, and not yet seen to."""
    return f"exists (select 1 from forgetting f where {meant(table)})"


def meant(table: str) -> str:
    """Return an SQL condition on a row of articles and the row `f` of forgetting: this one means that one still.

    A message that was taken back is seen to: whoever was told of it is to see that it is gone.
    """
    came_of_source = (
        f"exists (select 1 from sources s where s.id = {table}.source_id"
        f" and substr(s.owner, 1, length('{MARK}' || f.id) + 1) = '{MARK}' || f.id || ' ')"
    )
    owned = f"({table}.owner = f.owner or substr({table}.owner, 1, length(f.owner) + 1) = f.owner || '/')"
    linked = (
        f"({table}.owner = f.home and {table}.source_id is null and f.links <> ''"
        f" and replace({table}.url, f.links, '') <> {table}.url)"
    )
    taken_back = f"exists (select 1 from revisions g where g.id = {table}.revision_id and g.text = '{GONE}')"
    return (
        f"({came_of_source} or {table}.id >= f.next_article and {table}.id <= f.last_article"
        f" and (f.owner <> '' and {owned} or {linked})) and not {taken_back}"
    )
