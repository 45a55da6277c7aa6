"""Threads and posts of forums. https://docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel"""

from __future__ import annotations

from typing import Any

from discord_server.rules.messages import shown_limits
from discord_server.rules.texts import SNOWFLAKE, listed, trimmed, units

ARCHIVING = (60, 1_440, 4_320, 10_080)
TAGS = 5
_YES_OR_NO = ("archived", "locked", "invitable")


def thread_limits(body: Any, *, post: bool = False, new: bool = True) -> list[str]:
    """What Discord refuses in a thread, or in a `post` of a forum, which begins with a message."""
    if not isinstance(body, dict):
        return ["a thread is an object"]
    named = 1 <= units(trimmed(body.get("name"))) <= 100
    found = [] if named or (not new and "name" not in body) else ["a thread's name has 1 to 100 characters"]
    if body.get("auto_archive_duration", 60) not in ARCHIVING:
        found.append("a time to archive that there is not")
    if not 0 <= int(body.get("rate_limit_per_user") or 0) <= 21_600:
        found.append("a slow mode of 0 to 21600 seconds")
    found += [f"{key} is true or false" for key in _YES_OR_NO if not isinstance(body.get(key, False), bool)]
    tags = listed(body, "applied_tags")
    if len(tags) > TAGS or not all(SNOWFLAKE.fullmatch(str(tag)) for tag in tags):
        found.append(f"up to {TAGS} tags, by their ids")
    return found + (shown_limits(body.get("message"), may_be_empty=False) if post else [])
