"""Who said what: direct, indirect and mixed quotes with their cue and speaker.

English attributions are read by the order of words (`attribution.py`); other languages get their quotation marks and
no speaker. What stands in quotation marks and nobody is said to say is given to the speaker of its paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.evidence.attribution import FILL, Attribution, attributions
from bot.evidence.cues import PRONOUNS
from bot.evidence.marks import quoted
from bot.evidence.passages import around
from bot.evidence.resolution import Cast
from bot.models import Quote, QuoteKind, Span

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_SCARE_WORDS = 3
"""A quotation of fewer words, that nobody is said to say, is a term and no speech."""
_ENGLISH = frozenset("the of and to in a that is was for on with said he it by at from as his has".split())
_ENGLISH_SHARE = 0.12


@dataclass(frozen=True, slots=True)
class _Found:
    """An attribution with the paragraph that it stands in."""

    attribution: Attribution
    unit: Span


def quotes(text: str, sentences: tuple[Span, ...], language: str = "") -> tuple[Quote, ...]:
    """Return the quotes of a text in the order of their first character; `sentences` are its spans."""
    marked = quoted(text)
    if not is_english(text, language):
        return tuple(_unattributed(text, span, sentences) for span in marked if _long_enough(text, span))
    masked = mask(text, marked)
    units = tuple(_units(sentences, marked))
    found = [_Found(item, unit) for unit in units for item in attributions(masked, *unit)]
    cast = Cast(text)
    spoken = list(_attributed(text, found, marked, sentences, cast))
    spoken += _left_over(text, marked, spoken, units, sentences, cast)
    return tuple(sorted(_distinct(spoken), key=lambda quote: (quote.start, -quote.end)))


def is_english(text: str, language: str) -> bool:
    """Tell whether the English rules may be used: the language, or else the share of its commonest words."""
    if language:
        return language.split("-")[0].lower() == "en"
    words = _WORD.findall(text[:5000].lower())
    return bool(words) and sum(word in _ENGLISH for word in words) / len(words) >= _ENGLISH_SHARE


def mask(text: str, marked: Iterable[Span]) -> str:
    """Return the text with every quoted character, but not the marks, replaced; its length stays."""
    pieces, at = [], 0
    for start, end in marked:
        pieces += [text[at:start], FILL * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def _units(sentences: tuple[Span, ...], marked: tuple[Span, ...]) -> Iterator[Span]:
    """Join sentences that one quotation holds together: “One. Two,” he said."""
    begin: int | None = None
    starts = [start for start, _ in marked]
    for index, (start, end) in enumerate(sentences):
        begin = start if begin is None else begin
        next_start = sentences[index + 1][0] if index + 1 < len(sentences) else end
        at = bisect_right(starts, end) - 1
        if at >= 0 and marked[at][0] < end and marked[at][1] >= next_start > end:
            continue
        yield begin, end
        begin = None


def _attributed(
    text: str, found: list[_Found], marked: tuple[Span, ...], sentences: tuple[Span, ...], cast: Cast
) -> Iterator[Quote]:
    for item in found:
        given = item.attribution
        spans = tuple(_without_marks(text, span) for span in given.contents)
        spans = tuple(span for span in spans if span[0] < span[1])
        if not spans:
            continue
        start, end = spans[0][0], max(span[1] for span in spans)
        said = cast.resolve(text, given.subject, given.cue[0])
        via = _outer_speaker(text, given, found, cast)
        context = around(text, min(start, given.cue[0]), max(end, given.cue[1]), sentences)
        yield Quote(
            text=text[start:end],
            kind=_kind(spans, marked),
            start=start,
            end=end,
            spans=spans,
            context=context,
            speaker=said.name,
            speaker_as_written=said.as_written,
            speaker_role=said.role,
            via=via,
            addressee=cast.resolve(text, given.addressee, given.cue[0]).name if given.addressee else None,
            cue=text[given.cue[0] : given.cue[1]],
        )


def _without_marks(text: str, span: Span) -> Span:
    """Drop quotation marks and commas at the ends where they enclose the whole."""
    start, end = span
    if text[start : start + 1] in '“"«„‘' and (
        text[end - 1 : end] in '”"»“’' or text[start + 1 : end].count(text[start]) == 0
    ):
        inner = text[start + 1 : end]
        closing = next((mark for mark in '”"»' if mark in inner), None)
        if (
            closing is None
            or inner.rstrip().endswith(closing)
            or inner.count(closing) == 1 == (inner.rstrip()[-1:] == closing)
        ):
            start += 1
    while end > start and text[end - 1] in '”"» ,':
        if text[end - 1] in '”"»' and not _opened_outside(text, start, end):
            break
        end -= 1
    return start, end


def _opened_outside(text: str, start: int, end: int) -> bool:
    """Tell whether the closing mark at `end - 1` has its opening mark before `start`."""
    closing = text[end - 1]
    opening = {"”": "“", "»": "«"}.get(closing, closing)
    inside = text[start : end - 1]
    return inside.count(opening) % 2 == 0 if opening == closing else inside.count(opening) <= inside.count(closing)


def _kind(spans: tuple[Span, ...], marked: tuple[Span, ...]) -> QuoteKind:
    total = sum(end - start for start, end in spans)
    inside = sum(
        max(0, min(end, stop) - max(start, begin))
        for start, end in spans
        for begin, stop in marked
        if begin < end and stop > start
    )
    if inside >= total - 4 * len(spans):
        return "direct"
    return "mixed" if inside else "indirect"


def _outer_speaker(text: str, given: Attribution, found: list[_Found], cast: Cast) -> str | None:
    """Who passes it on: the subject of another attribution whose content holds this one's cue."""
    for other in found:
        outer = other.attribution
        if outer is not given and any(start <= given.cue[0] < end for start, end in outer.contents):
            name = cast.resolve(text, outer.subject, outer.cue[0]).name
            if name:
                return name
    return None


