"""Names, numbers and dates of a claim: each stands in the sentences that it rests on, beside the same words there.

A lie that changes one word takes a name or a number that the passage prints elsewhere. So an *anchor* is compared
with its company: the word of meaning on either side, reached over function words and other anchors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.evidence.speakers import names
from bot.summarize.lexicon import RELATIVE
from bot.summarize.tokens import Token, is_date_word, stem, tokens

_SPEECH = frozenset(stem(w) for w in "say add explain note write argue insist reply ask warn".split())
"""Verbs that stand before or after their subject: `attributed` compares who says what."""
_BREAKS = frozenset("; : ( ) , – —".split())
_LISTS = frozenset(", – —".split())
_CLAUSES = frozenset("that but while although because who which when after before if".split())
_ONE = 1.0
_MORE = frozenset("more over above exceed least".split())
_LESS = frozenset("less fewer under below most".split())


@dataclass(frozen=True, slots=True)
class Anchor:
    """A name, number or date word: `key` is what is compared, `company` the (side, stem) pairs beside it."""

    kind: str
    key: str
    text: str
    at: int
    company: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its tokens and the kind of anchor that each is ("" for most)."""

    text: str
    tokens: tuple[Token, ...]
    kinds: tuple[str, ...]


def line_of(text: str, plain_stems: Collection[str] = ()) -> Line:
    """Return a sentence's tokens with their kinds; a first word that stands in `plain_stems` is no name."""
    found = tokens(text)
    spans = names(text)
    first = next((token.at for token in found if not token.mark), -1)

    def kind(token: Token) -> str:
        if token.value is not None and token.low not in ("one", "second"):
            return "number"
        if is_date_word(token) or token.low in RELATIVE:
            return "date"
        named = not token.mark and token.text[:1].isupper() and any(start <= token.at < end for start, end in spans)
        named = named or (token.text.isupper() and len(token.text) > 1 and token.text.isalpha())
        return "name" if named and not (token.at == first and token.stem in plain_stems) and token.content else ""

    return Line(text, found, tuple(kind(token) for token in found))


def lower_stems(lines: Iterable[Sequence[Token]]) -> frozenset[str]:
    """Return the stems that stand in the sentences without a capital."""
    return frozenset(token.stem for line in lines for token in line if token.text[:1].islower())


def anchors(line: Line) -> tuple[Anchor, ...]:
    """Return the anchors of a sentence; of a name of several words, each word, with the company of the whole."""
    return tuple(_found(line))


def _found(line: Line) -> Iterator[Anchor]:
    for at, kind in enumerate(line.kinds):
        if kind:
            token = line.tokens[at]
            company = frozenset({*_beside(line, at, -1), *_beside(line, at, 1)})
            yield Anchor(kind, token.stem, token.text, at, company)


def _beside(line: Line, at: int, step: int) -> Iterator[tuple[str, str]]:
    """Walk from an anchor over function words and other anchors to the first word of meaning."""
    index, by = at + step, False
    while 0 <= index < len(line.tokens) and abs(index - at) <= 8:
        token = line.tokens[index]
        by = by or token.low == "by"
        if token.low in _CLAUSES or (token.low in _BREAKS and not _lists(line, index)):
            return
        if line.kinds[index]:
            if line.kinds[index] != "name" or not _one_name(line, at, index):
                yield ("before" if step > 0 else "after"), token.stem
        elif token.content:
            if token.stem not in _SPEECH:
                yield _towards(line, index, step, by=by), token.stem
            return
        index += step


def _lists(line: Line, index: int) -> bool:
    """A comma between two anchors is that of a list or a place: “Geneva, Switzerland”."""
    inside = 0 < index < len(line.tokens) - 1
    return inside and line.tokens[index].low in _LISTS and bool(line.kinds[index - 1]) and bool(line.kinds[index + 1])


def _one_name(line: Line, first: int, second: int) -> bool:
    low, high = sorted((first, second))
    return all(line.kinds[index] == "name" for index in range(low, high + 1))


def _towards(line: Line, index: int, step: int, *, by: bool) -> str:
    """On which side of a word the anchor acts: sides change places in “was annexed by”, and are alike in “spoke with”."""
    if any(other.low == "with" for other in line.tokens[index + 1 : index + 3]):
        return "beside"
    flipped = _passive(line, index) and (by or step > 0)
    return "before" if (step > 0) != flipped else "after"


