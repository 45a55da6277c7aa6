"""English for `ClaimRules`: each rule is a module beside this one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.language.claims import ClaimRules
from bot.language.en import synonyms as synonym_table
from bot.language.en import tokens as tokenizer
from bot.language.en.calendar_words import MONTH_NAMES, MONTHS, RELATIVE_DAYS, WEEKDAY_NAMES, WEEKDAYS
from bot.language.en.claims import (
    equal_words,
    expected_and_done,
    names_and_numbers,
    negation,
    own_words,
    printed,
    quantities,
    semantic_roles,
    unsupported_words,
    word_order,
)
from bot.language.en.function_words import DEMONSTRATIVES, NEGATIONS, SOME_OF_THEM, SUBJECTS, THIRD_PERSON
from bot.language.en.lexicon import FUNCTION
from bot.language.en.names import name_words
from bot.language.en.speech.speech_verbs import LEMMAS
from bot.language.en.word_match import same
from bot.language.tokens import Deed, Line, NameRun, Token, opener

_ABOUT_THE_TEXT = frozenset(
    tokenizer.stem(word)
    for word in """passage summary summarize article text provide describe mention key main core information concise
    point follow overall include state discuss report detail content source note individual base give""".split()
)
"""What a summary says of its own text: nothing that the source need say."""

_DOUBTFUL = LEMMAS & frozenset(
    "claim allege accuse argue suggest believe think hope fear insist deny predict speculate".split()
)


class EnglishClaims(ClaimRules):
    """The rules of English, which go by the order of its words."""

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Return the tokens of a sentence; “didn’t” is two, “2.5 million” and “forty-two” are one number each."""
        return tokenizer.tokens(text)

    def read(self, text: str, source: Sequence[Sequence[Token]] = ()) -> Line:
        """Return a sentence with the kinds of its tokens."""
        return names_and_numbers.line_of(text, source)

    def names(self, line: Line) -> tuple[NameRun, ...]:
        """Return the names of a sentence, each once."""
        return names_and_numbers.name_runs(line)

    def surname(self, name: str) -> str:
        """Return the stem of a name's last word; titles are passed over."""
        words = name_words(name)
        return tokenizer.stem(words[-1]) if words else ""

    def meant(self, lines: Sequence[Line], index: int) -> set[str]:
        """Return the name of the sentence before, where this one says “he” or “its” and only one can be meant: the
        only bearer, or the one that both sentences begin with."""
        if not index or not THIRD_PERSON & {token.low for token in lines[index].tokens}:
            return set()
        bearers = [run for run in self.names(lines[index - 1]) if not run.in_place]
        if len(bearers) == 1:
            return set(bearers[0].stems)
        return opener(lines[index - 1]) if lines[index].tokens[0].low in THIRD_PERSON else set()

    def same_word(self, one: str, other: str) -> bool:
        """Tell whether two words may say the same: forms of one, or synonyms."""
        return same(one, other)

    def same_name(self, token: Token, other: Token) -> bool:
        """Tell whether two words may be forms of one name or title: “Gov.” and “Governor”."""
        return printed.same_name(token, other)

    def synonyms(self, one: str, other: str) -> bool:
        """Tell whether two stems may say one thing."""
        return synonym_table.synonyms(one, other)

    def equal(self, one: str, other: str) -> bool:
        """Tell whether two stems say the very same: “private” and “personal”, not “teacher” and “professor”."""
        return equal_words.equal(one, other)

    def is_about_the_text(self, token: Token) -> bool:
        """Tell whether a word is one that a summary says of its own text."""
        return token.stem in _ABOUT_THE_TEXT

    def changed(self, claim: Line, used: Sequence[Line], cited: Sequence[Line], also: Collection[str] = ()) -> str:
        """Say what a claim says otherwise than the sentences that it rests on."""
        theirs = [line.tokens for line in used]
        return (
            names_and_numbers.misplaced(claim, used, also)
            or quantities.misdated(claim, used)
            or quantities.mismeasured(claim, used)
            or negation.departure(claim.tokens, theirs)
            or negation.opposite(claim.tokens, theirs)
            or unsupported_words.invented(claim, [line.tokens for line in cited], also)
        )

    def keeps(self, claim: str, sentence: str) -> bool:
        """Tell whether a claim says, in a sentence's own words, nothing but what the sentence says."""
        return own_words.keeps(claim, sentence)

    def unprinted_name(self, claim: Line, cited: Sequence[Line], also: Collection[str] = ()) -> str:
        """Return a name of the claim that the cited sentences do not print in any form."""
        return printed.unprinted_name(claim, cited, also)

    def unprinted_title(self, claim: Line, cited: Sequence[Line]) -> str:
        """Return a title that the cited sentences do not print."""
        return printed.unprinted_title(claim, cited)

    def other_unit(self, claim: Line, cited: Sequence[Line]) -> str:
        """Return a number that the cited sentences print with another unit only."""
        return printed.other_unit(claim, cited)

    def departure(self, claim: Sequence[Token], sources: Sequence[Sequence[Token]]) -> str:
        """Say which “not” or “would” of the sources the claim drops, or adds."""
        return negation.departure(claim, sources)

    def opposite(self, claim: Sequence[Token], sources: Sequence[Sequence[Token]]) -> str:
        """Say which word of the claim turns one of the sources into its contrary."""
        return negation.opposite(claim, sources)

    def deeds(self, line: Sequence[Token]) -> tuple[Deed, ...]:
        """Return what is done in a sentence, by whom and to whom."""
        return semantic_roles.deeds(line)

    def ahead(self, line: Sequence[Token]) -> frozenset[str]:
        """Return the stems of what a sentence only expects, plans or asks for."""
        return expected_and_done.ahead(line)

    def done(self, line: Sequence[Token]) -> frozenset[str]:
        """Return the stems of what a sentence tells as done."""
        return expected_and_done.done(line)

    def turned(self, mine: Sequence[Deed], theirs: Sequence[Deed], names: Collection[str]) -> bool:
        """Tell whether a deed of one sentence has its roles turned about in the other."""
        return semantic_roles.turned(mine, theirs, names)

    def says_another(self, line: Sequence[Token], told: Sequence[Token]) -> bool:
        """Tell whether a sentence of much the same words as a told one says another thing by their order."""
        return word_order.says_another(line, told)


