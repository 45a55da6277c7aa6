"""What the commands share: their common options, opening the desk, printing JSON."""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.clock import clock_from_environment

if TYPE_CHECKING:
    from bot.desk.office import Desk
    from bot.settings import Settings

Command = Callable[..., Any]


def common(command: Command) -> Command:
    """Give a command `--config`, `--data` and `--json`; it gets `settings` loaded and `as_json`."""

    @click.option("--config", "config_file", type=click.Path(path_type=Path), metavar="FILE", help="Settings file.")
    @click.option("--data", type=click.Path(path_type=Path), metavar="DIR", help="Folder of the store.")
    @click.option("--json", "as_json", is_flag=True, help="Print JSON.")
    @functools.wraps(command)
    def wrapped(config_file: Path | None, data: Path | None, **given: Any) -> Any:  # noqa: ANN401 - click's
        return command(settings=load_settings(config_file, data), **given)

    return wrapped


def load_settings(config_file: Path | None, data: Path | None) -> Settings:
    """Return the settings from file and environment; `--data` wins over both. Starts the log."""
    from bot.configuration import load

    named = os.environ.get("READOUT_CONFIG")
    settings = load(config_file or (Path(named) if named else None), os.environ)
    settings = settings.model_copy(update={"data": data}) if data else settings
    from bot.logs import start_log

    start_log(settings.log_level)
    return settings


@contextmanager
def desk(settings: Settings) -> Iterator[Desk]:
    """Open the desk for a command and close it after."""
    from bot.app import open_desk

    with open_desk(settings, clock_from_environment()) as opened:
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
