"""A briefing as it is edited in place: for the person alone, with a menu for each of its terms."""

from __future__ import annotations

from collections.abc import Sequence

from bot import language_names, slot_times
from bot.chat.commands.context import Context
from bot.chat.commands.settings import MORE, described, removing
from bot.chat.commands.typing_hints import as_typed
from bot.chat.desk_protocol import Reply
from bot.chat.rendering.parts import Action
from bot.desk.setup import mutes
from bot.desk.setup.briefing_terms import OFF
from bot.desk.sources import sources
from bot.messages.catalogue import say
from bot.models import LENGTHS, Subscription

DAYS = ("daily", "weekdays", "weekends", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "uk", "ru", "tr", "ar", "zh", "ja")
SECTIONS = (
    "politics", "business", "sport", "technology", "science", "health", "culture", "entertainment", "opinion", "crypto",
    "weather", "celebrities",
)  # fmt: skip
MOST = 25
"""What a menu holds on Discord."""


async def editor(context: Context, each: Subscription) -> Reply:
    """Return a briefing with what changes it, one press each; where there are no menus, with what is typed."""
    lines = [f"{each.id}  {described(each)}", say("schedule.edit_how")]
    if not context.limits.actions:
        typed = as_typed(context.request.place, words=f"schedule change {each.id} 09:00 weekdays short")
        return context.lines([*lines, say("schedule.edit_typed", typed=typed)], private=True)
    held = [one.what for one in await mutes.muted(context.desk, context.place)]
    left_out = [say("mutes.list", what=", ".join(held))] if held else []
    return context.lines([*lines, *left_out], private=True, actions=[*menus(each), *_buttons(each)])


def editing(each: Subscription) -> Action:
    """Return the button that shows a briefing so that it can be edited."""
    return Action("command", say("buttons.edit", number=each.id), words=f"schedule change {each.id}")


def menus(each: Subscription) -> list[Action]:
    """Return a menu for each term of a briefing that has few values."""
    hours = sorted({each.at, *(f"{hour:02}:00" for hour in range(24))})
    days = [name for name in DAYS if name != slot_times.days_text(each.days)]
    known = [(language_names.name_of(code), f"language:{code}") for code in LANGUAGES]
    return [
        _menu(each, "buttons.hour", [(at, at) for at in hours if at != each.at]),
        _menu(each, "buttons.days", [(name, name) for name in days]),
        _menu(each, "buttons.length", [(name, name) for name in LENGTHS if name != each.length]),
        _menu(each, "buttons.language", [(say("buttons.original"), "language:off"), *known]),
    ]


def _menu(each: Subscription, label: str, values: Sequence[tuple[str, str]]) -> Action:
    choices = tuple((shown, f"schedule change {each.id} {value}") for shown, value in values[:MOST])
    return Action("menu", say(label), choices=choices)


def _buttons(each: Subscription) -> list[Action]:
    paused = each.state == "paused"
    turned = Action(
        "command",
        say("buttons.resume" if paused else "buttons.pause"),
        words=f"schedule {'resume' if paused else 'pause'} {each.id}",
    )
    shown = Action("command", say("buttons.preview"), words=f"schedule preview {each.id}")
    left_out = Action("command", say("buttons.leave_out"), words="mute list")
    more = Action("command", say("buttons.topic_and_ping"), words=f"schedule change {each.id} topic:{MORE}")
    return [turned, shown, left_out, more, removing(each)]


async def topic_and_ping(context: Context, each: Subscription) -> Reply:
    """Return what a briefing is about and whom it calls, with what changes either."""
    lines = [f"{each.id}  {described(each)}", say("schedule.edit_topic_how")]
    typed = as_typed(context.request.place, words=f"schedule change {each.id} topic:climate")
    known = {source.topic for source in await sources.seen_by(context.desk, context.audience) if source.topic}
    topics = [name for name in dict.fromkeys((*sorted(known), *SECTIONS)) if name != each.topic]
    everything = [(say("buttons.everything"), f"topic:{OFF}")] if each.topic else []
    menu = _menu(each, "buttons.topic", [*everything, *((name, f'topic:"{name}"') for name in topics)])
    actions = [menu, *_pings(context, each)]
    return context.lines([*lines, say("schedule.edit_typed", typed=typed)], private=True, actions=actions)


def _pings(context: Context, each: Subscription) -> list[Action]:
    """Return the menu of the roles that a briefing may call, where the platform shows them, and what calls nobody."""
    chosen = Action("roles", say("buttons.ping"), words=f"schedule change {each.id} ping:")
    nobody = Action("command", say("buttons.ping_nobody"), words=f"schedule change {each.id} ping:{OFF}")
    in_server = context.request.platform == "discord" and bool(context.request.place.server_id)
    return [*([chosen] if in_server else []), *([nobody] if each.ping else [])]


def muting(held: Sequence[str]) -> list[Action]:
    """Return the menus by which sections of the news are left out of briefings, and what is left out comes back."""
    out = {each.casefold() for each in held}
    sections = tuple((name, f"mute {name}") for name in SECTIONS if name not in out)
    back = tuple((name, f"unmute {name}") for name in held[:MOST])
    menus = [Action("menu", say("buttons.leave_out"), choices=sections)] if sections else []
    return [*menus, *([Action("menu", say("buttons.let_back"), choices=back)] if back else [])]
