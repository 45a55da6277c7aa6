"""What a follow-up means, given what was asked and answered before it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.language.pack import LanguagePack
from bot.language.questions.follow_ups import FollowUps
from bot.language.registry import pack_of_line
from bot.models import Answer
from bot.summarize.answering.query_understanding import understand
from bot.text.folding import fold


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
    named = [question[start:end] for start, end in asked.pack.spans.named(question)]
    person = asked.speaker or (named[0] if len(named) == 1 else "") or (speakers.pop() if len(speakers) == 1 else "")
    return Subject(asked.speaker, asked.about, person, _words(question, asked.pack), stories)


def _words(question: str, pack: LanguagePack) -> str:
    wanted = set(pack.content.of(question))
    return " ".join(word.strip('?.!,;:"“”') for word in question.split() if fold(word.strip('?.!,;:"“”')) in wanted)


@dataclass(frozen=True, slots=True)
class Meant:
    """A question with what it leaves out put in; `follows`: it leans on what was asked before."""

    question: str
    follows: bool


def meant(question: str, before: Subject) -> Meant:
    """Return what a question asks for where it may lean on what was asked before it."""
    pack = pack_of_line(question)
    leans = pack.follow_ups
    line = " ".join(question.split())
    bare = leans.link.sub("", line)
    fragment = leans.what_about.sub("", bare)
    if fragment != bare or (bare != line and not leans.asks.match(bare)):
        return Meant(_with_fragment(fragment.strip(" ?.!"), before, pack), True)
    whole = _filled(bare, before, leans)
    if whole != bare:
        return Meant(whole, True)
    if bare != line or not pack.content.of(bare):
        return Meant(f"{bare.strip(' ?.!')} {before.phrase}".strip(), True)
    return Meant(question, False)


def _with_fragment(fragment: str, before: Subject, pack: LanguagePack) -> str:
    """Return the question before, asked about something else: "and in Brussels?", "what about Macron?"."""
    leans = pack.follow_ups
    if not before.speaker:
        return f"{before.words} {fragment}".strip()
    if pack.spans.named(fragment)[:1] == [(0, len(fragment))]:
        asked = leans.said_about if before.about else leans.said
        return asked.format(speaker=fragment, matter=before.about)
    return leans.said_about.format(speaker=before.speaker, matter=leans.led.sub("", fragment))


def _filled(line: str, before: Subject, leans: FollowUps) -> str:
    """Put the person before in the place of "he", and the matter before in the place of "that"."""
    filled = line
    if leans.end.search(filled):
        filled = _ended(filled, before.phrase, leans)
    if before.phrase:
        filled = leans.subject.sub(lambda found: f"{found[1]}{before.phrase}", filled, count=1)
    if before.person:
        filled = leans.theirs.sub(lambda found: leans.whose.format(person=before.person), filled, count=1)
        filled = leans.person.sub(lambda found: before.person, filled, count=1)
    return filled


def _ended(line: str, phrase: str, leans: FollowUps) -> str:
    """Put a matter in the place of the "that" at the end of a line; where there is none, leave it out."""
    head = leans.end.sub("", line)
    link = leans.brings.search(f"{head}x")
    if link:
        head = head[: link.start()].rstrip()
        return leans.about.format(line=head, matter=phrase) if phrase else head
    return f"{head}{phrase}".rstrip() if phrase else line
