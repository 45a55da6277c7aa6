"""Who said what: direct, indirect and mixed quotes with their cue and speaker.

Attributions are read by the pack of the text's language; without one, quotations have no speaker. What stands in
quotation marks beside no attribution is left to `unattributed.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter

from bot.evidence.people.coreference import Cast, SpeakerMention
from bot.evidence.people.pronouns import PronounReferents
from bot.evidence.quotes import transcripts, unattributed
from bot.evidence.quotes.unattributed import Unit, Voice
from bot.language.registry import pack_of
from bot.language.sentences import around
from bot.language.speech.grammar import Attribution, Phrase, Speech
from bot.language.speech.tokens import EDGE, SpeechToken, clean
from bot.models import Quote, QuoteKind, Span
from bot.text.datelines import after_dateline

_WORD = re.compile(r"\w+(?:['’]\w+)?")
SCARE_WORDS = 3
"""A quotation of fewer words, that nobody is said to say, is a term and no speech."""
_SMALL = 3
"""Letters: shorter words are not capitalised in titles."""
_STRAY = '“”„«»"'
"""Marks that a quotation lost, at the ends of what is only reported."""
_OWNING = re.compile(r"['’]s?$")


def quotes(text: str, sentences: tuple[Span, ...], language: str = "") -> tuple[Quote, ...]:
    """Return the quotes of a text in the order of their first character; `sentences` are its spans."""
    return read_quotes(text, sentences, language, Cast(text, language))


def read_quotes(text: str, sentences: tuple[Span, ...], language: str, cast: Cast) -> tuple[Quote, ...]:
    """Like `quotes`, with the article's names already read; fills in the roles of `cast`."""
    pack = pack_of(language)
    marked, speech = pack.quotation_marks.quoted(text), pack.speech
    units = _units(text, sentences, marked, speech)
    voices = _voices(text, units, cast, speech)
    voices = unattributed.complete(text, units, voices, _speech(text, marked), marked, speech)
    voices = transcripts.turned(text, voices, cast)
    made = (_quote(text, voice, marked, sentences, cast) for voice in voices)
    return tuple(sorted(_distinct(made), key=lambda quote: (quote.start, -quote.end)))


_LONGEST = 300
"""Tokens: a longer sentence is none, and is read in pieces, so that the time stays linear."""


# -- sentences, joined where one quotation holds several ------------------------------------------


def _units(text: str, sentences: tuple[Span, ...], marked: tuple[Span, ...], speech: Speech) -> list[Unit]:
    starts = [start for start, _ in marked]
    return [
        Unit(begin if not first else line[first].start, end, line[first : first + _LONGEST])
        for begin, end in _joined(sentences, marked, starts)
        for inside in (marked[bisect_left(starts, begin) : bisect_left(starts, end)],)
        for line in (speech.tokens(text, _past_stamp(text, begin, end), end, inside),)
        for first in range(0, max(1, len(line)), _LONGEST)
    ]


_CLOCK = re.compile(
    r"\s*\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\b\.?)?(?:\s[A-Z]{2,4}\b)?\s*(?:[:–—-]\s+|(?=[A-ZÀ-Þ“\"„«]))", re.MULTILINE
)
"""The hour before an entry of a live page: “14:10: ”."""


def _past_stamp(text: str, begin: int, end: int) -> int:
    """Return where a sentence begins behind its hour or its dateline: no town says what follows it."""
    hour = _CLOCK.match(text, begin, end)
    begin = hour.end() if hour else begin
    return begin + after_dateline(text[begin:end])


def _joined(sentences: tuple[Span, ...], marked: tuple[Span, ...], starts: list[int]) -> Iterator[Span]:
    begin: int | None = None
    for index, (start, end) in enumerate(sentences):
        begin = start if begin is None else begin
        follows = sentences[index + 1][0] if index + 1 < len(sentences) else end
        at = bisect_right(starts, end) - 1
        if at >= 0 and marked[at][0] < end and marked[at][1] >= follows > end:
            continue
        yield begin, end
        begin = None


# -- attributions to voices -----------------------------------------------------------------------


