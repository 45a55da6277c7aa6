"""Which story an id means, while articles move between stories: ids are given once, and merged ones lead on."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.store.database import Connection


def new_story(db: Connection, owner: str, title: str, effective_at: int) -> int:
    """Return a new story's id, one that no story had before."""
    row = db.execute(
        "select coalesce(max(id), 0) + 1 from"
        " (select max(id) as id from stories union all select max(id) as id from story_ends) as given"
    ).fetchone()
    db.execute(
        "insert into stories (id, owner, title, first_seen_at, last_seen_at) values (?, ?, ?, ?, ?)",
        (row[0], owner, title, effective_at, effective_at),
    )
    return int(row[0])


def grow(db: Connection, story_id: int, title: str, effective_at: int) -> None:
    """Widen a story's time by that of an article that joined it; its title is that of its first article."""
    db.execute(
        "update stories set title = case when ? < first_seen_at then ? else title end,"
        " first_seen_at = case when ? < first_seen_at then ? else first_seen_at end,"
        " last_seen_at = case when ? > last_seen_at then ? else last_seen_at end where id = ?",
        (effective_at, title, *(effective_at,) * 4, story_id),
    )


def refresh(db: Connection, story_ids: Collection[int], heirs: Mapping[int, int] | None = None) -> None:
    """Bring the title and times of stories up to date; one that has no article left ends, and leads on to its heir."""
    for story_id in story_ids:
        first = db.execute(
            "select r.title, r.effective_at from articles a join revisions r on r.id = a.revision_id"
            " where a.story_id = ? order by r.effective_at, a.id limit 1",
            (story_id,),
        ).fetchone()
        if first is None:
            _end(db, story_id, (heirs or {}).get(story_id))
        else:
            db.execute(
                "update stories set title = ?, first_seen_at = ?, last_seen_at = (select max(r.effective_at)"
                " from articles a join revisions r on r.id = a.revision_id where a.story_id = ?) where id = ?",
                (*first, story_id, story_id),
            )


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


def former(db: Connection) -> dict[int, list[int]]:
    """Return the ids that lead on to a story, by that story."""
    found: dict[int, list[int]] = {}
    for into, story_id in db.execute("select into_id, id from story_ends where into_id is not null order by id"):
        found.setdefault(into, []).append(story_id)
    return found
