"""What the commands share: their common options, opening the desk, printing JSON."""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.clock import clock_from_environment

if TYPE_CHECKING:
    from bot.config.settings import Settings
    from bot.desk.desk import Desk

Command = Callable[..., Any]


def common(command: Command) -> Command:
    """Give a command `--config`, `--data` and `--json`; it gets `settings` loaded and `as_json`."""
    return _with_settings(command, as_json=True)


def settings_alone(command: Command) -> Command:
    """Give a command the same options; it gets `settings` alone, and prints the same with `--json` as without."""
    return _with_settings(command, as_json=False)


def _with_settings(command: Command, *, as_json: bool) -> Command:
    @functools.wraps(command)
    def wrapped(config_file: Path | None, data: Path | None, **given: Any) -> Any:  # noqa: ANN401 - click's
        return command(settings=load_settings(config_file, data), **given)

    return _options(wrapped, as_json=as_json)


def _options(command: Command, *, as_json: bool) -> Command:
    config = click.option(
        "--config", "config_file", type=click.Path(path_type=Path), metavar="FILE", help="Settings file."
    )
    data = click.option("--data", type=click.Path(path_type=Path), metavar="DIR", help="Folder of the store.")
    json_output = click.option("--json", "as_json", is_flag=True, expose_value=as_json, help="Print JSON.")
    return config(data(json_output(command)))


def load_settings(config_file: Path | None, data: Path | None) -> Settings:
    """Return the settings from file and environment; `--data` wins over both. Starts the log."""
    from bot.chat import registry
    from bot.config.loading import load

    named = os.environ.get("READOUT_CONFIG")
    settings = load(config_file or (Path(named) if named else None), os.environ, registry.settings_class())
    settings = settings.model_copy(update={"data": data}) if data else settings
    from bot.config.loading import secrets_of
    from bot.logs import start_log

    secrets = secrets_of(settings)
    start_log(settings.log_level, registry.loggers(), form=settings.log_format, secrets=secrets)
    return settings


class PlatformName(click.ParamType[str]):
    """A name out of the registry, which is asked only once the names are needed: that takes its time."""

    name = "platform"

    def __init__(self, names: Callable[[], Sequence[str]]) -> None:
        self._names = names

    @property
    def _choice(self) -> click.Choice[str]:
        return click.Choice(self._names())

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's
        """Return the name; a bad one is told with those that there are."""
        return self._choice.convert(value, param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        """Return the names, for the help."""
        return self._choice.get_metavar(param, ctx)

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str | None:
        """Return the names, for who gives none."""
        return self._choice.get_missing_message(param, ctx)


@contextmanager
def desk(settings: Settings, *, only_reads: bool = False) -> Iterator[Desk]:
    """Open the desk for a command, which may say that it `only_reads`, and close it after."""
    from bot.app import open_desk

    with open_desk(settings, clock_from_environment(), only_reads=only_reads) as opened:
        yield opened


def print_json(value: dict[str, Any]) -> None:
    """Print one JSON object on one line, at once."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def complain(line: str) -> None:
    """Print one line on standard error."""
    click.echo(" ".join(line.split()), err=True)


def input_lines() -> Iterator[str]:
    """Yield the lines of standard input, without their ends; bytes that are not UTF-8 are replaced."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").rstrip("\r\n")
