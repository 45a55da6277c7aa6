"""How plainly a line is a wish: what is done at once, what is asked back first, and what is left to the news. Pure.

A wish is plain where every word of it is ours and as it was typed, nothing turns it round, and it names an act or a
thing of the desk. Where doubt is left nothing is done: the person is asked, with a button.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from bot.chat.commands import words
from bot.chat.commands.wishes.doubt.aimed import is_put_to_us, points, speaks, strange_words
from bot.chat.commands.wishes.doubt.crossed import is_crossed
from bot.chat.commands.wishes.doubt.told import is_told
from bot.chat.commands.wishes.line import Line, Word, is_slip
from bot.chat.commands.wishes.slots import Slots
from bot.chat.commands.words import en, en_aimed, en_frames, en_ideas, en_sure, en_times, en_told
from bot.chat.desk_protocol import Command

Certainty = Literal["plain", "unsure", "news"]
NAMING = frozenset(("mute", "unmute", "follow", "unfollow", "read", "unread", "drop", "alone", "find"))
"""Wishes that name something in words that are not ours."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = " ".join(f"{row} {row[::-1]}" for row in _ROWS)
"""Letters that lie side by side on a keyboard, as pairs in it."""
_WRITES = frozenset(
    (
        "alone", "change", "drop", "follow", "language", "mute", "often", "pause", "read", "remove", "resume",
        "schedule", "two_schedules", "stop", "unfollow", "unmute", "unread",
    )
)  # fmt: skip


def act_of(command: Command) -> str:
    """Return what a command does that changes something; "" for one that only shows, or asks by itself."""
    if command.name == "undo":
        return "undo"
    if command.name == "sources" and command.option("do") in ("add", "remove"):
        return "read" if command.option("do") == "add" else "unread"
    do = command.option("do")
    return do if command.name == "wish" and do in _WRITES else ""


def certainty(line: Line, slots: Slots, command: Command) -> Certainty:
    """Return how plainly a line asks for what it was read as."""
    act = act_of(command)
    slips = [word for word in line.words if is_slip(word)]
    if command.option("do") in NAMING and command.option("what") not in ("", "all"):
        return _named(line, slots, command, slips)
    if not act:
        return _shows(line, slots, command, slips)
    if en_aimed.TELLS.search(line.mended) or is_told(line, act):
        return "unsure" if is_put_to_us(line, slots) else "news"
    if is_crossed(line, slots, act):
        return "unsure" if _says_ours(line) or points(line, slots) >= 0 else "news"
    if slips and not _says_ours(line):
        return _by_slips(line, slots, act, slips)
    if strange := slots.rest or (strange_words(line, slots) if act in en_sure.ENDS else ()):
        return _with_strange(line, slots, act, len(strange))
    if slips and act in en_sure.ENDS:
        return "unsure"
    return _PLAIN.get(act, _any)(line, slots)


def _shows(line: Line, slots: Slots, command: Command, slips: list[Word]) -> Certainty:
    """Judge what is only shown or asked back: a line with words that are not ours may be about the news."""
    strange = strange_words(line, slots)
    if slips and not _says_ours(line) and (len(line.words) == 1 or strange or any(map(is_guessed, slips))):
        return "news"
    if command.option("do") == "unclear" and strange:
        least = _LEAST if speaks(line) and not line.asks else 0
        return "plain" if points(line, slots) >= least else "news"
    return "news" if (strange or en_aimed.OF_NEWS.search(line.mended)) and points(line, slots) < 0 else "plain"


def is_guessed(word: Word) -> bool:
    """Tell whether a slip may as well be another word: one with other letters, as “Dutch” is for “ditch”."""
    low = word.typed.lower()
    if len(low) != len(word.known) or sorted(low) == sorted(word.known):
        return False
    return any(one != other and f"{one}{other}" not in _NEIGHBOURS for one, other in zip(low, word.known, strict=True))


def _exact(line: Line) -> set[str]:
    return {word.known for word in line.words if word.known and not is_slip(word)}


