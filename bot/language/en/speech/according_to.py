"""Sources that are named without a verb of their own: "according to X", "in the words of X", "quoted X as saying"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.language.en.speech import subjects
from bot.language.en.speech.noun_phrases import begins_adverbial
from bot.language.en.speech.speech_verbs import BE
from bot.language.speech.grammar import Attribution, Phrase
from bot.language.speech.tokens import SpeechToken

_QUOTING = frozenset("quoted quotes quote quoting cited cites citing".split())
_AS = frozenset("saying telling writing".split())
_BEGINNINGS = frozenset("according in as".split())
"""What each of the three begins with."""
_REACH = 14
"""Tokens: "quoted" is no farther from its "as saying"."""


def by_source(tokens: Sequence[SpeechToken]) -> Iterator[Attribution]:
    """Yield what a sentence attributes to the sources that it names so."""
    for index in (index for index, token in enumerate(tokens[:-2]) if token.low in _BEGINNINGS):
        cue = _cue(tokens, index)
        found = _source(tokens, cue) if cue else _words_of(tokens, index) or _quoting(tokens, index)
        if found:
            yield found


def _cue(tokens: Sequence[SpeechToken], index: int) -> Phrase | None:
    low = tokens[index].low
    if low == "according" and tokens[index + 1].low == "to":
        return Phrase(index, index + 2)
    if low == "in" and [token.low for token in tokens[index + 1 : index + 4]] == ["the", "words", "of"]:
        return Phrase(index, index + 4)
    return None


def closing_source(tokens: Sequence[SpeechToken], begin: int) -> int:
    """Return where ", according to X" begins that ends the sentence and holds for all of it; its end if none does."""
    for index in range(begin + 2, len(tokens) - 2):
        apart = tokens[index - 1].text in (",", "–", "—", "--") or tokens[index - 1].kind == "quote"
        if apart and (cue := _cue(tokens, index)) and _source_end(tokens, cue.last) >= len(tokens) - 1:
            return index - 1 if tokens[index - 1].kind == "mark" else index
    return len(tokens)


def _source(tokens: Sequence[SpeechToken], cue: Phrase) -> Attribution | None:
    end = _source_end(tokens, cue.last)
    if end == cue.last or tokens[cue.last].low in ("him", "her", "them"):
        return None  # the voice is that of the sentence around it
    subject = Phrase(cue.last, end)
    stop = cue.first
    while stop > 0 and tokens[stop - 1].kind == "mark":
        stop -= 1
    begin = clause_start(tokens, stop)
    while begin < stop and tokens[begin].low in ("and", "but", "so", "yet"):
        begin += 1
    if stop - begin >= 3 or any(token.kind == "quote" for token in tokens[begin:stop]):
        return Attribution(cue, subject, (Phrase(begin, stop),), closes=True)
    comma = next((index for index in range(end, len(tokens)) if tokens[index].text == ","), len(tokens))
    return Attribution(cue, subject, (Phrase(comma + 1, len(tokens)),)) if comma + 3 < len(tokens) else None


def _source_end(tokens: Sequence[SpeechToken], begin: int) -> int:
    end = begin
    while end < len(tokens) and (tokens[end].kind != "mark" or tokens[end].text in ("'", "’", "/", "&")):
        if tokens[end].low in ("who", "which") or (tokens[end].kind == "quote" and len(tokens[end].text) > 40):
            break
        end += 1
    return end


def clause_start(tokens: Sequence[SpeechToken], stop: int) -> int:
    """Return where the clause before `stop` begins: a full stop or a semicolon parts clauses."""
    return next((index + 1 for index in range(stop - 1, -1, -1) if tokens[index].text in (".", ";")), 0)


def _words_of(tokens: Sequence[SpeechToken], index: int) -> Attribution | None:
    """ "The plan was, in Smith's words, “a joke”": the quotation behind is theirs."""
    if tokens[index].low != "in":
        return None
    last = next((n for n in range(index + 1, min(len(tokens), index + 7)) if tokens[n].low == "words"), 0)
    owner = tokens[last - 1].text if last > index + 1 else ""
    if not owner.endswith(("'s", "’s", "s'", "s’")):
        return None
    quote = next((n for n in range(last + 1, min(len(tokens), last + 4)) if tokens[n].kind == "quote"), 0)
    return (
        Attribution(Phrase(index, last + 1), Phrase(index + 1, last), (Phrase(quote, quote + 1),), manner="own")
        if quote
        else None
    )


def _quoting(tokens: Sequence[SpeechToken], at: int) -> Attribution | None:
    """ "The Bell quoted Smith as saying …", "“…,” Smith was quoted as saying"."""
    if tokens[at].low != "as" or tokens[at + 1].low not in _AS:
        return None
    verb = next((n for n in range(at - 1, max(-1, at - _REACH), -1) if tokens[n].low in _QUOTING), -1)
    if verb < 1:
        return None
    passive = verb + 1 == at
    stop = next((n for n in range(verb, 0, -1) if tokens[n - 1].low not in BE | {"has", "have", "had"}), 0)
    around = subjects.before(tokens, stop, 0)
    subject, via = (around, None) if passive else (Phrase(verb + 1, at), around)
    if subject is None or (passive and stop == verb):
        return None
    left = around.first if around else verb
    content = _quoted_after(tokens, at + 2) or _quoted_before(tokens, left)
    cue = Phrase(verb, at + 2)
    return Attribution(cue, subject, (content,), closes=content.last <= left, via=via) if content else None


def _quoted_after(tokens: Sequence[SpeechToken], at: int) -> Phrase | None:
    while at < len(tokens) and (tokens[at].text in (",", ":") or tokens[at].low == "that"):
        at += 1
    if at >= len(tokens) or tokens[at].kind == "mark" or begins_adverbial(tokens[at]):
        return None
    return Phrase(at, len(tokens)) if tokens[at].kind == "quote" or len(tokens) - at > 3 else None


def _quoted_before(tokens: Sequence[SpeechToken], stop: int) -> Phrase | None:
    while stop > 0 and tokens[stop - 1].text == ",":
        stop -= 1
    return Phrase(stop - 1, stop) if stop > 0 and tokens[stop - 1].kind == "quote" else None
