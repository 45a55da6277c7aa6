"""Which story an id means, while articles move between stories: ids are given once, and merged ones lead on."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.store.protocol import Connection
from bot.store.where_clauses import one_of

PLACING = "placing"
"""The lock of whoever decides on copies and stories: each decision rests on those before it, and on the rarity of every
term, so there is one at a time."""


def new_story(db: Connection, owner: str, title: str, effective_at: int) -> int:
    """Return a new story's id, one that no story had before."""
    row = db.execute(
        "insert into stories (id, owner, title, first_seen_at, last_seen_at)"
        " select coalesce(max(id), 0) + 1, ?, ?, ?, ? from"
        " (select max(id) as id from stories union all select max(id) as id from story_ends) as given"
        " returning id",
        (owner, title, effective_at, effective_at),
    ).fetchone()
    return int(row[0])


def grow(db: Connection, story_id: int, title: str, effective_at: int) -> bool:
    """Widen a story's time by that of an article that joined it; its title is that of its first article that has one.

    Without a `title` it names no story, and begins none. Return whether somebody sent an article of the story who is
    not its outlet: it may have named the story.
    """
    row = db.execute(
        "update stories set title = case when ? < first_seen_at and ? <> '' then ? else title end,"
        " first_seen_at = case when ? < first_seen_at and ? <> '' then ? else first_seen_at end,"
        " last_seen_at = case when ? > last_seen_at then ? else last_seen_at end where id = ?"
        " returning exists (select 1 from articles where story_id = stories.id and sender <> '')",
        (effective_at, title, title, effective_at, title, effective_at, effective_at, effective_at, story_id),
    ).fetchone()
    return row is not None and bool(row[0])


def refresh(db: Connection, story_ids: Collection[int], heirs: Mapping[int, int] | None = None) -> None:
    """Bring the title and times of stories up to date; one that has no article left ends, and leads on to its heir.

    What is told of a story is what its own owner's articles tell, and outlets' own before what others send.
    """
    if not story_ids:
        return
    db.lock(PLACING)
    told = {row[-1]: row for row in db.tuples(_TOLD.format(among=one_of("a.story_id", story_ids)), tuple(story_ids))}
    db.executemany("update stories set title = ?, first_seen_at = ?, last_seen_at = ? where id = ?", told.values())
    for story_id in story_ids:
        if story_id not in told:
            _end(db, story_id, (heirs or {}).get(story_id))


_TOLD = (
    "select title, effective_at, coalesce(latest, effective_at), story_id from ("
    "select a.story_id, r.title, r.effective_at,"
    " max(case when a.owner = s.owner then r.effective_at end) over (partition by a.story_id) as latest,"
    " row_number() over (partition by a.story_id order by case when a.owner = s.owner then 0 else 1 end,"
    " case when a.sender = '' then 0 else 1 end, r.effective_at, a.id) as place"
    " from articles a join revisions r on r.id = a.revision_id join stories s on s.id = a.story_id where {among}"
    ") as told where place = 1"
)
"""By which article each story is told, and until when its own owner's articles tell it."""


def _end(db: Connection, story_id: int, heir: int | None) -> None:
    db.execute("delete from stories where id = ?", (story_id,))
    db.execute("update story_ends set into_id = ? where into_id = ?", (heir, story_id))
    db.execute(
        "insert into story_ends (id, into_id) values (?, ?) on conflict (id) do update set into_id = excluded.into_id",
        (story_id, heir),
    )


def current(db: Connection, story_id: int) -> int | None:
    """Return the story that an id means now: itself, the one it was merged into, or None where it is forgotten."""
    if db.execute("select 1 from stories where id = ?", (story_id,)).fetchone():
        return story_id
    row = db.execute("select into_id from story_ends where id = ?", (story_id,)).fetchone()
    return row[0] if row else None


def former(db: Connection, story_ids: Collection[int] | None = None) -> dict[int, list[int]]:
    """Return the ids that lead on to a story, by that story: to some, or to any."""
    found: dict[int, list[int]] = {}
    where, values = ("into_id is not null", ()) if story_ids is None else (one_of("into_id", story_ids), story_ids)
    rows = db.execute(f"select into_id, id from story_ends where {where} order by id", tuple(values))
    for into, story_id in rows:
        found.setdefault(into, []).append(story_id)
    return found
