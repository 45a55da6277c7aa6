"""What a follow-up means, given what was asked and answered before it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.language.pack import LanguagePack
from bot.language.questions.assertions import NEVER
from bot.language.questions.follow_ups import FollowUps
from bot.language.registry import pack_of, pack_of_line, packs
from bot.models import Answer
from bot.summarize.answering.answer_language import asked_in
from bot.summarize.answering.query_understanding import understand
from bot.text.folding import fold

MOST_ASKED, MOST_TOLD = 300, 600
"""Characters of a question and of its answer that are kept for the next one."""
FEW_WORDS = 2
"""Words of meaning, at most, of a line that leans on the one before, in a language of which no more is known."""


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
    asked: str = ""
    told: str = ""
    """The question as it was understood, and the beginning of its answer."""

    @property
    def spoken(self) -> tuple[str, ...]:
        """What was asked and answered, as a model is told of it."""
        return tuple(filter(None, (self.asked and f"asked: {self.asked}", self.told and f"answered: {self.told}")))

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
    said = " ".join(claim.text for claim in answer.claims)[:MOST_TOLD] if answer else ""
    words = _words(question, asked.pack)
    return Subject(asked.speaker, asked.about, person, words, stories, asked=question[:MOST_ASKED], told=said)


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
    if (whole := _filled(bare, before, leans)) != bare:
        return Meant(whole, True)
    if bare != line or not pack.content.of(bare):
        return Meant(f"{bare.strip(' ?.!')} {before.phrase}".strip(), True)
    return Meant(question, False)


def is_unresolved(line: str, wanted: Meant, before: Subject) -> bool:
    """Tell whether a line leans on what was asked before it in a way that `meant` could not put into words.

    "why does he think so?" is left with "think" alone; in a language whose leaning words are not known, any short line
    may lean.
    """
    if not before.spoken:
        return False
    leans = pack_of(asked_in(line)).follow_ups
    if leans.link is NEVER:
        words = pack_of_line(line).words.tokens(line)
        return sum(not any(word in pack.small_words() for pack in packs()) for word in words) <= FEW_WORDS
    asked = understand(wanted.question)
    if asked.kind == "said" and asked.speaker and not leans.person.search(wanted.question):
        return False
    patterns = (leans.person, leans.theirs, leans.end, leans.subject)
    left = any(pattern.search(wanted.question) for pattern in patterns)
    return left or (wanted.follows and len(set(asked.terms)) < FEW_WORDS and not before.whole)


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
