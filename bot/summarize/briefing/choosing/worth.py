"""What a sentence is worth to a section: by its words, its place, and what the sections' reader still waits for.

Behind the lead comes first what follows it in its report. The opening sentences of a report are the strongest plain
summary of it there is (Nenkova 2005, “Automatic text summarization of newswire”; See et al. 2017, “Get to the point”).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.language.detection import decided
from bot.language.registry import pack_of
from bot.language.title_forms import plain_title
from bot.summarize.briefing.novelty import read
from bot.summarize.briefing.other_events import (
    goes_over,
    headed_alike,
    is_of_one_deed,
    says_again,
    tells_a_deed,
    tells_another,
    tells_its_deed,
)
from bot.summarize.briefing.selection import when
from bot.summarize.briefing.sentence_turns import LEAD, figures
from bot.summarize.briefing.source_sentences import Material, Sentence, hangs, stems
from bot.summarize.briefing.standing_alone import OPENED, follows, is_headed, means_one_told, stands_alone
from bot.text.scripts import in_pairs

BEHIND = (2.6, 1.7, 1.3)
"""What the sentences right behind one that is told are worth more, where one story is told …"""
OTHERS_LEAD = 1.2
"""… and the first sentence of a report that is not told yet."""
PROMISED = 2.0
"""What a word is worth more that stands in the headline, and in nothing that is told."""
FOLLOWING = 1.1
"""What makes the next sentence of an article worth more to a writer: it goes on with what was told. So does the lead
of another."""
BESIDE = 24 * 3_600.0
"""Seconds within which reports of one time come out."""
_NOT_HEADED = 0.5
"""What makes a sentence that opens a report worth less where its title speaks of something else."""
_SPOKEN_LEAD = 0.6
"""What makes a quotation worth less as the first sentence: a reader asks who speaks, and of what."""
_LONG, _ASIDE, _DATED, _NEWEST = 0.85, 0.8, 1.05, 1.04
"""What makes a long sentence worth less, one that begins beside its news worth less as the first, and one worth more
there that says on which day it was, or is of the report that came out last."""
_NO_NEW_DEED, _MORE_OF_IT = 0.5, 0.35
"""What makes a sentence worth less that tells the lead’s deed once more, and the share of its words that one right
behind the lead may have in common with it, where it tells of another deed."""
_BEST_WORDS, _LONGEST_LEAD = (8, 40), 55
_REPEATED, _REPEATED_LEAD, _REPEATED_SIDE, _NO_DEED = 0.6, 0.15, 0.85, 0.5
"""Share of the shorter sentence's words of meaning by which it repeats another, by which a lead does another's on one
story, by which it does on one affair, and by which it does there where nobody new does anything new."""


def weights(material: Material) -> dict[str, float]:
    """Return how much each stem belongs to the story: in how many articles and paragraphs it stands, and in titles."""
    found: Counter[str] = Counter()
    for revision in material.revisions:
        language = decided(revision.text, revision.language)
        for paragraph in revision.text[:20_000].split("\n"):
            found.update(dict.fromkeys(stems(paragraph, language), 1))
        found.update(dict.fromkeys(stems(revision.title, language), 3))
    return {word: math.log1p(count) for word, count in found.items()}


@dataclass(frozen=True, slots=True)
class Worth:
    """What a sentence is worth: by how much each stem belongs to the story, and whether it goes on with a told one.

    `one_story`: it is no affair of several, where the others' sentences are to come. `told`: it is told as it stands.
    """

    weights: Mapping[str, float]
    one_story: bool
    told: bool = True
    newest: int = 0
    """The report that came out last: it tells what the others could not know."""

    def repeats(self, item: Sentence, other: Sentence) -> bool:
        """Tell whether one sentence says most of what the other says; another figure is other news.

        The first sentences of two articles on one story tell one event, each in its words; those of an affair's
        stories begin with what they share, and go on with what is theirs.
        """
        if not item.topic or figures(item) - figures(other):
            return False
        shared = len(item.topic & other.topic) / min(len(item.topic), len(other.topic) or 1)
        if shared > _REPEATED and says_again(item, other):
            return True
        if tells_another(item, (other,)) or (_after(item, (other,)) == 1 and _promised(item, other)):
            return False
        both_lead = item.order == other.order == 0 and item.revision.id != other.revision.id
        one_event = self.one_story or (self.told and both_lead and headed_alike(item, other))
        most = _REPEATED if not both_lead else _REPEATED_LEAD if one_event else _REPEATED_SIDE
        return shared > most or (both_lead and shared > _NO_DEED and not tells_a_deed(item, other))

    def place(self, item: Sentence, told: set[str], chosen: Sequence[Sentence]) -> tuple[bool, float]:
        """Return what puts a sentence before others: that it tells another event than those told, and its worth."""
        value = self.of(item, told, chosen)
        other = value > 0 and _of_one_time(item, chosen) and tells_another(item, chosen)
        return other, value

    def of(self, item: Sentence, told: set[str], chosen: Sequence[Sentence]) -> float:
        """Return what a sentence is worth behind those chosen, or as the first; 0 where it cannot be read there."""
        if chosen and self.told and not self._may_follow(item, chosen):
            return 0.0
        length = len(in_pairs(item.text).split())
        score = self._said(item, told, chosen) / math.sqrt(max(8, length))
        longest = _BEST_WORDS[1] if chosen or item.order else _LONGEST_LEAD
        score *= 1.0 if _BEST_WORDS[0] <= length <= longest else 0.6
        score *= 1.0 if length <= _BEST_WORDS[1] else _LONG
        if not chosen:
            return score * _as_lead(item, told) * (_NEWEST if item.revision.id == self.newest else 1.0)
        return score * (_behind(item, chosen) if self.told and self.one_story else self._in_affair(item, chosen))

    def _said(self, item: Sentence, told: set[str], chosen: Sequence[Sentence]) -> float:
        """Return what the new words of a sentence weigh: more, where the headline has them and nothing else tells."""
        new = item.topic - told
        score = sum(self.weights.get(word, 0.0) for word in new)
        if not chosen or not self.told:
            return score
        return score + (PROMISED - 1) * sum(self.weights.get(word, 0.0) for word in new & _promised(item, chosen[0]))

    def _may_follow(self, item: Sentence, chosen: Sequence[Sentence]) -> bool:
        """Tell whether a sentence can be read behind those chosen, and is no second telling of the first."""
        first = chosen[0]
        if _comes_before(item, first) or not stands_alone(item, chosen):
            return False
        if not goes_over(item, first) or tells_another(item, chosen):
            return True
        if 0 < _after(item, chosen) <= len(BEHIND) and _adds(item, first):
            return True
        return not self.one_story and not is_of_one_deed(item, first)

    def _in_affair(self, item: Sentence, chosen: Sequence[Sentence]) -> float:
        """Return what its place makes a sentence worth where several stories, or a writer, are to get theirs."""
        opens = 1.6 - 0.3 * item.order if item.order < LEAD else 1.0
        return opens * (FOLLOWING if self.one_story and _goes_on(item, chosen) else 1.0)


def _adds(item: Sentence, first: Sentence) -> bool:
    """Tell whether a sentence right behind the lead says more of its matter: what else was done, or what the headline
    says and the lead does not."""
    if says_again(item, first):
        return False
    shared = len(item.topic & first.topic) / (min(len(item.topic), len(first.topic)) or 1)
    return bool(_promised(item, first)) or (shared <= _MORE_OF_IT and tells_its_deed(item, first))


def _promised(item: Sentence, first: Sentence) -> frozenset[str]:
    """Return the stems of the leading report's headline that a sentence has and its lead has not."""
    return item.topic & (stems(plain_title(first.revision.title), first.language) - first.topic)


