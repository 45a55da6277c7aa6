"""How English says that somebody said something."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.en.function_words import OBJECTS
from bot.language.en.speech import clause_tokens, subjects
from bot.language.en.speech.attribution import attributions
from bot.language.en.speech.speech_verbs import BE, PRONOUNS
from bot.language.speech.grammar import Attribution, Phrase
from bot.language.speech.tokens import SpeechToken
from bot.models import Span


class EnglishSpeech:
    """The grammar of attribution that goes by the order of English words."""

    pronouns = PRONOUNS
    unnamed = OBJECTS - {"it"}

    def tokens(self, text: str, start: int, end: int, marked: Sequence[Span]) -> list[SpeechToken]:
        """Return the tokens of `text[start:end]`; `marked` are the quoted stretches that begin inside it, in order."""
        return clause_tokens.tokens(text, start, end, marked)

    def attributions(self, tokens: Sequence[SpeechToken]) -> list[Attribution]:
        """Return what a sentence attributes, in the order of the cues."""
        return attributions(tokens)

    def subject(self, tokens: Sequence[SpeechToken], first: int) -> Phrase | None:
        """Return the subject of the clause that begins at `first`."""
        return subjects.opening(tokens, first, len(tokens))

    def may_speak(self, between: Sequence[SpeechToken]) -> bool:
        """Tell whether a subject speaks a quotation behind it, unless something is done to it or stands between."""
        verb = next((token for token in between if token.kind == "word"), None)
        if verb is None:
            return False
        follows = between[between.index(verb) + 1 :]
        return verb.low not in BE or (bool(follows) and follows[0].low.endswith("ing"))