def _voices(text: str, units: Sequence[Unit], cast: Cast, speech: Speech) -> list[Voice]:
    scene = PronounReferents(cast)
    found: list[Voice] = []
    for unit in units:
        given = speech.attributions(unit.tokens)
        _enter_opening(unit, given, scene, cast, speech)
        said = [_said(unit.tokens, item, scene, cast, speech) for item in given]
        found += _of_unit(text, unit, given, said, cast, speech)
    return found


def _enter_opening(
    unit: Unit, given: Sequence[Attribution], scene: PronounReferents, cast: Cast, speech: Speech
) -> None:
    """Let the sentence's subject be known to the pronouns that follow, also where it says nothing."""
    subject = speech.subject(unit.tokens, _behind_speech(unit.tokens))
    if subject is None or any(item.subject == subject for item in given):
        return
    words = unit.tokens[subject.first : subject.last]
    unit.subject = subject
    if words[0].low in speech.pronouns:
        unit.said = scene.meaning(words[0].text, words[0].start)
    else:
        unit.said = cast.resolve((words[0].start, words[-1].end))
    scene.enter(words[0].start, unit.said)


def _behind_speech(line: Sequence[SpeechToken]) -> int:
    """Return where the clause begins that a quotation at the sentence's head leads into with its comma."""
    return 1 if len(line) > 1 and line[0].kind == "quote" and line[0].text.endswith(",") else 0


def _said(
    line: Sequence[SpeechToken], item: Attribution, scene: PronounReferents, cast: Cast, speech: Speech
) -> SpeakerMention:
    if item.subject is None:
        return SpeakerMention(None, None)
    words = line[item.subject.first : item.subject.last]
    if len(words) == 1 and words[0].low in speech.pronouns:
        said = scene.meaning(words[0].text, words[0].start)
    else:
        end = words[-1].end - (
            len(words[-1].text) - len(_OWNING.sub("", words[-1].text)) if item.manner == "own" else 0
        )
        said = cast.resolve((words[0].start, end), _apposition(line, item.subject))
        if item.subject.relative:
            said = SpeakerMention("who", said.name, said.role, said.number)
    scene.enter(words[0].start, said)
    return said


def _apposition(line: Sequence[SpeechToken], phrase: Phrase) -> Span | None:
    beside = line[phrase.last : phrase.apposition]
    return (beside[0].start, beside[-1].end) if beside else None


def _of_unit(
    text: str, unit: Unit, given: list[Attribution], said: list[SpeakerMention], cast: Cast, speech: Speech
) -> Iterator[Voice]:
    for index, item in enumerate(given):
        outer = _outer(given, index)
        via = said[outer] if outer is not None else _relay(unit.tokens, item, cast, speech)
        who = said[index]
        if outer is not None and _same_voice(unit.tokens, item, given[outer], speech):
            continue
        if via is not None and via.name == who.name:
            via = None
        spans = tuple(_spans(text, unit.tokens, item))
        if not spans:
            continue
        first, last = unit.tokens[item.cue.first], unit.tokens[item.cue.last - 1]
        yield Voice(
            spans=spans,
            said=who,
            cue=(first.start, last.end),
            via=via.name if via else None,
            addressee=_addressee(unit.tokens, item.addressee, cast, speech),
        )


def _outer(given: list[Attribution], index: int) -> int | None:
    """The attribution in whose content this one stands: the narrowest."""
    cue = given[index].cue.first
    holding = [
        (phrase.last - phrase.first, other)
        for other, item in enumerate(given)
        if other != index
        for phrase in item.contents
        if phrase.first <= cue < phrase.last
    ]
    return min(holding)[1] if holding else None


def _relay(line: Sequence[SpeechToken], item: Attribution, cast: Cast, speech: Speech) -> SpeakerMention | None:
    """Who quotes somebody "as saying", in the same clause."""
    if item.via is None:
        return None
    words = line[item.via.first : item.via.last]
    return None if words[0].low in speech.pronouns else cast.resolve((words[0].start, words[-1].end))


