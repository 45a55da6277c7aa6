"""Who says it: quoted words stand in a cited span, and every speaker is the one that the article names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.evidence.marks import quoted
from bot.evidence.passages import sentences
from bot.evidence.quotes import quotes
from bot.evidence.speakers import name_words, same_person
from bot.models import Citation, Claim, Quote, Statement
from bot.summarize.anchors import Line, line_of, name_runs
from bot.summarize.tokens import Token, stem, tokens

_QUOTE_MARKS = re.compile(r"[“”„«»‟＂″]")
_APOSTROPHES = re.compile(r"[‘’ʼ′`‚‛]")
_DASHES = re.compile(r"[‐‑‒–—−]")
_ALIKE = 0.6
"""Share of a claim's words that a statement must hold to be the one that it tells."""
_DOUBTFUL = frozenset("claim alleg accus argu suggest believ think hop hope fear insist deny predict speculat".split())
_NEGATIONS = frozenset("not no never neither nor none without".split())
_PRONOUNS = frozenset("he she they it we i who".split())


@dataclass(frozen=True, slots=True)
class Said:
    """A quote as proof compares it: its words, and who says it through whom to whom."""

    quote: Quote
    text: str
    stems: frozenset[str]
    names: tuple[str, ...]
    """What its speaker is called: the resolved name, the words of the sentence, and the name beside them."""
    listeners: tuple[str, ...] = ()
    """What the one who hears it is called."""

    @property
    def who(self) -> str:
        """Return the speaker for a person to read."""
        return self.names[0] if self.names else "somebody"

    def by(self, name: str | None) -> bool:
        """Tell whether a name may mean the speaker."""
        return any(_same(name, other) for other in self.names)


def even(text: str) -> str:
    """Return a text with one kind of quotation mark, apostrophe, dash and space."""
    text = _DASHES.sub("-", _APOSTROPHES.sub("'", _QUOTE_MARKS.sub('"', text)))
    return " ".join(text.split())


def said_in(citations: Sequence[Citation], statements: Sequence[Statement]) -> tuple[Said, ...]:
    """Return what is said inside the cited spans: the statements known of the whole article, else what they show."""
    known = [item.quote for item in statements if any(_inside(item, citation) for citation in citations)]
    read = [quote for citation in citations for quote in quotes(citation.text, sentences(citation.text))]
    told = {" ".join(quote.text.split()) for quote in known}
    text = "\n".join(citation.text for citation in citations)
    return tuple(_said(quote, text) for quote in [*known, *(q for q in read if " ".join(q.text.split()) not in told)])


def _inside(item: Statement, citation: Citation) -> bool:
    same = item.citation.revision_id == citation.revision_id
    return same and item.quote.start < citation.end and item.quote.end > citation.start


def _said(quote: Quote, text: str = "") -> Said:
    kept = line_of(quote.text)
    words = frozenset(t.stem for t, kind in zip(kept.tokens, kept.kinds, strict=True) if t.content and kind != "name")
    stems = words or frozenset(token.stem for token in kept.tokens if token.content)
    written = quote.speaker_as_written or ""
    names = dict.fromkeys(name for name in (quote.speaker, written, *_beside(written, text)) if name)
    heard = quote.addressee or ""
    listeners = tuple(name for name in (heard, *_beside(heard, text)) if name)
    return Said(
        quote, even(quote.text), stems, tuple(name for name in names if name.lower() not in _PRONOUNS), listeners
    )


def _beside(written: str, text: str) -> Iterator[str]:
    """The name in apposition to a speaker's description: “its leader, Otto Berg,”."""
    if written and text:
        for match in re.finditer(rf"{re.escape(written)},\s(?:the )?((?:[A-Z][\w.'’-]*\s?){{1,4}})(?=,|\s|$)", text):
            yield match[1].strip()


def misquoted(claim: Claim, source: Sequence[Said], held: Sequence[Statement] = ()) -> str:
    """Say which quoted words of the claim the article does not print as a quotation, or gives to another speaker.

    Words that were said in another article that is held (`held`) are told apart from those that nobody said.
    """
    if claim.text.count('"') % 2 or claim.text.count("“") != claim.text.count("”"):
        return "a quotation mark is not closed"
    mine = [_said(quote) for quote in quotes(claim.text, ((0, len(claim.text)),), "en")]
    for start, end in quoted(claim.text):
        words = even(claim.text[start:end]).strip(" ,.;:!?")
        if not words:
            continue
        if not any(_printed(words, citation.text) for citation in claim.citations):
            return _unprinted(words, claim, held)
        if problem := _clipped(claim, start, words):
            return problem
        if problem := _wrong_mouth(claim.text, words, mine, source):
            return problem
    return ""


