"""Blocks to messages: whole stories where they fit, then sentences, then words, then characters. Nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.chat.rendering.cleaning import graphemes
from bot.chat.rendering.parts import Block, Limits, Part, Run

Group = Sequence[Block]
"""Blocks that stay in one message if they can: a story."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])")
_WORD_END = re.compile(r"(?<=\s)(?=\S)")


def into_parts(groups: Iterable[Group], limits: Limits) -> list[Part]:
    """Return messages that hold the groups in order, each within the limits."""
    parts: list[list[Block]] = [[]]
    for group in groups:
        whole = [piece for block in group for piece in fitted(block, limits)]
        if not _fits(whole, limits):
            _pour(group, parts, limits)
            continue
        if not _fits([*parts[-1], *whole], limits):
            parts.append([])
        parts[-1] += whole
    return [Part(tuple(blocks)) for blocks in parts if blocks]


def _pour(group: Group, parts: list[list[Block]], limits: Limits) -> None:
    """Lay a group that is too big for any message from where we are, or anew where there is little room left."""
    if _left(parts[-1], limits) < limits.part // 4:
        parts.append([])
    for block in group:
        for piece in fitted(block, limits, _left(parts[-1], limits)):
            if not _fits([*parts[-1], piece], limits):
                before = [parts[-1].pop()] if _goes_along(parts[-1], piece, limits) else []
                parts.append(before)
            parts[-1].append(piece)


def _goes_along(blocks: Sequence[Block], piece: Block, limits: Limits) -> bool:
    """Tell whether the last block goes into the next message too: buttons never stand there alone."""
    return piece.kind == "actions" and len(blocks) > 1 and _fits([blocks[-1], piece], limits)


def _left(blocks: Sequence[Block], limits: Limits) -> int:
    return limits.part - sum(map(limits.of_block, blocks))


def _fits(blocks: Sequence[Block], limits: Limits) -> bool:
    rows = sum(block.kind == "actions" for block in blocks)
    return len(blocks) <= limits.blocks and rows <= limits.actions and _left(blocks, limits) >= 0


def fitted(block: Block, limits: Limits, left: int | None = None) -> Iterator[Block]:
    """Give a block as blocks that are within the limits; citations stay with their sentence where they can.

    `left` is what the message under way has room for: a first block of no more, where a cut allows it.
    """
    if block.kind == "actions":
        yield block
        return
    full = min(limits.block, limits.part) - limits.overhead
    room = full if left is None else min(full, left - limits.overhead)
    open_runs: list[Run] = []
    used = 0
    for unit in _units(block.runs):
        whole = sum(map(limits.cost, unit)) <= full
        rest = room - used
        for piece in [unit] if whole else [(p,) for run in unit for p in _pieces(run, rest, full, limits.cost)]:
            cost = sum(map(limits.cost, piece))
            if open_runs and used + cost > room:
                yield replace(block, runs=_trimmed(open_runs))
                open_runs, used, room = [], 0, full
            open_runs.extend(piece)
            used += cost
    if open_runs:
        yield replace(block, runs=tuple(open_runs))


def _units(runs: Sequence[Run]) -> Iterator[tuple[Run, ...]]:
    """Give runs with the marks and links that belong to them."""
    unit: list[Run] = []
    for run in runs:
        if unit and not (run.link or run.about or run.style == "aside"):
            yield tuple(unit)
            unit = []
        unit.append(run)
    if unit:
        yield tuple(unit)


def _trimmed(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return runs without the space at the end, where the next message begins."""
    last = replace(runs[-1], text=runs[-1].text.rstrip())
    return (*runs[:-1], last) if last.text else tuple(runs[:-1]) or tuple(runs)


def _pieces(run: Run, rest: int, room: int, cost: Callable[[Run], int]) -> Iterator[Run]:
    """Give a run in pieces that fit, the first into what is left: cut after sentences, or words, or characters."""
    if cost(run) <= room:
        yield run
        return
    for level in (_sentences, _words, _characters):
        texts = level(run.text)
        if all(cost(replace(run, text=text)) <= room for text in texts) or level is _characters:
            yield from _packed(run, texts, rest, room, cost)
            return


def _sentences(text: str) -> list[str]:
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return _cut(text, ends)


def _words(text: str) -> list[str]:
    return _cut(text, [match.end() for match in _WORD_END.finditer(text)])


def _characters(text: str) -> list[str]:
    return [
        piece for grapheme in graphemes(text) for piece in (grapheme[i : i + 16] for i in range(0, len(grapheme), 16))
    ]


def _cut(text: str, ends: Sequence[int]) -> list[str]:
    borders = [0, *(end for end in ends if 0 < end < len(text)), len(text)]
    return [text[start:end] for start, end in pairwise(borders) if start < end]


def _packed(run: Run, texts: Sequence[str], rest: int, room: int, cost: Callable[[Run], int]) -> Iterator[Run]:
    """Give as many texts together as fit. A sign takes one of room or more, so only so many are tried at once."""
    start = 0
    space = rest if cost(replace(run, text=texts[0])) <= rest else room
    while start < len(texts):
        low, high = start + 1, _reaching(texts, start, space)
        while low < high:  # the largest end that fits; one text alone always goes
            middle = (low + high + 1) // 2
            if cost(replace(run, text="".join(texts[start:middle]))) <= space:
                low = middle
            else:
                high = middle - 1
        yield replace(run, text="".join(texts[start:low]))
        start, space = low, room


def _reaching(texts: Sequence[str], start: int, room: int) -> int:
    """Return the end of the texts that a room could hold if none were escaped."""
    used, end = 0, start
    while end < len(texts) and (end == start or used + len(texts[end]) <= room):
        used += len(texts[end])
        end += 1
    return end
