"""Opens, backs up and restores the store of a service: the one place that says which database it is in."""

from __future__ import annotations

from pathlib import Path

from bot.store.protocol import Store


def open_store(data: Path, *, only_reads: bool = False) -> Store:
    """Open the store in the folder `data`, and make it where there is none. StoreError says why it cannot be.

    For who `only_reads`, nothing has to be writable, unless it must be made or brought to this version.
    """
    from bot.store.sqlite.store import SqliteStore

    return SqliteStore(data, only_reads=only_reads)


def back_up(data: Path, file: Path) -> int:
    """Write the store in the folder `data` to `file` as it is at this moment; return the bytes written."""
    from bot.store.sqlite import backup

    return backup.back_up(data, file)


def restore(file: Path, data: Path, *, force: bool = False) -> None:
    """Put the back-up `file` in place as the store in the folder `data`: in place of another one only by `force`."""
    from bot.store.sqlite import backup

    backup.restore(file, data, force=force)
