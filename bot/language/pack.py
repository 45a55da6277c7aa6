"""What a language brings: one `LanguagePack` a language, made in a folder of its own and named in `registry.py`.

A pack is a set of facets. Each facet has a default that holds in any language, so that a pack says only what it knows,
and a text in a language without a pack loses nothing: it is read by the defaults.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.language.claims import ClaimRules
from bot.language.content_words import ContentWords
from bot.language.facts.counted_things import CountedThings
from bot.language.facts.dated_deeds import DatedDeeds
from bot.language.facts.entity_spans import EntitySpans, SpansByWords
from bot.language.facts.figures import Figures
from bot.language.names import Names
from bot.language.page_notices import PageNotices
from bot.language.people import People
from bot.language.questions.assertions import Assertions
from bot.language.questions.by_words import QuestionsByWords
from bot.language.questions.follow_ups import FollowUps
from bot.language.questions.grammar import Questions
from bot.language.screening import Screening
from bot.language.sentence_ends import ANY_ENDS, SentenceEnds
from bot.language.speech.credits import Credits
from bot.language.speech.cues import Cues
from bot.language.speech.grammar import Speech
from bot.language.speech.plain_speech import PlainSpeech
from bot.language.word_matching import WordMatching
from bot.text.quotation_marks import QuotationMarks


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguagePack:
    """A language: its ISO 639-1 code ("" for any that has no pack) and its name in English."""

    code: str = ""
    name: str = ""
    claims: ClaimRules = field(default_factory=ClaimRules)
    """How a claim is held against what it cites."""
    figures: Figures = field(default_factory=Figures)
    """How it writes numbers."""
    screening: Screening = field(default_factory=Screening)
    """By what its sentences are known that do not report."""
    counted_things: CountedThings = field(default_factory=CountedThings)
    """What its sentences count."""
    page_notices: PageNotices = field(default_factory=PageNotices)
    """What pages and feeds say around an article."""
    dated_deeds: DatedDeeds = field(default_factory=DatedDeeds)
    """What its sentences say was done on which day."""
    words: WordMatching = field(default_factory=WordMatching)
    """How its words are compared, for a question and for near-copies of a sentence."""
    spans: EntitySpans = field(default_factory=SpansByWords)
    """Where a sentence holds a date, an amount, a name, a place …"""
    questions: Questions = field(default_factory=QuestionsByWords)
    """What a question asks for, and which of its words carry meaning."""
    assertions: Assertions = field(default_factory=Assertions)
    """How a sentence says that something is not so, or is told of another."""
    follow_ups: FollowUps = field(default_factory=FollowUps)
    """How a line leans on what was asked before it."""
    commonest: str = ""
    """Its commonest words, by which it is told from other languages: some fifty, with spaces between."""
    asked_with: frozenset[str] = frozenset()
    """Folded words, beside its stop words, by which a line that somebody types is known to be in it."""
    one_letter: str = ""
    """Letters that are words too, or parts of them, and of many languages: “a”, the “s” of “Ada’s”."""
    sentence_ends: SentenceEnds = ANY_ENDS
    """What ends its sentences."""
    content: ContentWords = field(default_factory=ContentWords)
    """Which of its words say what a text is about."""
    names: Names = field(default_factory=Names)
    """What stands before names, and what is capitalised though it is none."""
    people: People = field(default_factory=People)
    """Its words for people, and whom its pronouns mean."""
    speech: Speech = field(default_factory=PlainSpeech)
    """How it says who said what …"""
    cues: Cues = field(default_factory=Cues)
    """… and which words tie what is said to a name."""
    quotation_marks: QuotationMarks = field(default_factory=QuotationMarks)
    """What it quotes with, beside the marks that every press knows."""
    credits: Credits = field(default_factory=Credits)
    """How it credits an outlet."""

    def small_words(self) -> frozenset[str]:
        """Return the words that tell nothing but which language it is."""
        return self.content.stopwords.union(self.commonest.split(), self.one_letter)

    def content_tokens(self, text: str) -> tuple[str, ...]:
        """Return the different tokens of a text that carry meaning, in order."""
        return tuple(dict.fromkeys(word for word in self.words.tokens(text) if word not in self.content.stopwords))
