"""Commands about where news comes from and goes to: sources, channels, subscriptions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from bot.chat import registry
from bot.cli.shared_options import PlatformName, common, complain, desk, print_json
from bot.event_loop import run

if TYPE_CHECKING:
    from bot.config.settings import Settings


@click.group()
def sources() -> None:
    """Feeds and pages that are polled."""


@sources.command("list")
@common
def list_sources(settings: Settings, *, as_json: bool) -> None:
    """List the sources with their health."""
    from bot.cli.terminal_output import coming_source, going, source, source_json
    from bot.desk.settings_file_sync import outlook
    from bot.desk.sources import sources as commands

    with desk(settings, only_reads=True) as opened:
        found, then, now = run(commands.list_sources(opened)), outlook(opened), opened.clock()
    gone = {each.id for each in then.sources_out}
    for each in found:
        if as_json:
            print_json({**source_json(each, now), "leaves": each.id in gone})
        else:
            click.echo(source(each, now) + (going() if each.id in gone else ""))
    for each in then.sources_in:
        if as_json:
            print_json({**source_json(each, now), "id": None})
        else:
            click.echo(coming_source(each))
    for line in then.problems:
        complain(line)


@sources.command("add")
@click.argument("url")
@click.option("--topic", default="", metavar="T", help="What it is filed under.")
@common
def add_source(settings: Settings, url: str, topic: str, *, as_json: bool) -> None:
    """Add a feed, or a site: its feed is looked for, and named. Or a folder, which is watched."""
    from bot.cli.terminal_output import source, source_json
    from bot.desk.sources import sources as commands

    with desk(settings) as opened:
        added = run(commands.add_site(opened, url, topic=topic, by_operator=True))
        now = opened.clock()
    if added.problem:
        complain(f"{added.source.url}: {added.problem}")
    if as_json:
        print_json({**source_json(added.source, now), "what": added.what, "others": list(added.others)})
    else:
        click.echo(source(added.source, now))
        for line in added.lines:
            click.echo(f"   {line}")


@sources.command("remove")
@click.argument("url")
@common
def remove_source(settings: Settings, url: str, *, as_json: bool) -> None:
    """Remove a source, by its address or number; its articles stay."""
    from bot.cli.terminal_output import source_json
    from bot.desk.sources import sources as commands

    with desk(settings) as opened:
        removed = run(commands.remove_source(opened, url))
        now = opened.clock()
    if as_json:
        print_json({"removed": source_json(removed, now)})
    else:
        click.echo(f"removed {removed.url}")


@sources.command("resume")
@click.argument("url")
@common
def resume_source(settings: Settings, url: str, *, as_json: bool) -> None:
    """Poll a source again at once that was gone or put off, by its address or number."""
    from bot.cli.terminal_output import source, source_json
    from bot.desk.sources import sources as commands

    with desk(settings) as opened:
        resumed = run(commands.resume_source(opened, url))
        now = opened.clock()
    if as_json:
        print_json(source_json(resumed, now))
    else:
        click.echo(source(resumed, now))


@sources.command("check")
@click.argument("url", required=False)
@common
def check_source(settings: Settings, url: str | None, *, as_json: bool) -> None:
    """Read a source now, or all, and say how it went; nothing is stored."""
    from bot.desk.sources import sources as commands

    failed = 0
    with desk(settings) as opened:
        for line in run(commands.check_sources(opened, url)):
            failed += not line.ok
            if as_json:
                print_json({"url": line.url, "ok": line.ok, "message": line.message})
            else:
                click.echo(f"{'ok ' if line.ok else 'bad'} {line.url}: {line.message}")
    if failed:
        sys.exit(1)


@sources.command("import")
@click.argument("file", type=click.File("rb"))
@common
def import_sources(settings: Settings, file: BinaryIO, *, as_json: bool) -> None:
    """Add the feeds that a reader exported: OPML (folders are topics), JSON, CSV, addresses; `-` is standard input."""
    from bot.desk.sources import sources as commands

    with desk(settings) as opened:
        report = run(commands.import_opml(opened, file.read()))
    for problem in report.problems:
        complain(problem)
    if as_json:
        print_json({"added": report.added, "known": report.known, "failed": len(report.problems)})
    else:
        click.echo(f"{report.added} added, {report.known} already there, {len(report.problems)} failed")
    if report.problems:
        sys.exit(1)


@sources.command("export")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path), required=False)
@common
def export_sources(settings: Settings, file: Path | None, *, as_json: bool) -> None:
    """Write the sources as OPML, to FILE or standard output."""
    from bot.desk.sources import sources as commands

    with desk(settings) as opened:
        opml = run(commands.export_opml(opened))
    if file and file != Path("-"):
        file.write_bytes(opml)
    elif as_json:
        print_json({"opml": opml.decode()})
    else:
        click.echo(opml.decode(), nl=False)


@click.group()
def channels() -> None:
    """Where briefings go."""


@channels.command("add")
@click.argument("name")
@click.option("--platform", required=True, type=PlatformName(registry.names))
@click.option("--id", "platform_id", default="", metavar="ID", help="The platform's own id of the channel.")
@click.option("--server", default="", metavar="ID", help="The platform's id of the server or workspace it is in.")
@common
def add_channel(settings: Settings, name: str, platform: str, platform_id: str, server: str, *, as_json: bool) -> None:
    """Add a channel."""
    from bot.cli.terminal_output import channel, channel_json
    from bot.desk.setup import channels as commands

    with desk(settings) as opened:
        added = commands.add(opened, name, platform, platform_id, server)
    if as_json:
        print_json(channel_json(added))
    else:
        click.echo(channel(added))


@channels.command("list")
@common
def list_channels(settings: Settings, *, as_json: bool) -> None:
    """List the channels."""
    from bot.cli.terminal_output import channel, channel_json
    from bot.desk.setup import channels as commands

    with desk(settings, only_reads=True) as opened:
        for found in commands.every(opened):
            if as_json:
                print_json(channel_json(found))
            else:
                click.echo(channel(found))


@channels.command("remove")
@click.argument("name")
@common
def remove_channel(settings: Settings, name: str, *, as_json: bool) -> None:
    """Remove a channel with its subscriptions and what it was told."""
    from bot.cli.terminal_output import channel_json
    from bot.desk.setup import channels as commands

    with desk(settings) as opened:
        removed = commands.remove(opened, name)
    if as_json:
        print_json({"removed": channel_json(removed)})
    else:
        click.echo(f"removed {removed.name}")


@channels.command("resume")
@click.argument("name")
@common
def resume_channel(settings: Settings, name: str, *, as_json: bool) -> None:
    """Send a channel that was paused its briefings again."""
    from bot.cli.terminal_output import channel, channel_json
    from bot.desk.setup import channels as commands

    with desk(settings) as opened:
        resumed = commands.resume(opened, name)
    if as_json:
        print_json(channel_json(resumed))
    else:
        click.echo(channel(resumed))


@click.group()
def subscriptions() -> None:
    """When a channel is briefed, and about what."""


@subscriptions.command("add")
@click.option("--channel", required=True, metavar="NAME")
@click.option("--at", required=True, metavar="HH:MM")
@click.option("--days", default="daily", show_default=True, metavar="mon-fri")
@click.option("--zone", default="", metavar="Z", help="A time zone like Europe/Kyiv; otherwise the configured one.")
@click.option("--topic", default="", metavar="T")
@click.option("--language", default="", metavar="L", help="What its reader reads, like German or de.")
@click.option("--only-language", default="", metavar="L", help="Only articles in this language.")
@click.option("--length", default="normal", show_default=True, type=click.Choice(["short", "normal", "long"]))
@common
def add_subscription(settings: Settings, channel: str, *, as_json: bool, **wanted: str) -> None:
    """Brief a channel at an hour."""
    from bot.cli.terminal_output import subscription, subscription_json
    from bot.desk.setup import subscriptions as commands
    from bot.desk.setup.channels import find
    from bot.desk.setup.topics import warning

    with desk(settings) as opened:
        added = commands.add(opened, channel, **wanted)
        where = find(opened, channel)
        if warned := run(warning(opened, added.topic, where.audience)):
            complain(warned)
    if as_json:
        print_json(subscription_json(added))
    else:
        click.echo(subscription(added))


@subscriptions.command("list")
@common
def list_subscriptions(settings: Settings, *, as_json: bool) -> None:
    """List the subscriptions with their next slot."""
    from bot.cli.terminal_output import coming_subscription, going, subscription, subscription_json
    from bot.desk.settings_file_sync import outlook
    from bot.desk.setup import subscriptions as commands

    with desk(settings, only_reads=True) as opened:
        found, then = commands.every(opened), outlook(opened)
    gone = {each.id for each in then.briefings_out}
    for each in found:
        if as_json:
            print_json({**subscription_json(each), "leaves": each.id in gone})
        else:
            click.echo(subscription(each) + (going() if each.id in gone else ""))
    for each in then.briefings_in:
        if as_json:
            print_json({**subscription_json(each), "id": None})
        else:
            click.echo(coming_subscription(each))


@subscriptions.command("remove")
@click.argument("number", type=int)
@common
def remove_subscription(settings: Settings, number: int, *, as_json: bool) -> None:
    """Remove a subscription, by its number."""
    from bot.cli.terminal_output import subscription_json
    from bot.desk.setup import subscriptions as commands

    with desk(settings) as opened:
        removed = commands.remove(opened, number)
    if as_json:
        print_json({"removed": subscription_json(removed)})
    else:
        click.echo(f"removed {removed.id}")


@subscriptions.command("preview")
@click.argument("number", type=int)
@click.option("--count", type=click.IntRange(1, 100), default=5, show_default=True)
@common
def preview_subscription(settings: Settings, number: int, count: int, *, as_json: bool) -> None:
    """Show when a subscription's next briefings are."""
    from bot.clock import iso
    from bot.desk.setup import subscriptions as commands

    with desk(settings) as opened:
        slots = commands.preview(opened, number, count)
    for slot in slots:
        if as_json:
            print_json({"slot": iso(slot), "local": slot.isoformat()})
        else:
            click.echo(f"{slot:%a %d %b %Y, %H:%M} {slot.tzinfo}")


COMMANDS = (sources, channels, subscriptions)
