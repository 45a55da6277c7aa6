"""Names, numbers and dates of a claim: each stands in the sentences that it rests on, beside the same words there.

A lie that changes one word takes a name or a number that the passage prints elsewhere. So an *anchor* is compared
with its company: the word of meaning on either side, reached over function words and other anchors.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.language.en.calendar_words import RELATIVE_DAYS
from bot.language.en.function_words import BEING, CLAUSE_OPENERS, FINITE_AUXILIARIES, JOINERS, PREPOSITIONS
from bot.language.en.lexicon import NATION_STEMS, NATIONS
from bot.language.en.names import names
from bot.language.en.speech.speech_verbs import LEMMAS
from bot.language.en.synonyms import VERBS
from bot.language.en.tokens import is_date_word, stem, tokens
from bot.language.tokens import CLAUSE_MARKS, Line, NameRun, Token

_SPEECH = frozenset(map(stem, LEMMAS & frozenset("say add explain note write argue insist reply ask warn".split())))
"""Verbs that stand before or after their subject: `attributed` compares who says what."""
_LISTS = frozenset(", – —".split())
_PREPOSITIONS = (PREPOSITIONS & frozenset("by to from at of in on for with as until".split())) | {"and", "or", "than"}
"""Words that tie a number or a name to what it belongs to."""
_CLAUSES = CLAUSE_OPENERS | {"that", "ahead", "if"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A name, number or date word: `key` is what is compared, `company` the (side, stem) pairs beside it."""

    kind: str
    key: str
    text: str
    at: int
    company: frozenset[tuple[str, str]]
    run: frozenset[str]
    """All words of the name that it is a part of."""
    adjective: bool = False
    """Of a nation, before a noun: “his Russian counterpart”."""


def line_of(text: str, source: Sequence[Sequence[Token]] = ()) -> Line:
    """Return a sentence's tokens with their kinds; `source`: the sentences that tell a plain first word from a name."""
    found = tokens(text)
    spans = names(text)
    first = next((token for token in found if not token.mark), None)
    opener = first if first and _no_name(first, found, source) else None

    def kind(token: Token) -> str:
        if token.value is not None and token.low not in ("one", "second"):
            return "number"
        if is_date_word(token) or token.low in RELATIVE_DAYS:
            return "date"
        named = not token.mark and token.text[:1].isupper() and any(start <= token.at < end for start, end in spans)
        named = named or (token.text.isupper() and len(token.text) > 1 and token.text.isalpha())
        return "name" if named and token is not opener and token.content else ""

    return Line(text, found, tuple(kind(token) for token in found))


def _no_name(token: Token, found: Sequence[Token], source: Sequence[Sequence[Token]]) -> bool:
    """A first word is capitalised whatever it is: none is a name that the source prints small, in any form, or a
    plural of the source that no other name follows."""
    small = {other.stem for line in source for other in line if other.text[:1].islower()}
    if token.stem in small or any(len(token.stem) > 5 and other.startswith(token.stem[:5]) for other in small):
        return True
    plural = token.low.endswith("s") and token.stem != token.low and token.stem not in NATION_STEMS
    following = found[1].text[:1] if len(found) > 1 else ""
    known = any(other.stem == token.stem for line in source for other in line)
    return plural and known and following.islower() and token.text.isalpha()


def name_runs(line: Line) -> tuple[NameRun, ...]:
    """Return the names of a sentence, each once; one is in place where it follows “in” or “from”, or is a nation's."""
    found: dict[str, NameRun] = {}
    for at, kind in enumerate(line.kinds):
        if kind == "name" and not (at and line.kinds[at - 1] == "name"):
            stop = at
            while stop < len(line.kinds) and line.kinds[stop] == "name":
                stop += 1
            stems = frozenset(token.stem for token in line.tokens[at:stop])
            place = bool(at) and line.tokens[at - 1].low in ("in", "at", "from", "near", "of")
            found[line.tokens[stop - 1].stem] = NameRun(stems, place or stems <= NATION_STEMS)
    return tuple(found.values())


def anchors(line: Line) -> tuple[Anchor, ...]:
    """Return the anchors of a sentence; of a name of several words, each word, with the company of the whole."""
    return tuple(_found(line))


