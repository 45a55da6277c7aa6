"""How a claim is held against the sentences that it cites: a facet of a language, and what holds in any.

A pack that knows the grammar of its language overrides the rules. One that gives words alone has them held like this:
a claim must have all words of meaning of one or more whole sentences, in their order, and each “not” and “would” of
them. Without even these words only whole sentences can be checked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.language.facts.figures import digits
from bot.language.tokens import Deed, Line, NameRun, Token, plain

_TOKEN = re.compile(r"(?P<number>\d+(?:[.,]\d+)*)|(?P<word>[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*)|(?P<mark>[%€$£¥,;:()–—])")
_LEAST_LETTERS = 5
"""Letters of a word that may be a title."""
NOTHING: frozenset[str] = frozenset()


def _itself(word: str) -> str:
    return word


@dataclass(frozen=True, eq=False, kw_only=True)
class ClaimRules:
    """The words that a language's claims are compared by, all in small letters, and the rules that go by them alone."""

    function_words: frozenset[str] = NOTHING
    """Words that carry no news by themselves."""
    negations: frozenset[str] = NOTHING
    modals: frozenset[str] = NOTHING
    """Words by which a thing is only planned, wished or held possible."""
    pronouns: frozenset[str] = NOTHING
    """Words that stand for a speaker who is named elsewhere."""
    articles: frozenset[str] = NOTHING
    indefinite: frozenset[str] = NOTHING
    """The articles before one of many: “a”."""
    clause_openers: frozenset[str] = NOTHING
    """Words that begin a clause beside another."""
    doubts: frozenset[str] = NOTHING
    """Stems of verbs of speech that leave open whether what is said is so."""
    contraries: Mapping[str, str] = field(default_factory=dict)
    """Words in whose place another makes a sentence false: “before” for “after”."""
    hanging: frozenset[str] = NOTHING
    """Words at the beginning of a sentence that hangs on the one before."""
    leaning: frozenset[str] = NOTHING
    """Words that point to what was told before, wherever they stand: “such”, “similar”."""
    leaning_behind: frozenset[str] = NOTHING
    """… and such as do so at the end of a clause: “too”."""
    some_of_them: frozenset[str] = NOTHING
    """Words that mean some of those told before, where a verb follows: “Some forged …”."""
    openers: frozenset[str] = NOTHING
    """Words before a preposition that begins a sentence with it: “According to”."""
    months: Mapping[str, int] = field(default_factory=dict)
    capitalises_months: bool = False
    weekdays: Mapping[str, int] = field(default_factory=dict)
    """From Monday, 0, on."""
    days_from_now: frozenset[str] = NOTHING
    """Words for a day as seen from the day of the text: “today”."""
    spans_from_now: frozenset[str] = NOTHING
    """… and for a longer time: “this week”."""
    numbers: Mapping[str, float] = field(default_factory=dict)
    """Words that are numbers by themselves."""
    shades: frozenset[str] = NOTHING
    """Words, or their beginnings, that make another title of the word that they stand before: “ehemalig”, “ex”."""
    stem: Callable[[str], str] = _itself
    """Gives the common form of a word's inflections."""

    @property
    def can_check(self) -> bool:
        """Tell whether other claims than whole sentences can be checked: where it is known what denies."""
        return bool(self.negations)

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Return the tokens of a sentence."""
        return tuple(self._token(match) for match in _TOKEN.finditer(text))

    def _token(self, match: re.Match[str]) -> Token:
        text, at = match.group(), match.start()
        if match["mark"]:
            return Token(text, text, text, at, mark=True, content=False)
        low = plain(text)
        value = digits(text) if match["number"] else self.numbers.get(low)
        stem = self.stem(low) if value is None else f"{value:.12g}"
        return Token(text, low, stem, at, value, content=low not in self.function_words)

    def read(self, text: str, source: Sequence[Sequence[Token]] = ()) -> Line:
        """Return a sentence with the kinds of its tokens; `source`: sentences that tell a plain first word from a
        name."""
        found = self.tokens(text)
        named = {token.stem for line in source for token in line[1:] if token.text[:1].isupper()}
        kinds = (self._kind(token, first=at == 0 and token.stem not in named) for at, token in enumerate(found))
        return Line(text, found, tuple(kinds))

    def _kind(self, token: Token, *, first: bool) -> str:
        if token.value is not None:
            return "number"
        if token.low in self.months:
            return "date"
        return "name" if token.text[:1].isupper() and token.content and not first else ""

    def names(self, line: Line) -> tuple[NameRun, ...]:
        """Return the names of a sentence, each once."""
        return tuple(dict.fromkeys(NameRun(frozenset(run)) for run in _runs(line)))

    def surname(self, name: str) -> str:
        """Return the stem of the word of a name that its bearer is called by; "" where there is none."""
        words = [token.stem for token in self.tokens(name) if token.content]
        return words[-1] if words else ""

    def meant(self, lines: Sequence[Line], index: int) -> set[str]:
        """Return the stems of the name that a sentence means by a pronoun, where only one can be meant."""
        del lines, index
        return set()

    def same_word(self, one: str, other: str) -> bool:
        """Tell whether two words in small letters may say the same."""
        return self.stem(one) == self.stem(other)

    def same_name(self, token: Token, other: Token) -> bool:
        """Tell whether two words may be forms of one name."""
        return token.stem == other.stem or self.same_word(token.low, other.low)

    def synonyms(self, one: str, other: str) -> bool:
        """Tell whether two stems may say one thing."""
        return one == other

    def equal(self, one: str, other: str) -> bool:
        """Tell whether two stems say the very same: “private” and “personal”, not “teacher” and “professor”."""
        return one == other

    def is_about_the_text(self, token: Token) -> bool:
        """Tell whether a word is one that a summary says of its own text: “the passage describes”."""
        del token
        return False

    def changed(self, claim: Line, used: Sequence[Line], cited: Sequence[Line], also: Collection[str] = ()) -> str:
        """Say what a claim says otherwise than the sentences that it rests on, or "" where it says what they say.

        `used` are the sentences that it rests on, `cited` all that it cites; `also` holds stems of names that these
        mean.
        """
        del also
        mine = self._told(claim.tokens)
        theirs = [self._told(line.tokens) for line in cited]
        for begin in range(len(theirs)):
            said: list[str] = []
            for line in theirs[begin:]:
                said += line
                if said == mine:
                    return ""
        return self.departure(claim.tokens, [line.tokens for line in used]) or "it leaves out or adds words"

    def _told(self, line: Sequence[Token]) -> list[str]:
        return [token.stem for token in line if token.content or token.low in self.negations | self.modals]

    def departure(self, claim: Sequence[Token], sources: Sequence[Sequence[Token]]) -> str:
        """Say which “not” or “would” of the nearest source the claim drops, or adds; "" where all survive."""
        stems = {token.stem for token in claim if token.content}
        nearest = max(sources, key=lambda line: len(stems & {token.stem for token in line}), default=())
        mine, theirs = self._operators(claim), self._operators(nearest)
        lost, added = next(iter(theirs - mine), ""), next(iter(mine - theirs), "")
        return f"it drops “{lost}”" if lost else f"it adds “{added}”" if added else ""

    def _operators(self, line: Sequence[Token]) -> Counter[str]:
        return Counter(token.low for token in line if token.low in self.negations | self.modals)

    def opposite(self, claim: Sequence[Token], sources: Sequence[Sequence[Token]]) -> str:
        """Say which word of the claim turns one of the sources into its contrary."""
        del claim, sources
        return ""

    def contrary(self, one: str, other: str) -> bool:
        """Tell whether two texts say the contrary of each other by a word: one tells of a rise, the other of a fall."""
        return bool(self.opposite(self.tokens(one), [self.tokens(other)]))

    def keeps(self, claim: str, sentence: str) -> bool:
        """Tell whether a claim says, in a sentence's own words, nothing but what the sentence says.

        Without a grammar: it has all words of it in their order; marks may differ.
        """
        return [token.low for token in self._words(claim)] == [token.low for token in self._words(sentence)]

    def _words(self, text: str) -> list[Token]:
        return [token for token in self.tokens(text) if not token.mark]

    def unprinted_name(self, claim: Line, cited: Sequence[Line], also: Collection[str] = ()) -> str:
        """Return a name of the claim that the cited sentences do not print in any form; "" where a language cannot
        tell a name from another word, or one form of it from another."""
        del claim, cited, also
        return ""

    def unprinted_title(self, claim: Line, cited: Sequence[Line]) -> str:
        """Return a title that the claim gives to somebody, and that the cited sentences print only as another:
        “director” where they have “exdirector”."""
        theirs = [pair for line in cited for pair in self._titles(line)]
        for word, shaded, text in self._titles(claim):
            same = [other for found, other, _ in theirs if found == word]
            if not shaded and same and all(same):
                return text
        return ""

    def _titles(self, line: Line) -> Iterator[tuple[str, bool, str]]:
        """Yield the longer words of a sentence, each with whether a shade stands before it or is a part of it."""
        before = ""
        for token in line.tokens:
            word = token.low.rpartition("'")[2]
            joined = next((shade for shade in self.shades if word.startswith(shade) and word != shade), "")
            bare = word[len(joined) :].lstrip("-")
            if len(bare) >= _LEAST_LETTERS:
                yield bare, bool(joined) or self._is_shade(before), token.text
            before = word

    def _is_shade(self, word: str) -> bool:
        return any(word == shade or (len(shade) >= _LEAST_LETTERS and word.startswith(shade)) for shade in self.shades)

    def other_unit(self, claim: Line, cited: Sequence[Line]) -> str:
        """Return a number of the claim that the cited sentences print with another unit only: “340 miles”."""
        del claim, cited
        return ""

    def deeds(self, line: Sequence[Token]) -> tuple[Deed, ...]:
        """Return what is done in a sentence, by whom and to whom, where the order of words tells."""
        del line
        return ()

    def ahead(self, line: Sequence[Token]) -> frozenset[str]:
        """Return the stems of what a sentence only expects, plans or asks for, where the grammar tells."""
        del line
        return frozenset()

    def done(self, line: Sequence[Token]) -> frozenset[str]:
        """Return the stems of what a sentence tells as done, where the grammar tells."""
        del line
        return frozenset()

    def turned(self, mine: Sequence[Deed], theirs: Sequence[Deed], names: Collection[str]) -> bool:
        """Tell whether a deed of one sentence has its roles turned about in the other; `names`: stems that both
        name."""
        del mine, theirs, names
        return False

    def says_another(self, line: Sequence[Token], told: Sequence[Token]) -> bool:
        """Tell whether a sentence of much the same words as a told one says another thing by their order."""
        mine, theirs = ([token.stem for token in each if token.content] for each in (line, told))
        return mine != theirs and Counter(mine) == Counter(theirs)


def _runs(line: Line) -> Iterator[list[str]]:
    run: list[str] = []
    for token, kind in zip(line.tokens, line.kinds, strict=True):
        if kind == "name":
            run.append(token.stem)
        elif run:
            yield run
            run = []
    if run:
        yield run
