"""Commands about the news: ingest, inspect, poll, brief, ask, quotes, search, stories, prove."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING

import click

from bot.chat import registry
from bot.cli.shared_options import PlatformName, common, complain, desk, input_lines, print_json, settings_alone
from bot.clock import clock_from_environment
from bot.errors import ConfigError, InputError
from bot.event_loop import run

if TYPE_CHECKING:
    from bot.config.settings import Settings
    from bot.desk.desk import Desk
    from bot.desk.news.claim_checks import ClaimCheck


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="PATH_OR_URL...")
@common
def ingest(settings: Settings, targets: tuple[str, ...], *, as_json: bool) -> None:
    """Read feeds, HTML pages, plain-text articles or JSONL into the store; `-` is standard input."""
    from bot.desk.sources import intake

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
    from bot.desk.sources import intake

    paths = input_lines() if targets == ("-",) else iter(targets)
    unreadable = total = 0

    def show(understood: dict[str, object]) -> None:
        nonlocal unreadable, total
        total += 1
        unreadable += understood["kind"] == "unreadable"
        if as_json:
            print_json(understood)
        else:
            from bot.cli.terminal_output import inspected

            click.echo(inspected(understood))

    run(intake.inspect(settings, clock_from_environment(), paths, show))
    if unreadable:
        sys.exit(1 if unreadable < total else 2)


@click.command()
@click.option("--once", is_flag=True, expose_value=False, help="One round, then stop (what it does anyway).")
@common
def poll(settings: Settings, *, as_json: bool) -> None:
    """Read the sources that are due, one round."""
    from bot.cli.progress import polling
    from bot.desk.sources import intake

    with desk(settings) as opened, polling() as progress:
        report = run(intake.poll(opened, progress))
    if as_json:
        print_json(
            {
                "polled": report.polled,
                "unchanged": report.unchanged,
                "new": report.new,
                "changed": report.changed,
                "failed": report.failed,
            }
        )
    else:
        told = f"{report.polled} sources read, {report.unchanged} unchanged, {report.new} new articles"
        click.echo(f"{told}, {report.changed} changed, {report.failed} failed")
    if report.failed:
        sys.exit(1)


reading_language = click.option(
    "--language", default="", metavar="L", help="What you read, like German or de; a model writes in it."
)


@click.command()
@click.option("--channel", metavar="NAME", help="As this channel would get it.")
@click.option("--since", default="24h", show_default=True, metavar="24h", help="How far back: 90m, 24h, 7d.")
@click.option("--topic", default="", metavar="T", help="Only what is filed under it, or says it.")
@click.option(
    "--as",
    "platform",
    type=PlatformName(registry.names_with_preview),
    help="Print the platform's request bodies, JSONL.",
)
@reading_language
@common
def brief(
    settings: Settings,
    channel: str | None,
    since: str,
    topic: str,
    platform: str | None,
    language: str,
    *,
    as_json: bool,
) -> None:
    """Write a briefing now and print it."""
    from bot import json_output
    from bot.desk.news import lookups
    from bot.desk.setup import channels
    from bot.language_names import check_language

    with desk(settings) as opened:
        where = channels.find(opened, channel) if channel else None
        back, reads = lookups.parse_since(since), check_language(language)
        briefing = run(lookups.brief(opened, since=back, topic=topic, channel=where, language=reads))
    if platform:
        from bot.chat.preview import bodies

        for body in bodies(briefing, platform):
            print_json(body)
    elif as_json:
        print_json(json_output.briefing(briefing))
    else:
        from bot.chat.console.adapter import show_briefing

        show_briefing(briefing, sys.stdout)


@click.command()
@click.argument("question", required=False)
@reading_language
@common
def ask(settings: Settings, question: str | None, language: str, *, as_json: bool) -> None:
    """Answer a question; with no QUESTION, one a line from standard input, as JSONL."""
    from bot import json_output
    from bot.chat.console.adapter import show_answer
    from bot.desk.news import lookups
    from bot.language_names import check_language

    reads = check_language(language)
    with desk(settings) as opened:
        for line in [question] if question is not None else input_lines():
            answer = run(lookups.ask(opened, line, language=reads))
            if as_json or question is None:
                print_json(json_output.answer(answer))
            else:
                show_answer(answer, sys.stdout)


@click.command()
@click.option("--speaker", default="", metavar="NAME", help="Who speaks, or passes it on.")
@click.option("--about", default="", metavar="WORDS", help="What it is about.")
@common
def quotes(settings: Settings, speaker: str, about: str, *, as_json: bool) -> None:
    """Say who said what."""
    from bot import json_output
    from bot.cli.terminal_output import statement
    from bot.desk.news import lookups
    from bot.evidence.quotes.merging import namesakes

    with desk(settings) as opened:
        said = run(lookups.quotes(opened, speaker, about))
        if not said:
            complain(run(lookups.no_quotes(opened, speaker, about)))
    if people := namesakes(speaker, said):
        complain(f"{speaker!r} may be {', '.join(people[:-1])} or {people[-1]}. Name one to see only theirs")
    for found in said:
        if as_json:
            print_json(json_output.statement(found))
        else:
            click.echo(statement(found))


@click.command()
@click.argument("query", required=False)
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True)
@common
def search(settings: Settings, query: str | None, limit: int, *, as_json: bool) -> None:
    """Find passages; with no QUERY, one a line from standard input, as JSONL."""
    from bot import json_output
    from bot.cli.terminal_output import hit
    from bot.desk.news import lookups

    with desk(settings) as opened:
        for line in [query] if query is not None else input_lines():
            found = run(lookups.search(opened, line, limit))
            if as_json or query is None:
                print_json(json_output.hits(line, found))
            else:
                for item in found:
                    click.echo(hit(item))


@click.command()
@click.argument("meant", metavar="[STORY]", default="")
@common
def stories(settings: Settings, meant: str, *, as_json: bool) -> None:
    """List the stories with their articles; with a number or words of a title, how that one developed."""
    from bot import json_output
    from bot.cli.terminal_output import developed, story
    from bot.desk.news import lookups
    from bot.models import OPERATOR

    with desk(settings) as opened:
        if meant:
            told = run(lookups.timeline(opened, run(lookups.find_story(opened, meant, OPERATOR)).id))
            print_json(json_output.timeline(told)) if as_json else click.echo(developed(told))
            return
        for found in run(lookups.stories(opened)):
            if as_json:
                print_json(json_output.story(found))
            else:
                click.echo(story(found))


@click.command()
@click.option("--second-reader", is_flag=True, help="Ask the model too; `supported` then says what would be posted.")
@settings_alone
def prove(settings: Settings, *, second_reader: bool) -> None:
    """Hold claims against sources: JSONL {"source", "claim"} in, {"verdict", "supported", "score", "reason"} out.

    A line may also have "speaker", "language" and "source_language".
    """
    from bot.desk.news import claim_checks

    lines = ((number, line) for number, line in enumerate(input_lines(), 1) if line.strip())
    if second_reader:
        with desk(settings) as opened:
            good = run(_print_read(opened, lines))
    else:
        good = True
        for number, line in lines:
            good &= _print_check(number, claim_checks.checked_line(line))
    if not good:
        sys.exit(1)


async def _print_read(opened: Desk, lines: Iterator[tuple[int, str]]) -> bool:
    """Print what comes of reading the claims, some at a time; tell whether all lines were good."""
    from bot.desk.news import claim_checks

    if opened.reader is None:
        raise ConfigError("no model is set that could read: set READOUT_MODEL, and OPENAI_API_KEY or OPENAI_BASE_URL")
    good = True
    while part := list(islice(lines, claim_checks.AT_ONCE)):
        results = await claim_checks.checked_lines([line for _, line in part], opened.reader)
        for (number, _), result in zip(part, results, strict=True):
            good &= _print_check(number, result)
    return good


def _print_check(number: int, result: ClaimCheck | InputError) -> bool:
    if isinstance(result, InputError):
        complain(f"line {number}: {result}")
        return False
    print_json(asdict(result))
    return True


COMMANDS = (ingest, inspect, poll, brief, ask, quotes, search, stories, prove)
