"""Whether a sentence can be read where its article's sentences before it are not, and whether it can lead a section."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.evidence.people.name_matching import same_person
from bot.language.claims import ClaimRules
from bot.language.registry import pack_of
from bot.language.title_forms import withholds_its_news
from bot.models import Revision
from bot.summarize.briefing.novelty import read
from bot.summarize.briefing.sentence_turns import LEAD
from bot.summarize.briefing.source_sentences import Sentence, hangs, stems

OPENING = 6_000
"""Characters of an article in which it names in full whom it later calls by one name."""
_TITLE, _HEADED, _HEADED_LATER = 4, 0.35, 0.6
"""Stems of a title that says what its article is about, the share of them that the main sentence of a report holds, and
that one holds which stands behind the scenes that an article opens with."""
_MEASURED = ("en", "")
"""Languages in which that share was measured; with no code, what no language could be told of."""
OPENED = tuple("“\"„«‘'")
_LABEL = re.compile(r"(?:[^\W\d_][\w’'-]*\s){0,3}[^\W\d_][\w’'-]*:\s")
"""“The offer: A cheque …” stands in a list, “The numbers: …” below a title."""
_FAR = 10
"""Sentences into an article behind which one leans on more of it than its words show."""


def stands_alone(item: Sentence, told: Sequence[Sentence]) -> bool:
    """Tell whether a sentence can be read behind those that are told: it follows one of them, or leans on nothing.

    What an article begins with leans on nothing but what it calls “he”.
    """
    if item.order > 0 and follows(item, told):
        return True
    if item.order > _FAR or hangs(item) or _leans(item):
        return False
    if item.order == 0:
        return True
    if means_one_told(item, _topics(told)) or _is_said_by_one_told(item, _topics(told)):
        return False
    if not any(item.revision.id == other.revision.id for other in told) and not _goes_with(item, told):
        return False
    known = " ".join(other.text for other in told)
    return not any(_is_known_elsewhere(name, item.revision, known) for name in _bare_names(item))


def _leans(item: Sentence) -> bool:
    """Tell whether a sentence has a word by which it stands beside another: “also”, or “they, too, had none”."""
    claims = pack_of(item.language).claims
    found = claims.tokens(item.text)
    if any(one.low in claims.leaning for one in found):
        return True
    ends = [*(one for one, then in pairwise(found) if then.mark), *found[-1:]]
    return any(one.low in claims.leaning_behind for one in ends)


def _goes_with(item: Sentence, told: Sequence[Sentence]) -> bool:
    """Tell whether a sentence of an article whose beginning is not told is its second, and names whom the told name."""
    rules = pack_of(item.language).claims
    mine, theirs = (_names_in(each, rules) for each in ((item,), told))
    return item.order <= 1 and bool(mine & theirs)


def _names_in(items: Sequence[Sentence], rules: ClaimRules) -> frozenset[str]:
    lines = (rules.read(item.text) for item in items)
    return frozenset().union(*(run.stems for line in lines for run in rules.names(line)))


def follows(item: Sentence, told: Sequence[Sentence]) -> bool:
    """Tell whether a sentence is the next one behind a told one."""
    return any(item.revision.id == other.revision.id and item.order == other.order + 1 for other in told)


def means_one_told(item: Sentence, told: Collection[str]) -> bool:
    """Tell whether a sentence begins with a thing that must be known, “The call …” or “During the call …”, and nothing
    told names it.

    `told`: stems of what is told.
    """
    people, found = pack_of(item.language).people, pack_of(item.language).claims.tokens(item.text)[:5]
    if not found or not item.text.startswith(found[0].text):
        return False
    begun = found[0].low in pack_of(item.language).claims.openers
    behind = begun + (len(found) > begun and found[begun].low in people.prepositions)
    first, *thing = [*found[behind:], None][: 3 if behind else 2]
    if first is None or first.low not in people.definite:
        return False
    words = [each.text for each in thing if each is not None and not each.mark]
    return bool(words) and all(map(str.islower, words)) and not stems(" ".join(words), item.language) & set(told)


def _is_said_by_one_told(item: Sentence, told: Collection[str]) -> bool:
    """Tell whether a sentence is said by a thing that must be known, “the statement said”, and nothing told does."""
    pack = pack_of(item.language)
    people, tokens = pack.people, pack.claims.tokens(item.text)
    for first, thing, verb in zip(tokens, tokens[1:], tokens[2:], strict=False):
        is_one = first.low in people.definite or first.low in pack.claims.hanging
        if is_one and thing.text.islower() and verb.low in pack.cues.speaking:
            return thing.low not in people.bodies and not stems(thing.text, item.language) & set(told)
    return False


def _topics(told: Sequence[Sentence]) -> frozenset[str]:
    return frozenset[str]().union(*(other.topic for other in told))


def _bare_names(item: Sentence) -> list[str]:
    """Return the names of one word, with or without a form of address: “Pence”, “Mr. Pence”."""
    pack = pack_of(item.language)
    spans = (item.text[start:end].split() for start, end in pack.spans.people(item.text))
    bare = ([word for word in words if word.strip(".").lower() not in pack.people.address] for words in spans)
    return [words[0] for words in bare if len(words) == 1]


def _is_known_elsewhere(name: str, revision: Revision, told: str) -> bool:
    """Tell whether an article names somebody in full whom a sentence calls by one name, and nothing told names him."""
    bare = name.removesuffix("'s").removesuffix("’s")
    full = [each for each in _full_names(revision.text[:OPENING], revision.language) if same_person(bare, each)]
    return bool(full) and bare not in told


@lru_cache(maxsize=500)
def _full_names(text: str, language: str) -> tuple[str, ...]:
    spans = pack_of(language).names.spans(text)
    return tuple(name for start, end in spans if len((name := text[start:end]).split()) > 1)


def leads_soundly(item: Sentence) -> bool:
    """Tell whether a sentence may lead: it is headed by its article's title and hangs on nothing.

    A quotation asks who speaks, and of what; what stands far down is background, unless it is what the title says.
    What share of a title that takes was measured on English news: elsewhere any sentence may lead.
    """
    if item.language not in _MEASURED:
        return True
    if item.text.startswith(OPENED) or _LABEL.match(item.text) or hangs(item):
        return False
    if pack_of(item.language).screening.says_nothing_of_it(item.text):
        return False
    title = item.revision.title
    if item.order and (means_one_told(item, ()) or "?" in title or withholds_its_news(title)):
        return False
    if item.order == 0 and _is_dated(item):
        return _share_of_title(item) > 0
    return is_headed(item) if item.order < LEAD else _share_of_title(item) >= _HEADED_LATER


def _is_dated(item: Sentence) -> bool:
    """Tell whether a sentence has a day or a figure of what it tells, as news does and the scene before it hardly."""
    line = read(item.text, pack_of(item.language).claims)
    return bool(line.days or line.numbers)


def is_headed(item: Sentence) -> bool:
    """Tell whether a sentence tells of what its article's title does; an anecdote that opens a report does not."""
    return _share_of_title(item) >= _HEADED


def _share_of_title(item: Sentence) -> float:
    """Return how much of its article's title a sentence holds: of a short one, any word is all."""
    title = stems(item.revision.title, item.language)
    shared = len(title & item.topic)
    return shared / len(title) if len(title) >= _TITLE else float(shared > 0 or not title)
