"""Who says it: quoted words stand in a cited span, and every speaker is the one that the article names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.language.claims import ClaimRules
from bot.language.registry import every_mark
from bot.language.tokens import Line, Token
from bot.models import Claim, Span, Statement
from bot.summarize.verification.cited_language import language_of
from bot.summarize.verification.cited_statements import CitedQuote, CitedSource, said_in
from bot.summarize.verification.speaker_names import named, same
from bot.summarize.verification.typography import even, open_marks
from bot.summarize.verification.works import is_work

_ALIKE = 0.6
"""Share of a claim's words that a statement must hold to be the one that it tells."""
_TELLING_WORDS = 4
"""Words that a claim quotes, from which they tell whose statement it is: many say “safe”."""


def unprinted_quotation(claim: Claim, source: CitedSource, held: Sequence[Statement] = ()) -> str:
    """Say which quoted words of the claim the article does not print as a quotation, or prints behind a “not”.

    Words that were said in another article that is held (`held`) are told apart from those that nobody said.
    """
    if open_marks(claim.text):
        return "a quotation mark is not closed"
    for start, words in _quoted(claim):
        if not any(_printed(words, citation.text) or _is_title(words, citation.text) for citation in claim.citations):
            return _unprinted(words, claim, held)
        if problem := _clipped(claim, start, words, source.rules):
            return problem
    return ""


def given_to_another(claim: Claim, source: CitedSource, *, unnamed: bool = False) -> str:
    """Say which quoted words of the claim the article gives to another speaker; `unnamed`: or the claim to nobody."""
    mine = source.told_in(claim.text)
    spoken = (words for _, words in _quoted(claim) if not is_work(words, source, claim.citations))
    problems = (_wrong_mouth(claim.text, words, mine, source, unnamed=unnamed) for words in spoken)
    return next(filter(None, problems), "")


def _quoted(claim: Claim) -> Iterator[tuple[int, str]]:
    """Yield where each quotation of the claim begins, and its words."""
    for start, end in every_mark().quoted(claim.text):
        if words := even(claim.text[start:end]).strip(" ,.;:!?"):
            yield start, words


def _unprinted(words: str, claim: Claim, held: Sequence[Statement]) -> str:
    cited = {citation.revision_id for citation in claim.citations}
    for item in held:
        if item.citation.revision_id not in cited and _printed(words, item.citation.text):
            where = item.citation.title or item.citation.source or "untitled"
            return f"“{_short(words)}” was said, but in another article: {where}"
    return f"the passage does not print the quotation “{_short(words)}”"


def _printed(words: str, text: str) -> bool:
    """Tell whether the words stand in the text between quotation marks; their first letter may be small or not."""
    first = f"[{words[0].lower()}{words[0].upper()}]" if words[0].isalpha() else re.escape(words[0])
    whole = re.compile(rf"(?<!\w){first}{re.escape(words[1:])}(?!\w)")
    return any(whole.search(even(text[start:end])) for start, end in (*every_mark().quoted(text), *_cut_off(text)))


def _is_title(words: str, text: str) -> bool:
    """Tell whether the words are a name that the text prints without marks: of a film or a ship, which many quote."""
    named = all(word[:1].isupper() for word in words.split())
    return named and bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", even(text)))


def _cut_off(text: str) -> Iterator[Span]:
    """Yield what is quoted of a quotation that begins before the passage, or ends behind it."""
    for at in open_marks(text):
        if text[at] in "”»" or not text[at + 1 : at + 2].strip():
            yield 0, at
        else:
            yield at + 1, len(text)


def _clipped(claim: Claim, start: int, words: str, rules: ClaimRules) -> str:
    """The quotation leaves out the “not” that stands before its words: “This is not the deal we wanted”."""
    whole = [even(c.text[begin:end]) for c in claim.citations for begin, end in every_mark().quoted(c.text)]
    holding = [text for text in whole if words in text]
    if not holding or rules.negations & {token.low for token in rules.tokens(claim.text[:start])}:
        return ""
    if all(rules.negations & {token.low for token in _clause_before(text, words, rules)} for text in holding):
        return f"“{_short(words)}” is cut off from its “not”"
    return ""


