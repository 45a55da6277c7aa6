"""How plainly a line is a wish: what is done at once, what is asked back first, and what is left to the news. Pure.

A wish is plain where every word of it is ours and as it was typed, nothing turns it round, and it names an act or a
thing of the desk. Where doubt is left nothing is done: the person is asked, with a button.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from bot.chat.commands import words
from bot.chat.commands.wishes.line import Line, Word
from bot.chat.commands.wishes.slots import Slots
from bot.chat.commands.words import en_frames, en_ideas, en_sure, en_times
from bot.chat.desk_protocol import Command

Certainty = Literal["plain", "unsure", "news"]
NAMING = frozenset(("mute", "unmute", "follow", "unfollow", "read", "unread", "drop", "alone", "find"))
"""Wishes that name something in words that are not ours."""
_WRITES = frozenset(
    (
        "alone", "change", "follow", "language", "mute", "often", "pause", "read", "remove", "resume", "schedule",
        "stop", "unfollow", "unmute", "unread",
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
    slips = [word for word in line.words if _is_slip(word)]
    if not act:
        return "news" if slips and not _says_ours(line) and (len(line.words) == 1 or _strange(line, slots)) else "plain"
    if command.option("do") in NAMING and command.option("what") not in ("", "all"):
        return _named(line, command, slips)
    if slips and not _says_ours(line):
        return _by_slips(line, slots, act, slips)
    if strange := _strange(line, slots):
        return _with_strange(line, act, len(strange))
    if slips and act in en_sure.ENDS:
        return "unsure"
    return _PLAIN.get(act, _any)(line, slots)


def _is_slip(word: Word) -> bool:
    """Tell whether a word was mended by how near it lies to one of ours, and not by a list of slips."""
    low = word.typed.lower()
    if not word.known or low in en_ideas.SLIPS or low in en_ideas.FIRST_SLIPS:
        return False
    return word.known != low and word.known.replace(" ", "-") != low


def _guessed(word: Word) -> bool:
    """Tell whether a slip may as well be another word: one with other letters, as “Dutch” is for “ditch”."""
    low = word.typed.lower()
    return len(low) == len(word.known) and sorted(low) != sorted(word.known)


def _exact(line: Line) -> set[str]:
    return {word.known for word in line.words if word.known and not _is_slip(word) and word.typed != "US"}


def _says_ours(line: Line) -> bool:
    """Tell whether a line names a thing of the desk, written as it is."""
    return bool(_exact(line) & en_sure.NOUNS) or bool(line.addresses)


def _strange(line: Line, slots: Slots) -> list[str]:
    """Return the words that are none of ours; a country's name is one."""
    shouted = line.typed.isupper()
    return [*slots.rest, *(word.typed for word in line.words if word.typed == "US" and not shouted)]


def _by_slips(line: Line, slots: Slots, act: str, slips: list[Word]) -> Certainty:
    """Judge a line that is ours by words that were mended, and names nothing of ours."""
    if len(line.words) == 1 or _strange(line, slots) or any(map(_guessed, slips)):
        return "news"
    if act in en_sure.ENDS or len(line.words) < 3:
        return "unsure"
    return _PLAIN.get(act, _any)(line, slots)


def _with_strange(line: Line, act: str, strange: int) -> Certainty:
    """Judge a line with words that are not ours: never done at once."""
    if _says_ours(line):
        ordered = bool(_exact(line) & (en_sure.ORDERS | en_sure.SHAPING)) or _talks(line)
        return "unsure" if ordered or act not in en_sure.ENDS else "news"
    return "unsure" if _talks(line) and act not in ("undo",) and strange <= len(line.words) / 3 else "news"


def _talks(line: Line) -> bool:
    if any(word.typed == "US" for word in line.words) and not line.typed.isupper():
        return False
    return bool(en_frames.FOR_US.search(line.mended) or en_frames.POLITE.search(line.mended))


def _named(line: Line, command: Command, slips: list[Word]) -> Certainty:
    """Judge a wish that names something: the words of its act are to be as they were typed."""
    do, named = command.option("do"), command.option("what").split()
    if do == "follow" and en_sure.TELLS.match(line.bare):
        return "news" if en_sure.PAST.search(line.mended) else "unsure"
    mended = [word for word in slips if word.typed not in named]
    if any(map(_guessed, mended)) and not _says_ours(line):
        return "news"
    return "unsure" if mended else "plain"


# ---------------------------------------------------------------- lines in words of ours alone


def _any(line: Line, slots: Slots) -> Certainty:
    return "plain"


def _ends(line: Line, slots: Slots) -> Certainty:
    """Judge what makes something go or come back."""
    said = _exact(line)
    if len(line.words) == 1:
        return "plain" if line.words[0].known in en_sure.BARE else _one_foreign(line)
    if _turned_round(line):
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
