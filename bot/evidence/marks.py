"""Quotation marks of every press: which stretches of a text stand between them."""

from __future__ import annotations

import re

from bot.models import Span

_PAIRS = {"“": "”", "«": "»", "„": "“”", "「": "」", "『": "』", "‹": "›", "‚": "‘’"}
_CLOSERS = frozenset("”»」』›")
_MARKS = re.compile(r"[“”\"«»„「」『』]|(?<!\w)‘(?=\w)|(?<=[\w.,!?…])’(?!\w)")
_PARAGRAPH_END = re.compile(r"\n\s*")
_MOST = 4000
"""Characters: a quotation that seems longer lost its closing mark."""


def quoted(text: str) -> tuple[Span, ...]:
    """Return the stretches between quotation marks, without the marks, in order; outermost ones only.

    A mark that is never closed holds to the end of its paragraph, if the next one opens with a mark (the press's
    way to quote several paragraphs) or if the paragraph ends with it; otherwise it is stray.
    """
    result: list[Span] = []
    for start, end in _paragraph_spans(text):
        result += _in_paragraph(text, start, end)
    return tuple(span for span in result if span[0] < span[1])


def _paragraph_spans(text: str) -> list[Span]:
    spans, begin = [], 0
    for match in _PARAGRAPH_END.finditer(text):
        spans.append((begin, match.start()))
        begin = match.end()
    return [*spans, (begin, len(text))]


def _in_paragraph(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    opened: tuple[int, str] | None = None
    depth = 0
    inner_close: int | None = None
    for match in _MARKS.finditer(text, start, end):
        mark = match.group()
        if opened is None:
            if mark not in _CLOSERS and mark != "’" and not (mark == '"' and _closes(text, match.start(), start)):
                opened, depth, inner_close = (match.end(), mark), 0, None
        elif _is_close(opened[1], mark):
            if depth:
                depth, inner_close = depth - 1, match.start()
            else:
                found.append((opened[0], match.start()))
                opened = None
        elif mark == opened[1] and _opens(text, match.start(), end):
            depth += 1
    if opened and inner_close is not None:
        found.append((opened[0], inner_close))  # an inner mark was never closed: its closing one was the outer's
    elif opened and end - opened[0] <= _MOST:
        found += _unclosed(text, opened, end)
    return found


def _is_close(opening: str, mark: str) -> bool:
    if opening == '"':
        return mark in ('"', "”")
    if opening == "‘":
        return mark == "’"
    return mark in _PAIRS.get(opening, "") or (opening == "“" and mark == '"')


def _closes(text: str, at: int, start: int) -> bool:
    """A straight mark glued to the word before it, with space after, cannot open."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1 : at + 2] or " "
    return not before.isspace() and before not in "(—–-[" and after.isspace()


def _opens(text: str, at: int, end: int) -> bool:
    return at + 1 < end and not text[at + 1].isspace()


def _runs_on(text: str, end: int) -> bool:
    return text[end:].lstrip()[:1] in ("“", '"', "«", "„", "‘")


def _unclosed(text: str, opened: tuple[int, str], end: int) -> list[Span]:
    at, mark = opened
    if mark == "‘":
        return []
    before = text[max(0, at - 2) : at - 1]
    return [(at, end)] if _runs_on(text, end) and (not before or before.isspace()) else []
