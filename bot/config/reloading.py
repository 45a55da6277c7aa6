"""Settings that were read again: what of them holds at once, and what only from the next start."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from bot.config.settings import Settings

_AT_ONCE = ("zone", "sources", "channels", "limits")
_OF_THE_SCHEDULE = (
    "catch_up_hours",
    "alerts_a_day",
    "corrections_a_day",
    "correction_hours",
    "quiet",
    "keep_days",
    "keep_left_days",
    "keep_question_days",
    "keep_megabytes",
)
"""The rest is built into what runs: its connections, its clockwork, its readers."""


def reloaded(running: Settings, fresh: Settings) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings that hold from now on, and the keys of those that wait for the next start."""
    schedule = running.schedule.model_copy(update={key: getattr(fresh.schedule, key) for key in _OF_THE_SCHEDULE})
    update = {**{key: getattr(fresh, key) for key in _AT_ONCE}, "schedule": schedule}
    now = running.model_copy(update=update).read_from(fresh.file)
    return now, tuple(_differing(now, fresh))


def _differing(now: BaseModel, fresh: BaseModel, before: str = "") -> Iterator[str]:
    for key in type(now).model_fields:
        mine, other = getattr(now, key), getattr(fresh, key)
        if isinstance(mine, BaseModel) and isinstance(other, BaseModel):
            yield from _differing(mine, other, f"{before}{key}.")
        elif mine != other:
            yield f"{before}{key}"