def _left_over(
    text: str,
    marked: tuple[Span, ...],
    spoken: list[Quote],
    units: tuple[Span, ...],
    sentences: tuple[Span, ...],
    cast: Cast,
) -> Iterator[Quote]:
    """Quotations that no attribution covers: their paragraph's speaker, or the one before who goes on."""
    covered = sorted(span for quote in spoken for span in quote.spans)
    last: Quote | None = None
    ordered = sorted(
        (quote for quote in spoken if quote.kind != "indirect" and quote.speaker_as_written),
        key=lambda quote: quote.start,
    )
    for span in marked:
        if _covered(span, covered) or not _long_enough(text, span):
            continue
        last = _neighbour(text, span, ordered)
        quote = _unattributed(text, span, sentences)
        if last is None:
            yield quote
        else:
            yield _spoken_by(quote, last)


def _neighbour(text: str, span: Span, ordered: list[Quote]) -> Quote | None:
    """The quote whose speaker goes on: before in the paragraph, after in it, or just before this paragraph."""
    before = [quote for quote in ordered if quote.start < span[0]]
    after = [quote for quote in ordered if quote.start > span[1]]
    if before and "\n" not in text[before[-1].end : span[0]]:
        return before[-1]
    if after and "\n" not in text[span[1] : after[0].start]:
        return after[0]
    if before and text[before[-1].end : span[0]].count("\n\n") + 1 <= 2 and _opens_paragraph(text, span[0]):
        gap = text[before[-1].end : span[0]]
        return before[-1] if len(gap) < 160 else None
    return None


def _opens_paragraph(text: str, start: int) -> bool:
    return text[:start].rstrip('“"«„‘ ')[-1:] in ("\n", "")


def _spoken_by(quote: Quote, other: Quote) -> Quote:
    return Quote(
        text=quote.text,
        kind=quote.kind,
        start=quote.start,
        end=quote.end,
        spans=quote.spans,
        context=quote.context,
        speaker=other.speaker,
        speaker_as_written=other.speaker_as_written,
        speaker_role=other.speaker_role,
        via=other.via,
    )


def _unattributed(text: str, span: Span, sentences: tuple[Span, ...]) -> Quote:
    context = around(text, *span, sentences)
    return Quote(
        text=text[span[0] : span[1]], kind="direct", start=span[0], end=span[1], spans=(span,), context=context
    )


def _covered(span: Span, covered: list[Span]) -> bool:
    return any(min(span[1], end) - max(span[0], start) >= 0.5 * (span[1] - span[0]) for start, end in covered)


def _long_enough(text: str, span: Span) -> bool:
    return len(_WORD.findall(text, *span)) >= _SCARE_WORDS or not text[span[0] : span[1]].isascii()


def _distinct(found: list[Quote]) -> Iterator[Quote]:
    seen: set[tuple[int, int, str | None]] = set()
    for quote in found:
        key = (quote.start, quote.end, quote.speaker)
        if key not in seen and quote.text.strip():
            seen.add(key)
            yield quote


__all__ = ["PRONOUNS", "is_english", "mask", "quotes"]
