"""Sentences and passages, as spans of the text.

A passage is what a citation points to: one to three sentences of one paragraph, at most 600 characters.
Everything here is linear in the length of the text and never raises, whatever the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from bot.models import CITATION_CHARS, CITATION_SENTENCES, Passage, Span

# What may end a sentence, and the closing marks that still belong to it.
_END = re.compile(r"""[.!?…]+["'”’»)\]]*(?=\s|$)|[。！？｡]+[」』”’）]*|[।॥؟۔]+["”’»)]*""")
_PARAGRAPH = re.compile(r"[^\n]+")
_WORD_BEFORE = re.compile(r"[\w.'’-]*$")
_OPENS_SENTENCE = re.compile(r"""["'“‘«„(\[]*[A-Z0-9À-ÖØ-ÞĀ-ɏЀ-ӿ$€£]|["“«„]""")

# Words whose full stop does not end a sentence when a capital follows.
_TITLES = frozenset(
    "mr mrs ms dr prof sen rep gov gen col lt sgt capt cmdr adm maj hon rev st sr jr pres supt det insp "
    "messrs mme mlle vs no nos fig op vol ed eds approx dept est".split()
)
_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
_SAID = (
    r"(?:said|says|asked|asks|wrote|writes|added|adds|told|tells|continued|replied|tweeted|explained|recalled|shouted"
    r"|joked)"
)
_SPEECH_AFTER = re.compile(
    rf"\s+(?:(?:he|she|they|it|we|I|who|{_SAID}|according)\b"
    rf"|(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.\s+)?(?:[A-Z][\w'’-]*\.?\s+){{1,4}}{_SAID}\b)"
)
"""“Why?” he said; “Why?” Mary Smith asked."""
_CLOSED_BY = re.compile(
    rf"\s+(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.\s+)?(?:[A-Z][\w'’-]*\.?\s+|he\s+|she\s+|they\s+){{1,4}}{_SAID}\s*(?:[.,]|$)"
)
"""“It is over.” Mary Smith said. — a full stop where a comma should be."""


def sentences(text: str, language: str = "") -> tuple[Span, ...]:
    """Return the sentences as spans, in order, without white space at their ends; none crosses a paragraph."""
    del language  # the marks of every script are known; kept for rules that need it
    return tuple(span for start, end in paragraphs(text) for span in _split(text, start, end))


def paragraphs(text: str) -> Iterator[Span]:
    """Yield the lines that hold something."""
    for match in _PARAGRAPH.finditer(text):
        start, end = _trim(text, match.start(), match.end())
        if start < end:
            yield start, end


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for match in _END.finditer(text, start, end):
        if _ends(text, begin, match, end):
            first, last = _trim(text, begin, match.end())
            if first < last:
                yield first, last
            begin = match.end()
    first, last = _trim(text, begin, end)
    if first < last:
        yield first, last


def _ends(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Tell whether a mark ends its sentence, by what stands before and after it."""
    mark = match.group()
    if mark[0] in "。！？｡।॥؟۔" or match.end() >= end:
        return True
    rest = match.end()
    while rest < end and text[rest].isspace():
        rest += 1
    if not _OPENS_SENTENCE.match(text, rest, end):
        return False
    if mark[0] in "!?…":
        return not _SPEECH_AFTER.match(text, match.end(), end)
    if len(mark) > 1:
        return not _CLOSED_BY.match(text, match.end(), end)
    return not _abbreviated(text, max(begin, match.start() - 24), match.start(), rest)


def _abbreviated(text: str, begin: int, stop: int, rest: int) -> bool:
    found = _WORD_BEFORE.search(text, begin, stop)
    word = found.group() if found else ""
    bare = word.rsplit(".", 1)[-1].lower()
    if len(bare) == 1 and bare.isalpha() and word[-1:].isupper():
        return "." not in word or not _starts_a_clause(text, rest)  # an initial; “U.S. The …” ends
    if bare in _MONTHS or bare in ("no", "nos", "op", "vol", "fig"):
        return text[rest : rest + 1].isdigit()
    return bare in _TITLES


_CLAUSE = re.compile(
    r"(?:The|A|An|It|He|She|They|We|In|On|At|But|And|This|That|These|Those|His|Her|Their|For|As|If|When)\b"
)


def _starts_a_clause(text: str, rest: int) -> bool:
    return bool(_CLAUSE.match(text, rest))


def passages(text: str, language: str = "", found: tuple[Span, ...] | None = None) -> tuple[Passage, ...]:
    """Return the passages: runs of sentences of one paragraph that a citation may hold; together, all the text.

    `found`: the text's sentences, where they are known.
    """
    found = sentences(text, language) if found is None else found
    starts = [start for start, _ in found]
    result: list[Passage] = []
    for begin, stop in paragraphs(text):
        inside = found[bisect_right(starts, begin - 1) : bisect_right(starts, stop - 1)]
        result += (_passage(text, group) for group in _groups(text, inside))
    return tuple(result)


def _passage(text: str, group: tuple[Span, ...]) -> Passage:
    start, end = group[0][0], group[-1][1]
    return Passage(start, end, text[start:end], group)


def _groups(text: str, found: tuple[Span, ...]) -> Iterator[tuple[Span, ...]]:
    group: list[Span] = []
    for span in found:
        for piece in _pieces(text, span):
            if group and (len(group) == CITATION_SENTENCES or piece[1] - group[0][0] > CITATION_CHARS):
                yield tuple(group)
                group = []
            group.append(piece)
    if group:
        yield tuple(group)


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """Cut a sentence that is too long at a clause, or else at a space, or else anywhere."""
    start, end = span
    while end - start > CITATION_CHARS:
        limit = start + CITATION_CHARS
        cut = max(text.rfind(mark, start + CITATION_CHARS // 2, limit) for mark in ("; ", ", ", ": "))
        cut = cut + 1 if cut >= 0 else text.rfind(" ", start + 1, limit)
        cut = cut if cut > start else limit
        first, last = _trim(text, start, cut)
        if first < last:
            yield first, last
        start, _ = _trim(text, cut, end)
    if start < end:
        yield start, end


_FAR = 10 * CITATION_CHARS
"""Characters: a sentence is not cut anew from farther back than that."""


def around(text: str, start: int, end: int, found: tuple[Span, ...] | None = None) -> Span:
    """Return what to cite for `[start, end)`: the sentences that hold it, as far as a citation may reach.

    `found`: the text's sentences, where they are known. Where the sentences are too long, the span itself is
    taken with the words before it, cut to a citation's length.
    """
    found = sentences(text) if found is None else found
    at = bisect_right(found, start, key=itemgetter(1))
    touching = [span for span in found[at : at + CITATION_SENTENCES] if span[0] < end]
    if not touching:
        return start, min(end, start + CITATION_CHARS)
    while len(touching) > 1 and touching[-1][1] - touching[0][0] > CITATION_CHARS:
        touching.pop()
    first, last = touching[0][0], touching[-1][1]
    if last - first <= CITATION_CHARS:
        return first, last
    first = max(first, start - _FAR)
    return next(piece for piece in _pieces(text, (first, last)) if piece[1] > start)
