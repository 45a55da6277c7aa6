"""Sentences and passages, as spans of the text.

A passage is what a citation points to: one to three sentences of one paragraph, at most 600 characters.
Everything here is linear in the length of the text and never raises, whatever the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter

from bot.language.registry import pack_of
from bot.language.sentence_ends import ANY_ENDS, SentenceEnds
from bot.language.sentence_ends_by_code import ends_by_code
from bot.models import CITATION_CHARS, CITATION_SENTENCES, Passage, Span
from bot.text.scripts import UNSPACED

_CASELESS_STOPS = "।॥؟۔።။។"
_CLOSING = r"""["'”’»›)\]“‘«]"""
_WIDE = f"[{UNSPACED}」』）〉》】]"
# What may end a sentence, and the closing marks that still belong to it. A script without spaces has none behind it.
# A run of marks is tried once, from its beginning: no text makes this slow.
_END = re.compile(
    rf"""(?<![.!?…])[.!?…]++{_CLOSING}*+(?:[ \u00a0\u202f]?»)?(?=\s|$)|(?:[。！？｡]+[」』”’）〉》】]*)+"""
    rf"""|(?<={_WIDE})[!?]+[」』”’）)]*(?={_WIDE})"""
    rf"""|[{_CASELESS_STOPS}]+["”’»)]*"""
)
_PARAGRAPH = re.compile(r"[^\n]+")
_PARTS = re.compile(r"[.'’-]")
_WITHIN_WORDS = "_.'’-"
_OPENS = re.compile(r"""((?:,,\s?)?["'“‘«„‹»`(\[]*)([^\W_]|[$€£©@¿¡])?""")
_TURN = re.compile(r"(?:[-–—•*]{1,2})\s+")
_SPEAKING_ON = re.compile(r"[とがをにのはもでな]|って|など")
"""What, behind what is quoted in Japanese, goes on with the sentence that quotes it."""
_INITIAL = re.compile(r"([^\W\d_])\1?\.(?!\w)")
"""What goes on with initials: the “UU.” of “EE. UU.”."""
_QUOTES = (*'"“«„‹`', ",,")
_GEORGIAN = re.compile("[\u10d0-\u10ff]")
"""It is caseless in print, though Unicode has its letters as small ones."""


def sentences(text: str, language: str = "") -> tuple[Span, ...]:
    """Return the sentences as spans, in order, without white space at their ends; none crosses a paragraph.

    `language` is the text's code, "" where it is not known.
    """
    rules = _rules(language)
    return tuple(span for start, end in paragraphs(text) for span in _split(text, start, end, rules))


def _rules(language: str) -> SentenceEnds:
    own = pack_of(language).sentence_ends
    return own if own is not ANY_ENDS else ends_by_code(language.split("-", maxsplit=1)[0].lower())


@lru_cache(maxsize=1024)
def split(text: str, language: str = "") -> tuple[str, ...]:
    """Return the sentences themselves."""
    return tuple(text[start:end] for start, end in sentences(text, language))


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


def _split(text: str, start: int, end: int, rules: SentenceEnds) -> Iterator[Span]:
    begin = start
    for match in _END.finditer(text, start, end):
        if _ends(text, begin, match, end, rules):
            first, last = _trim(text, begin, match.end())
            if first < last:
                yield first, last
            begin = match.end()
    first, last = _trim(text, begin, end)
    if first < last:
        yield first, last


def _ends(text: str, begin: int, match: re.Match[str], end: int, rules: SentenceEnds) -> bool:
    """Tell whether a mark ends its sentence, by what stands before and after it."""
    mark = match.group()
    if match.end() >= end or mark[0] in _CASELESS_STOPS:
        return True
    if mark[0] in "。！？｡" or not text[match.end()].isspace():
        return mark[-1] not in "」』”）" or not _SPEAKING_ON.match(text, match.end(), end)
    rest = _after_blanks(text, match.end(), end)
    if not _opens(text, rest, end, rules):
        return False
    if mark[0] in "!?…":
        return not rules.goes_on.match(text, match.end(), end)
    if len(mark) > 1:
        return not rules.closed_by.match(text, match.end(), end)
    return not _abbreviated(text, begin, match.start(), rest, rules)


def _after_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _opens(text: str, start: int, end: int, rules: SentenceEnds) -> bool:
    """Tell whether a sentence may begin at a place: with a quotation mark, a figure, or a letter that is not small."""
    turn = _TURN.match(text, start, end) if rules.turns else None
    found = _OPENS.match(text, turn.end() if turn else start, end)
    quoted, first = found.groups() if found else ("", None)
    if quoted.startswith(_QUOTES) and not turn:
        return True
    return first is not None and (not first.islower() or _GEORGIAN.match(first) is not None)


def _abbreviated(text: str, begin: int, stop: int, rest: int, rules: SentenceEnds) -> bool:
    near = max(begin, stop - 24)
    if rules.eras.search(text, near, stop):
        return _INITIAL.match(text, rest) is not None
    word = text[_word_begins(text, near, stop) : stop]
    bare = _PARTS.split(word)[-1].lower()
    if bare.isdecimal() and len(bare) <= 3:
        return _counts_off(text, begin, stop - len(word), rest, rules)
    if len(bare) == 1 and bare.isalpha() and not word[-1:].islower():
        return "." not in word or not rules.openers.match(text, rest)  # an initial; “U.S. The …” ends
    if bare in rules.numbered:
        return text[rest : rest + 1].isdigit()
    if bare in rules.may_end:
        return not rules.openers.match(text, rest)
    return bare in rules.abbreviations


def _word_begins(text: str, floor: int, stop: int) -> int:
    """Return where the word begins that ends at `stop`, with its marks, no farther back than `floor`."""
    while stop > floor and (text[stop - 1].isalnum() or text[stop - 1] in _WITHIN_WORDS):
        stop -= 1
    return stop


def _counts_off(text: str, begin: int, number: int, rest: int, rules: SentenceEnds) -> bool:
    """Tell whether a number with a stop ends no sentence: “am 7. Januar”, or the “2.” of a list."""
    return (
        not text[begin:number].strip()
        or rules.before_ordinals.search(text, max(begin, number - 24), number) is not None
        or rules.after_ordinals.match(text, rest) is not None
    )


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


def around(text: str, start: int, end: int, found: tuple[Span, ...]) -> Span:
    """Return what to cite for `[start, end)`: the sentences that hold it, as far as a citation may reach.

    `found`: the text's sentences. Where they are too long, the span itself is taken with the words before it, cut to
    a citation's length.
    """
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
