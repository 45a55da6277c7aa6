"""Briefings and answers to platform-neutral messages. Pure: nouns in, parts out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.chat.rendering.cleaning import clean
from bot.chat.rendering.footnotes import Notes, where
from bot.chat.rendering.language_marks import language_mark, language_marks, of_headline
from bot.chat.rendering.nothing_told import nothing_told
from bot.chat.rendering.parts import MENUS, Action, ActionKind, Block, BlockKind, Limits, Part, Run, Style
from bot.chat.rendering.passage_links import passage_link
from bot.chat.rendering.splitting import Group, into_parts
from bot.messages.catalogue import say
from bot.models import (
    Answer,
    BriefedStory,
    Briefing,
    Citation,
    Claim,
    Corrected,
    Correction,
    Writer,
    told_by,
)

_QUOTED = re.compile(r"[\"“„«「『‹][^\"”“»」』›]+[\"”“»」』›]")
_WRITERS: dict[Writer, str] = {
    "extractive": "briefing.by_no_model",
    "model": "briefing.by_model",
    "mixed": "briefing.by_model_and_sources",
}
ROW = 5
"""Buttons side by side: https://discord.com/developers/docs/components/reference#action-row"""
MOST_CORRECTED = 4
"""Claims that one correction spells out."""
_NOW = {
    "different": "briefing.says_now",
    "gone": "briefing.says_in_its_place",
    "again": "briefing.says_again",
}
_STATUS = {"new": "briefing.new", "update": "briefing.update", "told": "briefing.told_before"}


def briefing(value: Briefing, limits: Limits, zone: str = "UTC") -> list[Part]:
    """Return a briefing as messages within the limits, split between stories; times are told in `zone`.

    Each story has its buttons below it, where the platform has any.
    """
    notes = Notes()
    if not value.stories:
        groups = [[_title(value, zone), _nothing_told(value, zone)], _footer(value)]
    else:
        head = [_title(value, zone), *_lead(value, zone, notes)]
        stories = [
            [*_story(number, story, notes), *button_rows(story_actions(number, story.story_id), limits)]
            for number, story in enumerate(value.stories, 1)
        ]
        to_do = say("briefing.to_press" if limits.actions else "briefing.to_ask")
        groups = [head, *stories, *_also(value.also, notes), _footer(value, to_do)]
    return into_parts(groups, limits)


def alert(value: Briefing, followed: str, limits: Limits, zone: str = "UTC") -> list[Part]:
    """Return news of what is followed as messages within the limits; the foot says how to hear of it no more."""
    notes = Notes()
    stories = [
        [*_story(number, story, notes), *button_rows(story_actions(number, story.story_id), limits)]
        for number, story in enumerate(value.stories, 1)
    ]
    foot = _footer(value, say("briefing.to_end_these", what=clean(followed)))
    return into_parts([[_title(value, zone)], *stories, foot], limits)


def story_actions(number: int, story_id: int) -> tuple[Action, ...]:
    """Return the buttons of a briefing's story; none for one that is not stored as a story."""
    if story_id <= 0:
        return ()
    labels: tuple[tuple[ActionKind, str], ...] = (
        ("more", say("buttons.more", number=number)),
        ("sources", say("buttons.sources")),
        ("quotes", say("buttons.quotes")),
        ("less", say("buttons.less")),
        ("wrong", say("buttons.wrong")),
    )
    return tuple(Action(kind, label, story_id) for kind, label in labels)


def answer(value: Answer, limits: Limits, zone: str = "UTC", *, whole: bool = False) -> list[Part]:
    """Return an answer, or a refusal with the nearest thing that is held, as messages within the limits.

    Under a `whole` answer stands a button to say that it is wrong.
    """
    notes = Notes()
    if not (value.answered and value.claims):
        return into_parts(_refused(value, notes), limits)
    *groups, last = _answered(value, notes, zone)
    wrong = [Action("wrong", say("buttons.wrong"))] if whole else []
    return into_parts([*groups, [*last, *button_rows(wrong, limits)]], limits)


def correction(value: Correction, limits: Limits, zone: str = "UTC") -> list[Part]:
    """Return a correction as messages within the limits; when the channel was told is told in `zone`."""
    then = local(value.told_at, zone)
    of = Run(say("briefing.correction_of", day=day_of(then), then=then))
    lead = block_of("note", Run(say("briefing.correction"), "strong"), of)
    more = len(value.items) - MOST_CORRECTED
    shown = value.items if more <= 1 else value.items[:MOST_CORRECTED]
    groups = [[lead, *_corrected(shown[0], 1)], *(list(_corrected(item, n)) for n, item in enumerate(shown[1:], 2))]
    if more > 1:
        groups.append([block_of("note", Run(say("briefing.corrected_too", n=more)))])
    return into_parts(groups, limits)


