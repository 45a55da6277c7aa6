"""Where two sentences of the same words say two things: by which words lead into which, and by which comes first.

English. “Holm bought the mill from Kessel” and “Kessel bought the mill from Holm” hold the same words, and so do “into”
and “out of” the hospital, “a dog bit a man” and “a man bit a dog”. Where it is open, they are two: news that is told
twice is better than news that is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.language.en.function_words import CENTRAL_DETERMINERS, QUANTIFIERS
from bot.language.en.tokens import is_date_word
from bot.language.tokens import CLAUSE_MARKS, Token

_CONTRARY = (
    ("into", "out"),
    ("in", "out"),
    ("from", "to"),
    ("from", "into"),
    ("before", "after"),
    ("for", "against"),
    ("over", "under"),
    ("above", "below"),
    ("inside", "outside"),
    ("with", "without"),
    ("on", "off"),
    ("up", "down"),
)
"""Words that lead into a phrase, in pairs that say the contrary."""
_OPPOSED = frozenset((one, other) for pair in _CONTRARY for one, other in (pair, pair[::-1]))
_LEADING = frozenset(word for pair in _CONTRARY for word in pair) | frozenset("of than toward towards onto by".split())
_BETWEEN = CENTRAL_DETERMINERS | {"of"}
"""Words that may stand between such a word and the first that it leads to."""
_EVEN = CLAUSE_MARKS | {"with", "and", "between", "or", "by"}
"""Words and marks around which the order is free, or told by them."""
_APART = 3
"""Words of meaning that only one has: with more, the small words belong to other phrases."""
_SOME = QUANTIFIERS & frozenset("some few several many".split())
_ALL = QUANTIFIERS & frozenset("all every most both".split())


def says_another(line: Sequence[Token], told: Sequence[Token]) -> bool:
    """Tell whether a sentence of much the same words as a told one says another thing by their order."""
    mine, theirs = _led(line), _led(told)
    shared = sorted(mine.keys() & theirs.keys())
    if any((mine[word], theirs[word]) in _OPPOSED for word in shared):
        return True
    near = len(mine.keys() ^ theirs.keys()) <= _APART
    return (near and _exchanged(mine, theirs, shared)) or _begun_otherwise(line, told) or _amounts(line, told)


def _led(line: Sequence[Token]) -> Mapping[str, str]:
    """Return the words of meaning that stand once, each with the small word that leads into it, "" for none."""
    counted = Counter(token.stem for token in line if token.content)
    found: dict[str, str] = {}
    leading = ""
    for token in line:
        if token.content and counted[token.stem] == 1 and token.value is None:
            found[token.stem] = leading
        if token.low in _LEADING and not (token.low == "of" and leading == "out"):
            leading = token.low
        elif token.low not in _BETWEEN:
            leading = ""
    return found


def _exchanged(mine: Mapping[str, str], theirs: Mapping[str, str], shared: Sequence[str]) -> bool:
    """Tell whether two words change the small words that lead into them, or one with the word that has none."""
    pairs = ((mine[word], theirs[word]) for word in shared if mine[word] != theirs[word])
    moved = {pair for pair in pairs if "with" not in pair}  # who meets with whom, meets alike
    return any((theirs_led, mine_led) in moved for mine_led, theirs_led in moved)


def _begun_otherwise(line: Sequence[Token], told: Sequence[Token]) -> bool:
    """Tell whether plain sentences of one set of words begin with another of them: who is told of first, acts."""
    if any(_is_free(each) for each in (line, told)):
        return False
    mine, theirs = ([token.stem for token in each if token.content] for each in (line, told))
    return bool(mine) and Counter(mine) == Counter(theirs) and mine[0] != theirs[0]


def _is_free(line: Sequence[Token]) -> bool:
    """Tell whether the order of a sentence is free: what stands first may be a day, a place, or be acted upon."""
    first = line[0] if line else None
    fronted = first is None or is_date_word(first) or (not first.content and first.low not in _BETWEEN)
    return fronted or any(token.low in _EVEN for token in line)


def _amounts(line: Sequence[Token], told: Sequence[Token]) -> bool:
    """Tell whether one says that some did and the other that all did."""
    mine, theirs = ({token.low for token in each} for each in (line, told))
    return bool(mine & _ALL and theirs & _SOME and not theirs & _ALL) or bool(
        mine & _SOME and theirs & _ALL and not theirs & _SOME
    )