def _unprinted(words: str, claim: Claim, held: Sequence[Statement]) -> str:
    cited = {citation.revision_id for citation in claim.citations}
    for item in held:
        if item.citation.revision_id not in cited and _printed(words, item.citation.text):
            where = item.citation.title or item.citation.source or "untitled"
            return f"“{_short(words)}” was said, but in another article: {where}"
    return f"the passage does not print the quotation “{_short(words)}”"


def _printed(words: str, text: str) -> bool:
    """Tell whether the words stand in the text between quotation marks."""
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    return any(whole.search(even(text[start:end])) for start, end in quoted(text))


def _clipped(claim: Claim, start: int, words: str) -> str:
    """The quotation leaves out the “not” that stands before its words: “This is not the deal we wanted”."""
    whole = [even(c.text[begin:end]) for c in claim.citations for begin, end in quoted(c.text)]
    holding = [text for text in whole if words in text]
    if not holding or _NEGATIONS & {token.low for token in tokens(claim.text[:start])}:
        return ""
    if all(_NEGATIONS & {token.low for token in _clause_before(text, words)} for text in holding):
        return f"“{_short(words)}” is cut off from its “not”"
    return ""


def _clause_before(text: str, words: str) -> list[Token]:
    """Return the tokens between the beginning of the clause and the words."""
    found = list(tokens(text[: text.index(words)]))
    breaks = [at for at, token in enumerate(found) if token.mark or token.low in ("but", "and", "that")]
    return found[breaks[-1] + 1 :] if breaks else found


def _innermost(found: list[Said], text: str) -> list[Said]:
    """Leave out who only passes on what another says, unless the claim names that other: “Ushakov said” where the
    passage has “Putin told Biden, said Ushakov”."""
    inner = [item for item in found if item.quote.via and not any(_named(name, text) for name in item.names)]
    return [item for item in found if not any(item.by(other.quote.via) and other.text in item.text for other in inner)]


def _wrong_mouth(text: str, words: str, mine: Sequence[Said], source: Sequence[Said]) -> str:
    holders = _innermost([item for item in source if words in item.text and item.names], text)
    if not holders:
        return _unknown_mouth(words, mine, source)
    given = [item.quote for item in mine if words in item.text and item.quote.speaker]
    if any(item.by(quote.speaker) for quote in given for item in holders):
        return ""
    if given:
        return f"“{_short(words)}” is said by {holders[0].who}, not by {given[0].speaker}"
    named = any(_named(name, text) for item in holders for name in item.names)
    return "" if named else f"it does not name {holders[0].who}, who says “{_short(words)}”"


def _unknown_mouth(words: str, mine: Sequence[Said], source: Sequence[Said]) -> str:
    """The article names nobody for these words: then the claim may name nobody whom it names for others only."""
    given = [item.quote for item in mine if words in item.text and item.quote.speaker]
    written = [item.quote.speaker_as_written for item in source if words in item.text and item.quote.speaker_as_written]
    for quote in given:
        elsewhere = any(item.by(quote.speaker) for item in source)
        if elsewhere and not any(_same(quote.speaker, other) for other in written):
            return f"the passage does not give “{_short(words)}” to {quote.speaker}"
    return ""


def misattributed(claim: Claim, source: Sequence[Said]) -> str:
    """Say where the claim gives a statement to another speaker or listener, or tells as a fact what was only said."""
    mine = [_said(quote) for quote in quotes(claim.text, ((0, len(claim.text)),), "en")]
    for item in mine:
        if problem := _wrong_people(item, source, claim.text):
            return problem
    return _bare_assertion(claim, mine, source)


def _wrong_people(item: Said, source: Sequence[Said], text: str) -> str:
    quote = item.quote
    if not quote.speaker or quote.speaker.lower() in _PRONOUNS or not item.stems:
        return ""
    alike = [other for other in source if len(item.stems & other.stems) >= _ALIKE * len(item.stems)]
    known = _innermost([other for other in alike if other.names], text)
    if not known:
        return ""
    if not any(other.by(quote.speaker) for other in known):
        passed_on = [
            other
            for other in known
            if _same(quote.speaker, other.quote.via) and _named(other.quote.speaker or "", text)
        ]
        if not passed_on:
            return f"the passage says that {known[0].who} says it, not {quote.speaker}"
    listeners = [name for other in known if other.by(quote.speaker) for name in other.listeners]
    if quote.addressee and listeners and not any(_same(quote.addressee, other) for other in listeners):
        return f"the passage says that it was said to {listeners[0]}, not to {quote.addressee}"
    return ""


