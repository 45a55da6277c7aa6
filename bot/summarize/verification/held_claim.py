"""A claim beside what it cites, read once: what each check of it looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.language.claims import ClaimRules
from bot.language.facts.figures import Figures
from bot.language.registry import every_mark, pack_of
from bot.language.sentences import split
from bot.language.tokens import Line
from bot.models import Claim, Statement
from bot.summarize.verification.cited_language import language_of
from bot.summarize.verification.cited_statements import CitedSource, said_in
from bot.summarize.verification.typography import even


@dataclass(frozen=True)
class HeldClaim:
    """A claim with the sentences that it cites; `language` is the claim's own, `statements` those of its articles."""

    claim: Claim
    source: CitedSource
    statements: Sequence[Statement]
    language: str

    @classmethod
    def of(cls, claim: Claim, statements: Sequence[Statement] = (), language: str = "") -> HeldClaim:
        """Return a claim as it is held; without a `language` of its own it is in its source's."""
        source = said_in(claim.citations, statements, language_of(claim.citations))
        own = language.split("-", maxsplit=1)[0].lower()
        return cls(claim, source, statements, own or source.language)

    @property
    def one_language(self) -> bool:
        """Tell whether the claim is in the language of what it cites: only then can their words be compared."""
        return self.language == self.source.language

    @property
    def rules(self) -> ClaimRules:
        """Return the rules of the claim's own language."""
        return pack_of(self.language).claims

    @property
    def figures(self) -> Figures:
        """Return how numbers are written in the claim's own language."""
        return pack_of(self.language).figures

    @cached_property
    def sentences(self) -> tuple[tuple[str, ...], ...]:
        """Return the sentences of each citation."""
        return tuple(tuple(split(cited.text, self.source.language)) for cited in self.claim.citations)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Return the cited sentences as their language reads them."""
        return tuple(self.source.rules.read(text) for cited in self.sentences for text in cited)

    @cached_property
    def line(self) -> Line:
        """Return the claim as its source's language reads it."""
        return self.source.rules.read(self.claim.text, [line.tokens for line in self.lines])

    @cached_property
    def unquoted(self) -> str:
        """Return the claim's own words: without those in quotation marks, which others said."""
        text = self.claim.text
        for start, end in reversed(every_mark().quoted(text)):
            text = f"{text[:start]} {text[end:]}"
        return text

    @cached_property
    def cited(self) -> str:
        """Return all that is cited, with one kind of each mark."""
        return "\n".join(even(citation.text) for citation in self.claim.citations)
