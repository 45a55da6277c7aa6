"""Whether a sentence tells another event than a section tells already, or that event once more."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.language.registry import pack_of
from bot.summarize.briefing.novelty import Compared, read, renamed, repeats
from bot.summarize.briefing.source_sentences import Sentence, stems

DIFFERING = 2
"""Of names, figures and days, so many kinds in which two leads have each what the other has not: one outlet's lead
names a day or a person more, but tells no other place with another toll."""

OF_ONE_FORM = 0.5
"""Share of the words, names apart, that leads on two events have in common which came as one story: two matches, two
banks. Leads in words of their own are on one event, as two reporters tell it."""

_ONE_TITLE, _TITLE_SHARED = 2, 0.5
"""Stems that the titles of two reports on one event share, and the share of the shorter one's that is too few: “the
Norwick ferry” sails again, and costs more."""
_RETOLD = 0.25
"""Share of the shorter sentence's words by which one behind the lead goes over it again. Of 60 such sentences of three
weeks of news 25 had as many, and 19 of these told the lead's fact a second time; of the others two did."""


def tells_another(item: Sentence, told: Sequence[Sentence]) -> bool:
    """Tell whether a lead tells an event that no told lead tells: another name with another figure or day."""
    leads = [other for other in told if not other.order and other.revision.id != item.revision.id]
    if item.order or not leads or len(leads) < sum(not other.order for other in told):
        return False
    line = _read(item.text, item.language)
    return all(_is_another(line, _read(other.text, other.language)) for other in leads)


@lru_cache(maxsize=500)
def _read(text: str, language: str) -> Compared:
    return read(text, pack_of(language).claims)


def _is_another(line: Compared, told: Compared) -> bool:
    mine, theirs = line.words - line.names, told.words - told.names
    if len(mine & theirs) < OF_ONE_FORM * min(len(mine), len(theirs)):
        return False
    pairs = ((line.names, told.names), (line.numbers, told.numbers), (line.days, told.days))
    return sum(bool(mine - theirs and theirs - mine) for mine, theirs in pairs) >= DIFFERING


def is_of_one_deed(item: Sentence, first: Sentence) -> bool:
    """Tell whether two sentences of an affair tell of one event, and not of two sides of it: by their titles, or by
    what these and they share beside names."""
    mine, theirs = (_read(each.text, each.language) for each in (item, first))
    shared = (mine.words & theirs.words) - mine.names - theirs.names
    return headed_alike(item, first) or (len(shared) >= _ONE_TITLE and len(_titled_both(item, first)) >= _ONE_TITLE)


def goes_over(item: Sentence, first: Sentence) -> bool:
    """Tell whether a sentence goes over what leads: it says it at length, or as another outlet has it."""
    return len(item.topic & first.topic) >= _RETOLD * min(len(item.topic), len(first.topic) or 1)


def headed_alike(item: Sentence, other: Sentence) -> bool:
    """Tell whether two articles are headed by the same event, and not by two sides of an affair."""
    least = min(len(stems(each.revision.title, each.language)) for each in (item, other))
    shared = len(_titled_both(item, other))
    return shared >= _ONE_TITLE and shared > _TITLE_SHARED * least


def _titled_both(item: Sentence, other: Sentence) -> frozenset[str]:
    """Return the stems that the titles of two articles share."""
    return stems(item.revision.title, item.language) & stems(other.revision.title, other.language)


def tells_a_deed(item: Sentence, other: Sentence) -> bool:
    """Tell whether a sentence says of something done, or of somebody, that another does not."""
    line, told = _read(item.text, item.language), _read(other.text, other.language)
    return bool((line.deeds | line.names) - told.words - renamed(line, told))


def tells_its_deed(item: Sentence, first: Sentence) -> bool:
    """Tell whether something is done in a sentence that is not done in the first, beside speaking: “The resolution was
    adopted” says no more of the deed than “approved a resolution”."""
    pack = pack_of(item.language)
    line, told = _read(item.text, item.language), _read(first.text, first.language)
    deeds = {
        token.stem for token in line.tokens if token.content and token.past and token.low not in pack.cues.speaking
    }
    return not line.deeds or bool(deeds - told.words - renamed(line, told))


def says_again(item: Sentence, other: Sentence) -> bool:
    """Tell whether a sentence has nothing that another has not, in these words or others for the same."""
    return repeats(_read(item.text, item.language), _read(other.text, other.language))