def _after(item: Sentence, chosen: Sequence[Sentence]) -> int:
    """Return how far behind what is told of its article a sentence stands; 0 where nothing of it is told before."""
    own = max((each.order for each in chosen if each.revision.id == item.revision.id), default=None)
    return max(0, item.order - own) if own is not None else 0


def _as_lead(item: Sentence, told: set[str]) -> float:
    """Return what its form and place make a sentence worth as the first."""
    factor = 1.0
    if hangs(item):
        factor = 0.4
    elif item.text.startswith(OPENED):
        factor = _SPOKEN_LEAD
    elif item.order and means_one_told(item, told):
        factor = 0.6
    if item.order < LEAD:
        factor *= (2.5 - 0.3 * item.order) * (1.0 if is_headed(item) else _NOT_HEADED)
    pack = pack_of(item.language)
    factor *= _ASIDE if pack.screening.begins_aside(item.text) else 1.0
    return factor * (_DATED if not item.order and read(item.text, pack.claims).days else 1.0)


def _behind(item: Sentence, chosen: Sequence[Sentence]) -> float:
    """Return what its place and what it tells make a sentence worth behind the lead of one story."""
    after = _after(item, chosen)
    if after != 1 and pack_of(item.language).screening.looks_back(item.text):
        return 0.0
    factor = BEHIND[after - 1] if 0 < after <= len(BEHIND) else 1.0 if after or item.order else OTHERS_LEAD
    first = chosen[0]
    adds = tells_its_deed(item, first) or _promised(item, first) or (after == 1 and figures(item) - figures(first))
    return factor * (1.0 if adds else _NO_NEW_DEED)


def _comes_before(item: Sentence, first: Sentence) -> bool:
    """Tell whether a sentence stands before the leading one in its article: it only led up to it."""
    return item.revision.id == first.revision.id and item.order < first.order


def _of_one_time(item: Sentence, chosen: Sequence[Sentence]) -> bool:
    """Tell whether a report came out beside the leading one: an older one tells an earlier state of the same."""
    return bool(chosen) and abs(when(item.revision) - when(chosen[0].revision)) <= BESIDE


def _goes_on(item: Sentence, chosen: Sequence[Sentence]) -> bool:
    """Tell whether a sentence is the next of a told article, or the lead of one that is not told yet."""
    untold = item.order == 0 and item.revision.id not in {other.revision.id for other in chosen}
    return follows(item, chosen) or untold
