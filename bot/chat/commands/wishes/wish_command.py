"""A wish as a command: what is to be done, with all that the line says of it. Pure."""

from __future__ import annotations

from bot.chat.commands import words
from bot.chat.commands.wishes.line import Line
from bot.chat.commands.wishes.slots import Slots
from bot.chat.commands.words import en_frames, en_sure
from bot.chat.desk_protocol import Command


def wish(do: str, line: Line, slots: Slots | None = None, **more: str) -> Command:
    """Return the command of a wish with all that the line says."""
    given = {"do": do, **more, "said": line.typed[:85]}
    if slots:
        given |= slots.as_options()
    given["new"] = "yes" if do == "schedule" and (_is_started(line) or en_frames.ANOTHER.search(line.mended)) else ""
    if do in ("schedule", "often", "two_schedules"):
        given |= {"length": _length_said(line), "topic": _topic_said(line)}
    given["way"] = "earlier" if line.has("early") or en_frames.TOO_LATE.search(line.mended) else ""
    given["now"] = "now" if do == "follow" and not en_frames.WATCHED.search(line.bare) else ""
    return Command("wish", {key: value for key, value in given.items() if value})


def _is_started(line: Line) -> bool:
    """Tell whether a briefing is to begin; that somebody “has” something tells nothing of that."""
    begins = words.IDEAS["start"] | words.IDEAS["add"]
    return any(word.known in begins and word.known != "have" for word in line.words)


def _length_said(line: Line) -> str:
    return "short" if line.has("short") and "brief" not in typed(line) else "long" if line.has("long") else ""


def typed(line: Line) -> set[str]:
    """Return the words of ours that a line is of."""
    return {word.known for word in line.words}


def _topic_said(line: Line) -> str:
    found = en_sure.ABOUT_TOPIC.search(line.mended)
    return line.as_typed(*found.span("what")) if found else ""
