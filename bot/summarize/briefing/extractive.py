"""The writer that needs no model: chooses the sentences that carry a story, as their sources print them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.evidence.people.first_mention import is_introduced, naming
from bot.language.detection import decided
from bot.language.in_any_language import name_key
from bot.language.registry import pack_of
from bot.language.untrusted_text import is_reporting
from bot.models import Claim, Statement
from bot.summarize.briefing import novelty
from bot.summarize.briefing.novelty import Known
from bot.summarize.briefing.other_events import (
    goes_over,
    headed_alike,
    is_of_one_deed,
    says_again,
    tells_a_deed,
    tells_another,
)
from bot.summarize.briefing.selection import when
from bot.summarize.briefing.sentence_turns import LEAD, figures, in_turn
from bot.summarize.briefing.source_sentences import Material, Sentence, hangs, sound_statements, stems
from bot.summarize.briefing.standing_alone import (
    OPENED,
    follows,
    is_headed,
    leads_soundly,
    means_one_told,
    stands_alone,
)
from bot.summarize.verification.typography import open_marks
from bot.summarize.verification.verify import says_too
from bot.text.scripts import in_pairs

FOLLOWING = 1.1
"""What makes the next sentence of an article worth more: it goes on with what was told. So does the lead of another."""
BESIDE = 24 * 3_600.0
"""Seconds within which reports of one time come out."""
_NOT_HEADED = 0.5
"""What makes a sentence that opens a report worth less where its title speaks of something else."""
_QUOTED_AGAIN = 0.4
"""Share of a quotation's words that were told, by which it says them once more."""
_QUOTED = 3
"""Words of a quotation by which it is known again."""
_SPOKEN_LEAD = 0.6
"""What makes a quotation worth less as the first sentence: a reader asks who speaks, and of what."""
_BEST_WORDS, _LONGEST_LEAD = (8, 40), 55
_REPEATED, _REPEATED_LEAD, _REPEATED_SIDE, _NO_DEED = 0.6, 0.15, 0.85, 0.5
"""Share of the shorter sentence's words of meaning by which it repeats another, by which a lead does another's on one
story, by which it does on one affair, and by which it does there where nobody new does anything new."""


def to_write_from(material: Material, fresh: Sequence[Sentence], most: int) -> tuple[Claim, ...]:
    """Return at most `most` claims of the fresh sentences for a writer: also those that lean on one before them, and
    what several articles begin with."""
    worth = _Worth(_weights(material), one_story=False, told=False)
    return tuple(_claim(item, fresh, material) for item in _chosen(fresh, worth, material.told_words, most))


def tell(material: Material, fresh: Sequence[Sentence], most: int) -> tuple[Claim, ...]:
    """Return at most `most` claims of the fresh sentences that carry the story, each as its source prints it.

    The one that carries most of it leads, the others follow as their articles have them, its own article first.
    """
    introduced = [item for item in fresh if _introduces(item, material) and not open_marks(item.text)]
    worth = _Worth(_weights(material), one_story=not material.sides)
    chosen = _chosen(introduced or fresh, worth, material.told_words, most)
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


def _weights(material: Material) -> dict[str, float]:
    """Return how much each stem belongs to the story: in how many articles and paragraphs it stands, and in titles."""
    weights: Counter[str] = Counter()
    for revision in material.revisions:
        language = decided(revision.text, revision.language)
        for paragraph in revision.text[:20_000].split("\n"):
            weights.update(dict.fromkeys(stems(paragraph, language), 1))
        weights.update(dict.fromkeys(stems(revision.title, language), 3))
    return {word: math.log1p(count) for word, count in weights.items()}


def _chosen(found: Sequence[Sentence], worth: _Worth, before: frozenset[str], most: int) -> list[Sentence]:
    """Choose sentence by sentence what adds most to the words told before: no two that say the same.

    Behind the first stands only what can be read there, another event before what goes on with a told one.
    """
    chosen: list[Sentence] = []
    told = set(before)
    left = list(found)
    while left and len(chosen) < most:
        able = in_turn(left, chosen, is_affair=worth.told and not worth.one_story)
        if worth.told and not chosen:
            able = [item for item in able if leads_soundly(item)] or able
        best = max(able, key=lambda item: (*worth.place(item, told, chosen), -item.revision.id, -item.order))
        if chosen and worth.of(best, told, chosen) <= 0:
            break
        chosen.append(best)
        told |= best.topic
        left = [item for item in left if item is not best and not worth.repeats(item, best)]
    return chosen


