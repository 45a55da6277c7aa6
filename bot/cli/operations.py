"""Commands that run Readout: demo, setup, run, chat, doctor, config, backup, restore."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.shared_options import common, complain, desk, print_json, settings_alone
from bot.errors import ConfigError
from bot.event_loop import run

if TYPE_CHECKING:
    from bot.config.settings import Settings


@click.command()
@common
def demo(settings: Settings, *, as_json: bool) -> None:
    """Read the shipped articles, print a briefing, answer questions: no key, no network."""
    from bot.ops.demo import run_demo

    run_demo(settings, sys.stdout, as_json=as_json)


def _https(_: click.Context, __: click.Parameter, value: str) -> str:
    """Return an address of HTTPS as it is."""
    if value and not re.fullmatch(r"https://[^\s/]+(/\S*)?", value):
        raise click.BadParameter("name an address like https://news.example.org")
    return value


@click.command()
@click.option("--config", "config_file", type=click.Path(path_type=Path), metavar="FILE", help="Where to write it.")
@click.option(
    "--address",
    default="",
    metavar="URL",
    callback=_https,
    help="Where your web port is reached over HTTPS: Slack then sends signed requests there.",
)
def setup(config_file: Path | None, address: str) -> None:
    """Set Readout up step by step; each answer is checked at once."""
    from bot.config.loading import DEFAULT_FILE
    from bot.ops.setup import run_setup

    run_setup(config_file or DEFAULT_FILE, address)


@click.command("run")
@click.option(
    "--roles",
    default="",
    metavar="ROLES",
    help="What this process does: some of gateway,web,scheduler,poll,read,write. Without it: all.",
)
@settings_alone
def serve(settings: Settings, roles: str) -> None:
    """Run the service: poll, brief, answer, health, until SIGTERM. Several may run on one store."""
    from bot.app import run_service
    from bot.clock import clock_from_environment
    from bot.models import workers
    from bot.native_memory import share_one_heap

    share_one_heap()
    if roles:
        settings = settings.model_copy(update={"roles": workers.printed(workers.named(roles))}).read_from(settings.file)
    run(run_service(settings, clock_from_environment()))


@click.command()
@settings_alone
def chat(settings: Settings) -> None:
    """Talk to the desk in this terminal."""
    from bot.app import run_chat
    from bot.logs import keep_log_in

    with desk(settings) as opened:
        if sys.stdin.isatty() and sys.stderr.isatty():
            keep_log_in(settings.data / "chat.log")
        run_chat(opened)


@click.command()
@common
def doctor(settings: Settings, *, as_json: bool) -> None:
    """Check config, store, disk, sources, tokens, model and clock; a line each with the fix.

    What monitors a service asks its /readyz, what restarts it /healthz.
    """
    from bot.clock import clock_from_environment
    from bot.config.loading import secrets_of
    from bot.logs.masking import Masking
    from bot.ops.doctor import examine

    ill, masked = False, Masking(secrets_of(settings))
    for finding in run(examine(settings, clock_from_environment())):
        ill, message = ill or finding.state == "bad", masked(finding.message)
        if as_json:
            print_json({"check": finding.check, "state": finding.state, "message": message})
        else:
            click.echo(f"{finding.state:4} {finding.check}: {message}")
    if ill:
        sys.exit(1)


@click.group()
def config() -> None:
    """The settings."""


@config.command("check")
@common
def check(settings: Settings, *, as_json: bool) -> None:
    """Check the settings; a wrong one is named with its line and the fix."""
    from bot.desk.settings_file_sync import check as check_entries

    check_entries(settings)
    if as_json:
        print_json({"ok": True, "settings": settings.model_dump(mode="json")})
    else:
        click.echo("the settings hold")


@config.command("reload")
@common
def reload(settings: Settings, *, as_json: bool) -> None:
    """Have the service on this store read its settings file again; a wrong one is named with its line."""
    from bot.desk.settings_file_sync import check as check_entries
    from bot.desk.settings_reload import request

    check_entries(settings)
    with desk(settings) as opened:
        answer = run(request(opened))
    if answer is None:
        complain("readout: no service answers. Is `readout run` up on this store? Its next start reads the file anyway")
        sys.exit(1)
    if answer.problem:
        raise ConfigError(answer.problem)
    if as_json:
        print_json({"reloaded": True, "notes": answer.notes.splitlines()})
    else:
        click.echo("\n".join(["the settings were read again", *answer.notes.splitlines()]))


@config.command("example")
def example() -> None:
    """Print the example settings file: every key with its default."""
    from bot.ops.reference_pages import example_yaml

    click.echo(example_yaml(), nl=False)


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE|FOLDER")
@click.option("--keep", type=click.IntRange(1), default=7, show_default=True, help="Of a folder's back-ups, how many.")
@click.option("--force", is_flag=True, help="Replace a file that is already there.")
@common
def backup(settings: Settings, file: Path, *, keep: int, force: bool, as_json: bool) -> None:
    """Copy the store to FILE while it runs, and check the copy; in a FOLDER it is named by the time."""
    from bot.clock import clock_from_environment
    from bot.store.opening import back_up, back_up_into, must_be_in_folder

    must_be_in_folder(settings.store)
    if file.is_dir():
        file, size = back_up_into(settings.data, file, clock_from_environment()(), keep)
    else:
        size = back_up(settings.data, file, replace=force)
    if as_json:
        print_json({"file": str(file), "bytes": size})
    else:
        click.echo(f"{file}: {size:,} bytes, found sound")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace a store that is already there.")
@common
def restore(settings: Settings, file: Path, *, force: bool, as_json: bool) -> None:
    """Put the store of a back-up in place; where there is one, it is asked for first, or wants --force."""
    from bot.store.opening import holds_store, must_be_in_folder
    from bot.store.opening import restore as put_back

    must_be_in_folder(settings.store)
    if not force and holds_store(settings.data) and sys.stdin.isatty():
        force = click.confirm(f"Replace the store in {settings.data} by {file}? What came in since is lost", err=True)
        if not force:
            sys.exit(1)
    put_back(file, settings.data, force=force)
    if as_json:
        print_json({"restored": str(file), "data": str(settings.data)})
    else:
        click.echo(f"restored {file} into {settings.data}")


COMMANDS = (demo, setup, serve, chat, doctor, config, backup, restore)
