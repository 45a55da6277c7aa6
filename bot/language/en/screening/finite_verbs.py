"""Which English texts say that something is or was done: a report has a verb that carries it, a label has none."""

from __future__ import annotations

from bot.language.en.speech.speech_verbs import CUES, FINITE
from bot.language.en.tokens import tokens
from bot.language.tokens import Token


def tells(text: str) -> bool:
    """Tell whether a text has a verb that may carry a sentence."""
    return any(map(carries, tokens(text)))


def carries(token: Token) -> bool:
    """Tell whether a word may be the verb that carries a sentence: “is”, “fell”, “said”, “says”."""
    cue = CUES.get(token.low)
    return token.past or token.low in FINITE or (cue is not None and cue.form in ("s", "past"))
