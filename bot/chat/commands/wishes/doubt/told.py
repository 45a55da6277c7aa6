"""Whether a line tells or asks of something, and orders nothing: what was done is no wish, whatever its words. Pure."""

from __future__ import annotations

from itertools import pairwise

from bot.chat.commands import words
from bot.chat.commands.wishes.line import Line, Word
from bot.chat.commands.words import en_aimed, en_frames, en_perhaps, en_sure, en_told

_DONE_TO = frozenset(
    ("stop", "pause", "resume", "remove", "change", "mute", "send", "add", "follow", "undo", "schedule", "language")
)
"""Ideas of acts whose words tell, where they end as what is over does."""


def is_told(line: Line, act: str) -> bool:
    """Tell whether a line in which an act is read states or asks of it: it is not put as an order or a request."""
    if en_told.THEIRS.search(line.mended) or en_aimed.OF_NEWS.search(line.mended):
        return True
    if en_told.OF_OURS.search(line.bare) and not en_aimed.PLEASE_ALONE.search(line.mended):
        return True
    if len(line.words) == 1 or _is_requested(line):
        return False
    said = _point(line)
    if act == "undo" and not _is_taken_back(said):
        return True
    if act == "change" and en_told.OTHER_LENGTHS.search(line.bare):
        return True
    if _begins_as_order(said):
        return _is_thing_first(said)
    if act == "undo":
        return _is_done_by_others(line, said)
    return _states(line, said) or any(map(_is_over, said)) or _is_done_by_others(line, said) or _is_named(said)


def _is_requested(line: Line) -> bool:
    """Tell whether who talks or is talked to is in a line, or it is put politely."""
    low = line.mended
    if en_aimed.PLEASE.search(low) or en_frames.POLITE.search(low):
        return True
    spoken = any(pattern.search(low) for pattern in (en_aimed.WE, en_aimed.YOU, en_aimed.US))
    ordered = any(word.known in en_sure.ORDERS or word.known in en_perhaps.ORDERS for word in line.words)
    return spoken and (ordered or not any(map(_is_over, line.words)))


def _point(line: Line) -> list[Word]:
    """Return the words of a line but for those that only lead to its point."""
    at = line.mended.find(line.bare)
    return [word for word in line.words if word.start >= at] or list(line.words)


def _begins_as_order(said: list[Word]) -> bool:
    first = said[0].known
    return first in en_sure.ORDERS or first in en_perhaps.ORDERS or first in en_told.WANTS


def _is_thing_first(said: list[Word]) -> bool:
    """Tell whether the first word names a thing though it may be an order: “pause extended”, “a pause is over”."""
    if said[0].known not in en_told.ALSO_THINGS:
        return False
    behind = said[1]
    if _is_any(behind, en_told.STATES | en_told.DOES) or _is_over(behind):
        return True
    known = [word.known for word in said]
    return not en_told.JOINS.intersection(known) and not en_told.WAS.isdisjoint(known)


def _states(line: Line, said: list[Word]) -> bool:
    """Tell whether a line says or asks what is so; that a briefing is too long is a wish all the same."""
    return any(_is_any(word, en_told.STATES) for word in said) and not en_told.FALLS_SHORT.match(line.bare)


def _is_over(word: Word) -> bool:
    """Tell whether a word tells of an act that is done: “cancelled”."""
    if _is_any(word, en_told.DONE):
        return True
    return word.known.endswith("ed") and not words.MEANT.get(word.known, frozenset()).isdisjoint(_DONE_TO)


def _is_done_by_others(line: Line, said: list[Word]) -> bool:
    """Tell whether those who are named before an act do it: “briefings resume”, “she stops the briefings”."""
    if any(_is_any(word, en_told.DOES) for word in said[1:]):
        return True
    when = said[0].known in en_told.BEFORE_WHEN
    return any(word.known in en_told.ACTS and _does(line, before, word, when=when) for before, word in pairwise(said))


def _does(line: Line, before: Word, act: Word, *, when: bool) -> bool:
    if line.mended[before.end : act.start].strip():
        return False  # “alerts: stop”
    if before.known in en_told.OTHERS:
        return True
    dated = (when and before.known not in en_aimed.OUR_THINGS) or before.known in words.DAYS
    other = dated or before.known in words.IDEAS["days"] or before.known in en_told.CALLS
    return before.typed.lower().endswith("s") and not other


def _is_named(said: list[Word]) -> bool:
    """Tell whether an act is named as a thing: “a pause until Monday”."""
    return said[0].known in en_told.ARTICLES and len(said) > 1 and said[1].known in en_told.HALTS


def _is_taken_back(said: list[Word]) -> bool:
    """Tell whether what is to be taken back may be a change of the desk's: “restore the press” is of something else."""
    return all(word.known in en_told.TAKEN_BACK or word.known in words.LITTLE for word in said)


def _is_any(word: Word, listed: frozenset[str]) -> bool:
    return word.known in listed or word.typed.lower() in listed