def misnoted(claim: Claim, source: Sequence[Said]) -> str:
    """Say where the speaker that a writer notes beside the claim is not the one who says it in the passage."""
    if not claim.speaker:
        return ""
    alike = _alike(claim, source)
    told = any(item.by(claim.speaker) or _same(claim.speaker, item.quote.via) for item in alike)
    if told or (not alike and any(_named(claim.speaker, citation.text) for citation in claim.citations)):
        added = _added_to_name(claim, source)
        return f"it adds “{added}” to a speaker's name" if added else ""
    return f"the passage does not name {claim.speaker} as the one who says it"


def speaks(asked: str, claim: Claim, statements: Sequence[Statement]) -> bool:
    """Tell whether a claim tells what the one who was asked about says, and nobody else."""
    if claim.speaker and not _same(asked, claim.speaker):
        return False
    mine = [item for item in quotes(claim.text, ((0, len(claim.text)),), "en") if item.speaker or item.via]
    if mine:
        return any(_same(asked, name) for item in mine for name in (item.speaker, item.via))
    alike = _alike(claim, said_in(claim.citations, statements))
    if alike:
        return any(item.by(asked) or _same(asked, item.quote.via) for item in alike)
    return bool(claim.speaker) or _named(asked, claim.text)


def _alike(claim: Claim, source: Sequence[Said]) -> list[Said]:
    """Return the statements of the source that a claim tells."""
    stems = frozenset(token.stem for token in tokens(claim.text) if token.content)
    return [item for item in source if len(item.stems & stems) >= _ALIKE * min(len(item.stems), len(stems)) > 0]


def _added_to_name(claim: Claim, source: Sequence[Said]) -> str:
    """Return the word of the noted speaker that neither the passages nor a speaker's name holds."""
    known = {token.stem for citation in claim.citations for token in tokens(citation.text)}
    known |= {token.stem for item in source for name in (*item.names, item.quote.via or "") for token in tokens(name)}
    return next((t.text for t in tokens(claim.speaker or "") if t.content and t.stem not in known), "")


def _bare_assertion(claim: Claim, mine: Sequence[Said], source: Sequence[Said]) -> str:
    """What only a quoted or a doubted voice says must keep that voice."""
    if mine:
        return ""
    stems = frozenset(token.stem for token in tokens(claim.text) if token.content)
    for item in source:
        voiced = item.quote.kind == "direct" or stem((item.quote.cue or "").split(" ")[0].lower()) in _DOUBTFUL
        speaker = item.quote.speaker or item.quote.speaker_as_written or ""
        if voiced and len(stems & item.stems) >= 0.75 * len(stems) and not _named(speaker, claim.text):
            return f"it tells as a fact what {speaker or 'somebody'} says"
    return ""


def people_of(source: Sequence[Said], lines: Sequence[Line]) -> Iterator[str]:
    """Yield the stems of the names of those who speak in the cited spans, as their article names them.

    Who “she” is stays open where her sentence names others: then she is nobody but one of them.
    """
    for item in source:
        if (item.quote.speaker_as_written or "").lower() in _PRONOUNS and _others_named(item, lines):
            continue
        for name in (*item.names, item.quote.via, item.quote.addressee):
            if name and name[:1].isupper():
                yield from (token.stem for token in tokens(name) if token.content)


def _others_named(item: Said, lines: Sequence[Line]) -> bool:
    own = {token.stem for name in item.names for token in tokens(name)}
    around = [line for line in lines if item.text in even(line.text)]
    return any(not run.in_place and not own & run.stems for line in around for run in name_runs(line))


def _same(asked: str | None, name: str | None) -> bool:
    if not asked or not name:
        return False
    return same_person(asked, name) or _common_name(asked, name)


def _common_name(asked: str, name: str) -> bool:
    """“the Kremlin aide Yuri Ushakov” and “Ushakov”; “the State Department” and “State Department”."""
    first, second = ({token.stem for token in tokens(text) if token.content} for text in (asked, name))
    return bool(first) and bool(second) and (first <= second or second <= first)


def _named(name: str, text: str) -> bool:
    words = name_words(name)
    inside = {token.stem for token in tokens(text)}
    return bool(words) and stem(words[-1]) in inside


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:57].rstrip() + "…"
