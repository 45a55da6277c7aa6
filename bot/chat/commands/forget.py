"""The command to be forgotten."""

from __future__ import annotations

from bot.chat.commands.context import Context
from bot.chat.desk_protocol import Reply
from bot.chat.rendering.parts import Action
from bot.desk.setup import servers
from bot.errors import UsageError
from bot.messages.catalogue import say

_KEPT = {
    "channels": "commands.kept_channels",
    "briefing times": "commands.kept_briefing_times",
    "followed things": "commands.kept_followed_things",
    "messages that were posted": "commands.kept_posted",
    "wishes for more or less": "commands.kept_wishes",
    "questions": "commands.kept_questions",
    "answers": "commands.kept_answers",
    "retractions": "commands.kept_retractions",
    "sources": "commands.kept_sources",
    "articles": "commands.kept_articles",
}


async def forget(context: Context) -> Reply:
    """Name what is kept of the channel or the server; delete it once that is confirmed."""
    what = context.option("what").lower() or "channel"
    if what not in ("channel", "server"):
        raise UsageError(say("commands.forget_which"))
    whole = what == "server"
    (context.must_manage_server if whole else context.must_manage)(say("commands.may_forget"))
    if whole and not context.place.server:
        raise UsageError(say("commands.forget_no_server"))
    if not context.option("confirm"):
        kept = await servers.kept(context.desk, context.place, whole_server=whole)
        nothing = [say("commands.nothing_is_kept", what=what), *await _left(context, whole=whole)]
        return _asked(context, what, kept, whole=whole) if kept else context.lines(nothing, private=True)
    returns = await servers.returns(context.desk, context.place, whole_server=whole)
    gone = await servers.forget(context.desk, context.place, whole_server=whole)
    told = say("commands.forgotten", kept=_told(gone)) if gone else say("commands.nothing_was_kept", what=what)
    left = await _left(context, whole=whole)
    return context.lines([told, *left, *([say("commands.forgotten_returns")] if returns else [])], private=True)


async def _left(context: Context, *, whole: bool) -> list[str]:
    left = await servers.left_of(context.desk, context.place, whole_server=whole)
    return [say("commands.forgetting_goes_on", articles=say("commands.kept_articles", n=left))] if left else []


def _asked(context: Context, what: str, kept: servers.Kept, *, whole: bool) -> Reply:
    days = context.desk.settings.schedule.keep_left_days
    lines = [say("commands.forget_for_good", what=what, kept=_told(kept))]
    if whole and days:
        lines.append(say("commands.forget_by_leaving", n=days))
    confirm = Action("command", say("buttons.delete_all"), words=f"forget {what} confirm", look="danger")
    return context.lines(lines, private=True, actions=[confirm])


def _told(kept: servers.Kept) -> str:
    return ", ".join(say(_KEPT[name], n=number) for name, number in kept.items())
