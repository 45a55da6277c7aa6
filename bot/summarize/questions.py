"""What a question asks for: whose words, or which kind of fact, about what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.evidence.stopwords import STOPWORDS
from bot.summarize import wording
from bot.summarize.wanted import Wanted, noun, wanted
from bot.summarize.words import tokens

Kind = Literal["empty", "noise", "said", "fact"]

LONGEST = 1_000
"""Characters: nobody asks at greater length, and what is longer is no question."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood.

    `said`: `speaker` (with `addressee` and `about`, where given). `fact`: every one of `wanted` is asked for;
    `names` are the words that were capitalised, `numbers` the years and figures, `terms` the other words that carry
    meaning, and `noun` what is counted or asked for ("how many troops", "which country"). All words are folded.
    """

    text: str
    kind: Kind
    wanted: tuple[Wanted, ...] = ()
    speaker: str = ""
    addressee: str = ""
    about: str = ""
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    noun: str = ""
    runs: tuple[tuple[str, ...], ...] = ()
    """The names, as the words of each."""
    verb: str = ""
    """The term that says what happened, where one stands in its place."""
    doer: tuple[str, ...] = ()
    """The name of whom it is asked whether, when or where they did it."""
    role: str = ""
    """The office that is asked about: "who is the president of …"."""
    past: bool = False
    """It asks what has happened, not what may."""

    @property
    def words(self) -> tuple[str, ...]:
        """Return all words that carry meaning."""
        return (*self.names, *self.numbers, *self.terms)


_SPEECH = (
    r"(?:say|said|says|saying|tell|told|state|stated|claim|claimed|argue|argued|announce|announced|add|"
    r"added|think|believe|"
    r"comment|write|wrote|tweet|tweeted|promise|promised|warn|warned|suggest|suggested|respond|responded|"
    r"reply|replied|"
    r"admit|admitted|deny|denied|explain|explained|predict|predicted|remark|remarked|insist|insisted|"
    r"acknowledge|acknowledged|ask)"
)
_ABOUT = r"(?:\s+(?:about|on|regarding|concerning|of|to)\s+(?P<about>.+))?"
_SAID = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"what\s+(?:did|does|has|had|do|have)\s+(?P<speaker>.+?)\s+(?:tell|told|warn|promise|warned|promised)\s+"
        r"(?P<addressee>(?!about\b|that\b|on\b)[^\s]+(?:\s+(?!about\b|on\b|regarding\b)[^\s]+)*?)"
        r"(?:\s+(?:about|on|regarding|concerning|of)\s+(?P<about>.+))?$",
        rf"(?:what|how)\s+(?:did|does|has|had|do|have)\s+(?P<speaker>.+?)\s+(?:to\s+)?{_SPEECH}{_ABOUT}$",
        rf"what\s+(?:is|was|are|were)\s+(?P<speaker>.+?)\s+saying{_ABOUT}$",
        rf"what\s+(?:is|was|were|are)\s+said\s+by\s+(?P<speaker>.+?){_ABOUT}$",
        rf"what\s+(?P<speaker>.+?)\s+(?:said|says|told){_ABOUT}$",
        r"(?:any\s+)?(?:quotes?|statements?|words|remarks|comments)\s+(?:by|from|of)\s+(?P<speaker>.+?)"
        r"(?:\s+(?:about|on|regarding)\s+(?P<about>.+))?$",
        r"according\s+to\s+(?P<speaker>[^,]+?)(?:,\s*(?P<about>.+))?$",
    )
)
_NOBODY = frozenset(
    "it this that they he she you we i there anyone anybody someone somebody everyone article text news".split()
)
_ARTICLE = re.compile(r"^(?:(?:the|a|an)\s+)?(?:(?:mr|mrs|ms|dr)\.?\s+)?", re.IGNORECASE)
_PREAMBLE = re.compile(
    r"^(?:please|hey|hi|hello|ok|so|and|but|well|can you|could you|tell me|do you know|i want to know)[\s,]+", re.I
)


def understand(text: str) -> Question:
    """Return what a line asks for. Pure; any string is a question, an empty or a noisy one too."""
    line = _tidy(text)
    if not tokens(line):
        return Question(text, "empty")
    if len(text) > LONGEST or not _has_words(line):
        return Question(text, "noise")
    return _said(text, line) or _fact(text, line)


def spelt(question: Question, texts: Iterable[str]) -> Question:
    """Return a question that was typed in small letters as one with its names capitalised, as the texts write them."""
    if question.kind != "fact" or question.text[1:] != question.text[1:].lower():
        return question
    line = wording.capitalised(question.text, texts)
    return question if line == question.text else replace(understand(line), text=question.text)


def _tidy(text: str) -> str:
    line = " ".join(text.split()).strip(" ?!.")
    while True:
        bare = _PREAMBLE.sub("", line)
        if bare == line:
            return line
        line = bare


def _has_words(line: str) -> bool:
    found = tokens(line)
    return any(len(word) > 1 for word in found)


def _said(text: str, line: str) -> Question | None:
    """Return the question as one for somebody's words, where it is one."""
    for pattern in _SAID:
        match = pattern.fullmatch(line)
        if match is None:
            continue
        found = match.groupdict()
        speaker = _ARTICLE.sub("", found["speaker"].strip())
        if not _may_speak(speaker):
            return None
        return Question(
            text,
            "said",
            speaker=speaker,
            addressee=(found.get("addressee") or "").strip(),
            about=(found.get("about") or "").strip(),
            names=tuple(tokens(speaker)),
            terms=_content(found.get("about") or ""),
        )
    return None


def _may_speak(speaker: str) -> bool:
    words = tokens(speaker)
    return 0 < len(words) <= 6 and words[0] not in _NOBODY and not (len(words) == 1 and words[0] in STOPWORDS)


def _content(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in tokens(text) if word not in STOPWORDS))


def _fact(text: str, line: str) -> Question:
    asked = wanted(line)
    words = list(wording.meaning(line))
    role = wording.office(line) if "person" in asked else ""
    return Question(
        text,
        "fact",
        wanted=asked,
        names=_of(words, "name"),
        numbers=_of(words, "number"),
        terms=_of(words, "term"),
        noun=noun(line),
        runs=tuple(wording.runs(words)),
        verb="" if role else wording.verb(line, words),
        doer=() if role else wording.doer(line, words),
        role=role,
        past=wording.asks_past(line),
    )


def _of(words: Sequence[wording.Word], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.folded for word in words if word.kind == kind))
