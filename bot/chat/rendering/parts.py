"""Messages as every platform understands them: parts of blocks of styled runs. Pure values with their JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

Style = Literal["plain", "strong", "faint", "aside", "struck"]
"""`struck` is struck out: it was taken back.

`aside` stands apart from its line: at its right end where a platform can, behind a dot where it cannot.
"""

BlockKind = Literal["title", "lead", "headline", "text", "quote", "difference", "speaker", "note", "footer", "actions"]

MENUS = ("menu", "roles")
"""Kinds of action that fill a row."""
ActionKind = Literal["more", "sources", "quotes", "less", "wrong", "retract", "command", "open", "menu", "roles"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. `link` leads to a cited article; `about` says in words where it leads.

    `text` is cleaned but not escaped: each platform escapes it in its own way.
    """

    text: str
    style: Style = "plain"
    link: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A button. `story` is what it is about; a `command` does what its `words` say when typed, and `retract` takes back
    the claim that they name. A `menu` has `choices`: each what stands there, and the words of the command that it does.
    Of `roles`, the platform shows those that the server has, where it can: the id of the chosen one ends the words.
    """

    kind: ActionKind
    label: str
    story: int = 0
    words: str = ""
    look: Literal["plain", "primary", "danger"] = "plain"
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a line of its own; one of the kind `actions` has buttons and no text."""

    kind: BlockKind
    runs: tuple[Run, ...]
    actions: tuple[Action, ...] = ()

    @property
    def text(self) -> str:
        """What it says, without styles and links."""
        return "".join(f" · {run.text}" if run.style == "aside" else run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Part:
    """One message."""

    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """What it says, a line a block."""
        return "\n".join(block.text for block in self.blocks if block.kind != "actions")

    @property
    def actions(self) -> tuple[Action, ...]:
        """Its buttons, in order."""
        return tuple(action for block in self.blocks for action in block.actions)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much fits into a message: `part` and `block` in the units of `cost`, and a number of `blocks`.

    `cost` gives what a run takes up on the platform, escaped and linked; a block takes its runs and `overhead`.
    `actions` is how many rows of up to five buttons fit; 0 where the platform shows none.
    """

    part: int
    block: int
    blocks: int
    cost: Callable[[Run], int]
    overhead: int = 0
    actions: int = 0

    def of_block(self, block: Block) -> int:
        """Return what a block takes up."""
        return self.overhead + sum(map(self.cost, block.runs))


def part_to_json(part: Part) -> str:
    """Return a part as JSON, to be stored."""
    return json.dumps([_packed_block(block) for block in part.blocks], ensure_ascii=False)


def part_from_json(text: str) -> Part:
    """Return the part that `part_to_json` wrote; ValueError for anything else."""
    try:
        return Part(tuple(_block(*packed) for packed in json.loads(text)))
    except TypeError as error:
        raise ValueError(f"not a part: {error}") from None


def _packed_block(block: Block) -> list[Any]:
    packed: list[Any] = [block.kind, [_packed(run) for run in block.runs]]
    return [*packed, [_packed_action(each) for each in block.actions]] if block.actions else packed


def _packed_action(action: Action) -> list[Any]:
    packed: list[Any] = [action.kind, action.label, action.story, action.words, action.look]
    return [*packed, [list(choice) for choice in action.choices]] if action.choices else packed


def _action(kind: Any, label: str, story: int, words: str, look: Any, choices: Sequence[Any] = ()) -> Action:  # noqa: ANN401
    return Action(kind, label, story, words, look, tuple((str(shown), str(does)) for shown, does in choices))


def _block(kind: Any, runs: list[list[Any]], actions: Sequence[list[Any]] = ()) -> Block:  # noqa: ANN401
    return Block(_kind(kind), tuple(Run(*run) for run in runs), tuple(_action(*action) for action in actions))


def _packed(run: Run) -> list[str]:
    values: list[Any] = [run.text, run.style, run.link, run.about]
    while not values[-1] and len(values) > 1:
        values.pop()
    return values


def _kind(value: Any) -> BlockKind:  # noqa: ANN401 - anything may stand in JSON
    if value not in get_args(BlockKind):
        raise ValueError(f"not a kind of block: {value!r}")
    kind: BlockKind = value
    return kind
