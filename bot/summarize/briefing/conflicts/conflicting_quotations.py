"""Where the outlets of one story print a person's words differently: both are shown, and neither is chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from bot.evidence.people.name_matching import same_person
from bot.language.content_words import ContentWords
from bot.language.registry import pack_of
from bot.messages.catalogue import say
from bot.models import Claim, Statement

FEWEST = 5
"""Words of a quotation below which two that look alike may be two things said."""
ALIKE = 0.6
"""Share of their words, in order, that two wordings of one sentence have in common …"""
MOST_REPLACED = 3
"""Words that another stands for; where more differ, it may be another sentence."""
MOST = 1
"""Differences of this kind told of a story."""
_WORD = re.compile(r"[\w’'-]+")
_EDITED = re.compile(r"[\[\]()…]|\.\.\.")


@dataclass(frozen=True, slots=True)
class _Printed:
    """A quotation as an outlet prints it, in its words."""

    said: Statement
    text: str
    words: tuple[str, ...]
    stems: frozenset[str]


def wordings(statements: Sequence[Statement]) -> tuple[Claim, ...]:
    """Return a claim for each sentence of a person that two articles of other outlets quote in other words.

    Only whole quotations are compared: one that is shortened, or has a word of the editor's in it, differs by that.
    An article that prints both wordings quotes two sentences.
    """
    printed = [each for item in statements for each in _quotations(item)]
    found = [_claim(one, other) for one, other in combinations(printed, 2) if _differ(one, other, printed)]
    return tuple(found[:MOST])


def _quotations(item: Statement) -> Iterator[_Printed]:
    if not item.quote.speaker:
        return
    text, content = item.citation.text, _content(item)
    for start, end in pack_of(item.citation.language).quotation_marks.quoted(text):
        printed = " ".join(text[start:end].split())
        words = tuple(word.casefold() for word in _WORD.findall(printed))
        if len(words) >= FEWEST and not _EDITED.search(printed):
            yield _Printed(item, printed, words, frozenset(content.stems(content.of(printed))))


def _differ(one: _Printed, other: _Printed, every: Sequence[_Printed]) -> bool:
    mine, theirs = one.said, other.said
    if mine.quote.revision_id == theirs.quote.revision_id or mine.citation.source == theirs.citation.source:
        return False
    if not same_person(mine.quote.speaker or "", theirs.quote.speaker or ""):
        return False
    if not _replaced(one, other):
        return False
    return not _prints(mine.quote.revision_id, other, every) and not _prints(theirs.quote.revision_id, one, every)


def _replaced(one: _Printed, other: _Printed) -> bool:
    """Tell whether one wording has another word in the place of one: not if it only begins or ends elsewhere."""
    if not (one.stems - other.stems and other.stems - one.stems):
        return False
    compared = SequenceMatcher(None, one.words, other.words, autojunk=False)
    if compared.ratio() < ALIKE:
        return False
    replaced = (
        (one.words[a:b], other.words[c:d])
        for kind, a, b, c, d in compared.get_opcodes()
        if kind == "replace" and max(b - a, d - c) <= MOST_REPLACED
    )
    return any(_says_other(mine, theirs, _content(one.said)) for mine, theirs in replaced)


def _content(item: Statement) -> ContentWords:
    return pack_of(item.citation.language).content


def _says_other(mine: Sequence[str], theirs: Sequence[str], content: ContentWords) -> bool:
    """Tell whether words of meaning stand for others: “Sen.” for “Senator” and “OK” for “okay” do not."""
    ours, others = content.of(" ".join(mine)), content.of(" ".join(theirs))
    return bool(ours and others) and not any(a[:2] == b[:2] for a in ours for b in others)


def _prints(revision_id: int, wording: _Printed, every: Sequence[_Printed]) -> bool:
    """Tell whether an article prints a wording, too."""
    return any(each.said.quote.revision_id == revision_id and wording.stems <= each.stems for each in every)


def _claim(one: _Printed, other: _Printed) -> Claim:
    name = one.said.quote.speaker or ""
    both = tuple(dict.fromkeys((one.said.citation, other.said.citation)))
    return Claim(say("briefing.differ_on_words", name=name, one=_shown(one), other=_shown(other)), both)


def _shown(wording: _Printed) -> str:
    return wording.text.replace(" · ", ", ")
