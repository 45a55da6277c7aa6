"""A message in which a claim was taken back: its sentence struck out, and behind it a notice that says so. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.chat.rendering.cleaning import clean
from bot.chat.rendering.parts import Block, Limits, Part, Run
from bot.chat.rendering.render import day_of, local
from bot.messages.catalogue import say
from bot.models.taken_back import Retraction

SHORTEST_CUT = 20
"""Characters of a line that was cut, from which it is known for the sentence that it was cut from."""


def notice(value: Retraction, zone: str, *, here: bool) -> str:
    """Return what stands behind a claim that was taken back; `here`: those who manage this channel did it.

    Why is told where it was done, and everywhere where the operator did it.
    """
    day = day_of(local(value.taken_at, zone))
    by = "briefing.taken_back_by_operator" if value.taken_by == "operator" else "briefing.taken_back"
    told = say("briefing.taken_back_here" if here else by, day=day)
    reason = clean(value.reason).rstrip(".") if here or value.taken_by == "operator" else ""
    return f"{told}: {reason}" if reason else told


def struck(part: Part, claim: str, notice: str, limits: Limits) -> Part:
    """Return a part with a claim struck out wherever it stands, or the part itself where it does not.

    Where there is no room for both, the notice stands in place of the sentence.
    """
    wanted = clean(claim)
    if not wanted:
        return part
    whole = replace(part, blocks=tuple(_struck(block, wanted, notice, keep=True) for block in part.blocks))
    if whole == part or _fits(whole, limits):
        return whole
    return replace(part, blocks=tuple(_struck(block, wanted, notice, keep=False) for block in part.blocks))


def _fits(part: Part, limits: Limits) -> bool:
    sizes = [limits.of_block(block) for block in part.blocks]
    return sum(sizes) <= limits.part and max(sizes, default=0) <= limits.block


def _struck(block: Block, wanted: str, notice: str, *, keep: bool) -> Block:
    for _ in block.runs:  # as often as it may stand there
        span = _place(block, wanted)
        if span is None:
            break
        block = replace(block, runs=tuple(_runs(block, span, notice, keep=keep)))
    return block


def _place(block: Block, wanted: str) -> tuple[int, int] | None:
    """Return where a claim stands in the words of a block, citations apart."""
    words = "".join(run.text for run in block.runs if _is_words(run))
    at = words.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if words[at - 1 : at].strip() == "" and words[end : end + 1].strip() == "":
            return at, end
        at = words.find(wanted, at + 1)
    return next(_cut_lines(block, wanted), None)


def _cut_lines(block: Block, wanted: str) -> Iterator[tuple[int, int]]:
    """Yield where a run is the claim without its full stop, or cut to a line."""
    at = 0
    for run in filter(_is_words, block.runs):
        text = run.text.strip()
        begins = text.removesuffix("…").rstrip()
        cut = text.endswith("…") and len(begins) >= SHORTEST_CUT and wanted.startswith(begins)
        if text and (cut or text == wanted.rstrip(".")):
            start = at + run.text.index(text)
            yield start, start + len(text)
        at += len(run.text)


def _is_words(run: Run) -> bool:
    """Tell whether a run is words of the message, not yet struck out: no citation, nothing that stands apart."""
    return not run.link and not run.about and run.style not in ("struck", "aside")


def _runs(block: Block, span: tuple[int, int], notice: str, *, keep: bool) -> Iterator[Run]:
    """Yield the runs of a block with a span of its words struck out; the notice stands behind its citations."""
    start, end = span
    at, open_ = 0, False
    for run in block.runs:
        if not _is_words(run):
            yield run
            continue
        first, last = max(start - at, 0), min(end - at, len(run.text))
        at += len(run.text)
        if open_ and first >= last:
            yield Run(f" [{notice}]", "faint")
            open_ = False
        if first >= last:
            yield run
            continue
        yield from _cut(run, first, last, keep=keep)
        open_ = True
        if last < len(run.text):
            yield Run(f" [{notice}]", "faint")
            yield replace(run, text=run.text[last:])
            open_ = False
    if open_:
        yield Run(f" [{notice}]", "faint")


def _cut(run: Run, first: int, last: int, *, keep: bool) -> Iterator[Run]:
    if run.text[:first]:
        yield replace(run, text=run.text[:first])
    if keep:
        yield replace(run, text=run.text[first:last], style="struck")
