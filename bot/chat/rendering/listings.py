"""Short lists to platform-neutral messages: lines of our own, passages, quotes, a story's outlets. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.chat.rendering.cleaning import clean
from bot.chat.rendering.footnotes import Notes
from bot.chat.rendering.parts import Action, Block, Limits, Part, Run
from bot.chat.rendering.passage_links import web_address
from bot.chat.rendering.render import block_of, button_rows, day_of, run_of
from bot.chat.rendering.splitting import Group, into_parts
from bot.messages.catalogue import say
from bot.models import Changed, Citation, Statement, Step, Story, Timeline, told_by

MOST_STATEMENTS = 12
MOST_OUTLETS = 20


def notice(text: str, limits: Limits, actions: Sequence[Action] = ()) -> list[Part]:
    """Return a line of our own to a channel or a person as messages within the limits, with buttons below it."""
    return into_parts([[block_of("note", run_of(text)), *button_rows(actions, limits)]], limits)


def headed(part: Part, text: str) -> Part:
    """Return a message with a line of our own above it, for which the limits leave room."""
    return replace(part, blocks=(Block("note", (Run(text, "faint"),)), *part.blocks))


def listing(lines: Sequence[str], limits: Limits, actions: Sequence[Action] = ()) -> list[Part]:
    """Return lines of our own, each a block, as messages within the limits, with buttons below the last."""
    groups: list[Group] = [[block_of("text", run_of(line))] for line in lines]
    return into_parts([*groups[:-1], [*(groups[-1] if groups else []), *button_rows(actions, limits)]], limits)


def passages(found: Sequence[Citation], limits: Limits) -> list[Part]:
    """Return passages with where each stands, as messages within the limits."""
    notes = Notes()
    if not found:
        return notice(say("answers.nothing_on_that"), limits)
    return into_parts([[block_of("quote", run_of(item.text), *notes.cite([item]))] for item in found], limits)


def statements(found: Sequence[Statement], limits: Limits) -> list[Part]:
    """Return who said what, the latest last, under each speaker's name, as messages within the limits."""
    notes = Notes()
    if not found:
        return notice(say("answers.nobody_says_that"), limits)
    by_speaker: dict[str, list[Statement]] = {}
    for item in found[-MOST_STATEMENTS:]:
        name = clean(item.quote.speaker or item.quote.speaker_as_written or say("sources.unnamed"))
        by_speaker.setdefault(name, []).append(item)
    groups = [
        [block_of("speaker", run_of(speaker, "strong")), *(_said(item, notes) for item in said)]
        for speaker, said in by_speaker.items()
    ]
    return into_parts(groups, limits)


def _said(item: Statement, notes: Notes) -> Block:
    via = say("answers.told_by", via=clean(item.quote.via)) if item.quote.via else ""
    told = " ".join(clean(item.citation.text).split())
    how = say("answers.reported") if item.quote.kind == "indirect" else say("answers.quoted")
    day = f" · {day_of(item.citation.published_at)}" if item.citation.published_at else ""
    return block_of("quote", Run(f"{how}{via}{day}  ", "faint"), Run(told), *notes.cite([item.citation, *item.carried]))


def developed(value: Timeline, limits: Limits) -> list[Part]:
    """Return what each article added to a story, each passage with its link, as messages within the limits."""
    notes = Notes()
    told = Run(f" · {told_by(len(value.sources), value.voices)}" if value.sources else "", "faint")
    groups: list[Group] = [[block_of("headline", run_of(value.story.title or say("sources.untitled"), "strong"), told)]]
    groups += [_step(step, notes) for step in value.steps]
    return into_parts(groups, limits)


def _step(step: Step, notes: Notes) -> Group:
    """Return what one article added to a story, under its outlet."""
    carried = say("answers.also_in", outlets=", ".join(map(clean, step.carried))) if step.carried else ""
    credited = say("answers.credits", outlets=", ".join(map(clean, step.credits))) if step.credits else ""
    at = say("answers.step_at", day=day_of(step.at), at=step.at, carried=carried, credited=credited)
    speaker = block_of("speaker", run_of(step.source, "strong"), Run(at, "faint"))
    added = [block_of("quote", run_of(item.text), *notes.cite([item])) for item in step.added]
    nothing = [block_of("note", Run(say("answers.nothing_new")))]
    more = [block_of("note", Run(say("answers.more_sentences", n=step.more)))] if step.more else []
    changed = _changed(step.changed, notes) if step.changed else ()
    return [speaker, *(added or nothing), *more, *changed]


def _changed(value: Changed, notes: Notes) -> Iterator[Block]:
    """Give what an article says otherwise than it did, and what it took back."""
    yield block_of("note", Run(say("answers.changed", day=day_of(value.at), at=value.at), "faint"))
    for was, now in value.different:
        yield block_of("quote", Run(say("answers.was"), "faint"), run_of(was.text))
        yield block_of("quote", Run(say("answers.is"), "faint"), run_of(now.text), *notes.cite([now]))
    for each in value.gone:
        yield block_of("quote", Run(say("answers.gone"), "faint"), run_of(each.text))


def outlets(value: Story, limits: Limits) -> list[Part]:
    """Return who tells a story, each article with its link, as messages within the limits."""
    lines = [block_of("headline", run_of(value.title, "strong"))]
    copied = {item.url: item.source for item in value.articles if item.duplicate_of is None}
    for item in value.articles[:MOST_OUTLETS]:
        link = web_address(item.url)
        copy = say("answers.copy_of", source=clean(copied[item.duplicate_of])) if item.duplicate_of in copied else ""
        when = f" · {day_of(item.published_at)}" if item.published_at else ""
        title = Run(clean(item.title) or clean(item.url) or say("sources.untitled"), "plain", link, clean(item.source))
        lines.append(
            block_of(
                "text", Run(f"{clean(item.source) or say('sources.unnamed')}: "), title, Run(f"{when}{copy}", "faint")
            )
        )
    more = len(value.articles) - MOST_OUTLETS
    lines += [block_of("note", Run(say("status.more", n=more)))] if more > 0 else []
    return into_parts([lines], limits)
