"""What is made of a line where the grammar knows no command, or reads one in a question: a model is asked. Pure."""

from __future__ import annotations

import math
from typing import Literal

from bot.chat.commands.wishes import line as lines
from bot.chat.commands.wishes.doubt.aimed import points, speaks
from bot.chat.commands.wishes.doubt.learnt import odds
from bot.chat.commands.wishes.doubt.perhaps import Perhaps, perhaps_ours
from bot.chat.commands.wishes.slots import slots_of
from bot.chat.desk_protocol import Command

_DESK = 1.5
"""Odds above which a line is about the desk: no question for the news by an author left out is."""
_OF_OTHERS = 1.0
"""How much more it takes, where a line asks and says neither “you” nor “we”."""
_NEWS = -2.5
"""Odds below which a line is about the news: so are 120 of 144 such questions, and 2 of 276 lines about the desk."""
_ASKED = ("unclear", "unsure")
"""Commands that only ask what is meant; any other is kept where the line is no question."""
_FEWEST = 4
"""Words below which a line may be what somebody wants to read of."""
_AGAINST = -5.0
"""Points of the grammar below which a line is full of other things, as a headline is: it is never the desk's alone."""


def kept(said: Command | None, text: str) -> Command | None:
    """Return the command that the grammar reads in a line; where the line is plainly of the news, the question."""
    if said is None or not (said.option("do") in _ASKED or _asks(text)) or odds(text) >= _NEWS:
        return said
    return Command("ask", {"question": text})


def how_much_is_ours(text: str) -> Perhaps | Literal["plainly"]:
    """Return how much of a line that is no command is of the desk; "plainly": that much that no news is looked for."""
    told = odds(text)
    if told > _DESK and told > _least(text):
        return "plainly"
    return "" if told < _NEWS else perhaps_ours(text)


def _asks(text: str) -> bool:
    line = lines.read(text)
    return line is not None and line.asks


def _least(text: str) -> float:
    """Return the odds above which a line is the desk's alone: a title is never, nor what is full of other things, nor
    a few words, which may be a topic: “the tides”."""
    line = lines.read(text, generous=True)
    if line is None or line.is_title or len(line.words) < _FEWEST or points(line, slots_of(line)) < _AGAINST:
        return math.inf
    return _DESK + _OF_OTHERS * (line.asks and not speaks(line))
