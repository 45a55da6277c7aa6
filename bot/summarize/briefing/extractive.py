"""The writer that needs no model: chooses the sentences that carry a story, as their sources print them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.evidence.people.first_mention import is_introduced
from bot.language.registry import pack_of
from bot.models import Claim, Statement
from bot.summarize.briefing.choosing.choice import chosen_of
from bot.summarize.briefing.choosing.worth import Worth, weights
from bot.summarize.briefing.selection import when
from bot.summarize.briefing.source_sentences import Material, Sentence
from bot.summarize.verification.typography import open_marks
from bot.summarize.verification.verify import says_too


def to_write_from(material: Material, fresh: Sequence[Sentence], most: int) -> tuple[Claim, ...]:
    """Return at most `most` claims of the fresh sentences for a writer: also those that lean on one before them, and
    what several articles begin with."""
    worth = Worth(weights(material), one_story=False, told=False)
    return tuple(_claim(item, fresh, material) for item in chosen_of(fresh, worth, material.told_words, most))


def tell(material: Material, fresh: Sequence[Sentence], most: int) -> tuple[Claim, ...]:
    """Return at most `most` claims of the fresh sentences that carry the story, each as its source prints it.

    The one that carries most of it leads, the others follow as their articles have them, its own article first.
    """
    introduced = [item for item in fresh if _introduces(item, material) and not open_marks(item.text)]
    newest = max(material.revisions, key=when, default=None)
    worth = Worth(weights(material), one_story=not material.sides, newest=newest.id if newest else 0)
    chosen = chosen_of(introduced or fresh, worth, material.told_words, most)
    own = [item.revision.id for item in chosen[:1]]
    chosen[1:] = sorted(
        chosen[1:], key=lambda item: (item.revision.id not in own, _position(item, material), item.order)
    )
    return tuple(_claim(item, fresh, material) for item in chosen)


def _introduces(item: Sentence, material: Material) -> bool:
    """Tell whether a reader can know who speaks in a sentence: “McGinty added” alone says nothing of McGinty.

    Whom an article names so in its first sentence, everybody knows.
    """
    said = (each.quote.speaker or "" for each in material.statements if item.order and _tells(item, each))
    return all(is_introduced(speaker, item.revision) for speaker in said)


def _position(item: Sentence, material: Material) -> int:
    return next(n for n, revision in enumerate(material.revisions) if revision.id == item.revision.id)


def _claim(item: Sentence, found: Sequence[Sentence], material: Material) -> Claim:
    """Return the sentence as a claim; where another outlet says the same, its sentence is a second citation."""
    citations = [item.revision.cite(item.span)]
    for other in found:
        if other.revision.id in {c.revision_id for c in citations} or not _alike(item, other):
            continue
        if says_too(item.text, [cited := other.revision.cite(other.span)], other.revision):
            citations.append(cited)
    said = next((s for s in material.statements if _tells(item, s)), None)
    return Claim(item.text, tuple(citations[:4]), speaker=said.quote.speaker if said else None)


def _alike(item: Sentence, other: Sentence) -> bool:
    return pack_of(item.language).words.alike(item.text, other.text)


def _tells(item: Sentence, statement: Statement) -> bool:
    cited = statement.citation
    return (
        cited.revision_id == item.revision.id
        and item.span[0] <= statement.quote.start
        and statement.quote.end <= item.span[1]
    )
