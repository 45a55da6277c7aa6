"""Who says what in Velvi: its verb of speech is dirar, and “Sinjo.” stands before a name."""

from __future__ import annotations

from bot.language.content_words import ContentWords
from bot.language.names import Names
from bot.language.people import People
from bot.language.sentence_ends import ABBREVIATIONS, SentenceEnds
from bot.language.speech.plain_speech import PlainSpeech
from bot.language.speech.tokens import TokenRules
from bot.text.quotation_marks import QuotationMarks
from tests.language.toy import vocabulary

_PRONOUNS = frozenset(("hu",))
_SHORTENED = frozenset(("Sinjo",))

CONTENT = ContentWords(stopwords=vocabulary.SMALL, stem=vocabulary.stem, negations=vocabulary.NEGATIONS)
ENDS = SentenceEnds(abbreviations=ABBREVIATIONS | {"sinjo"})
NAMES = Names(
    shortened=_SHORTENED,
    titles=frozenset(("sinjo", "urbestro")),
    common=vocabulary.SMALL | _PRONOUNS | {"hero"},
    calendar=frozenset((*vocabulary.MONTHS, "lunek", "markek")),
)
QUOTATION_MARKS = QuotationMarks(own={"⟪": ("⟫",)})
PERSONS = People(
    roles=frozenset(("urbestro",)),
    articles=frozenset(("la", "lo")),
    definite=frozenset(("la", "lo")),
    conjunction="ye",
    pronouns={"hu": ("person",)},
)
SPEECH = PlainSpeech(
    verbs=vocabulary.SPEECH,
    pronouns=_PRONOUNS,
    negations=vocabulary.NEGATIONS,
    rules=TokenRules(shortened=_SHORTENED, marks="⟪⟫"),
)
