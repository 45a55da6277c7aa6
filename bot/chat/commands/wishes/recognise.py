"""Reads what somebody says into the command that it is a wish for: by what is asked, in any order of words. Pure."""

from __future__ import annotations

from bot.chat.commands.wishes import line as lines
from bot.chat.commands.wishes.doubt.aimed import is_put_to_us, strange_words
from bot.chat.commands.wishes.doubt.certainty import act_of, certainty, is_guessed
from bot.chat.commands.wishes.frames import named_in
from bot.chat.commands.wishes.line import Line, is_slip
from bot.chat.commands.wishes.put_to_desk import is_ours
from bot.chat.commands.wishes.readings import meant
from bot.chat.commands.wishes.slots import Slots, slots_of
from bot.chat.commands.wishes.wish_command import wish
from bot.chat.commands.words import en, en_aimed, en_frames, en_sure
from bot.chat.desk_protocol import Command

_MOST_WORDS = 40
_FEW = 3
"""Words from which a line that is all ours but for its slips is a wish."""


def wished(text: str, *, confirmed: bool = False) -> Command | None:
    """Return the command of a line that is a wish or a question to the desk; None for what may be about the news.

    What is not plainly a wish is the command `wish unsure`, which asks; `confirmed`: who said it has answered that.
    What depends on how things stand is the command `wish`, with what is to be done and what the line says of it.
    """
    line = lines.read(text)
    if line is None or len(line.words) > _MOST_WORDS:
        return None
    found = _wished(text, line, confirmed=confirmed)
    headline = line.is_title and found is not None and found.option("do") == "unclear"
    return None if headline else found


def _wished(text: str, line: Line, *, confirmed: bool) -> Command | None:
    if en.CLOCK.fullmatch(line.mended.rstrip(" ?!.")):
        return Command("wish", {"do": "clock"})
    slots = slots_of(line)
    found = _read_as(line, slots)
    told = certainty(line, slots, found) if found else "news"
    if (found and told == "plain") or (found and confirmed and told != "news"):
        return found
    if found and told == "unsure":
        return unsure(line, found) if act_of(found) else found
    return _with_more_mended(text, line, slots, found, confirmed=confirmed)


def _with_more_mended(text: str, line: Line, slots: Slots, found: Command | None, *, confirmed: bool) -> Command | None:
    """Return what a line asks for that is not plain: with slips in any ordinary word; else it may be asked back."""
    generous = lines.read(text, generous=True)
    if en_aimed.OF_NEWS.search(line.mended) and not is_put_to_us(line, slots) and not confirmed:
        return None
    if generous is None or generous.words == line.words:
        read, again = line, found
    else:
        read, again = generous, _read_as(generous, slots_of(generous)) or found
    mended = read is not line
    if confirmed:
        return again
    if again and again.option("do") == "unclear":
        again = None
    put_to_us = is_put_to_us(line, slots) or is_put_to_us(read, slots_of(read))
    if not (put_to_us or (again and (_is_a_slip_alone(read) or _is_ours_but_for_slips(read, again=mended)))):
        return None
    if again is None:
        return wish("unclear", line, slots)
    return unsure(line, again) if act_of(again) else again


def _is_ours_but_for_slips(line: Line, *, again: bool) -> bool:
    """Tell whether all words of a line are ours, though some with slips that are plain, or were mended `again`."""
    plain = again or not any(is_slip(word) and is_guessed(word) for word in line.words)
    return plain and len(line.words) >= _FEW and not strange_words(line, slots_of(line))


def _is_a_slip_alone(line: Line) -> bool:
    """Tell whether a line is one word, which is a command but for a letter too many, too few, or out of its place."""
    word = line.words[0]
    return len(line.words) == 1 and word.known in en_sure.ALONE and not is_guessed(word)


def _read_as(line: Line, slots: Slots) -> Command | None:
    bare, asks = line.bare, _asks(line, slots)
    if (named := named_in(line, bare, asks=asks)) and not _addressed(line):
        plain = "yes" if en_sure.MUTES.match(bare) else ""
        return wish(named[0], line, what=named[1], plain=plain)
    return meant(line, bare, slots, asks=asks) if is_ours(line, bare, slots, asks=asks) else None


def unsure(line: Line, found: Command) -> Command:
    """Return the command that asks whether a line is a wish."""
    what = found.option("what") or found.option("source")
    more = {
        "act": act_of(found),
        "what": what,
        "said": line.said,
        "plainly": _plainly(found),
        "strange": "yes" if line.strange else "",
    }
    return Command("wish", {"do": "unsure", **{name: value for name, value in more.items() if value}})


def _plainly(found: Command) -> str:
    """Return a wish in few words, which are read as the same; "" where it is not so simple."""
    act, given = act_of(found), found.options
    if act in ("stop", "resume", "undo"):
        return act
    if act in ("mute", "unmute", "follow", "unfollow") and given.get("what"):
        return f"{act} {given['what']}"
    if act in ("schedule", "often") and given.get("times"):
        return " ".join(filter(None, ("schedule", given["times"], given.get("days", ""), given.get("zone", ""))))
    return ""


def _asks(line: Line, slots: Slots) -> bool:
    """Tell whether a line is a question, and no request that is put as one: “could you …?”"""
    bare = line.bare
    if en_frames.QUESTION.match(bare) or en_frames.FOREIGN_QUESTION.match(bare):
        return not (line.led and en_frames.ORDER.match(bare))
    dated = bool(slots.times and slots.days)  # “every Monday at 9, is that so hard?”
    return line.typed.endswith("?") and not dated and not en_frames.POLITE.search(line.mended)


def _addressed(line: Line) -> bool:
    return bool(line.addresses) and not line.has("mute")
