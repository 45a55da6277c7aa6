"""Whether a sentence can be read where its article's sentences before it are not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from bot.evidence.people.name_matching import same_person
from bot.language.registry import pack_of
from bot.models import Revision
from bot.summarize.briefing.source_sentences import Sentence, hangs, stems

OPENING = 6_000
"""Characters of an article in which it names in full whom it later calls by one name."""


def stands_alone(item: Sentence, told: Sequence[Sentence]) -> bool:
    """Tell whether a sentence can be read behind those that are told: it follows one of them, or leans on nothing.

    What an article begins with leans on nothing.
    """
    if item.order == 0 or follows(item, told):
        return True
    pack = pack_of(item.language)
    words = pack.words.tokens(item.text)
    if hangs(item) or pack.claims.leaning & set(words) or means_one_told(item, _topics(told)):
        return False
    known = " ".join(other.text for other in told)
    return not any(_is_known_elsewhere(name, item.revision, known) for name in _bare_names(item))


def follows(item: Sentence, told: Sequence[Sentence]) -> bool:
    """Tell whether a sentence is the next one behind a told one."""
    return any(item.revision.id == other.revision.id and item.order == other.order + 1 for other in told)


def means_one_told(item: Sentence, told: Collection[str]) -> bool:
    """Tell whether a sentence begins with a thing that must be known, “The call …” or “During the call …”, and nothing
    told names it.

    `told`: stems of what is told.
    """
    people, found = pack_of(item.language).people, pack_of(item.language).claims.tokens(item.text)[:4]
    if not found or not item.text.startswith(found[0].text):
        return False
    behind = found[0].low in people.prepositions
    first, *thing = [*found[behind:], None][: 3 if behind else 2]
    if first is None or first.low not in people.definite:
        return False
    words = [each.text for each in thing if each is not None]
    return bool(words) and all(map(str.islower, words)) and not stems(" ".join(words), item.language) & set(told)


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
