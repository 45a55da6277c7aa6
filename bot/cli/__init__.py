"""The `readout` command: thin. Every command calls one function of a room below and prints what it gave.

Exit status: 0 all done; 1 some inputs failed, a line each, the others done; 2 bad usage, bad config, or nothing
could be read; 130 stopped by Ctrl-C (`run` and `chat` end in good order by it: 0). Results go to standard output,
everything else to standard error.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

import click

from bot import __version__
from bot.cli import evaluation, moving, news, operations, sources_and_channels, taken_back
from bot.errors import ReadoutError

STOPPED = 128 + signal.SIGINT
"""The exit status after Ctrl-C, as shells have it."""
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Commands(click.Group):
    """The commands; one that Ctrl-C ends says so by its exit status, and says nothing else."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort) as ended:
            if not any(isinstance(each, KeyboardInterrupt) for each in (ended, ended.__context__)):
                raise  # what was asked for has not come: the input has ended
            click.echo(err=True)  # the terminal shows ^C
            ctx.exit(STOPPED)


@click.group(cls=Commands, context_settings=SETTINGS)
@click.version_option(__version__, prog_name="readout")
def cli() -> None:
    """Readout: a news desk that lives in your chat.

    Start with `readout demo`: it needs no key, no server and no account.
    """


for room in (operations, moving, news, taken_back, evaluation, sources_and_channels):
    for command in room.COMMANDS:
        cli.add_command(command)


def main() -> None:
    """Run the command line; every foreseen error is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # JSON is UTF-8, whatever the locale
    try:
        cli(prog_name="readout")
    except ReadoutError as error:
        for line in str(error).splitlines():
            click.echo(f"readout: {line}", err=True)
        sys.exit(error.exit_status if error.exit_status != 1 else 2)
    except BrokenPipeError:
        # The reader has gone (`readout … | head`): no error; keep the interpreter from flushing into the void.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        sys.exit(_faulty(error))


def _faulty(error: Exception) -> int:
    """Tell of an error that nobody foresaw; return the exit status."""
    import logging

    from bot.logs import fault

    reference = fault(logging.getLogger(__name__), "the command did not end", error)
    click.echo(f"readout: a fault of Readout's own ({reference}). Please report it with the lines above", err=True)
    return 2
