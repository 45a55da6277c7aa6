"""Reads what somebody says into the command that it is a wish for: by what is asked, in any order of words. Pure."""

from __future__ import annotations

from bot.chat.commands.wishes import line as lines
from bot.chat.commands.wishes.doubt.certainty import act_of, certainty
from bot.chat.commands.wishes.frames import named_in
from bot.chat.commands.wishes.line import Line
from bot.chat.commands.wishes.put_to_desk import is_ours
from bot.chat.commands.wishes.readings import meant, wish
from bot.chat.commands.wishes.slots import Slots, slots_of
from bot.chat.commands.words import en, en_frames, en_sure
from bot.chat.desk_protocol import Command

_MOST_WORDS = 40


def wished(text: str, *, confirmed: bool = False) -> Command | None:
    """Return the command of a line that is a wish or a question to the desk; None for what may be about the news.

    What is not plainly a wish is the command `wish unsure`, which asks; `confirmed`: who said it has answered that.
    What depends on how things stand is the command `wish`, with what is to be done and what the line says of it.
    """
    line = lines.read(text)
    if line is None or len(line.words) > _MOST_WORDS:
        return None
    if en.CLOCK.fullmatch(line.mended.rstrip(" ?!.")):
        return Command("wish", {"do": "clock"})
    slots = slots_of(line)
    found = _read_as(line, slots)
    if found is None or confirmed:
        return found
    told = certainty(line, slots, found)
    return found if told == "plain" else None if told == "news" else unsure(line, found)


def _read_as(line: Line, slots: Slots) -> Command | None:
    bare, asks = line.bare, _asks(line)
    if (named := named_in(line, bare, asks=asks)) and not _addressed(line):
        plain = "yes" if en_sure.MUTES.match(bare) else ""
        return wish(named[0], line, what=named[1], plain=plain)
    return meant(line, bare, slots, asks=asks) if is_ours(line, bare, slots, asks=asks) else None


def unsure(line: Line, found: Command) -> Command:
    """Return the command that asks whether a line is a wish."""
    what = found.option("what") or found.option("source")
    more = {"act": act_of(found), "what": what, "said": line.said, "strange": "yes" if line.strange else ""}
    return Command("wish", {"do": "unsure", **{name: value for name, value in more.items() if value}})


def _asks(line: Line) -> bool:
    """Tell whether a line is a question, and no request that is put as one: “could you …?”"""
    bare = line.bare
    if en_frames.QUESTION.match(bare) or en_frames.FOREIGN_QUESTION.match(bare):
        return not (line.led and en_frames.ORDER.match(bare))
    return line.typed.endswith("?") and not en_frames.POLITE.search(line.mended)


def _addressed(line: Line) -> bool:
    return bool(line.addresses) and not line.has("mute")
