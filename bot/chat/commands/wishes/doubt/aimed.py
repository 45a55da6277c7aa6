"""How much of a line is put to the desk: by whom it speaks to, what it names, and how much of it is not ours. Pure.

The weights are those of a logistic regression over 266 lines to the desk and 1,170 headlines and questions, rounded:
above 0 a line is rather put to the desk than about the news. Of 1,038 headlines that it had not seen it took two.
"""

from __future__ import annotations

from bot.chat.commands import words
from bot.chat.commands.wishes.line import Line, Word, is_slip
from bot.chat.commands.wishes.put_to_desk import ACTS
from bot.chat.commands.wishes.slips import nearly_ours
from bot.chat.commands.wishes.slots import Slots
from bot.chat.commands.words import en_aimed

ASKED = 1.0
"""Points from which a line that is not understood is asked back, where it says that it is put to the desk."""
_OF_OTHERS = 1.5
"""How many more, where it asks and says neither “you” nor “we”."""
_ORDERED = 2.0
"""The same, where it only begins as an order does."""
_BASE, _STRANGE, _NAME, _NEAR, _ALL_OURS = 1.6, -1.9, -0.9, -1.0, 2.1
_MOST_STRANGE, _MOST_NAMES = 6, 4
_SHOWS = frozenset(("show", "alert", "follow", "unfollow", "unmute"))


def points(line: Line, slots: Slots) -> float:
    """Return how much speaks for a line that is put to the desk; below 0, it is rather about the news."""
    low = line.mended
    far = strange_words(line, slots)
    near = [word for word in line.words if is_near(word)]
    names = [word for word in far if word.typed[:1].isupper() and word.start and not line.typed.isupper()]
    return (
        _BASE
        + _STRANGE * min(len(far), _MOST_STRANGE)
        + _NAME * min(len(names), _MOST_NAMES)
        + _NEAR * len(near)
        + _ALL_OURS * (not far)
        + 1.5 * _names_ours(line)
        + 1.0 * bool(en_aimed.OF_OURS.search(low))
        + 1.7 * _of_who_talks(line)
        + 2.0 * bool(en_aimed.YOU.search(low))
        + 2.4 * bool(en_aimed.TO_YOU.search(low))
        + 1.8 * bool(en_aimed.PLEASE.search(low))
        + 1.4 * _is_order(line)
        - 3.0 * bool(en_aimed.SEEKS.search(low))
        - 5.0 * bool(en_aimed.OF_NEWS.search(low))
        - 1.1 * bool(en_aimed.TELLS.search(low))
        - 1.2 * bool(en_aimed.PAST.match(low))
        - 0.9 * bool(en_aimed.ABOUT.search(low))
        - 0.9 * line.asks
    )


def is_put_to_us(line: Line, slots: Slots) -> bool:
    """Tell whether a line speaks to the desk or of what it has, and little of it is of anything else."""
    ours = _names_ours(line) or bool(en_aimed.OF_OURS.search(line.mended))
    if en_aimed.SEEKS.search(line.mended) and strange_words(line, slots) and not ours:
        return False  # “can you tell me what the minister said?”
    if not (_speaks_of_us(line) or (speaks(line) and not line.asks)):
        return _is_order(line) and not line.asks and points(line, slots) >= _ORDERED
    others = line.asks and not _of_who_talks(line) and not en_aimed.YOU.search(line.mended)
    return points(line, slots) >= ASKED + (_OF_OTHERS if others and strange_words(line, slots) else 0)


def speaks(line: Line) -> bool:
    """Tell whether a line says who talks, or to whom or of what of the desk, or says please."""
    return _speaks_of_us(line) or _of_who_talks(line) or bool(en_aimed.PLEASE.search(line.mended))


def _speaks_of_us(line: Line) -> bool:
    low = line.mended
    return bool(en_aimed.YOU.search(low)) or _names_ours(line) or bool(en_aimed.OF_OURS.search(low))


def strange_words(line: Line, slots: Slots) -> list[Word]:
    """Return the words that are none of ours, places among them where no time is spoken of."""
    of_place = slots.zone and not en_aimed.OF_TIME.search(line.mended)
    strange = {*slots.rest, *(line.strange if of_place else ())}
    return [word for word in line.words if word.typed in strange and not is_near(word)]


def is_near(word: Word) -> bool:
    """Tell whether a word is an ordinary one with a slip in it, as far as that can be told."""
    if word.known:
        return is_slip(word)
    return bool(nearly_ours(word.typed if word.start else word.typed.lower()))


def _names_ours(line: Line) -> bool:
    return any(word.known in en_aimed.OUR_THINGS for word in line.words)


def _of_who_talks(line: Line) -> bool:
    return bool(en_aimed.WE.search(line.mended) or en_aimed.US.search(line.mended))


def _is_order(line: Line) -> bool:
    bare = line.bare
    first = line.words[0].known if bare == line.mended else bare.partition(" ")[0].strip(",.:!").lower()
    return not words.MEANT.get(first, frozenset()).isdisjoint(ACTS | _SHOWS)
