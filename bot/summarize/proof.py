"""Holds a claim against the text of its own citations (promise 1): pure, and refuses rather than trusts.

A whole sentence of the source always passes. Anything else must rest on one or two sentences of what it cites: its
names, numbers and dates in their places, its quotations word for word with their speaker, its “not” and “would” kept,
and most of its words there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.evidence.quotes import is_english
from bot.models import CITATION_CHARS, Citation, Claim, Statement
from bot.summarize.anchors import Line, line_of, misplaced, name_runs, opener
from bot.summarize.attributed import Said, even, misattributed, misnoted, misquoted, people_of, said_in
from bot.summarize.invented import invented
from bot.summarize.markup import trouble
from bot.summarize.measures import misdated, mismeasured
from bot.summarize.polarity import departure, opposite
from bot.summarize.tokens import Token, split, tokens

WHOLE = 0.75
"""Share of a claim's words of meaning that its sentences must hold …"""
ONE_PLACE = 0.8
"""… and share that one sentence (or two that follow each other) must hold: no claim is stitched together."""
_MEANT = frozenset("he she they it his her their its him them".split())


_FIGURE = re.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the evidence says it; a higher score is better support; `reason` in words."""

    supported: bool
    score: float
    reason: str


def prove(claim: Claim, *, statements: Sequence[Statement] = (), strict: bool = True) -> Verdict:
    """Hold a claim against the text of its citations, and the statements known in them for who said it.

    `strict` False lets a claim leave out who said what the source only quotes: for headlines.
    """
    problem = _out_of_form(claim)
    if problem:
        return Verdict(False, 0.0, problem)
    source = said_in(claim.citations, statements)
    if _word_for_word(claim):
        problem = misnoted(claim, source) if claim.written_by == "model" else ""
        return Verdict(not problem, 0.0 if problem else 1.0, problem or "it is a sentence of the passage")
    if not is_english(" ".join(citation.text for citation in claim.citations), ""):
        return Verdict(False, 0.0, "in this language only whole sentences of the source can be checked")
    resting, share, one_place = rests_on(claim)
    problem = (
        misquoted(claim, source, statements)
        or misnoted(claim, source)
        or _changed(claim, resting, source)
        or (misattributed(claim, source) if strict else "")
        or _unsaid(share, one_place)
    )
    return Verdict(not problem, 0.0 if problem else share, problem or "the passage says it")


def says_too(text: str, cited: Sequence[Citation]) -> bool:
    """Tell whether a passage in nearly the same words says a sentence too: with its figures, and undenied.

    In a language that cannot be checked, the figures have to do.
    """
    said = " ".join(each.text for each in cited)
    if not is_english(said, ""):
        return set(_FIGURE.findall(text)) <= set(_FIGURE.findall(said))
    return prove(Claim(text, tuple(cited))).supported


def _out_of_form(claim: Claim) -> str:
    text = claim.text.strip()
    if not any(char.isalpha() for char in text):
        return "it says nothing"
    if len(text) > CITATION_CHARS:
        return f"it is longer than {CITATION_CHARS} characters"
    if not claim.citations:
        return "it cites nothing"
    if any(len(citation.text) > CITATION_CHARS for citation in claim.citations):
        return f"it cites more than {CITATION_CHARS} characters at once"
    cited = " ".join(citation.text for citation in claim.citations)
    return trouble(text, cited) or trouble(claim.speaker or "", cited)


def _word_for_word(claim: Claim) -> bool:
    """Tell whether the claim is one or more whole sentences, in a row, of one citation."""
    wanted = even(claim.text)
    for citation in claim.citations:
        lines = [even(text) for text in split(citation.text)]
        for begin in range(len(lines)):
            if any(" ".join(lines[begin:stop]) == wanted for stop in range(begin + 1, len(lines) + 1)):
                return True
    return False


def _unsaid(share: float, one_place: float) -> str:
    if share < WHOLE:
        return f"the passage holds only {share:.0%} of its words"
    if one_place < ONE_PLACE:
        return "no one place of the passage says it: it is put together from several"
    return ""


def _changed(claim: Claim, resting: Sequence[int], source: Sequence[Said]) -> str:
    lines = _lines(claim)
    used = [lines[index] for index in resting]
    mine = line_of(claim.text, [line.tokens for line in lines])
    texts = [even(line.text) for line in used]
    heard = [item for item in source if any(item.text in text or text in item.text for text in texts)]
    meant = {*people_of(heard, used), *(stem for index in resting for stem in _meant(lines, index))}
    theirs = [line.tokens for line in used]
    cited = [line.tokens for line in lines]
    return (
        misplaced(mine, used, meant)
        or misdated(mine, used)
        or mismeasured(mine, used)
        or departure(mine.tokens, theirs)
        or opposite(mine.tokens, theirs)
        or invented(mine, cited, meant)
    )


def _meant(lines: Sequence[Line], index: int) -> set[str]:
    """The name of the sentence before, where this one says “he” or “its” and only one can be meant: the only bearer,
    or the one that both sentences begin with."""
    if not index or not _MEANT & {token.low for token in lines[index].tokens}:
        return set()
    bearers = [run for run in name_runs(lines[index - 1]) if not run.in_place]
    if len(bearers) == 1:
        return set(bearers[0].stems)
    return opener(lines[index - 1]) if lines[index].tokens[0].low in _MEANT else set()


def _lines(claim: Claim) -> list[Line]:
    return [line_of(text) for citation in claim.citations for text in split(citation.text)]


def _places(claim: Claim, lines: Sequence[set[str]]) -> list[set[str]]:
    """Join each sentence's words with those of the next one in its citation."""
    ends, count = set[int](), 0
    for citation in claim.citations:
        count += len(split(citation.text))
        ends.add(count)
    return [line | (set() if index + 1 in ends else lines[index + 1]) for index, line in enumerate(lines)]


def rests_on(claim: Claim) -> tuple[list[int], float, float]:
    """Return which cited sentences the claim rests on, best first, and the shares of its words that stand in all of
    them and in one place."""
    stems = _stems(tokens(claim.text))
    found = _lines(claim)
    lines = [_stems(line.tokens) | _meant(found, index) for index, line in enumerate(found)]
    left, chosen = set(stems), list[int]()
    while left:
        best = max(range(len(lines)), key=lambda index: len(left & lines[index]), default=-1)
        gain = len(left & lines[best]) if best >= 0 else 0
        if gain == 0 or (chosen and gain < 2):
            break
        chosen.append(best)
        left -= lines[best]
    if not stems or not chosen:
        return chosen, 0.0, 0.0
    one_place = max(len(stems & place) for place in _places(claim, lines)) / len(stems)
    return chosen, 1 - len(left) / len(stems), one_place


def _stems(found: Sequence[Token]) -> set[str]:
    return {token.stem for token in found if token.content}