def _clause_before(text: str, words: str, rules: ClaimRules) -> list[Token]:
    """Return the tokens between the beginning of the clause and the words."""
    found = list(rules.tokens(text[: text.index(words)]))
    breaks = [at for at, token in enumerate(found) if token.mark or token.low in rules.clause_openers]
    return found[breaks[-1] + 1 :] if breaks else found


def _innermost(found: list[CitedQuote], text: str) -> list[CitedQuote]:
    """Leave out who only passes on what another says, unless the claim names that other: “Ushakov said” where the
    passage has “Putin told Biden, said Ushakov”."""
    inner = [item for item in found if item.quote.via and not any(named(name, text, item.rules) for name in item.names)]
    return [item for item in found if not any(item.by(other.quote.via) and other.text in item.text for other in inner)]


def _wrong_mouth(text: str, words: str, mine: Sequence[CitedQuote], source: CitedSource, *, unnamed: bool) -> str:
    holders = _innermost([item for item in source.said if item.holds(words) and item.names], text)
    if not holders:
        return _unknown_mouth(words, mine, source) if unnamed else ""
    given = [item.quote for item in mine if item.holds(words) and item.quote.speaker]
    if any(item.by(quote.speaker) for quote in given for item in holders):
        return ""
    if given and (unnamed or any(_is_name(quote.speaker) for quote in given)):
        return f"“{_short(words)}” is said by {holders[0].who}, not by {given[0].speaker}"
    is_named = not unnamed or any(named(name, text, item.rules) for item in holders for name in item.names)
    return "" if is_named else f"it does not name {holders[0].who}, who says “{_short(words)}”"


def _is_name(speaker: str | None) -> bool:
    """Tell whether a speaker is called by a name that can be compared: initials may stand for any."""
    words = (speaker or "").split()
    return any(word[:1].isupper() and not word.isupper() for word in words)


def _unknown_mouth(words: str, mine: Sequence[CitedQuote], source: CitedSource) -> str:
    """The article names nobody for these words: then the claim may name nobody whom it names for others only."""
    given = [item.quote for item in mine if item.holds(words) and item.quote.speaker]
    written = [
        item.quote.speaker_as_written for item in source.said if words in item.text and item.quote.speaker_as_written
    ]
    for quote in given:
        elsewhere = any(item.by(quote.speaker) for item in source.said)
        if elsewhere and not any(same(quote.speaker, other, source.rules) for other in written):
            return f"the passage does not give “{_short(words)}” to {quote.speaker}"
    return ""


def misattributed(claim: Claim, source: CitedSource) -> str:
    """Say where the claim gives a statement to another speaker or listener, or tells as a fact what was only said."""
    mine = source.told_in(claim.text)
    for item in mine:
        if problem := _wrong_people(item, source, claim.text):
            return problem
    return _bare_assertion(claim, mine, source)


def _wrong_people(item: CitedQuote, source: CitedSource, text: str) -> str:
    quote, rules = item.quote, item.rules
    if not quote.speaker or quote.speaker.lower() in rules.pronouns or not item.stems:
        return ""
    alike = [other for other in source.said if len(item.stems & other.stems) >= _ALIKE * len(item.stems)]
    known = _innermost([other for other in alike if other.names], text)
    if not known:
        return ""
    if not any(other.by(quote.speaker) for other in known):
        passed_on = [
            other
            for other in known
            if same(quote.speaker, other.quote.via, rules) and named(other.quote.speaker or "", text, rules)
        ]
        if not passed_on:
            return f"the passage says that {known[0].who} says it, not {quote.speaker}"
    listeners = [name for other in known if other.by(quote.speaker) for name in other.listeners]
    if quote.addressee and listeners and not any(same(quote.addressee, other, rules) for other in listeners):
        return f"the passage says that it was said to {listeners[0]}, not to {quote.addressee}"
    return ""


