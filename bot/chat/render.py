"""Briefings and answers to platform-neutral messages. Pure: nouns in, parts out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.chat.cleaning import clean
from bot.chat.links import passage_link
from bot.chat.parts import Action, ActionKind, Block, BlockKind, Limits, Part, Run, Style
from bot.chat.splitting import Group, into_parts
from bot.models import (
    Answer,
    BriefedStory,
    Briefing,
    Citation,
    Claim,
    Corrected,
    Correction,
    Usage,
    Writer,
    told_by,
)

_QUOTED = re.compile(r"[\"“„«「『‹][^\"”“»」』›]+[\"”“»」』›]")
_WRITERS: dict[Writer, str] = {
    "extractive": "Written without a model",
    "model": "Written by a model, each sentence checked",
    "mixed": "Written by a model and from the sources",
}
ROW = 5
"""Buttons side by side: https://discord.com/developers/docs/components/reference#action-row"""
_DIFFER = "Sources differ"
MOST_CORRECTED = 4
"""Claims that one correction spells out."""
_NOW = {
    "different": "",
    "gone": "The article does not say this any more. In its place: ",
    "again": "The article says this again: ",
}
_STATUS = {"new": "NEW", "update": "UPDATE", "told": "TOLD BEFORE"}


def briefing(value: Briefing, limits: Limits, zone: str = "UTC") -> list[Part]:
    """Return a briefing as messages within the limits, split between stories; times are told in `zone`.

    Each story has its buttons below it, where the platform has any.
    """
    notes = Notes()
    if not value.stories:
        groups = [[_title(value, zone), _nothing_new(value, zone)], _footer(value)]
    else:
        stories = [
            [*_story(number, story, notes), *button_rows(story_actions(number, story.story_id), limits)]
            for number, story in enumerate(value.stories, 1)
        ]
        groups = [[_title(value, zone), _lead(value, zone)], *stories, _footer(value)]
    return into_parts(groups, limits)


def alert(value: Briefing, followed: str, limits: Limits, zone: str = "UTC") -> list[Part]:
    """Return news of what is followed as messages within the limits; the foot says how to hear of it no more."""
    notes = Notes()
    stories = [
        [*_story(number, story, notes), *button_rows(story_actions(number, story.story_id), limits)]
        for number, story in enumerate(value.stories, 1)
    ]
    told = [_WRITERS[value.written_by], _cost(value.usage), f"to end these: unfollow {clean(followed)}"]
    notices = [block_of("note", run_of(value.notice))] if clean(value.notice) else []
    foot = [*notices, block_of("footer", Run(" · ".join(told), "faint"))]
    return into_parts([[_title(value, zone)], *stories, foot], limits)


def story_actions(number: int, story_id: int) -> tuple[Action, ...]:
    """Return the buttons of a briefing's story; none for one that is not stored as a story."""
    if story_id <= 0:
        return ()
    labels: tuple[tuple[ActionKind, str], ...] = (
        ("more", f"{number} More"),
        ("sources", "Sources"),
        ("quotes", "Who said what"),
        ("less", "Less like this"),
    )
    return tuple(Action(kind, label, story_id) for kind, label in labels)


def answer(value: Answer, limits: Limits, zone: str = "UTC") -> list[Part]:
    """Return an answer, or a refusal with the nearest thing that is held, as messages within the limits."""
    notes = Notes()
    groups = list(_answered(value, notes, zone)) if value.answered and value.claims else _refused(value, notes)
    return into_parts(groups, limits)


def correction(value: Correction, limits: Limits, zone: str = "UTC") -> list[Part]:
    """Return a correction as messages within the limits; when the channel was told is told in `zone`."""
    then = _local(value.told_at, zone)
    lead = block_of("note", Run("Correction", "strong"), Run(f" to what was told on {day_of(then)}, {then:%H:%M}"))
    more = len(value.items) - MOST_CORRECTED
    shown = value.items if more <= 1 else value.items[:MOST_CORRECTED]
    groups = [[lead, *_corrected(shown[0], 1)], *(list(_corrected(item, n)) for n, item in enumerate(shown[1:], 2))]
    if more > 1:
        groups.append(
            [block_of("note", Run(f"{more} more claims rest on passages of this article that have changed."))]
        )
    return into_parts(groups, limits)


