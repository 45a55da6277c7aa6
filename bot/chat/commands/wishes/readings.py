"""What a line that is put to the desk asks for: its readings, in the order in which they are tried. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.chat.commands.wishes.line import Line
from bot.chat.commands.wishes.slots import Slots
from bot.chat.commands.wishes.wish_command import typed, wish
from bot.chat.commands.words import en, en_asked, en_crossed, en_frames, en_sure
from bot.chat.desk_protocol import Command

_SHORT = 3
_FEW = 6
"""Words of small talk."""


def meant(line: Line, bare: str, slots: Slots, *, asks: bool) -> Command:
    """Return what a line that is put to the desk asks for, by the first reading that fits."""
    for reading in _READINGS:
        if found := reading(line, bare, slots, asks):
            return found
    return wish("unclear", line, slots)


def _undo(line: Line, bare: str, slots: Slots, asks: bool) -> Command | None:
    return Command("undo") if line.has("undo") and not slots.times and not asks else None


def _well(line: Line, bare: str, slots: Slots, asks: bool) -> Command | None:
    return wish("well", line) if en_asked.HOW_ARE_YOU.match(line.mended) and len(line.words) <= _FEW else None


def _whence(line: Line, bare: str, slots: Slots, asks: bool) -> Command | None:
    alone = len(line.words) == 1 and not line.typed.endswith("?")
    return wish("whence", line) if en_asked.WHENCE.fullmatch(bare) and not alone else None


def _reset(line: Line, bare: str, slots: Slots, asks: bool) -> Command | None:
    return wish("reset", line) if en_asked.RESET.search(line.mended) and not slots.when and not asks else None


def _forget(line: Line, bare: str, slots: Slots, asks: bool) -> Command | None:
    if en_crossed.FORGOTTEN.search(line.mended):
        return Command("status")
    gone = line.has("forget") or (line.has("remove") and en_frames.MINE.search(line.mended))
    return Command("forget") if gone and not line.has("source", "briefing", "alert") else None


def _about_itself(line: Line, bare: str, slots: Slots, asks: bool) -> Command | None:
    if line.has("who"):
        return wish("who", line)
    if (
        line.has("cost")
        and (asks or not slots.when)
        and not line.has("stop", "remove", "schedule", "help")
        and en_frames.COST.search(line.mended)
    ):
        return wish("cost", line)
    if line.has("version") and len(line.words) < 6:
        return wish("who", line)
    if told := _of_its_ways(line, slots):
        return told
    return wish("preview", line, slots) if line.has("preview") and not line.has("language") else None


def _of_its_ways(line: Line, slots: Slots) -> Command | None:
    """Read a question of what is kept, who may change what, where it posts, and when it is quiet."""
    low = line.mended
    if en_asked.KEPT.search(low) and not line.has("remove", "forget"):
        return wish("privacy", line)
    if en_asked.RIGHTS.search(low):
        return wish("rights", line)
    if en_asked.ELSEWHERE.search(low) and not slots.when:
        return wish("elsewhere", line)
    quiet = line.has("pause") or bool(en_frames.OFF.search(low))
    if quiet and en_asked.AT_NIGHT.search(low) and line.has("pause", "stop", "send", "briefing", "alert"):
        return wish("at_night", line)
    return None


def _alerts(line: Line, bare: str, slots: Slots, asks: bool) -> Command | None:
    if line.addresses or not line.has("alert", "follow", "unfollow") or slots.times or line.has("briefing"):
        return None
    if line.has("unfollow") or (en_frames.OFF.search(line.mended) and not asks):
        return wish("unfollow", line, what="all")
    if asks or line.has("show") or en_frames.WHAT_IS.search(bare) or line.has("help"):
        return wish("howto", line, about="follow") if line.has("help") and not line.has("show") else Command("follow")
    return wish("howto", line, about="follow")


def _sources(line: Line, bare: str, slots: Slots, asks: bool) -> Command | None:
    gone = line.has("remove", "stop", "mute") and not line.has("add")
    if line.addresses:
        return Command("sources", {"do": "remove" if gone else "add", "source": line.addresses[0]})
    if line.has("sourcewords"):
        return Command("sources", {"do": "list"})
    if not line.has("source"):
        return None
    told = asks or line.asks or line.has("show") or bool(en_frames.ALL.search(bare))
    if line.has("help") or (line.has("add", "start", "change") and not told):
        return wish("howto", line, about="sources")
    if (told and not gone) or line.has("show") or (len(line.words) <= 2 and not gone):
        return Command("sources", {"do": "list"})
    return wish("howto", line, about="sources")


def _muted(line: Line, bare: str, slots: Slots, asks: bool) -> Command | None:
    if line.has("unmute"):
        return wish("resume", line, slots) if not en_frames.ALL.search(bare) else wish("unmute", line, what="all")
    if line.has("mute") and (asks or line.has("show")) and not slots.when and not slots.until:
        return Command("mute")
    return None


def _help(line: Line, bare: str, slots: Slots, asks: bool) -> Command | None:
    if not line.has("help") or slots.times or slots.until:
        return None
    about = next((about for about, ideas in _ABOUT if line.has(*ideas)), "")
    return wish("howto", line, about=about) if about and en.HOW_TO.search(line.mended) else Command("help")


_ABOUT = (
    ("sources", ("source",)),
    ("follow", ("alert", "follow")),
    ("mute", ("mute",)),
    ("briefings", (
        "schedule", "briefing", "change", "stop", "pause", "short", "language", "early", "late", "remove", "often",
        "send",
    )),
)  # fmt: skip


def _shown(line: Line, bare: str, slots: Slots, asks: bool) -> Command | None:
    shows = asks or line.asks or line.has("show") or bool(en_frames.WHAT_IS.search(bare))
    why = bool(en_frames.WHY.search(line.mended))
    if en_asked.SENT.search(line.mended):
        return Command("status")
    if why and (asks or line.has("bad") or not line.has("stop", "pause", "change", "remove")) and not slots.days:
        return Command("why") if not line.has("short", "long", "language") else None
    if (
        line.has("schedule")
        and shows
        and not line.has("change", "remove", "stop", "pause", "start")
        and not slots.times
    ):
        return Command("schedule", {"do": "list"})
    if shows and en_frames.NEXT.search(line.mended):
        return Command("schedule", {"do": "list"})
    if (shows or len(line.words) <= 2) and line.has("settings") and not line.has("change"):
        return Command("status")
    if line.has("briefing") and (asks or line.has("show")) and en_asked.SET_UP.search(line.mended):
        return Command("schedule", {"do": "list"})
    other = line.has("stop", "pause", "resume", "remove") or (line.has("change") and not asks)
    if line.has("status") and not slots.when and not other and _is_of_the_desk(line):
        return Command("status")
    if line.has("schedule") and len(line.words) <= 2 and not slots.when:
        return Command("schedule", {"do": "list"})
    return None


def _is_of_the_desk(line: Line) -> bool:
    """Tell whether what is asked to work or not may be the desk: nothing else is named."""
    return len(line.words) <= _SHORT or bool(en_crossed.DESK.search(line.mended))


def _other(line: Line, bare: str, slots: Slots, asks: bool) -> Command | None:
    if line.has("manner") and not slots.when and not slots.until and not line.has("short", "long", "source"):
        return wish("other", line)
    if en_asked.HOLIDAYS.search(line.mended) and not slots.times:
        return wish("holidays", line)
    return None


def _when(line: Line, bare: str, slots: Slots, asks: bool) -> Command | None:
    """Read what says when, or names a briefing by when it comes."""
    named = bool(slots.times or slots.old or slots.number or slots.part)
    if slots.pairs:
        return wish("two_schedules", line, slots)
    if slots.days == "daily" and line.has("remove") and not slots.times:
        return wish("remove", line, slots)
    if line.has("resume") and not (slots.times or slots.days or slots.more or slots.language):
        return wish("resume", line, slots)
    ends = line.has("remove", "stop", "mute") and not line.has("change", "short", "long") and not slots.fewer
    if (
        ends
        and named
        and not slots.more
        and not slots.days
        and not slots.until
        and not en_frames.INSTEAD.search(line.mended)
    ):
        return wish("remove" if line.has("remove", "mute") or slots.part else "stop", line, slots)
    quiet = line.has("pause", "stop", "mute", "remove") or bool(en_frames.OFF.search(line.mended))
    if slots.until and not slots.times and not slots.days and quiet:
        return wish("pause", line, slots)
    if line.has("pause") and not slots.times and not slots.fewer:
        return wish("pause", line, slots)
    if en_frames.FIRST_WORK.match(bare) and not slots.when:
        return wish("schedule", line, slots)
    if not (slots.when or slots.zone):
        return None
    return _how(line, slots)


def _how(line: Line, slots: Slots) -> Command:
    if line.has("remove", "stop", "mute") and slots.fewer and slots.times and not slots.old:
        return wish("change", line, replace(slots, old=slots.times, times=[]))  # the hour says which one
    if slots.every or slots.a_day or len(slots.times) > 1:
        return wish("often", line, slots)
    if slots.days and not (slots.times or slots.old) and en_asked.A_BRIEFING.search(line.mended):
        return wish("schedule", line, slots)
    if slots.times and line.has("start") and not slots.old and not en_frames.INSTEAD.search(line.mended):
        return wish("schedule", line, slots)
    if slots.shift or slots.old or slots.more or slots.fewer or line.has("change", "early", "late") or slots.a_week:
        return wish("change", line, slots)
    if slots.times and (line.has("start", "send", "briefing", "schedule", "news", "add") or slots.days):
        return wish("schedule", line, slots)
    return wish("change", line, slots)


def _length(line: Line, bare: str, slots: Slots, asks: bool) -> Command | None:
    if slots.language and not line.has("source"):
        return wish("language", line, slots)
    if en_sure.TOO_SHORT.search(line.mended) and not asks:
        return wish("change", line, slots, length="long")
    length = "short" if line.has("short") else "long" if line.has("long") else ""
    if length and not asks:
        return wish("change", line, slots, length=length)
    early = bool(en_frames.TOO_EARLY.search(line.mended) or en_frames.TOO_LATE.search(line.mended))
    if (
        (early or line.has("early", "late"))
        and not asks
        and (early or line.has("change", "send", "briefing") or len(line.words) < 6)
    ):
        return wish("change", line, slots)
    return wish("language", line, slots) if line.has("language") else None


def _standing(line: Line, bare: str, slots: Slots, asks: bool) -> Command | None:
    if asks:
        return None
    if line.has("resume"):
        return wish("resume", line, slots)
    if line.has("stop", "mute") and not line.has("start"):
        return wish("stop", line, slots)
    if line.has("remove") and (line.has("briefing", "schedule", "send", "news") or len(line.words) <= 4):
        return wish("remove", line, slots)
    if line.has("start") and line.has("briefing", "schedule", "news", "send"):
        return wish("schedule", line, slots)
    return None


def _brief(line: Line, bare: str, slots: Slots, asks: bool) -> Command | None:
    if en_asked.MISSED.search(line.mended):
        return Command("brief")
    other = line.has("stop", "pause", "resume", "remove", "change", "mute", "long") or slots.language or slots.when
    short = line.has("short") and "brief" not in typed(line)
    held = en_crossed.HELD.search(line.mended)
    now = line.has("briefing", "news") and en_frames.NOW.search(line.mended) and not held
    if not (other or short) and (en_frames.GIVE_NEWS.match(bare) or now):
        return Command("brief")
    return None


def _talk(line: Line, bare: str, slots: Slots, asks: bool) -> Command | None:
    if line.has("bad") or en_frames.NOTHING_NEW.search(line.mended):
        return wish("complaint", line)
    if (en_frames.PRAISE.search(line.mended) and not en_asked.WOULD.search(line.mended)) or (
        en_frames.SMALL_TALK.match(line.mended) and len(line.ideas) < 2
    ):
        return Command("thanks")
    return None


Reading = Callable[[Line, str, Slots, bool], Command | None]
_READINGS: tuple[Reading, ...] = (
    _well, _undo, _whence, _reset, _forget, _about_itself, _alerts, _sources, _muted, _help, _brief, _shown, _other,
    _when, _length, _standing, _talk,
)  # fmt: skip