def _found(line: Line) -> Iterator[Anchor]:
    for at, kind in enumerate(line.kinds):
        if kind:
            token = line.tokens[at]
            company = frozenset({*_beside(line, at, -1), *_beside(line, at, 1)})
            yield Anchor(kind, token.stem, token.text, at, company, _run_at(line, at), _is_adjective(line, at))


def _run_at(line: Line, at: int) -> frozenset[str]:
    begin, stop = at, at + 1
    while line.kinds[at] == "name" and begin and line.kinds[begin - 1] == "name":
        begin -= 1
    while line.kinds[at] == "name" and stop < len(line.kinds) and line.kinds[stop] == "name":
        stop += 1
    return frozenset(token.stem for token in line.tokens[begin:stop])


def _is_adjective(line: Line, at: int) -> bool:
    following = line.tokens[at + 1] if at + 1 < len(line.tokens) else None
    return (
        line.tokens[at].low in NATIONS and following is not None and following.content and following.text[:1].islower()
    )


def _beside(line: Line, at: int, step: int) -> Iterator[tuple[str, str]]:
    """Walk from an anchor over function words and other anchors to the first word of meaning."""
    index, by, preposition = at + step, False, ""
    while 0 <= index < len(line.tokens) and abs(index - at) <= 12:
        token = line.tokens[index]
        by = by or token.low == "by"
        if line.kinds[at] == "number" and step < 0 and token.low in _PREPOSITIONS:
            preposition = token.low
        if step > 0 and token.low == "," and (beyond := _past_apposition(line, at, index)):
            index = beyond
            continue
        if token.low in _CLAUSES or (token.low in CLAUSE_MARKS and not _lists(line, index)):
            return
        if line.kinds[index]:
            if line.kinds[index] != "name" or not _one_name(line, at, index):
                yield ("before" if step > 0 else "after"), token.stem
        elif token.content:
            if token.stem not in _SPEECH:
                yield _towards(line, index, step, by=by) + preposition, token.stem
            return
        index += step


def _lists(line: Line, index: int) -> bool:
    """A comma between two anchors is that of a list or a place: “Geneva, Switzerland”."""
    if not 0 < index < len(line.tokens) - 1 or line.tokens[index].low not in _LISTS:
        return False
    stop = index + 1
    while stop < len(line.tokens) and line.kinds[stop]:
        stop += 1
    owner = re.search(r"['’]s?$", line.tokens[stop - 1].text)  # “Eva Lindner, Reiter’s lawyer”
    goes_on = stop == len(line.tokens) or line.tokens[stop].mark or line.tokens[stop].low in _PREPOSITIONS
    return bool(line.kinds[index - 1]) and bool(line.kinds[index + 1]) and goes_on and not owner


def _past_apposition(line: Line, at: int, comma: int) -> int:
    """Where the sentence goes on after “Eva Lindner, his lawyer,” or “his lawyer, Eva Lindner,”; 0: it does not."""
    begin = at
    while begin and line.kinds[begin - 1] == "name":
        begin -= 1
    if line.kinds[at] != "name" or any(kind != "name" for kind in line.kinds[at:comma]):
        return 0
    if begin and line.tokens[begin - 1].low == ",":
        return comma + 1
    for index in range(comma + 1, min(len(line.tokens), comma + 9)):
        token = line.tokens[index]
        if token.low == "," and index > comma + 1:
            return index + 1
        if token.past or token.low in FINITE_AUXILIARIES:
            return 0
    return 0


def _one_name(line: Line, first: int, second: int) -> bool:
    low, high = sorted((first, second))
    return all(line.kinds[index] == "name" for index in range(low, high + 1))


def _towards(line: Line, index: int, step: int, *, by: bool) -> str:
    """On which side of a word the anchor acts: sides change places in “was annexed by”, and are alike in
    “spoke with”."""
    if any(other.low == "with" for other in line.tokens[index + 1 : index + 3]):
        return "beside"
    flipped = _passive(line, index) and (by or step > 0)
    return "before" if (step > 0) != flipped else "after"


def _passive(line: Line, index: int) -> bool:
    """“was annexed by”, “was sentenced to”: the sides of the verb change places."""
    token = line.tokens[index]
    after = [other.low for other in line.tokens[index + 1 : index + 4]]
    before = {other.low for other in line.tokens[max(0, index - 2) : index]}
    return token.past and ("by" in after or bool(before & BEING))


