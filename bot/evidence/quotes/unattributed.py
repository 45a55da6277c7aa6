"""Whose words a quotation holds that no attribution covers: by the sentences around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.evidence.people.coreference import SpeakerMention
from bot.language.speech.grammar import Phrase, Speech
from bot.language.speech.tokens import SpeechToken
from bot.models import CITATION_CHARS, Span

_WINDOW = 4
"""Voices: the one that speaks next before a place is among so many."""
NOBODY = SpeakerMention(None, None)


@dataclass(slots=True)
class Unit:
    """A sentence, or several that one quotation holds together; `said` is who its subject is."""

    start: int
    end: int
    tokens: list[SpeechToken]
    subject: Phrase | None = None
    said: SpeakerMention = field(default=NOBODY)


@dataclass(frozen=True, slots=True)
class Voice:
    """Something said, before it becomes a quote."""

    spans: tuple[Span, ...]
    said: SpeakerMention = NOBODY
    cue: Span | None = None
    via: str | None = None
    addressee: str | None = None

    @property
    def end(self) -> int:
        """Return where the last of it ends."""
        return max(span[1] for span in self.spans)


def complete(
    text: str, units: Sequence[Unit], voices: list[Voice], marked: Sequence[Span], every: Sequence[Span], speech: Speech
) -> list[Voice]:
    """Return the voices with the quotations of `marked` added that none of them covers.

    `every`: all stretches between marks, also those that are no speech by themselves.
    """
    covered = sorted(span for voice in voices for span in voice.spans)
    left = [span for span in marked if not _covered(span, covered)]
    found = sorted(voices, key=lambda voice: voice.spans[0])
    starts = [unit.start for unit in units]
    found = _carried_back(text, every, left, found)
    carried = {voice.spans[0] for voice in found}
    for span in (span for span in left if span not in carried):
        unit = units[max(0, bisect_right(starts, span[0]) - 1)]
        _place(text, unit, span, found, speech)
    return found


def _carried_back(text: str, every: Sequence[Span], left: Sequence[Span], found: list[Voice]) -> list[Voice]:
    """Give a quotation that its paragraph leaves open to the one who speaks the next paragraph's quotation."""
    starts = [start for start, _ in every]
    speaks = {voice.spans[0][0]: voice for voice in found}
    added: list[Voice] = []
    for span in reversed(left):
        at = bisect_right(starts, span[1])
        voice = speaks.get(starts[at]) if at < len(starts) and _runs_on(text, span, starts[at]) else None
        if voice and voice.said.as_written:
            speaks[span[0]] = Voice(spans=(span,), said=voice.said, via=voice.via)
            added.append(speaks[span[0]])
    return sorted([*found, *added], key=lambda voice: voice.spans[0]) if added else found


def _runs_on(text: str, span: Span, start: int) -> bool:
    """Nothing but a new paragraph and its opening mark stands before the next quotation: this one was not closed."""
    gap = text[span[1] : start]
    return "\n" in gap and len(gap.strip()) <= len("''")


def _place(text: str, unit: Unit, span: Span, found: list[Voice], speech: Speech) -> None:
    at = bisect_left(found, span[0], key=lambda voice: voice.spans[0][0])
    before, after = _before(found, at), found[at] if at < len(found) else None
    first = unit.tokens[0] if unit.tokens else None
    opens = first is not None and first.kind == "quote" and first.start <= span[0] < first.end
    voice = _speaker(text, unit, span, before, after, opens) or _subject(unit, span, opens, speech)
    if voice is before and before is not None and opens and _joins(text, before, span):
        found[found.index(before, max(0, at - _WINDOW))] = replace(before, spans=(*before.spans, span))
    elif voice is None:
        found.insert(at, Voice(spans=(span,)))
    else:
        found.insert(at, Voice(spans=(span,), said=voice.said, via=voice.via))


def _before(found: list[Voice], at: int) -> Voice | None:
    return max(found[max(0, at - _WINDOW) : at], key=lambda voice: (voice.end, voice.spans[0][0]), default=None)


def _speaker(text: str, unit: Unit, span: Span, before: Voice | None, after: Voice | None, opens: bool) -> Voice | None:
    if opens and unit.said.as_written and unit.said.number == "person":
        return Voice(spans=(span,), said=unit.said)  # “…,” and who: whatever the verb, nobody else speaks it
    if (
        before
        and before.said.as_written
        and "\n" not in text[before.end : span[0]]
        and (opens or before.spans[0][0] >= unit.start)
    ):
        return before
    if after and after.said.as_written and "\n" not in text[span[1] : after.spans[0][0]] and opens:
        return after
    if opens and before and before.said.as_written and _goes_on(text, before, span):
        return before
    return None


def _subject(unit: Unit, span: Span, opens: bool, speech: Speech) -> Voice | None:
    """Return the subject of a sentence as the voice of its quotation, where its verb lets it speak."""
    if opens or not unit.said.as_written or unit.said.number != "person" or unit.subject is None:
        return None
    between = [token for token in unit.tokens[unit.subject.last :] if token.start < span[0]]
    return Voice(spans=(span,), said=unit.said) if speech.may_speak(between) else None


def _goes_on(text: str, before: Voice, span: Span) -> bool:
    """A paragraph of nothing but a quotation, after one in which somebody spoke: the same goes on."""
    gap = text[before.end : span[0]]
    return len(gap.split("\n")) <= 3 + gap.count("\n\n") and len(gap) < 200 and _alone(text, span)


def _alone(text: str, span: Span) -> bool:
    before = text.rfind("\n", 0, span[0]) + 1
    after = text.find("\n", span[1])
    rest = text[before : span[0]] + text[span[1] : len(text) if after < 0 else after]
    return not any(char.isalpha() for char in rest)


def _joins(text: str, voice: Voice, span: Span) -> bool:
    """Whether a quotation is the rest of one that an attribution broke: near, in the paragraph, not too long."""
    gap = text[voice.end : span[0]]
    return "\n" not in gap and len(gap) < 160 and span[1] - voice.spans[0][0] <= CITATION_CHARS


def _covered(span: Span, covered: list[Span]) -> bool:
    at = bisect_right(covered, (span[1], span[1]))
    return any(
        min(span[1], end) - max(span[0], start) >= 0.5 * (span[1] - span[0])
        for start, end in covered[max(0, at - 12) : at]
    )