def _corrected(item: Corrected, number: int) -> Iterator[Block]:
    """Give what was told and what the article says now; both are cited, by numbers of their own."""
    before, after = 2 * number - 1, 2 * number
    told = Run(clean(item.claim or item.told.text))
    yield block_of("quote", Run(say("briefing.was_told"), "faint"), told, _noted(item.told, before))
    state = Run(say(_NOW[item.kind], text=clean(item.now.text)))
    yield block_of("quote", Run(say("briefing.is_now"), "faint"), state, _noted(item.now, after))


def _noted(citation: Citation, number: int) -> Run:
    state = say("briefing.as_told") if number % 2 else say("briefing.as_now")
    about = " · ".join(part for part in (where(citation), state) if part)
    return Run(f" [{number}]", "plain", passage_link(citation), about)


def button_rows(actions: Sequence[Action], limits: Limits) -> Group:
    """Return each menu in a row of its own, then rows of up to five buttons, where the platform has them."""
    menus = [(each,) for each in actions if each.kind in MENUS]
    buttons = [each for each in actions if each.kind not in MENUS]
    rows = [*menus, *(tuple(buttons[start : start + ROW]) for start in range(0, len(buttons), ROW))]
    return [Block("actions", (), row) for row in rows[: limits.actions]]


def run_of(text: str, style: Style = "plain") -> Run:
    """Return a text, cleaned, in a style."""
    return Run(clean(text), style)


def block_of(kind: BlockKind, *runs: Run) -> Block:
    """Return a block of the runs that say something."""
    return Block(kind, tuple(run for run in runs if run.text))


def local(moment: datetime, zone: str) -> datetime:
    """Return a moment in a zone; as it is where there is no such zone."""
    try:
        return moment.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return moment


def day_of(moment: datetime) -> str:
    """Return the date of a moment as it is shown."""
    return f"{moment:%a} {moment.day} {moment:%b %Y}"


def _since(value: Briefing, zone: str) -> str:
    since, until = local(value.since, zone), local(value.until, zone)
    days = (until.date() - since.date()).days
    if days == 0:
        return f"{since:%H:%M}"
    return say("briefing.yesterday", at=since) if days == 1 else f"{day_of(since)}, {since:%H:%M}"


def _title(value: Briefing, zone: str) -> Block:
    until = local(value.until, zone)
    place = zone.rpartition("/")[2].replace("_", " ")
    name = clean(value.title)
    title = name if name.casefold().startswith("readout") else f"Readout · {name}".removesuffix(" · ")
    return block_of("title", Run(title, "strong"), Run(f"{day_of(until)}, {until:%H:%M} {place}", "aside"))


def _lead(value: Briefing, zone: str, notes: Notes) -> Group:
    """Give what was read, and the first stories in short."""
    lines = [
        [*mark, Run(clean(each.text).rstrip(".")), *notes.cite(each.citations)]
        for mark, each in language_marks(value.lead)
    ]
    runs = [run for index, line in enumerate(lines) for run in ([Run("; ")] if index else []) + line]
    short = [block_of("text", Run(say("briefing.in_short"), "strong"), *runs, Run("."))] if runs else []
    return [_was_read(value, zone), *short]


def _also(stories: Sequence[BriefedStory], notes: Notes) -> list[Group]:
    """Give the stories that got no section, a line each."""
    lines = [
        block_of("text", Run("· "), *_sentences(story.claims, notes), Run(_told_by(story), "faint"))
        for story in stories
    ]
    return [[block_of("text", Run(say("briefing.also"), "strong")), *lines]] if lines else []


def _told_by(story: BriefedStory) -> str:
    return f" · {told_by(len(story.sources), story.voices)}" if len(story.sources) > 1 else ""


def _was_read(value: Briefing, zone: str) -> Block:
    outlets = say("briefing.from", outlets=say("briefing.outlets", n=value.outlets)) if value.outlets else ""
    articles = say("briefing.articles", n=value.read)
    return block_of("lead", Run(say("briefing.lead", articles=articles, outlets=outlets, since=_since(value, zone))))


def _nothing_told(value: Briefing, zone: str) -> Block:
    return block_of("lead", Run(nothing_told(value, _since(value, zone))))


