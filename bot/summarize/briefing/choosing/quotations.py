"""What somebody says of a story, word for word, and who it is."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.evidence.people.first_mention import is_introduced, naming
from bot.language.detection import decided
from bot.language.in_any_language import name_key
from bot.language.registry import every_mark, pack_of
from bot.language.title_forms import plain_title
from bot.language.untrusted_text import is_reporting
from bot.models import Citation, Claim, Revision, Statement
from bot.summarize.briefing import novelty
from bot.summarize.briefing.choosing.worth import weights as weights_of
from bot.summarize.briefing.novelty import Known
from bot.summarize.briefing.source_sentences import Material, sound_statements, stems
from bot.summarize.briefing.standing_alone import OPENED
from bot.summarize.verification.typography import open_marks
from bot.text.scripts import in_pairs
from bot.text.visible import letters_of

_QUOTED_AGAIN = 0.4
"""Share of a quotation's words that were told, by which it says them once more."""
_TOLD_AGAIN, _RETOLD = 0.4, 3
"""The same of the sentence around it, and how many words these are at least."""
_QUOTED = 3
"""Words of a quotation by which it is known again."""
_WORDS = 50
"""Words of the longest sentence with one."""
_OF_THE_LEAD, _BESIDE, _PROMISED = 1.5, 1.5, 2.0
"""What makes a quotation worth more that stands in the report which leads, and right behind what is told of it, and a
word of it that the headline has."""
_CAPITALISED = re.compile(r"\b[^\W\d_a-z][\w’'-]*")
_APOSTROPHE = re.compile("['’]")


def quotation(material: Material, told: Sequence[Claim]) -> Claim | None:
    """Return the quotation of a named speaker that says most of the story and is not told yet, or None."""
    heard, weights = _Heard.of(told, material), weights_of(material)
    best: tuple[float, Claim] | None = None
    for statement in sound_statements(material):
        claim = _quoted(statement, material)
        if claim is None or not heard.lacks(claim) or not heard.lets_follow(statement):
            continue
        value = heard.worth(statement, weights)
        if best is None or value > best[0]:
            best = (value, claim)
    return best[1] if best else None


@dataclass(frozen=True, slots=True)
class _Heard:
    """What is told before a quotation, its stems, and those that its headline promises beside them."""

    told: Sequence[Claim]
    stems: frozenset[str]
    promised: frozenset[str]
    ends: tuple[tuple[Revision, int], ...]
    """Where in which articles each told sentence ends."""

    @classmethod
    def of(cls, told: Sequence[Claim], material: Material) -> _Heard:
        every = frozenset[str]().union(*(stems(claim.text, claim.citations[0].language) for claim in told))
        held = {revision.id: revision for revision in material.revisions}
        cited = [claim.citations[0] for claim in told]
        ends = tuple((held[each.revision_id], each.end) for each in cited if each.revision_id in held)
        promised = stems(plain_title(cited[0].title), cited[0].language) - every if cited else frozenset[str]()
        return cls(told, every, promised, ends)

    def lacks(self, claim: Claim) -> bool:
        """Tell whether what is told says nothing of a quotation yet, but who its speaker is."""
        return (
            _is_told_who(claim, self.told)
            and not any(_overlaps(claim, other) for other in self.told)
            and not Known(other.text for other in self.told).quotes(claim.text)
            and not self._retells(claim)
            and not _quotes_what_is_told(claim, self.told)
        )

    def _retells(self, claim: Claim) -> bool:
        """Tell whether the sentence around a quotation tells once more what is told, beside names."""
        outside = _unquoted(claim.text)
        named = stems(" ".join(_CAPITALISED.findall(outside)), claim.citations[0].language)
        said = stems(outside, claim.citations[0].language) - named
        return len(said & self.stems) >= max(_RETOLD, _TOLD_AGAIN * len(said))

    def lets_follow(self, statement: Statement) -> bool:
        """Tell whether a quotation can be read here: right behind what it goes on with, or where it says what it
        speaks of, and that is the story's matter or of the report that leads."""
        if self._goes_on(statement.citation):
            return True
        said = stems(statement.quote.text, statement.citation.language)
        named = stems(" ".join(_CAPITALISED.findall(statement.quote.text)), statement.citation.language)
        own, again = said & (self.stems | self.promised), (said - named) & self.stems
        is_of_the_lead = statement.citation.revision_id == self.told[0].citations[0].revision_id
        if not (own or is_of_the_lead) or len(again) > _QUOTED_AGAIN * len(said):
            return False
        return not _opens_on_one_told(statement)

    def worth(self, statement: Statement, weights: Mapping[str, float]) -> float:
        """Return what a quotation adds: more, where it is of the report that leads and keeps what the headline says."""
        said = stems(statement.quote.text, statement.citation.language)
        value = sum(weights.get(word, 0.0) * (_PROMISED if word in self.promised else 1.0) for word in said)
        value *= _OF_THE_LEAD if statement.citation.revision_id == self.told[0].citations[0].revision_id else 1.0
        return value * (_BESIDE if self._goes_on(statement.citation) else 1.0) / math.sqrt(max(8, len(said)))

    def _goes_on(self, cited: Citation) -> bool:
        return any(
            revision.id == cited.revision_id and not letters_of(revision.text[end : cited.start])
            for revision, end in self.ends
            if end <= cited.start
        )


def _unquoted(text: str) -> str:
    """Return a sentence without what stands in it between quotation marks."""
    for start, end in sorted(every_mark().quoted(text), reverse=True):
        text = f"{text[:start]}{text[end:]}"
    return text


def _opens_on_one_told(statement: Statement) -> bool:
    """Tell whether somebody’s words begin with what must be known: “It’s an invasion …”."""
    pack = pack_of(statement.citation.language)
    first = pack.words.tokens(_APOSTROPHE.split(statement.quote.text, maxsplit=1)[0])[:1]
    return bool(first) and first[0] in pack.claims.hanging


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
    if len(in_pairs(text).split()) > _WORDS or len(in_pairs(quote.text).split()) < 4:
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