def misplaced(claim: Line, sources: Sequence[Line], also: Collection[str] = ()) -> str:
    """Say which anchor of the claim the sources do not print, or print elsewhere; "" where all are in place.

    `also` holds stems of names that the passage means by “he” or by a last name alone.
    """
    known = [anchor for line in sources for anchor in anchors(line)]
    stems = {token.stem for line in sources for token in line.tokens} | {
        initials for line in sources for _, initials in initials_of(line)
    }
    index: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    adjectives = {(anchor.key, *item) for anchor in known if anchor.adjective for item in anchor.company}
    for anchor in known:
        for side, item in anchor.company:
            index[_manner(anchor, item), side, item].add(anchor.key)
    for anchor in anchors(claim):
        if (
            anchor.key.rstrip(".") not in stems
            and anchor.key not in stems
            and not (anchor.kind == "name" and _spelt_out(anchor, claim, sources, also))
            and not any(is_of_a_place(anchor.key, other) for other in stems)
        ):
            return f"“{anchor.text}” is not in the passage"
        if anchor.key not in stems and anchor.key not in also:
            continue
        against = [item for item in anchor.company if _taken(anchor, item, index, adjectives)]
        for_it = [item for item in anchor.company if anchor.key in index.get((_manner(anchor, item[1]), *item), ())]
        if len(against) > len(for_it) or (len(against) == len(for_it) and _decides(anchor, against, for_it)):
            return f"“{anchor.text}” does not stand with “{against[0][1]}” in the passage"
    return ""


def _taken(
    anchor: Anchor,
    item: tuple[str, str],
    index: Mapping[tuple[str, str, str], set[str]],
    adjectives: Collection[tuple[str, str, str]],
) -> bool:
    """Tell whether others than the anchor stand with a word in the sources, not only “his Russian counterpart”."""
    found = index.get((_manner(anchor, item[1]), *item), set())
    return not found & anchor.run and any((other, *item) not in adjectives for other in found)


def _manner(anchor: Anchor, beside: str) -> str:
    """Names and dates may be taken for each other beside a word: “accused April”; but a day has its month."""
    return "name" if anchor.kind == "date" and not beside.isdigit() else anchor.kind


def _decides(anchor: Anchor, against: Sequence[tuple[str, str]], for_it: Sequence[tuple[str, str]]) -> bool:
    """Between two numbers the word before decides: in “killed 23 people and drove out 5,000” the noun is left out.
    Between two names a verb does: “spoke with X ahead of Y’s call”."""
    if anchor.kind == "number":
        return any(side == "after" for side, _ in against)
    return any(item in VERBS for _, item in against) and not any(item in VERBS for _, item in for_it)


def _spelt_out(anchor: Anchor, claim: Line, sources: Sequence[Line], also: Collection[str]) -> bool:
    """The name is known from elsewhere in its article, or is spelt out where the passage has its initials."""
    short = {token.stem.rstrip(".") for line in sources for token in line.tokens if token.text.isupper()}
    return anchor.key in also or any(anchor.at in run and initials in short for run, initials in initials_of(claim))


def is_of_a_place(one: str, other: str) -> bool:
    """Tell whether one is the adjective of the other: “Crimea”, “Crimean”."""
    short, long = sorted((one, other), key=len)
    return len(short) > 4 and long.startswith(short) and long[len(short) :] in ("n", "an", "ian", "ese", "ish")


def _runs(line: Line) -> Iterator[list[int]]:
    """Yield the names of several words, small words inside included."""
    run: list[int] = []
    for at, token in enumerate(line.tokens):
        if token.text[:1].isupper() and not token.mark:
            run.append(at)
        elif run and token.low not in JOINERS | {"co"}:
            yield run
            run = []
    if run:
        yield run


def initials_of(line: Line) -> Iterator[tuple[list[int], str]]:
    """Yield each stretch of a name of several words with its initials."""
    for run in _runs(line):
        for begin in range(len(run) - 1):
            for stop in range(begin + 2, len(run) + 1):
                yield run[begin:stop], "".join(line.tokens[at].text[0] for at in run[begin:stop]).lower()