def _same_voice(line: Sequence[SpeechToken], inner: Attribution, outer: Attribution, speech: Speech) -> bool:
    """“…,” he said at the meeting, the official said: one statement, attributed twice."""
    if not inner.closes or not outer.closes or inner.subject is None:
        return False
    words = line[inner.subject.first : inner.subject.last]
    return words[0].low in speech.pronouns or not any(token.kind == "name" for token in words)


def _addressee(line: Sequence[SpeechToken], phrase: Phrase | None, cast: Cast, speech: Speech) -> str | None:
    if phrase is None:
        return None
    words = line[phrase.first : phrase.last]
    if len(words) == 1 and words[0].low in speech.unnamed:
        return None
    return cast.resolve((words[0].start, words[-1].end)).name


def _spans(text: str, line: Sequence[SpeechToken], item: Attribution) -> Iterator[Span]:
    for phrase in item.contents:
        inside = line[phrase.first : phrase.last]
        while inside and inside[-1].kind == "mark" and inside[-1].text in ".,;:-–—":
            inside = inside[:-1]
        if len(inside) == 1 and inside[0].kind == "quote":
            start = inside[0].start + text[inside[0].start : inside[0].end].find(inside[0].text)
            span = clean(text, start, start + len(inside[0].text))
        else:
            stray = "" if any(token.kind == "quote" for token in inside) else _STRAY
            span = clean(text, inside[0].start, inside[-1].end, EDGE + stray) if inside else None
        if span:
            yield span


# -- voices to quotes -----------------------------------------------------------------------------


def _quote(text: str, voice: Voice, marked: tuple[Span, ...], sentences: tuple[Span, ...], cast: Cast) -> Quote:
    start, end = voice.spans[0][0], max(span[1] for span in voice.spans)
    said = voice.said
    reach = (min(start, voice.cue[0]), max(end, voice.cue[1])) if voice.cue else (start, end)
    return Quote(
        text=text[start:end],
        kind=kind_of(voice.spans, marked),
        start=start,
        end=end,
        spans=voice.spans,
        context=around(text, *reach, sentences),
        speaker=said.name,
        speaker_as_written=said.as_written,
        speaker_role=cast.roles.get(said.name or "", said.role),
        via=voice.via,
        addressee=voice.addressee,
        cue=text[voice.cue[0] : voice.cue[1]] if voice.cue else None,
    )


def kind_of(spans: tuple[Span, ...], marked: tuple[Span, ...]) -> QuoteKind:
    """Return how far what stands in the spans is the speaker's own wording, by the quoted stretches of the text."""
    total = inside = 0
    for start, end in spans:
        total += end - start
        first = max(0, bisect_right(marked, start, key=itemgetter(0)) - 1)
        for begin, stop in marked[first : bisect_left(marked, end, key=itemgetter(0))]:
            inside += max(0, min(end, stop) - max(start, begin))
    if inside and inside >= total - 4 * len(spans):
        return "direct"
    return "mixed" if inside else "indirect"


def _speech(text: str, marked: tuple[Span, ...]) -> list[Span]:
    """Return the quotations that are speech by themselves, without space and joining marks at their ends."""
    cleaned = (clean(text, *span) for span in marked if _long_enough(text, span) and not _is_title(text, span))
    return [span for span in cleaned if span]


def _long_enough(text: str, span: Span) -> bool:
    return len(_WORD.findall(text, *span)) >= SCARE_WORDS or not text[span[0] : span[1]].isascii()


def _is_title(text: str, span: Span) -> bool:
    """Tell whether a quotation is the title of a work: its words are capitalised, and no pause stands before it."""
    words = [word for word in _WORD.findall(text, *span) if len(word) > _SMALL]
    before = text[max(0, span[0] - 3) : span[0]].rstrip(" \u00a0“”\"«„‘'")
    stops = text[span[1] - 1] in ".?!…" or before[-1:] in ("", "\n", ",", ":", ".")
    return len(words) > 1 and not stops and all(word[0].isupper() for word in words)


def _distinct(found: Iterator[Quote]) -> Iterator[Quote]:
    seen: set[tuple[int, int, str | None]] = set()
    for quote in found:
        key = (quote.start, quote.end, quote.speaker)
        if key not in seen and quote.text.strip():
            seen.add(key)
            yield quote
