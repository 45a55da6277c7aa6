"""`readout setup`: asks for platform, token, channel, hour and zone, checks each at once, and writes the settings."""

from __future__ import annotations

import os
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click
import yaml

from bot import event_loop, slot_times
from bot.chat import registry
from bot.config.loading import DEFAULT_FILE, load
from bot.config.settings import Settings
from bot.errors import ChatAway, ConfigError, ReadoutError, UsageError
from bot.ingest.feeds.opml import Outline, read_opml
from bot.models import Platform
from bot.shipped_files import shipped

T = TypeVar("T")

_HEAD = """\
# Written by `readout setup`. Every other key, with its default: readout config example
# Tokens do not belong here: they come from the environment.
"""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose; `tokens` are environment variables, kept out of the file."""

    platform: Platform
    channel_id: str
    at: str
    days: str
    zone: str
    tokens: Mapping[str, str]
    feeds: Sequence[Outline] = ()


def run_setup(file: Path, address: str = "") -> None:
    """Ask step by step and write `file`; a file that is there is replaced only if that is wanted.

    `address` is where the web port is reached from outside.
    """
    if file.exists() and not click.confirm(f"{file} is there already. Replace it?", default=False):
        click.echo("Nothing was changed.")
        return
    # the environment only: an old file may be wrong
    settings = load(Path(os.devnull), os.environ, registry.settings_class())
    choices = _ask(settings, address)
    _write(file, settings_text(choices))
    _next_steps(file, choices)


def settings_text(choices: Choices) -> str:
    """Return the settings file of some choices."""
    briefing = {"at": choices.at, "days": choices.days, "zone": choices.zone}
    channel = {"name": "briefing", "platform": choices.platform, "id": choices.channel_id, "briefings": [briefing]}
    sources = [{"url": feed.url, "topic": feed.topic, "title": feed.title} for feed in choices.feeds]
    settings = {"zone": choices.zone, "channels": [channel], "sources": sources}
    return _HEAD + yaml.safe_dump(settings, sort_keys=False, allow_unicode=True)


# ---------------------------------------------------------------- the questions


def _ask(settings: Settings, address: str) -> Choices:
    names = registry.names()
    platform: Platform = click.prompt("Where do briefings go", type=click.Choice(names), default=names[0])
    prompts = _Prompts(address)
    channel_id = registry.PLATFORMS[platform].ask(settings, prompts)
    at = _until_good("At what time (HH:MM)", "08:00", slot_times.wall_time)
    days = _until_good(
        "On which days (daily, mon-fri, sat,sun)", "daily", lambda text: _valid(text, slot_times.parse_days)
    )
    zone = _until_good("In which time zone", _own_zone(), slot_times.check_zone)
    return Choices(platform, channel_id, at, days, zone, prompts.tokens, _ask_feeds())


def _ask_feeds() -> list[Outline]:
    """Return the shipped feeds of the topics that are wanted."""
    feeds = read_opml((shipped("seeds") / "feeds.opml").read_bytes())
    topics = list(dict.fromkeys(feed.topic for feed in feeds))

    def check(text: str) -> str:
        for word in _words(text):
            if word not in topics:
                raise UsageError(f"there are no feeds on {word!r}. Topics: {', '.join(topics)}; or none")
        return text

    wanted = _words(_until_good(f"Feeds to begin with ({', '.join(topics)}; or none)", topics[0], check))
    return [feed for feed in feeds if feed.topic in wanted]


def _words(text: str) -> list[str]:
    return [word for word in text.lower().replace(",", " ").split() if word != "none"]


class _Prompts:
    """Asks on this terminal; `tokens` are those that were accepted, by their variables."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.tokens: dict[str, str] = {}

    def say(self, text: str) -> None:
        """Show something."""
        click.echo(text)

    def token(self, variable: str, check: Callable[[str], Coroutine[Any, Any, T]]) -> tuple[str, T | None]:
        """Return a token and what its check gave (None where the platform could not be asked)."""
        given = os.environ.get(variable, "")
        while True:
            token = (given or str(click.prompt(f"{variable} (not shown)", hide_input=True))).strip()
            try:
                account = event_loop.run(check(token))
            except ChatAway as error:
                click.echo(f"Not checked: {error}")
                account = None
            except ReadoutError as error:
                click.echo(str(error) + (f" ({variable} in the environment)" if given else ""))
                given = ""
                continue
            self.tokens[variable] = token
            return token, account

    def channel(self, label: str, name_of: Callable[[str], Coroutine[Any, Any, str]]) -> str:
        """Return the id of a channel that the bot sees."""
        while True:
            channel_id = str(click.prompt(label[:1].upper() + label[1:])).strip()
            try:
                click.echo(f"That is #{event_loop.run(name_of(channel_id))}.")
            except ChatAway as error:
                click.echo(f"Not checked: {error}")
            except ReadoutError as error:
                click.echo(str(error))
                continue
            return channel_id


def _until_good(label: str, default: str, check: Callable[[str], str]) -> str:
    while True:
        try:
            return check(str(click.prompt(label, default=default)))
        except ReadoutError as error:
            click.echo(str(error))


def _valid(text: str, parse: Callable[[str], object]) -> str:
    parse(text)
    return text.strip()


def _own_zone() -> str:
    """Return this machine's time zone, if it names one that is known."""
    link = os.environ.get("TZ") or str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
    try:
        return slot_times.check_zone(link or "UTC")
    except ReadoutError:
        return "UTC"


# ---------------------------------------------------------------- what comes of it


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{file}: {error.strerror}. Name another file with --config") from None


def _next_steps(file: Path, choices: Choices) -> None:
    click.echo(f"\nWrote {file}.")
    missing = [variable for variable in choices.tokens if not os.environ.get(variable)]
    if missing:
        click.echo("Tokens are not kept in it. Set them where Readout runs, in the environment or a container's .env:")
        for variable in missing:
            click.echo(f"  {variable}=...        (or {variable}_FILE=a file that holds it)")
    where = "" if file == DEFAULT_FILE else f" --config {file}"
    click.echo(f"Then:\n  readout doctor{where}\n  readout run{where}")