def _corrected(item: Corrected, number: int) -> Iterator[Block]:
    """Give what was told and what the article says now; both are cited, by numbers of their own."""
    before, after = 2 * number - 1, 2 * number
    yield block_of("quote", Run("told  ", "faint"), Run(clean(item.claim or item.told.text)), _noted(item.told, before))
    state = Run(f"{_NOW[item.kind]}{clean(item.now.text)}")
    yield block_of("quote", Run("now   ", "faint"), state, _noted(item.now, after))


def _noted(citation: Citation, number: int) -> Run:
    state = "as it was told" if number % 2 else "as it stands now"
    about = " · ".join(part for part in (_where(citation), state) if part)
    return Run(f" [{number}]", "plain", passage_link(citation), about)


def button_rows(actions: Sequence[Action], limits: Limits) -> Group:
    """Return rows of up to five buttons, where the platform has them."""
    rows = [tuple(actions[start : start + ROW]) for start in range(0, len(actions), ROW)][: limits.actions]
    return [Block("actions", (), row) for row in rows]


@dataclass(slots=True)
class Notes:
    """The numbers of what is cited: one an article, from 1, in the order of first use."""

    _numbers: dict[str, int] = field(default_factory=dict)

    def cite(self, citations: Iterable[Citation]) -> Iterator[Run]:
        """Give a claim's citations as numbers, each once, linked to the first passage of its article."""
        seen: set[int] = set()
        for citation in citations:
            number = self._numbers.setdefault(_article(citation), len(self._numbers) + 1)
            if number not in seen:
                yield Run(f"{'' if seen else ' '}[{number}]", "plain", passage_link(citation), _where(citation))
                seen.add(number)


def _article(citation: Citation) -> str:
    return citation.url or f"{citation.revision_id}|{citation.source}|{citation.title}"


def _where(citation: Citation) -> str:
    paid = "paywall" if citation.paywalled else ""
    return " · ".join(part for part in (clean(citation.source), clean(citation.title), paid) if part)


def run_of(text: str, style: Style = "plain") -> Run:
    """Return a text, cleaned, in a style."""
    return Run(clean(text), style)


def block_of(kind: BlockKind, *runs: Run) -> Block:
    """Return a block of the runs that say something."""
    return Block(kind, tuple(run for run in runs if run.text))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _local(moment: datetime, zone: str) -> datetime:
    try:
        return moment.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return moment


def day_of(moment: datetime) -> str:
    """Return the date of a moment as it is shown."""
    return f"{moment:%a} {moment.day} {moment:%b %Y}"


def _since(value: Briefing, zone: str) -> str:
    since, until = _local(value.since, zone), _local(value.until, zone)
    days = (until.date() - since.date()).days
    if days == 0:
        return f"{since:%H:%M}"
    return f"yesterday, {since:%H:%M}" if days == 1 else f"{day_of(since)}, {since:%H:%M}"


def _title(value: Briefing, zone: str) -> Block:
    until = _local(value.until, zone)
    place = zone.rpartition("/")[2].replace("_", " ")
    name = clean(value.title)
    title = name if name.casefold().startswith("readout") else f"Readout · {name}".removesuffix(" · ")
    return block_of("title", Run(title, "strong"), Run(f"{day_of(until)}, {until:%H:%M} {place}", "aside"))


def _lead(value: Briefing, zone: str) -> Block:
    outlets = f" from {_count(value.outlets, 'outlet')}" if value.outlets else ""
    return block_of("lead", Run(f"{_count(value.read, 'article')}{outlets} since {_since(value, zone)}"))


def _nothing_new(value: Briefing, zone: str) -> Block:
    return block_of("lead", Run(f"Nothing new since {_since(value, zone)}."))


def _story(number: int, story: BriefedStory, notes: Notes) -> Group:
    told, said = _by_speech(story.claims)
    blocks = [_headline(number, story)]
    if told:
        blocks.append(block_of("text", *_sentences(told, notes)))
    blocks += [block_of("quote", *_spoken(claim, notes)) for claim in said]
    if story.differences:
        blocks.append(block_of("difference", *_differences(story.differences, notes)))
    return blocks


def _headline(number: int, story: BriefedStory) -> Block:
    outlets = f" · {told_by(len(story.sources), story.voices)}" if story.sources else ""
    mark = Run(f"{_STATUS[story.status]}{outlets}", "aside")
    return block_of("headline", Run(f"{number}  {clean(story.headline)}".rstrip(), "strong"), mark)