def misnoted(claim: Claim, source: CitedSource) -> str:
    """Say where the speaker that a writer notes beside the claim is not the one who says it in the passage."""
    if not claim.speaker:
        return ""
    alike, rules = _alike(claim, source), source.rules
    told = any(item.by(claim.speaker) or same(claim.speaker, item.quote.via, rules) for item in alike)
    if told or (not alike and any(named(claim.speaker, citation.text, rules) for citation in claim.citations)):
        added = _added_to_name(claim, source)
        return f"it adds “{added}” to a speaker's name" if added else ""
    return f"the passage does not name {claim.speaker} as the one who says it"


def speaks(asked: str, claim: Claim, statements: Sequence[Statement]) -> bool:
    """Tell whether a claim tells what the one who was asked about says, and nobody else."""
    source = said_in(claim.citations, statements, language_of(claim.citations))
    rules = source.rules
    if claim.speaker and not same(asked, claim.speaker, rules):
        return False
    mine = [item.quote for item in source.told_in(claim.text) if item.quote.speaker or item.quote.via]
    if mine:
        return any(same(asked, name, rules) for item in mine for name in (item.speaker, item.via))
    alike = _alike(claim, source)
    if alike:
        return any(item.by(asked) or same(asked, item.quote.via, rules) for item in alike)
    return bool(claim.speaker) or named(asked, claim.text, rules)


def _alike(claim: Claim, source: CitedSource) -> list[CitedQuote]:
    """Return the statements of the source that a claim tells: in much the same words, or by what it quotes of them."""
    stems = frozenset(token.stem for token in source.rules.tokens(claim.text) if token.content)
    quoted = [words for _, words in _quoted(claim) if len(words.split()) >= _TELLING_WORDS]

    def is_told(item: CitedQuote) -> bool:
        shared = len(item.stems & stems)
        return shared >= _ALIKE * min(len(item.stems), len(stems)) > 0 or any(item.holds(words) for words in quoted)

    return [item for item in source.said if is_told(item)]


def _added_to_name(claim: Claim, source: CitedSource) -> str:
    """Return the word of the noted speaker that neither the passages nor a speaker's name holds."""
    tokens = source.rules.tokens
    known = {token.stem for citation in claim.citations for token in tokens(citation.text)}
    known |= {
        token.stem for item in source.said for name in (*item.names, item.quote.via or "") for token in tokens(name)
    }
    return next((t.text for t in tokens(claim.speaker or "") if t.content and t.stem not in known), "")


def _bare_assertion(claim: Claim, mine: Sequence[CitedQuote], source: CitedSource) -> str:
    """What only a quoted or a doubted voice says must keep that voice."""
    if mine:
        return ""
    rules = source.rules
    stems = frozenset(token.stem for token in rules.tokens(claim.text) if token.content)
    for item in source.said:
        voiced = item.quote.kind == "direct" or rules.stem((item.quote.cue or "").split(" ")[0].lower()) in rules.doubts
        speaker = item.quote.speaker or item.quote.speaker_as_written or ""
        if voiced and len(stems & item.stems) >= 0.75 * len(stems) and not named(speaker, claim.text, rules):
            return f"it tells as a fact what {speaker or 'somebody'} says"
    return ""


def people_of(source: Sequence[CitedQuote], lines: Sequence[Line]) -> Iterator[str]:
    """Yield the stems of the names of those who speak in the cited spans, as their article names them.

    Who “she” is stays open where her sentence names others: then she is nobody but one of them.
    """
    for item in source:
        if item.named_by_pronoun and _others_named(item, lines):
            continue
        for name in (*item.names, item.quote.via, item.quote.addressee):
            if name and name[:1].isupper():
                yield from (token.stem for token in item.rules.tokens(name) if token.content)


def _others_named(item: CitedQuote, lines: Sequence[Line]) -> bool:
    own = {token.stem for name in item.names for token in item.rules.tokens(name)}
    around = [line for line in lines if item.text in even(line.text)]
    return any(not run.in_place and not own & run.stems for line in around for run in item.rules.names(line))


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:57].rstrip() + "…"
