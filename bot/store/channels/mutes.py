"""What channels are told nothing of: topics, sources, kinds of article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from bot.clock import to_micros
from bot.store.protocol import Connection, Row

MuteKind = Literal["topic", "source", "kind"]


@dataclass(frozen=True, slots=True)
class Mute:
    """Something that a channel's briefings leave out; `target_id` is a source's."""

    id: int
    channel_id: int
    kind: MuteKind
    what: str
    target_id: int | None = None


def add(db: Connection, mute: Mute, *, now: datetime) -> None:
    """Leave something out from now on; what is left out already stays so."""
    db.execute(
        "insert into mutes (channel_id, kind, what, target_id, created_at) values (?, ?, ?, ?, ?)"
        " on conflict (channel_id, kind, what) do nothing",
        (mute.channel_id, mute.kind, mute.what, mute.target_id, to_micros(now)),
    )


def every(db: Connection, channel_id: int) -> list[Mute]:
    """Return what a channel leaves out, in the order in which it was said."""
    return [_mute(row) for row in db.execute("select * from mutes where channel_id = ? order by id", (channel_id,))]


def remove(db: Connection, mute_ids: Sequence[int]) -> None:
    """Leave something out no longer."""
    db.executemany("delete from mutes where id = ?", [(mute_id,) for mute_id in mute_ids])


def _mute(row: Row) -> Mute:
    return Mute(row["id"], row["channel_id"], cast(MuteKind, row["kind"]), row["what"], row["target_id"])
