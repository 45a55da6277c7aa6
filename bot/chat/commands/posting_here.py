"""What is said of a place when a briefing is scheduled there: what the bot may not do yet, and its posts' tag."""

from __future__ import annotations

from bot.chat.commands.context import Context
from bot.chat.commands.wishes.line import without_signs
from bot.chat.desk_protocol import Reply
from bot.chat.rendering.parts import Action
from bot.desk.setup import channel_lookup, posting
from bot.errors import ChatError, UsageError
from bot.messages.catalogue import say
from bot.models import Access, Tag

MOST_BUTTONS = 20


def must_be_meant(context: Context) -> None:
    """Raise where another channel is named that the person does not manage, or that this platform takes no name of."""
    named = context.option("in")
    if named and named not in (context.place.platform_id, context.place.thread):
        raise UsageError(say("schedule.not_from_here"))
    if named:
        context.must_manage(say("commands.may_change_briefings"))


async def looked_into(context: Context) -> tuple[list[str], list[Action]]:
    """Note who looks after this place; return what keeps a post from it, and the tags to choose from, as buttons."""
    await posting.look_after(context.desk, context.place, context.request.person)
    access = await _access(context)
    lines: list[str] = []
    if access.problem:
        await posting.closed_from_the_start(context.desk, context.place, access.problem)
        lines.append(say("schedule.may_not_post", problem=access.problem))
    if context.option("tag"):
        return [*lines, await _chosen(context, _meant(access, context.option("tag")))], []
    if not (access.needs_tag and access.tags):
        return lines, []
    held = await channel_lookup.here(context.desk, context.place)
    tag = posting.kept(held, access.tags)
    if tag is None:
        tag = access.tags[0]
        await posting.tag(context.desk, context.place, tag)
        lines.append(say("schedule.which_tag", tag=tag.name))
    return lines, [_button(context, each) for each in access.tags[:MOST_BUTTONS] if each != tag]


async def choose_tag(context: Context) -> Reply:
    """Give the posts of a forum a tag."""
    context.must_manage(say("commands.may_change_briefings"))
    return context.line(await tagged(context))


async def tagged(context: Context) -> str:
    """Give the posts of a forum the tag that a command names; return what is told of it."""
    return await _chosen(context, _meant(await _access(context), context.option("tag")))


async def must_know_tag(context: Context) -> None:
    """Raise UsageError where a command names a tag that there is not: before anything is written."""
    if context.option("tag"):
        _meant(await _access(context), context.option("tag"))


def _meant(access: Access, name: str) -> Tag:
    if not access.tags:
        raise UsageError(say("schedule.no_tags"))
    wanted = next((each for each in access.tags if name == each.id or _is_called(each, name)), None)
    if wanted is None:
        raise UsageError(say("schedule.no_such_tag", tag=name, tags=", ".join(each.name for each in access.tags)))
    return wanted


async def _chosen(context: Context, tag: Tag) -> str:
    await posting.tag(context.desk, context.place, tag)
    return say("schedule.tagged", tag=tag.name)


def _is_called(tag: Tag, name: str) -> bool:
    """Tell whether a tag has a name, as it was typed: signs are not read of what people type."""
    return name.casefold() in (tag.name.casefold(), without_signs(tag.name).strip().casefold())


async def _access(context: Context) -> Access:
    try:
        return await context.access(context.request.place)
    except ChatError:  # not connected: the first briefing will tell
        return Access()


def _button(context: Context, tag: Tag) -> Action:
    return Action("command", tag.name, words=f"schedule in {context.place.platform_id} tag {tag.id}")
