"""Transcripts in an article: paragraphs that begin with the speaker's name in capitals, "HOLM: It leaks."."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from bot.evidence.people.coreference import Cast, SpeakerMention
from bot.evidence.quotes.unattributed import Voice
from bot.language.people import People
from bot.models import Span

_LABEL = re.compile(
    r"^[ \t]{0,8}(?P<mark>[“\"„«]?)[ \t]{0,8}"
    r"(?P<name>[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ ][A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){0,3}):[ \t]+(?=\S)",
    re.MULTILINE,
)
_ANY = re.compile(r"^[ \t]{0,8}[“\"„«]?[ \t]{0,8}[A-ZÀ-Þ][A-ZÀ-Þ.'’/ -]*:[ \t]+(?=\S)", re.MULTILINE)
FEWEST = 2
"""Turns of a transcript: one label alone may be a headline, or “UPDATE:”."""
_CLOSERS = '”"“»'


def turned(text: str, voices: Sequence[Voice], cast: Cast) -> list[Voice]:
    """Return the voices with the turns of a transcript as statements of those whose names they begin with.

    A label counts if the article names a person so elsewhere, and if another speaks too or somebody asks: “LONDON:”
    twice heads what is told of London. What the rules gave a speaker to keeps it.
    """
    turns = list(_turns(text, cast))
    if len(turns) < FEWEST or not (len({turn.said.name for turn, _ in turns}) > 1 or _asks(text)):
        return list(voices)
    kept = [voice for voice in voices if voice.said.as_written or not _in_any(voice.spans[0], turns)]
    return sorted([*kept, *(turn for turn, _ in turns)], key=lambda voice: voice.spans[0])


def _asks(text: str) -> bool:
    """Tell whether a paragraph with a label is a question: an interview has one who is not named in full."""
    ends = (text[label.end() : _line_end(text, label.end())] for label in _ANY.finditer(text))
    return any(turn.rstrip(_CLOSERS + " ").endswith("?") for turn in ends)


def _turns(text: str, cast: Cast) -> Iterator[tuple[Voice, Span]]:
    """Yield each turn with the stretch that it takes up, its label and the paragraphs that it runs on over."""
    for match in _LABEL.finditer(text):
        name = _without_title(match["name"], cast.people).title()
        if not cast.is_person(name) or match["name"].casefold() in cast.people.headings:
            continue
        said = SpeakerMention(match["name"], cast.full(name), cast.roles.get(cast.full(name), ""), "person")
        stop = _line_end(text, match.end())
        yield from _turn(text, said, (match.end(), stop), match.start())
        while match["mark"] and (more := _running_on(text, stop)):
            stop = more[1]
            yield from _turn(text, said, more, more[0])


def _without_title(label: str, people: People) -> str:
    first, _, rest = label.partition(" ")
    return rest.lstrip() if rest and first.rstrip(".").casefold() in people.label_titles else label


def _turn(text: str, said: SpeakerMention, body: Span, begin: int) -> Iterator[tuple[Voice, Span]]:
    start, end = body
    while end > start and (text[end - 1].isspace() or text[end - 1] in _CLOSERS):
        end -= 1
    if end > start:
        yield Voice(spans=((start, end),), said=said), (begin, body[1])


def _running_on(text: str, stop: int) -> Span | None:
    """Return the next paragraph where it goes on with a turn: its mark was left open, and no label follows."""
    if text[max(0, stop - 4) : stop].rstrip()[-1:] in _CLOSERS:
        return None
    begin = stop
    while begin < len(text) and text[begin].isspace():
        begin += 1
    opens = text[begin : begin + 1] in ("“", '"', "„", "«") and text[begin + 1 : begin + 2] != "("
    if not opens or _LABEL.match(text, begin):
        return None
    return begin + 1, _line_end(text, begin)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _in_any(span: Span, turns: Sequence[tuple[Voice, Span]]) -> bool:
    at = bisect_right(turns, span[0], key=lambda turn: turn[1][0]) - 1
    return at >= 0 and span[0] < turns[at][1][1]
