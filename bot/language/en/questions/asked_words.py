"""Whose words an English question asks for, and what only leads up to a question."""

from __future__ import annotations

import re

from bot.language.en.function_words import ARTICLES, DO, HAVE, PREPOSITIONS, SOMEBODY, SUBJECTS
from bot.language.en.speech.speech_verbs import LEMMAS, PEOPLE, ROLES, forms_of
from bot.language.en.stopwords import STOPWORDS
from bot.language.en.titles import ADDRESS
from bot.language.en.word_match import tokens
from bot.language.questions.grammar import AskedWords
from bot.text.patterns import any_of

LONGEST_SPEAKER = 6
"""Words of a name, an office with it."""
_SPEECH = any_of(
    forms_of(
        LEMMAS
        & frozenset(
            """say tell state claim argue announce add think believe comment write tweet promise warn suggest respond
        reply admit deny explain predict remark insist acknowledge ask""".split()
        )
    )
)
_MATTERS = PREPOSITIONS & frozenset("about on regarding concerning of".split())
_MATTER = any_of(_MATTERS)
_ABOUT = rf"(?:\s+(?:{_MATTER}|to)\s+(?P<about>.+))?"
_DID = any_of((DO | HAVE) - {"having"})
_SAID = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"what\s+{_DID}\s+(?P<speaker>.+?)\s+(?:tell|told|warn|promise|warned|promised)\s+"
        r"(?P<addressee>(?!about\b|that\b|on\b)[^\s]+(?:\s+(?!about\b|on\b|regarding\b)[^\s]+)*?)"
        rf"(?:\s+{any_of(_MATTERS - {'of'})}\s+(?P<about>.+))?$",  # “the head of the bank” is told something
        rf"(?:what|how)\s+{_DID}\s+(?P<speaker>.+?)\s+(?:to\s+)?{_SPEECH}{_ABOUT}$",
        rf"what\s+(?:is|was|are|were)\s+(?P<speaker>.+?)\s+saying{_ABOUT}$",
        rf"what\s+(?:is|was|were|are)\s+said\s+by\s+(?P<speaker>.+?){_ABOUT}$",
        rf"what\s+(?P<speaker>.+?)\s+(?:said|says|told){_ABOUT}$",
        r"(?:any\s+)?(?:quotes?|statements?|words|remarks|comments)\s+(?:by|from|of)\s+(?P<speaker>.+?)"
        r"(?:\s+(?:about|on|regarding)\s+(?P<about>.+))?$",
        r"according\s+to\s+(?P<speaker>[^,]+?)(?:,\s*(?P<about>.+))?$",
    )
)
_NOBODY = SUBJECTS | SOMEBODY | frozenset("this that there article text news".split())
_ARTICLE = re.compile(rf"^(?:{any_of(ARTICLES)}\s+)?(?:{any_of(ADDRESS | {'dr'})}\.?\s+)?", re.IGNORECASE)
_PREAMBLE = re.compile(
    rf"^(?:name(?=\s+{any_of(ARTICLES)}\s)|please|hey|hi|hello|ok|so|and|but|well|can you|could you|tell me|"
    r"do you know|i want to know)[\s,]+",
    re.I,
)


_ONE = any_of(ROLES - PEOPLE)
_NAME_OF_ONE = re.compile(
    rf"^what(?:[’']s|\s+(?:is|was))\s+the\s+name\s+of\s+(?=(?:the\s+)?(?:[\w’'-]+\s+){{0,3}}{_ONE}\b)", re.IGNORECASE
)
"""“what is the name of the director” asks who that is."""


def bare(line: str) -> str:
    """Return a line without what only leads up to its question: "tell me", "hello"."""
    line = _NAME_OF_ONE.sub("who is ", line)
    while True:
        rest = _PREAMBLE.sub("", line)
        if rest == line:
            return line
        line = rest


def said(line: str) -> AskedWords | None:
    """Return whose words are asked for; None where it is a fact."""
    for pattern in _SAID:
        match = pattern.fullmatch(line)
        if match is None:
            continue
        found = match.groupdict()
        speaker = _ARTICLE.sub("", found["speaker"].strip())
        if not _may_speak(speaker):
            return None
        return AskedWords(speaker, (found.get("addressee") or "").strip(), (found.get("about") or "").strip())
    return None


def _may_speak(speaker: str) -> bool:
    words = tokens(speaker)
    one_small = len(words) == 1 and words[0] in STOPWORDS
    return 0 < len(words) <= LONGEST_SPEAKER and words[0] not in _NOBODY and not one_small
