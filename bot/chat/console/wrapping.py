"""A part as lines on a terminal: wrapped, in colour or plain, with its sources listed below."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from bot.chat.rendering.cleaning import graphemes, isolated
from bot.chat.rendering.parts import Block, BlockKind, Part, Run, Style
from bot.chat.rendering.passage_links import without_directive

_CODES: dict[Style, str] = {"plain": "", "strong": "1", "faint": "2", "aside": "36", "struck": "9"}
_LINK_CODE = "34"
_INDENT: dict[BlockKind, int] = {"text": 3, "quote": 3, "difference": 3}
_SPACED: frozenset[BlockKind] = frozenset(("headline", "note", "footer", "speaker"))

Word = tuple[str, Run]
"""A piece of a line without space in it, and the run it stands in."""


def text(part: Part, colour: bool, width: int) -> str:
    """Return a part as lines; with `colour`, in colour and with live links, else with its addresses listed."""
    width = max(20, width)
    lines: list[str] = []
    for block in part.blocks:
        if lines and block.kind in _SPACED:
            lines.append("")
        lines += _block_lines(block, colour, width)
    sources = _sources(part, colour)
    return "\n".join([*lines, *([""] if sources else []), *sources]) + "\n"


def _block_lines(block: Block, colour: bool, width: int) -> list[str]:
    indent = " " * _INDENT.get(block.kind, 0)
    asides = [run for run in block.runs if run.style == "aside"]
    words = list(_words(run for run in block.runs if run.style != "aside"))
    lines = list(_wrapped(words, width - len(indent)))
    if asides:
        _set_aside(lines, asides[0], width - len(indent))
    return [indent + "".join(_painted(piece, run, colour) for piece, run in line) for line in lines]


def _words(runs: Iterable[Run]) -> Iterator[Word]:
    """Give words, each with the spaces before it."""
    for run in runs:
        spaces = ""
        for piece in _split_keeping_spaces(run.text):
            if piece.isspace():
                spaces = piece
            else:
                yield spaces + piece, run
                spaces = ""
        if spaces:
            yield spaces, run


def _split_keeping_spaces(line: str) -> Iterator[str]:
    start = 0
    for at in range(1, len(line) + 1):
        if at == len(line) or line[at].isspace() != line[start].isspace():
            yield line[start:at]
            start = at


def columns(line: str) -> int:
    """Return how many columns a text takes."""
    if line.isascii():
        return len(line)
    return sum(_char_columns(char) for char in line)


def _char_columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _wrapped(words: Iterable[Word], width: int) -> Iterator[list[Word]]:
    line: list[Word] = []
    used = 0
    for whole, run in words:
        for word in _narrow(whole, width):
            size = columns(word)
            if line and used + size > width and word.strip():
                yield line
                line, used = [], 0
                word = word.lstrip()  # noqa: PLW2901 - the line begins here
                size = columns(word)
            line.append((word, run))
            used += size
    if line:
        yield line


def _narrow(word: str, width: int) -> Iterator[str]:
    """Give a word in pieces that are no wider than a line; what is seen as one character is parted only if it is."""
    piece, used = "", 0
    whole = [word] if columns(word) <= width else graphemes(word)
    for grapheme in (each for one in whole for each in ([one] if columns(one) <= width else one)):
        size = columns(grapheme)
        if piece and used + size > width:
            yield piece
            piece, used = "", 0
        piece += grapheme
        used += size
    yield piece


def _set_aside(lines: list[list[Word]], aside: Run, width: int) -> None:
    """Put the aside at the right end of the first line, or on lines of its own."""
    used = sum(columns(word) for word, _ in lines[0]) if lines else 0
    gap = width - used - columns(aside.text)
    if len(lines) == 1 and gap >= 2:
        lines[0] += [(" " * gap, Run("")), (aside.text, aside)]
    else:
        indent: Word = ("   ", Run(""))
        lines += [[indent, *line] for line in _wrapped(_words([aside]), width - 3)]


def _painted(word: str, run: Run, colour: bool) -> str:
    shown = isolated(word)
    if not colour:
        return shown
    code = _LINK_CODE if run.link else _CODES[run.style]
    if code:
        shown = f"\x1b[{code}m{shown}\x1b[0m"
    return f"\x1b]8;;{run.link}\x1b\\{shown}\x1b]8;;\x1b\\" if run.link else shown


def _sources(part: Part, colour: bool) -> list[str]:
    """Return a line for each number that the part cites: what it is, and its address where it cannot be a link."""
    lines: dict[str, str] = {}
    for run in (run for block in part.blocks for run in block.runs if run.link or run.about):
        address = "" if colour else without_directive(run.link)
        told = " · ".join(piece for piece in (isolated(run.about), address) if piece)
        label = run.text.strip()
        dim = (f"\x1b[2m{label} {told}\x1b[0m") if colour else f"{label} {told}"
        lines.setdefault(label, dim)
    return sorted(lines.values(), key=_number)


def _number(line: str) -> int:
    digits = line.partition("[")[2].partition("]")[0]
    return int(digits) if digits.isdigit() else 0