@dataclass(frozen=True, slots=True)
class _Worth:
    """What a sentence is worth: by how much each stem belongs to the story, and whether it goes on with a told one.

    `one_story`: it is no affair of several, where the others' sentences are to come. `told`: it is told as it stands.
    """

    weights: Mapping[str, float]
    one_story: bool
    told: bool = True

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
        if tells_another(item, (other,)):
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

    def _may_follow(self, item: Sentence, chosen: Sequence[Sentence]) -> bool:
        """Tell whether a sentence can be read behind those chosen, and is no second telling of the first."""
        first = chosen[0]
        if _comes_before(item, first) or not stands_alone(item, chosen):
            return False
        if not goes_over(item, first) or tells_another(item, chosen):
            return True
        return not self.one_story and not is_of_one_deed(item, first)

    def of(self, item: Sentence, told: set[str], chosen: Sequence[Sentence]) -> float:
        if chosen and self.told and not self._may_follow(item, chosen):
            return 0.0
        length = len(in_pairs(item.text).split())
        score = sum(self.weights.get(word, 0.0) for word in item.topic - told) / math.sqrt(max(8, length))
        longest = _BEST_WORDS[1] if chosen or item.order else _LONGEST_LEAD
        score *= 1.0 if _BEST_WORDS[0] <= length <= longest else 0.6
        if not chosen and hangs(item):
            score *= 0.4
        elif not chosen and item.text.startswith(OPENED):
            score *= _SPOKEN_LEAD
        elif not chosen and item.order and means_one_told(item, told):
            score *= 0.6
        if item.order < LEAD:
            score *= (1.6 if chosen else 2.5) - 0.3 * item.order
            score *= 1.0 if chosen or is_headed(item) else _NOT_HEADED
        return score * (FOLLOWING if self.one_story and chosen and _goes_on(item, chosen) else 1.0)


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


# ---------------------------------------------------------------- a quotation


def quotation(material: Material, told: Sequence[Claim]) -> Claim | None:
    """Return the quotation of a named speaker that says most of the story and is not told yet, or None."""
    weights = _weights(material)
    quoted = Known(claim.text for claim in told)
    heard = frozenset[str]().union(*(stems(claim.text, claim.citations[0].language) for claim in told))
    best: tuple[float, Claim] | None = None
    for statement in sound_statements(material):
        claim = _quoted(statement, material)
        if (
            claim is None
            or not _is_told_who(claim, told)
            or any(_overlaps(claim, other) for other in told)
            or quoted.quotes(claim.text)
        ):
            continue
        said = stems(statement.quote.text, statement.citation.language)
        if len(said & heard) > _QUOTED_AGAIN * len(said) or _quotes_what_is_told(claim, told):
            continue
        value = sum(weights.get(word, 0.0) for word in said) / math.sqrt(max(8, len(said)))
        if best is None or value > best[0]:
            best = (value, claim)
    return best[1] if best else None


def _is_told_who(claim: Claim, told: Sequence[Claim]) -> bool:
    """Tell whether a reader knows who speaks: a quotation names him in full, or what is told names him."""
    key = name_key(claim.speaker or "")
    names = (claim.text[start:end] for start, end in pack_of(claim.citations[0].language).names.spans(claim.text))
    full = any(len(name.split()) > 1 and name_key(name) == key for name in names)
    return full or any(key in pack_of(c.citations[0].language).words.tokens(c.text) for c in told)


def _quotes_what_is_told(claim: Claim, told: Sequence[Claim]) -> bool:
    """Tell whether words that a claim has in quotation marks stand in what is told, with or without the marks."""
    heard = " ".join(other.text for other in told).casefold()
    return any(len(words.split()) >= _QUOTED and words in heard for words in novelty.quotations(claim.text))


def _quoted(statement: Statement, material: Material) -> Claim | None:
    quote, cited = statement.quote, statement.citation
    text = " ".join(cited.text.split())
    revision = next((r for r in material.revisions if r.id == cited.revision_id), None)
    if revision is None or quote.kind == "indirect" or not quote.speaker or not quote.speaker[:1].isupper():
        return None
    known, language = material.known, decided(revision.text, revision.language)
    if not is_reporting(text) or known.holds(text, language) or known.quotes(text):
        return None
    if len(in_pairs(text).split()) > _BEST_WORDS[1] + 10 or len(in_pairs(quote.text).split()) < 4:
        return None
    claims = pack_of(language).claims
    opens = claims.leaning if text.startswith(OPENED) else claims.leaning | claims.hanging
    if not opens.isdisjoint(pack_of(language).words.tokens(text)[:1]):
        return None
    if not is_introduced(quote.speaker, revision) or open_marks(text):  # what stands behind it may turn its meaning
        return None
    if name_key(quote.speaker) in pack_of(language).words.tokens(text):
        return Claim(text, (cited,), speaker=quote.speaker)
    mention = naming(quote.speaker, cited, revision)
    if mention is None:
        return None
    printed, where = mention
    return Claim(f"{printed}: {text}", (cited, where), speaker=quote.speaker)


def _overlaps(claim: Claim, other: Claim) -> bool:
    mine = claim.citations[0]
    return pack_of(mine.language).words.alike(claim.text, other.text) or any(
        c.revision_id == mine.revision_id and c.start < mine.end and c.end > mine.start for c in other.citations
    )
