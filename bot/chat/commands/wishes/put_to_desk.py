"""Whether a line is put to the desk, or may be about the news: by its words, and by whom it speaks of. Pure."""

from __future__ import annotations

from bot.chat.commands import words
from bot.chat.commands.wishes.line import Line
from bot.chat.commands.wishes.slots import Slots
from bot.chat.commands.words import en_asked, en_frames

_MOSTLY = 0.6
"""Share of words of its own that a statement about us may have."""
_OF_NEWS = frozenset(("news", "data"))
"""Ideas that make no wish alone: “slow news”."""
_FEW = 9
"""Words of a question to the desk that has one of its own."""
_ENOUGH = 3
"""Points from which a line is put to the desk, though it has words of its own."""
OBJECTS = ("briefing", "schedule", "source", "settings", "language", "zone")
"""What the desk has, and the news hardly."""
ACTS = frozenset(("stop", "pause", "resume", "remove", "change", "add", "start", "send", "mute", "undo"))
"""What is asked of the desk, where a line begins with it."""
TRAITS = ("short", "long", "early", "late", "bad", "manner", "often")


def is_ours(line: Line, bare: str, slots: Slots, *, asks: bool) -> bool:
    """Tell whether a line is put to the desk: all of its words are ours, or it says so and few are not."""
    strange, said = len(slots.rest), len(line.words)
    if line.addresses:
        return line.has("add", "source", "remove", "stop", "follow", "sourcewords", "send") or said <= 2 or _reads(line)
    low = line.mended
    wants_news = en_frames.GIVE_NEWS.match(bare) and (bare == low or line.has("news", "briefing", "send"))
    if wants_news or en_frames.FIRST_WORK.match(bare) or _of_our_ways(line, bare, strange, asks=asks):
        return True
    if asks:
        return _asked_of_us(line, bare, slots)
    return _said_to_us(line, bare, slots) if strange else _says_something(line, slots)


def _of_our_ways(line: Line, bare: str, strange: int, *, asks: bool) -> bool:
    """Tell whether a line is of what the desk keeps, of who may change it, of holidays, or where an answer is from."""
    low = line.mended
    if en_asked.WHENCE.fullmatch(bare):
        return True
    if en_asked.HOLIDAYS.search(low):
        return line.has("pause", "stop", "send", "briefing") and not asks
    ours = line.has("status", "settings") and bool(en_frames.TO_THE_BOT.search(low))
    return strange <= 1 and (ours or bool(en_asked.KEPT.search(low) or en_asked.RIGHTS.search(low)))


def _said_to_us(line: Line, bare: str, slots: Slots) -> bool:
    """Tell whether a statement with words of its own is put to the desk."""
    strange, said, low = len(slots.rest), len(line.words), line.mended
    if line.typed.endswith("?") and not en_frames.POLITE.search(low):
        return False
    if slots.times and slots.days and en_frames.FOR_US.search(low):
        return True
    if _speaks_of_us(line) and strange <= said * _MOSTLY:
        return True
    return _points(line, bare, slots) >= _ENOUGH and strange <= said / 2


def _speaks_of_us(line: Line) -> bool:
    """Tell whether a statement is of who talks and whom they talk to: such a line is hardly ever a search."""
    low = line.mended
    if not en_frames.FOR_US.search(low) or en_frames.SEARCHES.search(low):
        return False
    return not en_frames.ABOUT_SOMETHING.search(low) or line.has("briefing", "source", "schedule", "alert")


def _points(line: Line, bare: str, slots: Slots) -> float:
    """Return how much of a line is put to the desk, less the words that are of something else."""
    first = line.words[0].known if bare == line.mended else bare.partition(" ")[0].strip(",.:!").lower()
    acts = words.MEANT.get(first, frozenset()) & ACTS
    held = (
        2 * bool(acts)
        + 2 * line.has(*OBJECTS)
        + line.has("channel", "news", "send", *TRAITS)
        + 2 * bool(en_frames.POLITE.search(line.mended) or en_frames.PAST_TO_US.search(line.mended))
        + bool(slots.times)
        + bool(slots.days or slots.fewer or slots.more)
        + bool(slots.until or slots.every or slots.a_day or slots.shift or slots.zone or slots.language)
        + (line.has("stop", "pause", "resume", "remove", "change") and not acts)
    )
    about = bool(en_frames.ABOUT_SOMETHING.search(line.mended)) and not line.has("briefing", "source", "schedule")
    return held - len(slots.rest) - sum(word[:1].isupper() for word in slots.rest) / 2 - 2 * about


def _says_something(line: Line, slots: Slots) -> bool:
    """Tell whether a line of our words alone is no mere number, and no question that goes on from another."""
    if (
        line.ideas - _OF_NEWS
        or slots.when
        or slots.until
        or slots.zone
        or slots.language
        or _chats(line)
        or _starts_over(line)
    ):
        return True
    if line.typed.endswith("?") or en_frames.GOES_ON.match(line.mended):
        return bool(en_frames.FOR_US.search(line.mended))
    return bool(en_frames.FOR_US.search(line.mended) or en_frames.COMMENT.search(line.mended))


def _reads(line: Line) -> bool:
    return "read" in {word.known for word in line.words} or "reading" in {word.typed.lower() for word in line.words}


def _starts_over(line: Line) -> bool:
    return bool(en_asked.RESET.search(line.mended))


def _chats(line: Line) -> bool:
    return bool(en_frames.SMALL_TALK.match(line.mended) or en_frames.PRAISE.search(line.mended))


def _asked_of_us(line: Line, bare: str, slots: Slots) -> bool:
    """Tell whether a question is put to the desk: in words of ours alone, and about us."""
    if slots.rest:
        return _asked_with_one_word(line, bare, slots)
    low = line.mended
    if en_asked.MISSED.search(low) or (len(line.words) <= 2 and line.has("status")):
        return True
    if en_frames.WHY.search(low) and (line.has("news", "briefing", "source", "late", "send") or "get" in low):
        return True
    if en_frames.NEXT.search(low) or line.has("settings", "help", "preview", "language"):
        return True
    if line.ideas and en_frames.FOREIGN_QUESTION.match(bare):
        return True
    if line.has("cost"):
        return not en_asked.ITS_COST.match(bare)
    if line.has("change") and "set" in low.split():
        return True
    if en_frames.FOR_US.search(low) and (line.ideas or not en_frames.SAY_OR_KNOW.search(low)):
        return True
    return _asked_of_what_is_ours(line, bare)


def _asked_with_one_word(line: Line, bare: str, slots: Slots) -> bool:
    """Tell whether a question with a word of its own is short and put to the bot; a name makes it the news's."""
    if len(slots.rest) > 1 or slots.rest[0][:1].isupper() or len(line.words) > _FEW:
        return False
    past = bare.partition(" ")[0].lower() in en_frames.PAST_WORDS
    asked = bool(en_frames.TO_THE_BOT.search(line.mended)) and not en_frames.SAY_OR_KNOW.search(line.mended)
    return asked and not past and bool(line.ideas)


def _asked_of_what_is_ours(line: Line, bare: str) -> bool:
    if bare.partition(" ")[0].lower() in en_frames.PAST_WORDS:
        return bool(en_frames.PAST_TO_US.search(line.mended)) and bool(line.ideas or en_frames.WHY.search(line.mended))
    if en_frames.YES_NO_US.match(bare):
        return line.has("status", "who", "preview", "bad", "cost", "pause", "briefing", "schedule")
    return bool(en_frames.TO_US.search(line.mended)) and bool(line.ideas)
