"""What a follow-up means, given what was asked and answered before it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.evidence.speakers import fold, names
from bot.evidence.stopwords import content_words
from bot.models import Answer
from bot.summarize.questions import understand

_LINK = re.compile(r"^(?:(?:and|but|so|or|then|also|ok|okay)\b[\s,]*)+", re.IGNORECASE)
_WHAT_ABOUT = re.compile(r"^(?:what|how)\s+about\s+", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:he|she|him|her|they|them)\b", re.IGNORECASE)
_THEIRS = re.compile(r"\b(?:his|her|their)\b(?=\s+\w)", re.IGNORECASE)
_END = re.compile(r"\b(?:that|this|it|those|these|them|there)\s*[?.!]*\s*$", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\b((?:did|does|do|was|were|is|are|has|have|had|will|would|could|can)\s+)(?:that|this|it|those|these)\b(?=\s+\w)",
    re.IGNORECASE,
)
_TO_END = re.compile(r"\b(?:to|on|about|of|regarding)\s+(?=\S+\s*[?.!]*\s*$)", re.IGNORECASE)
_LED = re.compile(r"^(?:about|on)\s+", re.IGNORECASE)
_ASKS = re.compile(
    r"^(?:who|whom|whose|what|which|when|where|why|how|did|does|do|is|are|was|were|has|have|had|will|would|can|could)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a question and its answer were about: who spoke about what, who was named, in which stories.

    `whole`: it was a briefing, and what is asked next is asked about its stories, however it is worded.
    """

    speaker: str = ""
    about: str = ""
    person: str = ""
    words: str = ""
    stories: tuple[int, ...] = ()
    whole: bool = False

    @property
    def phrase(self) -> str:
        """What it was about, in words; "" where only somebody's words were asked for."""
        return self.about or ("" if self.speaker else self.words)

    def to_json(self) -> dict[str, Any]:
        """Return it as it is stored."""
        return asdict(self)


def subject_from(stored: Mapping[str, Any]) -> Subject:
    """Return the subject that `to_json` gave."""
    return Subject(**{**stored, "stories": tuple(stored.get("stories", ()))})


def subject_of(question: str, answer: Answer | None = None, stories: tuple[int, ...] = ()) -> Subject:
    """Return what a question, as it was understood, and its answer were about."""
    asked = understand(question)
    speakers = {claim.speaker for claim in answer.claims if claim.speaker} if answer else set[str]()
    named = [question[start:end] for start, end in names(question)]
    person = asked.speaker or (named[0] if len(named) == 1 else "") or (speakers.pop() if len(speakers) == 1 else "")
    return Subject(asked.speaker, asked.about, person, _words(question), stories)


def _words(question: str) -> str:
    wanted = set(content_words(question))
    return " ".join(word.strip('?.!,;:"“”') for word in question.split() if fold(word.strip('?.!,;:"“”')) in wanted)


@dataclass(frozen=True, slots=True)
class Meant:
    """A question with what it leaves out put in; `follows`: it leans on what was asked before."""

    question: str
    follows: bool


def meant(question: str, before: Subject) -> Meant:
    """Return what a question asks for where it may lean on what was asked before it."""
    line = " ".join(question.split())
    bare = _LINK.sub("", line)
    fragment = _WHAT_ABOUT.sub("", bare)
    if fragment != bare or (bare != line and not _ASKS.match(bare)):
        return Meant(_with_fragment(fragment.strip(" ?.!"), before), True)
    whole = _filled(bare, before)
    if whole != bare:
        return Meant(whole, True)
    if bare != line or len(content_words(bare)) == 0:
        return Meant(f"{bare.strip(' ?.!')} {before.phrase}".strip(), True)
    return Meant(question, False)


def _with_fragment(fragment: str, before: Subject) -> str:
    """Return the question before, asked about something else: "and in Brussels?", "what about Macron?"."""
    if not before.speaker:
        return f"{before.words} {fragment}".strip()
    if names(fragment) and names(fragment)[0] == (0, len(fragment)):
        about = f" about {before.about}" if before.about else ""
        return f"what did {fragment} say{about}"
    return f"what did {before.speaker} say about {_LED.sub('', fragment)}"


def _filled(line: str, before: Subject) -> str:
    """Put the person before in the place of "he", and the matter before in the place of "that"."""
    filled = line
    if _END.search(filled):
        filled = _ended(filled, before.phrase)
    if before.phrase:
        filled = _SUBJECT.sub(lambda found: f"{found[1]}{before.phrase}", filled, count=1)
    if before.person:
        filled = _THEIRS.sub(lambda found: f"{before.person}'s", filled, count=1)
        filled = _PERSON.sub(lambda found: before.person, filled, count=1)
    return filled


def _ended(line: str, phrase: str) -> str:
    """Put a matter in the place of the "that" at the end of a line; where there is none, leave it out."""
    head = _END.sub("", line)
    link = _TO_END.search(f"{head}x")
    if link:
        head = head[: link.start()].rstrip()
        return f"{head} about {phrase}" if phrase else head
    return f"{head}{phrase}".rstrip() if phrase else line