def _says_ours(line: Line) -> bool:
    """Tell whether a line names a thing of the desk, written as it is."""
    return bool(_exact(line) & en_sure.NOUNS) or bool(line.addresses)


def _by_slips(line: Line, slots: Slots, act: str, slips: list[Word]) -> Certainty:
    """Judge a line that is ours by words that were mended, and names nothing of ours."""
    if len(line.words) == 1 or slots.rest or any(map(is_guessed, slips)):
        return "news"
    if act in en_sure.ENDS or len(line.words) < 3:
        return "unsure"
    return _PLAIN.get(act, _any)(line, slots)


def _with_strange(line: Line, slots: Slots, act: str, strange: int) -> Certainty:
    """Judge a line with words that are not ours: never done at once."""
    if points(line, slots) < _LEAST * (1 + speaks(line)):
        return "news"
    if _says_ours(line):
        ordered = bool(_exact(line) & (en_sure.ORDERS | en_sure.SHAPING)) or _talks(line)
        return "unsure" if ordered or act not in en_sure.ENDS else "news"
    return "unsure" if _talks(line) and act not in ("undo",) and strange <= len(line.words) / 3 else "news"


def _talks(line: Line) -> bool:
    return bool(en_frames.FOR_US.search(line.mended) or en_frames.POLITE.search(line.mended))


def _named(line: Line, slots: Slots, command: Command, slips: list[Word]) -> Certainty:
    """Judge a wish that names something: the words of its act are to be as they were typed."""
    do, named = command.option("do"), command.option("what").split()
    if named[0].lower() in en.TOLD_OF or (do == "follow" and en_told.ALERT_THAT_IS.fullmatch(line.bare)):
        return "news"
    if en_sure.ORDERED.match(line.bare):
        return "unsure" if line.typed.endswith("?") or _is_told(line, named) else "plain"
    if do == "follow" and en_sure.TELLS.match(line.bare):
        return "news" if en_sure.PAST.search(line.mended) else "unsure"
    if en_frames.MORE_OF.match(line.bare) or en_sure.ASKS_WHETHER.match(line.mended):
        return "unsure"
    if do == "follow" and en_sure.ALERTS_ALONE.search(line.bare):
        return "unsure" if speaks(line) or len(named) == 1 else "news"
    mended = [word for word in slips if word.typed not in named]
    if any(map(is_guessed, mended)) and not _says_ours(line):
        return "news"
    if _is_told(line, named) or (do == "alone" and not _is_topic_alone(line, named)):
        short = do == "alone" and len(line.words) < _SHORT and len(named) == 1
        return "unsure" if short or speaks(line) else "news"
    return "unsure" if mended else "plain"


_LEAST = -1.5
"""Points, at least, of what reads as a wish though words of it are not ours."""
_SHORT = 4
_LONG_NAME = 6
"""Words from which a name is rather a headline."""


def _is_told(line: Line, named: list[str]) -> bool:
    """Tell whether what is named is rather what somebody tells or asks."""
    said = " ".join(named)
    return len(named) >= _LONG_NAME or bool(en_aimed.ASKED_OR_TOLD.search(said) or en_aimed.ENDS_SENTENCE.search(said))


def _is_topic_alone(line: Line, named: list[str]) -> bool:
    """Tell whether what a briefing is to be about alone is a section of the news, or the briefing is spoken of."""
    talks = _says_ours(line) or bool(en_frames.POLITE.search(line.mended))
    return " ".join(named).lower() in en_sure.TOPICS or talks


# ---------------------------------------------------------------- lines in words of ours alone


def _any(line: Line, slots: Slots) -> Certainty:
    return "plain"


