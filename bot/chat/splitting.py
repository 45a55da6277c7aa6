"""Blocks to messages: whole stories where they fit, then sentences, then words, then characters. Nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.chat.cleaning import graphemes
from bot.chat.parts import Block, Limits, Part, Run

Group = Sequence[Block]
"""Blocks that stay in one message if they can: a story."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])")
_WORD_END = re.compile(r"(?<=\s)(?=\S)")


def into_parts(groups: Iterable[Group], limits: Limits) -> list[Part]:
    """Return messages that hold the groups in order, each within the limits."""
    parts: list[Part] = []
    open_part: list[Block] = []
    for group in groups:
        fitting = [piece for block in group for piece in fitted(block, limits)]
        # a group that is too big for any message is begun where we are
        if open_part and _fits(fitting, limits) and not _fits([*open_part, *fitting], limits):
            parts.append(Part(tuple(open_part)))
            open_part = []
        for block in fitting:
            if open_part and not _fits([*open_part, block], limits):
                parts.append(Part(tuple(open_part)))
                open_part = []
            open_part.append(block)
    return [*parts, Part(tuple(open_part))] if open_part else parts


def _fits(blocks: Sequence[Block], limits: Limits) -> bool:
    return len(blocks) <= limits.blocks and sum(map(limits.of_block, blocks)) <= limits.part


def fitted(block: Block, limits: Limits) -> Iterator[Block]:
    """Give a block as blocks that are within the limits; citations stay with their sentence where they can."""
    room = min(limits.block, limits.part) - limits.overhead
    open_runs: list[Run] = []
    used = 0
    for unit in _units(block.runs):
        size = sum(map(limits.cost, unit))
        pieces = [unit] if size <= room else [(piece,) for run in unit for piece in _pieces(run, room, limits.cost)]
        for piece in pieces:
            cost = sum(map(limits.cost, piece))
            if open_runs and used + cost > room:
                yield replace(block, runs=_trimmed(open_runs))
                open_runs, used = [], 0
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


def _pieces(run: Run, room: int, cost: Callable[[Run], int]) -> Iterator[Run]:
    """Give a run in pieces that fit: cut after sentences, or after words, or between characters."""
    if cost(run) <= room:
        yield run
        return
    for level in (_sentences, _words, _characters):
        texts = level(run.text)
        if all(cost(replace(run, text=text)) <= room for text in texts) or level is _characters:
            yield from _packed(run, texts, room, cost)
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


def _packed(run: Run, texts: Sequence[str], room: int, cost: Callable[[Run], int]) -> Iterator[Run]:
    open_text = ""
    for text in texts:
        if open_text and cost(replace(run, text=open_text + text)) > room:
            yield replace(run, text=open_text)
            open_text = ""
        open_text += text
    if open_text:
        yield replace(run, text=open_text)
