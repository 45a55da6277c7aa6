"""Who said what, where no more of a language is known than its verbs: a name beside a verb beside a quotation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.language.names import PARTICLES
from bot.language.speech.grammar import Attribution, Phrase
from bot.language.speech.tokens import SpeechToken, TokenRules, tokens
from bot.models import Span

_NEAR = 6
"""Tokens: a verb of speech that is farther from a quotation does not announce it."""
_BETWEEN = 2
"""Words between a verb and a name: “said the minister Holm”."""
_TERM = 3
"""Words: a quotation of fewer is a term, unless a mark ends it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlainSpeech:
    """The language-neutral grammar of attribution. Without verbs it attributes nothing."""

    verbs: frozenset[str] = frozenset()
    """The forms of the verbs of speech that news prints, in lower case."""
    pronouns: frozenset[str] = frozenset()
    unnamed: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    """Words beside a verb that deny it."""
    rules: TokenRules = field(default_factory=TokenRules)

    def tokens(self, text: str, start: int, end: int, marked: Sequence[Span]) -> list[SpeechToken]:
        """Return the tokens of `text[start:end]`; `marked` are the quoted stretches that begin inside it, in order."""
        return tokens(text, start, end, marked, self.rules)

    def attributions(self, tokens: Sequence[SpeechToken]) -> list[Attribution]:
        """Return the quotations of a sentence that a verb of speech with a name ties to somebody."""
        by_verb: dict[int, list[int]] = {}
        for at, token in enumerate(tokens) if self.verbs else ():
            verb = self._verb(tokens, at) if token.kind == "quote" and _is_speech(tokens, at) else None
            if verb is not None:
                by_verb.setdefault(verb, []).append(at)
        return [self._attributed(tokens, verb, said) for verb, said in sorted(by_verb.items())]

    def _attributed(self, tokens: Sequence[SpeechToken], verb: int, said: Sequence[int]) -> Attribution:
        contents = tuple(Phrase(at, at + 1) for at in said)
        return Attribution(Phrase(verb, verb + 1), self._speaker(tokens, verb, said), contents, closes=said[0] < verb)

    def _verb(self, tokens: Sequence[SpeechToken], quote: int) -> int | None:
        """Return the verb of speech nearest to a quotation, with nothing but words between, that has a speaker."""
        near = (at for way in (1, -1) for at in _reach(tokens, quote, way) if tokens[at].low in self.verbs)
        tied = [at for at in near if not self._is_denied(tokens, at) and self._speaker(tokens, at, (quote,))]
        return min(tied, key=lambda at: abs(at - quote), default=None)

    def _is_denied(self, tokens: Sequence[SpeechToken], verb: int) -> bool:
        return any(token.low in self.negations for token in tokens[max(0, verb - 2) : verb + 2])

    def _speaker(self, tokens: Sequence[SpeechToken], verb: int, said: Sequence[int]) -> Phrase | None:
        """Return the name or pronoun beside a verb: behind it, or before it, not past a quotation."""
        floor = max((at + 1 for at in said if at < verb), default=0)
        stop = min((at for at in said if at > verb), default=len(tokens))
        return self._behind(tokens, verb + 1, stop) or self._before(tokens, verb, floor)

    def _behind(self, tokens: Sequence[SpeechToken], first: int, stop: int) -> Phrase | None:
        for at in range(first, min(stop, first + _BETWEEN + 1)):
            token = tokens[at]
            if token.kind == "name" or token.low in self.pronouns:
                return Phrase(at, _name_end(tokens, at, stop))
            if token.kind != "word":
                return None
        return None

    def _before(self, tokens: Sequence[SpeechToken], stop: int, floor: int) -> Phrase | None:
        for at in range(stop - 1, max(floor, stop - _BETWEEN - 1) - 1, -1):
            token = tokens[at]
            if token.kind == "name" or token.low in self.pronouns:
                return Phrase(_name_start(tokens, at, floor), at + 1)
            if token.kind != "word":
                return None
        return None

    def subject(self, tokens: Sequence[SpeechToken], first: int) -> Phrase | None:
        """Return None: which word is a subject, only a grammar knows."""
        del tokens, first
        return None

    def may_speak(self, between: Sequence[SpeechToken]) -> bool:
        """Return False: nobody speaks without a verb that says so."""
        del between
        return False


def _is_speech(tokens: Sequence[SpeechToken], at: int) -> bool:
    text = tokens[at].text
    return len(text.split()) >= _TERM or text[-1:] in ",.!?…" or not text.isascii()


def _reach(tokens: Sequence[SpeechToken], quote: int, way: int) -> Iterator[int]:
    """Yield the places beside a quotation that its verb may be at: up to the next quotation or end of a clause."""
    for at in range(quote + way, max(-1, min(len(tokens), quote + way * (_NEAR + 1))), way):
        if tokens[at].kind == "quote" or tokens[at].text in (".", ";", "?", "!"):
            return
        yield at


def _name_end(tokens: Sequence[SpeechToken], at: int, stop: int) -> int:
    if tokens[at].kind != "name":
        return at + 1
    end = at + 1
    while end < stop and (tokens[end].kind == "name" or _joins(tokens, end, stop)):
        end += 1
    return end


def _name_start(tokens: Sequence[SpeechToken], at: int, floor: int) -> int:
    first = at
    while first > floor and tokens[at].kind == "name" and (tokens[first - 1].kind == "name"):
        first -= 1
    return first


def _joins(tokens: Sequence[SpeechToken], at: int, stop: int) -> bool:
    return tokens[at].low in PARTICLES and at + 1 < stop and tokens[at + 1].kind == "name"
