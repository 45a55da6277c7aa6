"""The wish to be forgotten."""

from __future__ import annotations

from bot.chat.front import Reply
from bot.chat.parts import Action
from bot.chat.wishes.visit import Visit
from bot.desk import servers
from bot.errors import UsageError

_ONE = {
    "channels": "channel",
    "briefing times": "briefing time",
    "followed things": "followed thing",
    "messages that were posted": "message that was posted",
    "wishes for more or less": "wish for more or less",
    "questions": "question",
    "sources": "source",
    "articles": "article",
}


async def forget(visit: Visit) -> Reply:
    """Name what is kept of the channel or the server; delete it once that is confirmed."""
    what = visit.option("what").lower() or "channel"
    if what not in ("channel", "server"):
        raise UsageError("Forget what: the channel or the server?")
    visit.must_manage("have it forgotten")
    whole = what == "server"
    if whole and not visit.place.server:
        raise UsageError("This is no server. Say: forget channel")
    if not visit.option("confirm"):
        kept = await servers.kept(visit.desk, visit.place, whole_server=whole)
        return _asked(visit, what, kept) if kept else visit.line(f"Nothing is kept of this {what}.", private=True)
    gone = await servers.forget(visit.desk, visit.place, whole_server=whole)
    return visit.line(f"Forgotten: {_told(gone)}." if gone else f"Nothing was kept of this {what}.", private=True)


def _asked(visit: Visit, what: str, kept: servers.Kept) -> Reply:
    line = f"This deletes what is kept of this {what}, for good: {_told(kept)}. To do it, say: forget {what} confirm"
    confirm = Action("wish", "Delete it all", words=f"forget {what} confirm", look="danger")
    return visit.line(line, private=True, actions=[confirm])


def _told(kept: servers.Kept) -> str:
    return ", ".join(f"{number:,} {name if number != 1 else _ONE.get(name, name)}" for name, number in kept.items())
