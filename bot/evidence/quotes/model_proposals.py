"""What the quote reader says that somebody said, held against the article: only what stands there word for word counts.

The rules read first, and what they found is never changed. A proposal may add a statement that they passed over, or
name the speaker of a quotation that they left without any. It may lie, so it must leave no choice: its words stand in
one place, one name stands beside them that could be the speaker's, and a word of speech ties the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.evidence.people.coreference import Cast
from bot.evidence.quotes.extraction import kind_of
from bot.language.registry import pack_of
from bot.language.sentences import around
from bot.language.sentences import sentences as sentences_of
from bot.models import CITATION_CHARS, Quote, Span

FEWEST_WORDS = 3
"""Words of a statement: of fewer, it is a term."""
_AUXILIARY_WORDS = 2
"""Words between a name and its verb of speech: "Holm has long said"."""
_AFTER = 4
"""Words that may follow where it closes a sentence: "…, Holm said on Tuesday evening"."""
_OWNING = re.compile(r"['’]s?(?!\w)")
_EDGES = " \t\n.,;:!?…–—-“”\"„«»‘’'‚"
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class Proposal(NamedTuple):
    """What the quote reader says: who, and which words of the article."""

    speaker: str
    said: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """A quote that a proposal added, or the one that it gives a speaker to (`instead_of`)."""

    quote: Quote
    instead_of: Quote | None = None


def accepted(text: str, language: str, found: Sequence[Quote], proposals: Sequence[Proposal]) -> tuple[Accepted, ...]:
    """Return what the proposals add to the quotes that the rules found in a text; later ones not against earlier."""
    page = _Page(text, language)
    kept: list[Accepted] = []
    for proposal in proposals:
        one = page.held(proposal, [*found, *(item.quote for item in kept)])
        if one is not None:
            kept.append(one)
    return tuple(kept)


class _Page:
    """An article as proposals are looked up in it."""

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._cast = Cast(text, language)
        pack = pack_of(language)
        self._marked = pack.quotation_marks.quoted(text)
        self._sentences = sentences_of(text, language)
        self._names, self._people, self._cues = pack.names.spans(text), pack.people, pack.cues

    def held(self, proposal: Proposal, found: Sequence[Quote]) -> Accepted | None:
        """Return what a proposal adds to the quotes found; None where the article does not bear it out."""
        places = list(_places(self._text, proposal.said.strip(_EDGES)))
        if len(places) != 1 or len(_WORD.findall(self._text, *places[0])) < FEWEST_WORDS:
            return None
        said = places[0]
        over = [quote for quote in found if quote.start < said[1] and quote.end > said[0]]
        if over:
            return self._named(proposal.speaker, said, over[0]) if len(over) == 1 else None
        return self._added(proposal.speaker, said)

    def _named(self, speaker: str, said: Span, quote: Quote) -> Accepted | None:
        """Return a quotation of nobody's with its speaker: where it is of somebody without a name, it stays so."""
        if quote.kind != "direct" or quote.speaker or quote.speaker_as_written or quote.cue:
            return None
        if said[0] < quote.start - 2 or said[1] > quote.end + 2:
            return None
        hull = quote.start, quote.end
        area = self._beside(hull)
        name = self._speaker(speaker, area, hull)
        cue = self._cue(area, hull, name) if name else None
        tied = name and cue and (self._owns(name, cue, hull) or self._gives(hull, name, cue))
        made = self._made(quote, name, cue) if name and cue and tied else None
        return Accepted(made, quote) if made else None

    def _added(self, speaker: str, said: Span) -> Accepted | None:
        """Return a statement that was passed over: it stands in the sentence of its speaker and its word of speech."""
        area = next((span for span in self._sentences if span[0] <= said[0] and said[1] <= span[1]), None)
        if area is None:
            return None
        name = self._speaker(speaker, area, said)
        cue = self._cue(area, said, name) if name else None
        if not name or not cue or self._low(cue) not in self._cues.telling:
            return None
        if not self._touches(said, name, cue, area[1]):
            return None
        whole = said[0] > name[0] or not self._text[area[0] : said[0]].strip(_EDGES)
        if not whole or (name[0] < said[0] and not self._leads(name, area[0])):
            return None
        base = Quote(self._text[slice(*said)], kind_of((said,), self._marked), *said, (said,), said)
        made = self._made(base, name, cue)
        return Accepted(made) if made else None

    def _beside(self, said: Span) -> Span:
        """Return the sentences around a quotation, one more on either side, of its paragraph."""
        begin = self._text.rfind("\n", 0, said[0]) + 1
        stop = self._text.find("\n", said[1])
        inside = [span for span in self._sentences if span[0] >= begin and (stop < 0 or span[1] <= stop)]
        own = [n for n, span in enumerate(inside) if span[0] < said[1] and span[1] > said[0]] or [0]
        near = inside[max(0, own[0] - 1) : own[-1] + 2]
        return (near[0][0], near[-1][1]) if near else said

    def _speaker(self, speaker: str, area: Span, said: Span) -> Span | None:
        """Return where the speaker is named in an area, outside quotations, if nobody else there could be meant."""
        outside = [span for span in self._names if self._is_outside(span, area, said)]
        wanted = list(_places(self._text, speaker.strip(_EDGES)))
        mine = [span for span in outside if any(span[0] <= a and b <= span[1] for a, b in wanted)]
        meant = {self._cast.resolve(span).name for span in mine}
        if len(meant) != 1 or not self._stands_free(mine[0]):
            return None
        others = [span for span in outside if span not in mine and self._cast.resolve(span).name not in meant]
        return None if any(self._could_speak(span) for span in others) else mine[0]

    def _is_outside(self, span: Span, area: Span, said: Span) -> bool:
        inside = area[0] <= span[0] and span[1] <= area[1]
        over = span[0] < said[1] and span[1] > said[0]
        return inside and not over and not any(start <= span[0] < end for start, end in self._marked)

    def _stands_free(self, name: Span) -> bool:
        """Tell whether a name may be a subject: it follows no preposition but one that names a source."""
        before = self._words(max(0, name[0] - 40), name[0])
        if tuple(before[-2:]) == self._cues.source_phrase or (before and before[-1] in self._cues.sources):
            return True
        if before and before[-1] in self._cues.of:
            return bool(self._cues.nouns & set(before[-3:-1]))
        return not (before and (before[-1] in self._people.prepositions or before[-1] in self._cues.addressed))

    def _could_speak(self, name: Span) -> bool:
        """Tell whether another name might be the speaker's: not “in Geneva”, not that of “Kremlin aide”."""
        before, after = self._words(max(0, name[0] - 40), name[0]), self._words(name[1], name[1] + 30)
        governed = before and before[-1] in self._people.prepositions and before[-1] not in self._cues.sources
        return not governed and not (after and after[0] in self._people.roles)

    def _cue(self, area: Span, said: Span, name: Span | None) -> Span | None:
        """Return the word of speech nearest to the name, outside the statement; None where it is denied."""
        words = [
            match.span()
            for match in _WORD.finditer(self._text, *area)
            if (match.end() <= said[0] or match.start() >= said[1])
            and not any(start <= match.start() < end for start, end in self._marked)
        ]
        if name is None or any(self._low(word) in self._cues.negations for word in words):
            return None
        spoken = [word for word in words if self._low(word) in self._cues.speaking]
        return min(spoken, key=lambda word: max(name[0] - word[1], word[0] - name[1]), default=None)

    def _owns(self, name: Span, cue: Span, said: Span) -> bool:
        """Tell whether a noun ties a quotation of its sentence to a name: “a letter of Holm”, “Holm’s view”."""
        first, last = min(name[0], cue[0], said[0]), max(name[1], cue[1], said[1])
        if self._low(cue) not in self._cues.owning:
            return False
        breaks = [end for start, end in self._sentences if first < end < last and not said[0] <= end <= said[1] + 2]
        owner = bool(_OWNING.match(self._text, name[1]))
        apart = self._text[min(name[1], cue[1]) : max(name[0], cue[0])].strip()
        given = apart in self._cues.from_whom and not owner and cue[0] < name[0]
        return not breaks and (given or (owner and name[1] <= cue[0] and not apart.strip("'’s ")))

    def _gives(self, said: Span, name: Span, cue: Span) -> bool:
        """Tell whether a verb of speech stands right beside a quotation, with its name and at most a time behind it."""
        if self._low(cue) not in self._cues.giving or not self._is_one(name, cue):
            return False
        first, last = min(name[0], cue[0]), max(name[1], cue[1])
        if last <= said[0]:
            return cue[0] > name[0] and self._text[last : said[0]].strip(' \n“"„«') in (":", ",")
        end = next((end for start, end in self._sentences if start < last <= end), last)
        behind = set(self._words(last, end))
        return self._text[said[1] : first].strip(_EDGES) == "" and behind <= self._cues.times

    def _is_one(self, name: Span, cue: Span) -> bool:
        """Tell whether nothing but an auxiliary or an adverb stands between a name and its verb."""
        between = self._text[min(name[1], cue[1]) : max(name[0], cue[0])]
        words = [word.casefold() for word in between.split()]
        return len(words) <= _AUXILIARY_WORDS and all(map(self._may_be_between, words))

    def _may_be_between(self, word: str) -> bool:
        return word in self._cues.between or word.endswith(self._cues.adverb)

    def _leads(self, name: Span, start: int) -> bool:
        """Tell whether a name opens its clause: no other word governs it, as in “nobody believes Holm said”."""
        words = self._words(start, name[0])
        own = self._text[max(start, name[0] - 3) : name[0]].strip()
        return not words or own[-1:] in (",", ";", ":", "—", "–") or words[-1] in self._cues.joining

    def _touches(self, said: Span, name: Span, cue: Span, end: int) -> bool:
        """Tell whether a statement stands right behind "NAME said that", or right before "NAME said" or "said NAME"."""
        first, last = min(name[0], cue[0]), max(name[1], cue[1])
        if not self._is_one(name, cue):
            return False
        if last <= said[0]:
            whole = not self._text[said[1] : end].strip(_EDGES)  # “… only in a dream”
            tied = self._text[last : said[0]].strip().casefold() in self._cues.ties
            return cue[0] > name[0] and tied and whole
        closes = len(_WORD.findall(self._text, last, end)) <= _AFTER
        return closes and first >= said[1] and self._text[said[1] : first].strip(_EDGES) == ""

    def _made(self, quote: Quote, name: Span, cue: Span) -> Quote | None:
        """Return a quote with its speaker; None where no citation is long enough to show both."""
        said = self._cast.resolve(name)
        reach = min(quote.start, name[0], cue[0]), max(quote.end, name[1], cue[1])
        context = around(self._text, *reach, self._sentences)
        if said.name is None or not (context[0] <= reach[0] and reach[1] <= context[1]):
            return None
        return replace(
            quote,
            context=context,
            speaker=said.name,
            speaker_as_written=said.as_written,
            speaker_role=self._cast.roles.get(said.name, said.role),
            cue=self._text[slice(*cue)],
            found_by="model",
        )

    def _low(self, span: Span) -> str:
        return self._text[slice(*span)].casefold()

    def _words(self, start: int, end: int) -> list[str]:
        return [match.group().casefold() for match in _WORD.finditer(self._text, start, min(end, len(self._text)))]


def _places(text: str, words: str) -> Iterator[Span]:
    """Yield where some words stand in a text, each letter as it is, with any white space of one paragraph between."""
    parts = words.split()
    if not parts or len(words) > CITATION_CHARS:
        return
    pattern = r"[^\S\n]+".join(map(re.escape, parts))
    yield from (match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text))