_TURNED = "before after, above below, more less, up down, won lost, rose fell, accepted rejected, opened closed"
_PAIRS = [pair.split() for pair in _TURNED.split(", ")]

CLAIMS = EnglishClaims(
    contraries={one: other for pair in _PAIRS for one, other in (pair, pair[::-1])},
    function_words=FUNCTION,
    negations=NEGATIONS,
    pronouns=(SUBJECTS - {"you"}) | {"who"},
    articles=frozenset(["the"]),
    indefinite=frozenset(("a", "an")),
    clause_openers=frozenset("but and that".split()),
    doubts=frozenset(map(tokenizer.stem, _DOUBTFUL)),
    hanging=THIRD_PERSON
    | DEMONSTRATIVES
    | frozenset("but and however also meanwhile so then there such both yet".split())
    | frozenset("another other others either neither sure thus therefore nonetheless nevertheless moreover".split()),
    leaning=frozenset("such similar similarly also likewise latter instead contrast".split()),
    leaning_behind=frozenset(("too", "either")),
    some_of_them=SOME_OF_THEM | {"none", "half"},
    openers=frozenset("according due thanks owing".split()),
    months={word: n for n, name in enumerate(MONTH_NAMES, 1) for word in MONTHS if word[:3] == name[:3]},
    capitalises_months=True,
    weekdays={word: n for n, name in enumerate(WEEKDAY_NAMES) for word in WEEKDAYS if word[:3] == name[:3]},
    days_from_now=frozenset(RELATIVE_DAYS),
    spans_from_now=frozenset(f"{which} {span}" for which in ("this", "last", "next") for span in ("week", "weekend")),
    stem=tokenizer.stem,
)
