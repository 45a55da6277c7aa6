"""What a small model says of a line: whether it is about the desk or about the news, where one has learnt that. Pure.

It is asked where the grammar knows nothing, or may have taken a question for a command. Its weights stand in a file
beside the words of the language, and are learnt by `tests/line_model/learn.py` from the lines that stand there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from bot.chat.commands import words
from bot.chat.commands.wishes import line as lines
from bot.chat.commands.wishes.doubt.features import features
from bot.chat.commands.wishes.line import Line

FOLDER = Path(__file__).resolve().parents[2] / "words"
BASE = "*"
"""The feature of every line."""
_LEAST = 3
"""Of so many words of a line one at least is of the language whose lines the model has learnt."""


def odds(text: str) -> float:
    """Return how much speaks for a line about the desk; below 0, of the news; 0 where no model reads its language."""
    line = lines.read(text, generous=True)
    if line is None:
        return 0.0
    model = next((each.learnt for each in words.LANGUAGES if each.learnt and _is_in(line, each.own)), "")
    return weighed(features(line), weights(model)) if model else 0.0


def weighed(found: Iterable[str], held: Mapping[str, float]) -> float:
    """Return what the features of a line weigh together."""
    return held[BASE] + sum(held.get(each, 0.0) for each in found)


@cache
def weights(name: str) -> Mapping[str, float]:
    """Return what each feature weighs, by a file that has on each line a weight and the features that weigh so much."""
    held: dict[str, float] = {}
    for told in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        weight, *found = told.split()
        held |= dict.fromkeys(found, float(weight))
    return held


def _is_in(line: Line, own: frozenset[str]) -> bool:
    """Tell whether a line is in a language: some of its words are, and fewer are only of others that are typed here."""
    said = [(word.known or word.typed).lower() for word in line.words]
    here = sum(each in own for each in said)
    others = sum(each in words.KNOWN and each not in own for each in said)
    return here * _LEAST >= len(said) and here > others