def _passive(line: Line, index: int) -> bool:
    """“was annexed by”: the sides of the verb change places."""
    token = line.tokens[index]
    after = [other.low for other in line.tokens[index + 1 : index + 4]]
    return token.past and "by" in after


def misplaced(claim: Line, sources: Sequence[Line], also: Collection[str] = ()) -> str:
    """Say which anchor of the claim the sources do not print, or print elsewhere; "" where all are in place.

    `also` holds stems of names that the passage means by “he” or by a last name alone.
    """
    known = [anchor for line in sources for anchor in anchors(line)]
    stems = {token.stem for line in sources for token in line.tokens} | {
        initials for line in sources for initials in _initials(line)
    }
    index: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for anchor in known:
        for side, item in anchor.company:
            index[anchor.kind, side, item].add(anchor.key)
    for anchor in anchors(claim):
        if anchor.key not in stems and not (anchor.kind == "name" and _spelt_out(anchor, claim, sources, also)):
            return f"“{anchor.text}” is not in the passage"
        if anchor.key in also and anchor.kind == "name":
            continue
        against = [
            item for item in anchor.company if (found := index.get((anchor.kind, *item))) and anchor.key not in found
        ]
        for_it = [item for item in anchor.company if anchor.key in index.get((anchor.kind, *item), ())]
        if len(against) > len(for_it):
            return f"“{anchor.text}” does not stand with “{against[0][1]}” in the passage"
    return _units(claim, sources)


def _spelt_out(anchor: Anchor, claim: Line, sources: Sequence[Line], also: Collection[str]) -> bool:
    """The name is known from elsewhere in its article, or is spelt out where the passage has its initials."""
    if anchor.key in also:
        return True
    if any(initials in {token.stem for line in sources for token in line.tokens} for initials in _initials(claim)):
        return any(anchor.at in run for run in _runs(claim) if len(run) > 1)
    return False


def _runs(line: Line) -> Iterator[list[int]]:
    """Yield the names of several words, small words inside included."""
    run: list[int] = []
    for at, token in enumerate(line.tokens):
        if token.text[:1].isupper() and not token.mark:
            run.append(at)
        elif run and token.low not in ("of", "the", "and", "for", "in", "on", "co"):
            yield run
            run = []
    if run:
        yield run


def _initials(line: Line) -> Iterator[str]:
    for run in _runs(line):
        for begin in range(len(run) - 1):
            for stop in range(begin + 2, len(run) + 1):
                yield "".join(line.tokens[at].text[0] for at in run[begin:stop]).lower()


def _units(claim: Line, sources: Sequence[Line]) -> str:
    """Compare what a number counts: per cent, money, and “more than” against “less than”."""
    theirs = [
        (token.value, _measure(line, at))
        for line in sources
        for at, token in enumerate(line.tokens)
        if line.kinds[at] == "number"
    ]
    for at, token in enumerate(claim.tokens):
        if claim.kinds[at] != "number":
            continue
        same = [measure for value, measure in theirs if value == token.value]
        mine = _measure(claim, at)
        if same and not any(_agree(mine, other) for other in same):
            return f"“{token.text}” counts something else in the passage"
    return ""


def _measure(line: Line, at: int) -> tuple[str, str]:
    before = [token.low for token in line.tokens[max(0, at - 3) : at]]
    after = [token.low for token in line.tokens[at + 1 : at + 3]]
    unit = ""
    if after[:1] in (["%"], ["percent"], ["percentage"]) or after[:2] == ["per", "cent"]:
        unit = "%"
    elif before[-1:] and before[-1] in "$€£¥":
        unit = before[-1]
    elif after[:1] in (["dollars"], ["dollar"]):
        unit = "$"
    elif after[:1] in (["euros"], ["euro"]):
        unit = "€"
    elif after[:1] in (["pounds"], ["pound"]):
        unit = "£"
    bound = "more" if _MORE & set(before) else "less" if _LESS & set(before) else ""
    return unit, bound


def _agree(mine: tuple[str, str], other: tuple[str, str]) -> bool:
    return mine[0] == other[0] and not (mine[1] and other[1] and mine[1] != other[1])
