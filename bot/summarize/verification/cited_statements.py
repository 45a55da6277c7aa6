"""Who says what inside cited spans, as a claim about it is compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.evidence.quotes.extraction import quotes
from bot.language.claims import ClaimRules
from bot.language.detection import decided
from bot.language.registry import pack_of
from bot.language.sentences import sentences
from bot.models import Citation, Quote, Statement
from bot.summarize.verification.speaker_names import same
from bot.summarize.verification.typography import even


@dataclass(frozen=True, slots=True)
class CitedQuote:
    """A quote as proof compares it: its words, and who says it through whom to whom."""

    quote: Quote
    text: str
    stems: frozenset[str]
    names: tuple[str, ...]
    """What its speaker is called: the resolved name, the words of the sentence, and the name beside them."""
    listeners: tuple[str, ...]
    """What the one who hears it is called."""
    rules: ClaimRules

    @property
    def who(self) -> str:
        """Return the speaker for a person to read."""
        return self.names[0] if self.names else "somebody"

    def by(self, name: str | None) -> bool:
        """Tell whether a name may mean the speaker."""
        return any(same(name, other, self.rules) for other in self.names)

    def holds(self, words: str) -> bool:
        """Tell whether the quotation has these words; the first letter may be small or not."""
        return words in self.text or (words[:1].swapcase() + words[1:]) in self.text

    @property
    def named_by_pronoun(self) -> bool:
        """Tell whether the sentence itself has but “he” for its speaker."""
        return (self.quote.speaker_as_written or "").lower() in self.rules.pronouns


@dataclass(frozen=True, slots=True)
class CitedSource:
    """What is said in the cited spans, and the language that they are in."""

    language: str
    said: tuple[CitedQuote, ...]

    @property
    def rules(self) -> ClaimRules:
        """Return what claims in that language are held by."""
        return pack_of(self.language).claims

    def told_in(self, text: str) -> list[CitedQuote]:
        """Return what a sentence in that language tells that somebody says."""
        return [_said(quote, self.rules) for quote in quotes(text, ((0, len(text)),), self.language)]


def said_in(citations: Sequence[Citation], statements: Sequence[Statement], language: str) -> CitedSource:
    """Return what is said inside the cited spans: the statements known of the whole article, else what they show."""
    known = [item.quote for item in statements if any(_inside(item, citation) for citation in citations)]
    read = [quote for item in citations for quote in _read(item, language or decided(item.text, item.language))]
    told = {" ".join(quote.text.split()) for quote in known}
    text = "\n".join(citation.text for citation in citations)
    rules, new = pack_of(language).claims, (quote for quote in read if " ".join(quote.text.split()) not in told)
    return CitedSource(language, tuple(_said(quote, rules, text) for quote in [*known, *new]))


def _read(citation: Citation, language: str) -> Sequence[Quote]:
    return quotes(citation.text, sentences(citation.text, language), language)


def _inside(item: Statement, citation: Citation) -> bool:
    same = item.citation.revision_id == citation.revision_id
    return same and item.quote.start < citation.end and item.quote.end > citation.start


def _said(quote: Quote, rules: ClaimRules, text: str = "") -> CitedQuote:
    kept = rules.read(quote.text)
    words = frozenset(t.stem for t, kind in zip(kept.tokens, kept.kinds, strict=True) if t.content and kind != "name")
    stems = words or frozenset(token.stem for token in kept.tokens if token.content)
    written = quote.speaker_as_written or ""
    names = dict.fromkeys(name for name in (quote.speaker, written, *_beside(written, text, rules)) if name)
    heard = quote.addressee or ""
    listeners = tuple(name for name in (heard, *_beside(heard, text, rules)) if name)
    named = tuple(name for name in names if name.lower() not in rules.pronouns)
    return CitedQuote(quote, even(quote.text), stems, named, listeners, rules)


def _beside(written: str, text: str, rules: ClaimRules) -> Iterator[str]:
    """The name in apposition to a speaker's description: “its leader, Otto Berg,”."""
    article = f"(?:(?:{'|'.join(map(re.escape, sorted(rules.articles)))}) )?" if rules.articles else ""
    if written and text:
        name = r"((?:[A-Z][\w.'’-]*\s?){1,4})(?=,|\s|$)"
        for match in re.finditer(rf"{re.escape(written)},\s{article}{name}", text):
            yield match[1].strip()
