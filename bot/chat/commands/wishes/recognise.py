"""Reads what somebody says into the command that it is a wish for: by what is asked, in any order of words. Pure."""

from __future__ import annotations

from bot.chat.commands.wishes import line as lines
from bot.chat.commands.wishes.frames import named_in
from bot.chat.commands.wishes.line import Line
from bot.chat.commands.wishes.put_to_desk import is_ours
from bot.chat.commands.wishes.readings import meant, wish
from bot.chat.commands.wishes.slots import slots_of
from bot.chat.commands.words import en, en_frames
from bot.chat.desk_protocol import Command

_MOST_WORDS = 40


def wished(text: str) -> Command | None:
    """Return the command of a line that is a wish or a question to the desk; None for what may be about the news.

    What depends on how things stand is the command `wish`, with what is to be done and what the line says of it.
    """
    line = lines.read(text)
    if line is None or len(line.words) > _MOST_WORDS:
        return None
    if en.CLOCK.fullmatch(line.mended.rstrip(" ?!.")):
        return Command("wish", {"do": "clock"})
    bare = line.bare
    asks = _asks(line)
    if (named := named_in(line, bare, asks=asks)) and not _addressed(line):
        return wish(named[0], line, what=named[1])
    slots = slots_of(line)
    if not is_ours(line, bare, slots, asks=asks):
        return None
    return meant(line, bare, slots, asks=asks)


def _asks(line: Line) -> bool:
    """Tell whether a line is a question, and no request that is put as one: “could you …?”"""
    bare = line.bare
    if en_frames.QUESTION.match(bare) or en_frames.FOREIGN_QUESTION.match(bare):
        return not (line.led and en_frames.ORDER.match(bare))
    return line.typed.endswith("?") and not en_frames.POLITE.search(line.mended)


def _addressed(line: Line) -> bool:
    return bool(line.addresses) and not line.has("mute")