def _ends(line: Line, slots: Slots) -> Certainty:
    """Judge what makes something go or come back."""
    said = _exact(line)
    if len(line.words) == 1:
        return "plain" if line.words[0].known in en_sure.BARE else _one_foreign(line)
    if _turned_round(line) or en_sure.NO_ALONE.fullmatch(line.bare):
        return "unsure"
    if said & en_sure.NOUNS or slots.until or slots.when or slots.number or slots.part or slots.old:
        return "plain"
    return "plain" if line.words[0].known in en_sure.BARE and len(line.words) <= 4 else "unsure"


def _one_foreign(line: Line) -> Certainty:
    """Judge a single word: a command of another language is one, a word of English that tells of something is none."""
    word = line.words[0].known
    if word in en_sure.PERHAPS:
        return "unsure"
    english = any(word in held for held in en_ideas.IDEAS.values()) or word in en_ideas.LITTLE
    return "news" if english else "plain"


def _turned_round(line: Line) -> bool:
    """Tell whether a word that turns it round stands before what is ordered: “don't stop”."""
    known = [word.known for word in line.words]
    turns = next((at for at, word in enumerate(known) if word in en_sure.NEGATIONS), None)
    if turns is None:
        return False
    return any(
        word in en_sure.ORDERS or bool(words.MEANT.get(word, frozenset()) & en_sure.ENDS) for word in known[turns + 1 :]
    )


def _removes(line: Line, slots: Slots) -> Certainty:
    told = _ends(line, slots)
    ordered = bool(_exact(line) & en_sure.ORDERS) or line.has("remove")
    return told if told != "plain" or (ordered and _names_one(line, slots)) else "unsure"


def _names_one(line: Line, slots: Slots) -> bool:
    """Tell whether a briefing is named, or the briefings are."""
    return bool(_exact(line) & en_sure.NOUNS or slots.part or slots.times or slots.old or slots.number)


def _changes(line: Line, slots: Slots) -> Certainty:
    """Judge what a briefing is to be like: a bare place, day or number is looked for in the news."""
    said = _exact(line)
    if line.has("pause") and slots.times:
        return "unsure"  # “pause until 2” may be an hour or a date
    if slots.zone and not said & en_sure.NAMED_ZONE:
        if line.typed.isupper() and len(line.words) == 1 and len(line.typed) <= 4:
            return "unsure"  # “CET”
        return "unsure" if _talks(line) and not said & en_sure.SEARCHED and len(line.words) > 2 else "news"
    if len(line.words) == 1:
        word = line.words[0]
        return "news" if word.typed.isdigit() or word.known in en_sure.ONE_WORD or _day_alone(word) else "plain"
    if line.typed.replace(" ", "").isdigit():
        return "news"
    if said & (en_sure.SHAPING | en_sure.NOUNS) or not slots.days:
        return "plain"
    return "plain" if slots.times or len(slots.days.split()) > 1 else "news"


def _day_alone(word: Word) -> bool:
    return (
        word.known not in en_sure.SHAPING
        and word.known not in en_sure.BARE
        and (word.known in words.DAYS or bool(en_times.DAY.fullmatch(word.known)))
    )


def _languages(line: Line, slots: Slots) -> Certainty:
    """Judge a wish for a language: what is of a country, or news in it, is looked for."""
    said = _exact(line)
    if said & en_sure.SEARCHED or len(line.words) == 1:
        return "news"
    return "plain" if said & en_sure.ASKED_LANGUAGE else "unsure"


def _undoes(line: Line, slots: Slots) -> Certainty:
    if len(line.words) == 1:
        return "plain" if line.words[0].known in en_sure.BARE else _one_foreign(line)
    return "unsure" if _turned_round(line) else "plain"


def _resumes(line: Line, slots: Slots) -> Certainty:
    return "unsure" if en_sure.NEVER_AGAIN.search(line.mended) else _ends(line, slots)


_PLAIN: dict[str, Callable[[Line, Slots], Certainty]] = {
    "stop": _ends,
    "pause": _ends,
    "remove": _removes,
    "resume": _resumes,
    "unfollow": _ends,
    "unmute": _ends,
    "undo": _undoes,
    "change": _changes,
    "often": _changes,
    "language": _languages,
}
