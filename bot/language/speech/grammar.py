"""How a language says that somebody said something: what its pack answers, in sentences as tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.language.speech.tokens import SpeechToken
from bot.models import Span


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `[first, last)` of a sentence, such as those that name somebody."""

    first: int
    last: int
    relative: bool = False
    """Whether the sentence itself only says "who"."""
    apposition: int = 0
    """Where the words end that say who this is: "Mary Smith, the mayor," (0: there are none)."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with its subject and the stretches of tokens that it attributes.

    `manner` is what the verb may do, or `own` where the subject owns the words. `closes`: at least one of the stretches
    stands before the cue. `so`: "So said the mayor", which attributes the sentence before.
    """

    cue: Phrase
    subject: Phrase | None
    contents: tuple[Phrase, ...]
    addressee: Phrase | None = None
    closes: bool = False
    manner: str = "say"
    so: bool = False
    via: Phrase | None = None
    """Who passes it on, where the same clause says so: "the Bell quoted Smith as saying"."""


class Speech(Protocol):
    """The grammar of attribution."""

    @property
    def pronouns(self) -> frozenset[str]:
        """Words that stand for whoever spoke."""

    @property
    def unnamed(self) -> frozenset[str]:
        """Pronouns for somebody who is spoken to."""

    def tokens(self, text: str, start: int, end: int, marked: Sequence[Span]) -> list[SpeechToken]:
        """Return the tokens of `text[start:end]`; `marked` are the quoted stretches that begin inside it, in order."""

    def attributions(self, tokens: Sequence[SpeechToken]) -> list[Attribution]:
        """Return what a sentence attributes, in the order of the cues."""

    def subject(self, tokens: Sequence[SpeechToken], first: int) -> Phrase | None:
        """Return the subject of the clause that begins at `first`, where the language shows it."""

    def may_speak(self, between: Sequence[SpeechToken]) -> bool:
        """Tell whether a subject speaks the quotation behind it, by the tokens between them."""