def _story(number: int, story: BriefedStory, notes: Notes) -> Group:
    blocks = [_headline(number, story)]
    for quoting, claims in groupby(story.claims, _quotes):
        if quoting:
            blocks += [block_of("quote", *_spoken(claim, notes)) for claim in claims]
        else:
            blocks.append(block_of("text", *_sentences(list(claims), notes)))
    if story.differences:
        blocks.append(block_of("difference", *_differences(story.differences, notes)))
    return blocks


def _headline(number: int, story: BriefedStory) -> Block:
    outlets = f" · {told_by(len(story.sources), story.voices)}" if story.sources else ""
    mark = Run(f"{say(_STATUS[story.status])}{outlets}{of_headline(story)}", "aside")
    return block_of("headline", Run(f"{number}  {clean(story.headline)}".rstrip(), "strong"), mark)


def _quotes(claim: Claim) -> bool:
    """Tell whether a claim quotes somebody word for word: it gets a paragraph of its own."""
    return bool(claim.speaker and _QUOTED.search(claim.text))


def _sentences(claims: Sequence[Claim], notes: Notes) -> Iterator[Run]:
    for index, (mark, claim) in enumerate(language_marks(claims)):
        if index and mark:
            yield Run(" ")
        yield from (*mark, Run(f"{' ' if index and not mark else ''}{clean(claim.text)}"))
        yield from notes.cite(claim.citations)


def _spoken(claim: Claim, notes: Notes) -> Iterator[Run]:
    speaker, text = clean(claim.speaker or ""), clean(claim.text)
    last_name = speaker.split()[-1:] or [""]
    if speaker and last_name[0].casefold() not in text.casefold():
        yield Run(f"{speaker}: ", "strong")
    yield from (*language_mark(claim.foreign), Run(text))
    yield from notes.cite(claim.citations)


def _differences(claims: Sequence[Claim], notes: Notes) -> Iterator[Run]:
    for index, claim in enumerate(claims):
        lead, colon, values = clean(claim.text).partition(": ")
        named = colon and lead.startswith(say("briefing.differ"))
        yield Run(f"{' · ' if index else ''}{lead if named else say('briefing.differ')}: ", "strong")
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


def _footer(value: Briefing, further: str = "") -> Group:
    """Give what went wrong, and in one line whether a model wrote it and what a reader can do."""
    by = say(_WRITERS[value.written_by]) if value.written_by != "extractive" else ""
    facts = " · ".join(filter(None, (by, further)))
    notices = [block_of("note", run_of(value.notice))] if clean(value.notice) else []
    return [*notices, *([block_of("footer", Run(facts, "faint"))] if facts else [])]


def _answered(value: Answer, notes: Notes, zone: str) -> Iterator[Group]:
    for speaker, claims in _by_speaker(value.claims):
        if not speaker:
            yield [block_of("text", *_sentences([claim], notes)) for claim in claims]
            continue
        day = claims[0].citations[0].published_at if claims[0].citations else None
        date = Run(f" · {day_of(local(day, zone))}" if day else "", "faint")
        yield [block_of("speaker", run_of(speaker, "strong"), date), *(_statement(claim, notes) for claim in claims)]
    notices = [block_of("note", run_of(value.reason))] if clean(value.reason) else []
    yield [*notices, block_of("footer", Run(say(_WRITERS[value.written_by]), "faint"))]


def _by_speaker(claims: Sequence[Claim]) -> list[tuple[str, list[Claim]]]:
    """Return the claims under who speaks ("": nobody), in the order of first words."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(clean(claim.speaker or ""), []).append(claim)
    return list(groups.items())


def _statement(claim: Claim, notes: Notes) -> Block:
    kind = say("answers.quoted") if _QUOTED.search(claim.text) else say("answers.reported")
    return block_of(
        "quote",
        Run(f"{kind:10}", "faint"),
        *language_mark(claim.foreign),
        Run(clean(claim.text)),
        *notes.cite(claim.citations),
    )


def _refused(value: Answer, notes: Notes) -> list[Group]:
    reason = clean(value.reason) or say("answers.nothing_on_that")
    runs = [Run(reason if reason[-1] in ".!?…" else f"{reason}.")]
    blocks = [block_of("text", *runs)]
    for index, citation in enumerate(value.nearest):
        label = "" if index else say("answers.nearest")
        blocks.append(block_of("quote", Run(label, "faint"), Run(clean(citation.text)), *notes.cite([citation])))
    return [blocks]
