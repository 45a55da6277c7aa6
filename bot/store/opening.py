"""Opens, backs up and restores the store of a service: the one place that says which database it is in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.errors import StoreError
from bot.store.protocol import Store


def open_store(data: Path, address: SecretStr | None = None, *, only_reads: bool = False) -> Store:
    """Open the store in the folder `data`, and make it where there is none. StoreError says why it cannot be.

    With an `address` it is on that server, and the folder has what is kept beside it. For who `only_reads`, nothing has
    to be writable, unless it must be made or brought to this version.
    """
    if address is not None:
        return _on_server(address, data, only_reads=only_reads)
    from bot.store.sqlite.store import SqliteStore

    return SqliteStore(data, only_reads=only_reads)


def _on_server(address: SecretStr, data: Path, *, only_reads: bool) -> Store:
    with needs_driver():
        from bot.store.postgres.store import PostgresStore
    return PostgresStore(address.get_secret_value(), data, only_reads=only_reads)


def reached_by(address: str) -> dict[str, Any]:
    """Return what a pool is given that reaches the server of an address as the store does, and tells of its outages."""
    with needs_driver():
        from bot.store.postgres.address import Address
        from bot.store.postgres.outages import WatchedAsync
    return {"kwargs": Address(address).parameters, "connection_class": WatchedAsync}


@contextmanager
def needs_driver() -> Iterator[None]:
    """Raise StoreError where what is imported in the block takes what a store in a folder does not."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name not in ("psycopg", "psycopg_pool"):
            raise
        raise StoreError(
            "READOUT_STORE is on PostgreSQL, and what it takes is not installed: pip install 'readout[postgres]'"
        ) from None


def must_be_in_folder(address: SecretStr | None) -> None:
    """Raise StoreError where the store is on a server: that one's own programs back it up, and put it back."""
    if address is not None:
        raise StoreError(
            "the store is on PostgreSQL: `pg_dump --format=custom --no-owner --file=FILE --dbname=ADDRESS` backs it up,"
            " and `pg_restore` puts it back while nothing runs on it, as docs/many-machines.md says"
        )


def back_up(data: Path, file: Path, *, replace: bool = False) -> int:
    """Write the store in the folder `data` to `file` as it is now, and check it; return the bytes written."""
    from bot.store.sqlite import backup

    return backup.back_up(data, file, replace=replace)


def back_up_into(data: Path, folder: Path, now: datetime, keep: int) -> tuple[Path, int]:
    """Write a back-up named by the time into a folder, and keep the newest `keep`; return its file and bytes."""
    from bot.store.sqlite import backup

    return backup.back_up_into(data, folder, now, keep)


def holds_store(data: Path) -> bool:
    """Tell whether there is a store in the folder `data`."""
    from bot.store.sqlite.connection import FILE_NAME

    return (data / FILE_NAME).exists()


def restore(file: Path, data: Path, *, force: bool = False) -> None:
    """Put the back-up `file` in place as the store in the folder `data`: in place of another one only by `force`."""
    from bot.store.sqlite import backup

    backup.restore(file, data, force=force)
