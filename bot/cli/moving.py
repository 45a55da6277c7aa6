"""The command that moves a store to a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.shared_options import common, print_json
from bot.errors import ConfigError

if TYPE_CHECKING:
    from pydantic import SecretStr

    from bot.config.settings import Settings
    from bot.store.moving import Moved


@click.command()
@click.option(
    "--to",
    default="",
    metavar="ADDRESS",
    help="postgresql://user@host:5432/database. Without it: READOUT_STORE, or the file that READOUT_STORE_FILE names,"
    " so that no password stands in the shell's history.",
)
@common
def migrate(settings: Settings, *, to: str, as_json: bool) -> None:
    """Move the store in the folder to PostgreSQL, while no service runs on it; stopped anywhere, it goes on.

    What is there is compared with what was copied, row by row. The file stays as it is.
    """
    from bot.cli.progress import rows
    from bot.clock import clock_from_environment
    from bot.store.moving import move

    address = _address(settings, to)
    with rows() as planned:
        moved = move(settings.data, address, clock_from_environment()(), planned)
    if as_json:
        print_json(_json(moved))
    else:
        click.echo(_words(moved))


def _address(settings: Settings, given: str) -> SecretStr:
    from pydantic import SecretStr

    from bot.config.settings import STORE_SCHEMES

    if not given and settings.store is None:
        raise ConfigError("name where the store goes with --to, or in READOUT_STORE: postgresql://user@host/database")
    if given and not given.startswith(STORE_SCHEMES):
        raise ConfigError("--to: this is no store's address. Write it like postgresql://user@host:5432/database")
    return SecretStr(given) if given or settings.store is None else settings.store


def _json(moved: Moved) -> dict[str, object]:
    return {
        "moved_to": moved.place,
        "resumed": moved.resumed,
        "rows": moved.rows,
        "passages": moved.passages,
        "rows_with_replaced_characters": moved.replaced,
        "tables": {name: {"rows": each.rows, "checksum": each.checksum} for name, each in moved.tables.items()},
    }


def _words(moved: Moved) -> str:
    replaced = f"; null characters of {moved.replaced:,} rows were replaced" if moved.replaced else ""
    return (
        f"moved to {moved.place}: {moved.rows:,} rows of {len(moved.tables)} tables, each the same on both sides"
        f"{replaced}. Set READOUT_STORE to it, and start no service on the folder any more"
    )


COMMANDS = (migrate,)