def _by_speech(claims: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Return the claims that tell, and those that quote somebody word for word."""
    quoting = [claim for claim in claims if claim.speaker and _QUOTED.search(claim.text)]
    return [claim for claim in claims if claim not in quoting], quoting


def _sentences(claims: Sequence[Claim], notes: Notes) -> Iterator[Run]:
    for index, claim in enumerate(claims):
        yield Run(f"{' ' if index else ''}{clean(claim.text)}")
        yield from notes.cite(claim.citations)


def _spoken(claim: Claim, notes: Notes) -> Iterator[Run]:
    speaker, text = clean(claim.speaker or ""), clean(claim.text)
    last_name = speaker.split()[-1:] or [""]
    if speaker and last_name[0].casefold() not in text.casefold():
        yield Run(f"{speaker}: ", "strong")
    yield Run(text)
    yield from notes.cite(claim.citations)


def _differences(claims: Sequence[Claim], notes: Notes) -> Iterator[Run]:
    for index, claim in enumerate(claims):
        lead, colon, values = clean(claim.text).partition(": ")
        named = colon and lead.startswith(_DIFFER)
        yield Run(f"{' · ' if index else ''}{lead if named else _DIFFER}: ", "strong")
        yield from _weighed(values if named else clean(claim.text), claim.citations, notes)


def _weighed(values: str, citations: Sequence[Citation], notes: Notes) -> Iterator[Run]:
    """Give each value with the passages that hold it, and at the end those that hold none."""
    left = list(citations)
    for index, value in enumerate(values.split(" · ")):
        yield Run(f"{' · ' if index else ''}{value}")
        holding = [citation for citation in left if value in clean(citation.text)]
        yield from notes.cite(holding)
        left = [citation for citation in left if citation not in holding]
    yield from notes.cite(left)


def _cost(usage: Usage) -> str:
    if usage.cost_usd is None:
        return f"cost unknown, {usage.input_tokens + usage.output_tokens:,} tokens"
    return f"cost ${usage.cost_usd:.4f}" if usage.cost_usd else "cost 0"


def _footer(value: Briefing) -> Group:
    copies = "1 copy" if value.copies == 1 else f"{value.copies:,} copies"
    counts = f"{value.read:,} read, {copies} left out, {value.told_before:,} told before"
    facts = [_WRITERS[value.written_by], counts, _cost(value.usage)]
    notices = [block_of("note", run_of(value.notice))] if clean(value.notice) else []
    return [*notices, block_of("footer", Run(" · ".join(facts), "faint"))]


def _answered(value: Answer, notes: Notes, zone: str) -> Iterator[Group]:
    for speaker, claims in _by_speaker(value.claims):
        if not speaker:
            yield [block_of("text", *_sentences([claim], notes)) for claim in claims]
            continue
        day = claims[0].citations[0].published_at if claims[0].citations else None
        date = Run(f" · {day_of(_local(day, zone))}" if day else "", "faint")
        yield [block_of("speaker", run_of(speaker, "strong"), date), *(_statement(claim, notes) for claim in claims)]
    notices = [block_of("note", run_of(value.reason))] if clean(value.reason) else []
    yield [*notices, block_of("footer", Run(_WRITERS[value.written_by], "faint"))]


def _by_speaker(claims: Sequence[Claim]) -> list[tuple[str, list[Claim]]]:
    """Return the claims under who speaks ("": nobody), in the order of first words."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(clean(claim.speaker or ""), []).append(claim)
    return list(groups.items())


def _statement(claim: Claim, notes: Notes) -> Block:
    kind = "quoted" if _QUOTED.search(claim.text) else "reported"
    return block_of("quote", Run(f"{kind:10}", "faint"), Run(clean(claim.text)), *notes.cite(claim.citations))


def _refused(value: Answer, notes: Notes) -> list[Group]:
    reason = clean(value.reason) or "I hold nothing on that"
    runs = [Run(reason if reason[-1] in ".!?…" else f"{reason}.")]
    blocks = [block_of("text", *runs)]
    for index, citation in enumerate(value.nearest):
        label = "" if index else "Nearest: "
        blocks.append(block_of("quote", Run(label, "faint"), Run(clean(citation.text)), *notes.cite([citation])))
    return [blocks]
