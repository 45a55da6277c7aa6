"""What may be said to the desk, and is looked for in the news first: asked back where nothing is found. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

from bot import language_names
from bot.chat.commands import words
from bot.chat.commands.wishes import line as lines
from bot.chat.commands.wishes.doubt.aimed import is_near, points, speaks, strange_words
from bot.chat.commands.wishes.doubt.certainty import is_guessed
from bot.chat.commands.wishes.line import Line, Word, is_slip
from bot.chat.commands.wishes.put_to_desk import ACTS
from bot.chat.commands.wishes.slots import Slots, slots_of
from bot.chat.commands.words import en_aimed, en_frames, en_ideas, en_ours, en_perhaps, en_sure
from bot.desk.sources import catalogue

_MOST_WORDS = 40
_LEAST = -2.0
"""Points, at least, of a line that is put as what is said to a desk, and has words of its own."""
_HARDLY = -6.0
"""The same, of a line that is hardly one: it keeps what lies near, where that has its words."""
_OWN_OF = 4
"""Of so many words one may be its own."""
_SHORTEST = 3
"""Words, at least, of a line that has one of its own."""
_STEM = 3
_LONG = 6
"""Letters from which a word may be a slip of a language's name."""
_FEW_WITH_ADDRESS = 8
"""Words beside an address that hardly ask for the news."""

Perhaps = Literal["", "little", "some", "all"]
"""How much of a line is of the desk, which may be put to it; "": nothing. Of "little", no more is said than that the
news does not answer it.
"""


def perhaps_ours(text: str) -> Perhaps:
    """Return how much of a line is of the desk that is no wish to be known, and may be put to it all the same.

    All its words are ordinary ones; or little in it is of anything else, and it begins as what is said to a desk does.
    """
    line = lines.read(text, generous=True)
    if line is None or len(line.words) > _MOST_WORDS or line.is_title or _is_of_news(line):
        return ""
    slots = slots_of(line)
    if not (_is_of_ours(line) or (_is_perhaps_ours(line, slots) and not _asks_of_others(line, slots))):
        return "little" if _is_hardly_ours(line, slots) else ""
    line = lines.read(text)
    return "all" if line and len(line.words) > 1 and not line.strange and not any(map(is_slip, line.words)) else "some"


def _asks_of_others(line: Line, slots: Slots) -> bool:
    """Tell whether a question has words of its own and says neither “you” nor “we”."""
    if not line.asks or _is_of_people_here(line) or _is_put_so(line):
        return False
    return not all(map(_is_ordinary, strange_words(line, slots)))


def _is_hardly_ours(line: Line, slots: Slots) -> bool:
    """Tell whether a line may be about the desk as well as about the news: it is put as a question for neither."""
    if en_aimed.SEEKS.search(line.mended) or points(line, slots) < _HARDLY:
        return False
    return _is_of_people_here(line) or not en_perhaps.WRITTEN.match(line.bare)


