"""Commands about the news: ingest, inspect, poll, brief, ask, quotes, search, stories, prove, eval."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bot.cli.common import common, complain, desk, input_lines, print_json
from bot.clock import clock_from_environment
from bot.errors import InputError
from bot.event_loop import run

if TYPE_CHECKING:
    from bot.settings import Settings


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="PATH_OR_URL...")
@common
def ingest(settings: Settings, targets: tuple[str, ...], *, as_json: bool) -> None:
    """Read feeds, HTML pages, plain-text articles or JSONL into the store; `-` is standard input."""
    from bot.desk import intake

    with desk(settings) as opened:
        report = run(intake.ingest(opened, targets, on_problem=complain))
    if as_json:
        print_json(
            {
                "new": report.new,
                "changed": report.changed,
                "unchanged": report.unchanged,
                "failed": len(report.failed),
            }
        )
    else:
        click.echo(
            f"{report.new} new, {report.changed} changed, {report.unchanged} unchanged, {len(report.failed)} failed"
        )
    if report.failed:
        sys.exit(1 if report.new + report.changed + report.unchanged else 2)


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="PATH_OR_URL...")
@common
def inspect(settings: Settings, targets: tuple[str, ...], *, as_json: bool) -> None:
    """Show what Readout makes of a feed, a page or a text; nothing is stored. `-` reads paths one a line."""
    from bot.desk import intake

    paths = input_lines() if targets == ("-",) else iter(targets)
    unreadable = total = 0

    def show(understood: dict[str, object]) -> None:
        nonlocal unreadable, total
        total += 1
        unreadable += understood["kind"] == "unreadable"
        if as_json:
            print_json(understood)
        else:
            from bot.cli.show import inspected

            click.echo(inspected(understood))

    run(intake.inspect(settings, clock_from_environment(), paths, show))
    if unreadable:
        sys.exit(1 if unreadable < total else 2)


@click.command()
@click.option("--once", is_flag=True, help="One round, then stop (what it does anyway).")
@common
def poll(settings: Settings, *, once: bool, as_json: bool) -> None:
    """Read the sources that are due, one round."""
    from bot.cli.progress import polling
    from bot.desk import intake

    del once
    with desk(settings) as opened, polling() as progress:
        report = run(intake.poll(opened, progress))
    if as_json:
        print_json(
            {
                "polled": report.polled,
                "unchanged": report.unchanged,
                "new": report.new,
                "failed": report.failed,
            }
        )
    else:
        told = f"{report.polled} sources read, {report.unchanged} unchanged, {report.new} new articles"
        click.echo(f"{told}, {report.failed} failed")
    if report.failed:
        sys.exit(1)


@click.command()
@click.option("--channel", metavar="NAME", help="As this channel would get it.")
@click.option("--since", default="24h", show_default=True, metavar="24h", help="How far back: 90m, 24h, 7d.")
@click.option("--topic", default="", metavar="T", help="Only what is filed under it, or says it.")
@click.option(
    "--as",
    "platform",
    type=click.Choice(["discord", "slack"]),
    help="Print the platform's request bodies, JSONL.",
)
@common
def brief(
    settings: Settings, channel: str | None, since: str, topic: str, platform: str | None, *, as_json: bool
) -> None:
    """Write a briefing now and print it."""
    from bot import contract
    from bot.desk import channels, reading

    with desk(settings) as opened:
        where = channels.find(opened, channel) if channel else None
        briefing = run(reading.brief(opened, since=reading.parse_since(since), topic=topic, channel=where))
    if platform:
        from bot.chat.preview import bodies

        for body in bodies(briefing, platform):
            print_json(body)
    elif as_json:
        print_json(contract.briefing(briefing))
    else:
        from bot.chat.console import show_briefing

        show_briefing(briefing, sys.stdout)


@click.command()
@click.argument("question", required=False)
@common
def ask(settings: Settings, question: str | None, *, as_json: bool) -> None:
    """Answer a question; with no QUESTION, one a line from standard input, as JSONL."""
    from bot import contract
    from bot.chat.console import show_answer
    from bot.desk import reading

    with desk(settings) as opened:
        for line in [question] if question is not None else input_lines():
            answer = run(reading.ask(opened, line))
            if as_json or question is None:
                print_json(contract.answer(answer))
            else:
                show_answer(answer, sys.stdout)


@click.command()
@click.option("--speaker", default="", metavar="NAME", help="Who speaks, or passes it on.")
@click.option("--about", default="", metavar="WORDS", help="What it is about.")
@common
def quotes(settings: Settings, speaker: str, about: str, *, as_json: bool) -> None:
    """Say who said what."""
    from bot import contract
    from bot.cli.show import statement
    from bot.desk import reading
    from bot.evidence.statements import namesakes

    with desk(settings) as opened:
        said = run(reading.quotes(opened, speaker, about))
        if not said:
            complain(run(reading.no_quotes(opened, speaker, about)))
    if people := namesakes(speaker, said):
        complain(f"{speaker!r} may be {', '.join(people[:-1])} or {people[-1]}. Name one to see only theirs")
    for found in said:
        if as_json:
            print_json(contract.statement(found))
        else:
            click.echo(statement(found))


@click.command()
@click.argument("query", required=False)
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True)
@common
def search(settings: Settings, query: str | None, limit: int, *, as_json: bool) -> None:
    """Find passages; with no QUERY, one a line from standard input, as JSONL."""
    from bot import contract
    from bot.cli.show import hit
    from bot.desk import reading

    with desk(settings) as opened:
        for line in [query] if query is not None else input_lines():
            found = run(reading.search(opened, line, limit))
            if as_json or query is None:
                print_json(contract.hits(line, found))
            else:
                for item in found:
                    click.echo(hit(item))


@click.command()
@click.argument("meant", metavar="[STORY]", default="")
@common
def stories(settings: Settings, meant: str, *, as_json: bool) -> None:
    """List the stories with their articles; with a number or words of a title, how that one developed."""
    from bot import contract
    from bot.cli.show import developed, story
    from bot.desk import reading
    from bot.models import OPERATOR

    with desk(settings) as opened:
        if meant:
            told = run(reading.timeline(opened, run(reading.find_story(opened, meant, OPERATOR)).id))
            print_json(contract.timeline(told)) if as_json else click.echo(developed(told))
            return
        for found in run(reading.stories(opened)):
            if as_json:
                print_json(contract.story(found))
            else:
                click.echo(story(found))


@click.command()
@common
def prove(settings: Settings, *, as_json: bool) -> None:
    """Hold claims against sources: JSONL {"source", "claim"} in, {"supported", "score", "reason"} out."""
    import json

    from bot.summarize.weighing import weigh

    del settings, as_json
    bad = 0
    for number, line in enumerate(input_lines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            verdict = weigh(str(record["source"]), str(record["claim"]))
        except (ValueError, KeyError, TypeError):
            bad += 1
            complain(f'line {number}: not a JSON object with "source" and "claim"')
            continue
        print_json({"supported": verdict.supported, "score": verdict.score, "reason": verdict.reason})
    if bad:
        sys.exit(1)


@click.command("eval")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False), metavar="FILE...")
@common
def evaluate(settings: Settings, files: tuple[str, ...], *, as_json: bool) -> None:
    """Score the answers on question sets: JSONL {"question", "answerable", "answers"}."""
    from bot.summarize import evaluate as scoring

    with desk(settings) as opened:
        for file in files:
            try:
                scores = run(scoring.evaluate(opened.store, opened.model, opened.clock, file))
            except (ValueError, KeyError) as error:
                raise InputError(f"{file}: not a question set: {error}") from None
            if as_json:
                print_json({"file": file, **scores})
            else:
                click.echo(f"{file}: " + ", ".join(f"{key} {value}" for key, value in scores.items()))


COMMANDS = (ingest, inspect, poll, brief, ask, quotes, search, stories, prove, evaluate)
