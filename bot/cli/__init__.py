"""The `readout` command: thin. Every command calls one function of a room below and prints what it gave.

Exit status: 0 all done; 1 some inputs failed, a line each, the others done; 2 bad usage, bad config, or nothing
could be read. Results go to standard output, everything else to standard error.
"""

from __future__ import annotations

import os
import sys

import click

from bot import __version__
from bot.cli import news, operate, places
from bot.errors import ReadoutError

SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=SETTINGS)
@click.version_option(__version__, prog_name="readout")
def cli() -> None:
    """Readout: a news desk that lives in your chat.

    Start with `readout demo`: it needs no key, no server and no account.
    """


for room in (operate, news, places):
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
    except KeyboardInterrupt:
        sys.exit(130)