def _is_perhaps_ours(line: Line, slots: Slots) -> bool:
    strange = strange_words(line, slots)
    if en_aimed.SEEKS.search(line.mended):
        return False
    if len(line.words) == 1:
        return not strange or bool(language_names.near_language(line.typed))
    if _says_when(line, slots, strange):
        return True
    if not strange:
        return points(line, slots) >= 0 and _asks_nothing_else(line)
    if _asks_for_a_source(line, strange):
        return True
    own = [word for word in strange if not _is_ordinary(word)]
    if not own:
        searched = bool(en_aimed.ABOUT.search(line.mended)) or line.asks
        return _is_put_so(line) or (not searched and points(line, slots) >= _LEAST / 2)
    few = len(own) <= max(1, len(line.words) // _OWN_OF)
    return few and len(line.words) >= _SHORTEST and _is_said_to_us(line, slots, own)


def _is_of_ours(line: Line) -> bool:
    """Tell whether a line is of what the desk has, by whatever name; of its address or its language, too."""
    if en_ours.OURS.search(line.mended) or en_ours.OURS.search(line.said):
        return True
    if (line.addresses and len(line.words) <= _FEW_WITH_ADDRESS) or _is_liked_or_not(line):
        return True
    return bool(en_ours.WISHES.search(line.mended)) and any(map(_is_language, _at_languages(line)))


def _is_liked_or_not(line: Line) -> bool:
    """Tell whether somebody says what they would like to read, or be told, or not; or asks who set this up."""
    low = line.mended
    if en_ours.WHO_SET.search(low) or en_ours.HOW_LONG.search(low):
        return True
    if en_aimed.SEEKS.search(low) or en_perhaps.WRITTEN.match(line.bare) or not _is_of_people_here(line):
        return False
    likes = (en_ours.DISLIKE.search(low), en_ours.URGENT.search(low), en_ours.INCLUDE.search(low))
    return any(likes) or _names_outlet(line)


def _is_of_people_here(line: Line) -> bool:
    return speaks(line) or bool(en_ours.HERE.search(line.mended))


def _names_outlet(line: Line) -> bool:
    said = [word.typed.lower() for word in line.words]
    pairs = {f"{one} {other}" for one, other in pairwise(said)}
    return not _outlets().isdisjoint([*said, *pairs])


def _at_languages(line: Line) -> Iterator[str]:
    """Give the words that stand where a language does that somebody would like to read."""
    for found in en_ours.TRANSLATES.finditer(line.mended):
        yield from filter(None, found.groups())


def _is_language(word: str) -> bool:
    low = word.lower()
    if low in words.LANGUAGE_NAMES or language_names.code_of(low):
        return True
    return len(low) >= _LONG and bool(language_names.near_language(low)) and not word[:1].isupper()


def _says_when(line: Line, slots: Slots, strange: Sequence[Word]) -> bool:
    """Tell whether a line says when something is to come, in words of which most are ordinary ones."""
    if strange and (en_perhaps.WRITTEN.match(line.bare) or en_aimed.ABOUT.search(line.mended)):
        return False
    own = [word for word in strange if not _is_ordinary(word)]
    if not own and (slots.when or slots.until):
        return True
    sure = bool(slots.times and slots.days) or len(slots.times) > 1
    if not (sure or (slots.when and speaks(line))):
        return False
    return len(own) <= max(1, len(line.words) // _OWN_OF)


def _asks_nothing_else(line: Line) -> bool:
    """Tell whether a line of ordinary words, or of slips in such, is no question for the news."""
    if en_perhaps.OF_WHOM.match(line.bare) and not _talks(line):
        return False
    if en_perhaps.THING.match(line.mended) and not speaks(line):
        return False
    near = [word for word in line.words if is_near(word)]
    few = len(near) <= len(line.words) / _OWN_OF and not any(map(is_guessed, near))
    return few or _is_put_so(line)


def _asks_for_a_source(line: Line, strange: Sequence[Word]) -> bool:
    """Tell whether it is asked for an outlet by its name, and of nothing else: “where is Reuters”."""
    asked = en_perhaps.OF_PLACE.match(line.mended)
    return bool(asked and strange) and all(word.typed.lower() in _source_words() for word in strange)


def _is_said_to_us(line: Line, slots: Slots, own: Sequence[Word]) -> bool:
    """Tell whether a line with a word or two of its own is said to the desk: it is put so, and they are no names."""
    named = any(word.typed[:1].isupper() and word.start for word in own) and not line.typed.isupper()
    return not named and _is_put_so(line) and points(line, slots) >= (_LEAST if speaks(line) else _LEAST / 2)


def _is_put_so(line: Line) -> bool:
    """Tell whether a line is put as what is said to a desk is: as an order, a measure, a complaint, or of who talks."""
    low = line.mended
    if en_perhaps.WRITTEN.match(line.bare) or line.typed.endswith("?"):
        return _talks(line) or bool(en_perhaps.POINTS_AT.match(low))
    at = line.mended.find(line.bare)
    ordered = next((_is_order(word) for word in line.words if word.start >= at), False)
    shown = (en_perhaps.MEASURE.match(low), en_perhaps.POINTS_AT.match(low), en_perhaps.FAILS.search(low))
    return ordered or speaks(line) or any(shown)


def _is_order(word: Word) -> bool:
    """Tell whether a word orders something, as the first of a line; one of another language orders nothing else."""
    low = word.typed.lower()
    foreign = low == word.known and not any(low in held for held in en_ideas.IDEAS.values())
    return low in en_perhaps.ORDERS or (foreign and not words.MEANT.get(low, frozenset()).isdisjoint(ACTS))


def _talks(line: Line) -> bool:
    """Tell whether a line says “you”, “we” or “I”: what the desk has bears the names of other things as well."""
    return bool(en_frames.FOR_US.search(line.mended))


def _is_ordinary(word: Word) -> bool:
    """Tell whether a word is an ordinary one in another form, a section of the news, a language, or an outlet."""
    low = word.typed.lower()
    if low in en_sure.TOPICS or low in _source_names() or low in words.LANGUAGE_NAMES:
        return True
    return bool(language_names.code_of(low)) or any(_is_form(low, ending) for ending in en_perhaps.ENDINGS)


def _is_form(word: str, ending: str) -> bool:
    stem = word.removesuffix(ending)
    if stem == word or len(stem) < _STEM:
        return False
    once = stem[:-1] if stem[-1] == stem[-2] else stem  # “stopping”
    return any(each in words.ORDINARY for each in (stem, once, f"{stem}e", f"{stem}y"))


@cache
def _source_names() -> frozenset[str]:
    """Return the names of well-known outlets that are one word, and are none of ours."""
    return frozenset(filter(str.isalpha, _outlets()))


@cache
def _outlets() -> frozenset[str]:
    """Return the names of well-known outlets that are no words of ours."""
    names = {name.lower().removeprefix("the ") for feed in catalogue.feeds() for name in (feed.name, *feed.others)}
    return frozenset(name for name in names if name not in words.ORDINARY)


@cache
def _source_words() -> frozenset[str]:
    """Return the words of which the names of well-known outlets are made."""
    names = (name for feed in catalogue.feeds() for name in (feed.name, *feed.others))
    return frozenset(word for name in names for word in name.lower().split())


def _is_of_news(line: Line) -> bool:
    low = line.mended
    return bool(en_aimed.OF_NEWS.search(low) or en_aimed.TELLS.search(low) or en_aimed.PAST.match(low))
