"""Back-up and restore of the store, while it runs."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import StoreError
from bot.store.database import FILE_NAME, Connection, connect, copy_into, problem, settle_file
from bot.store.schema import check

_BESIDE = ("-wal", "-shm", "-journal")


def back_up(data: Path, file: Path) -> int:
    """Write the store in the folder `data` to `file` as it is at this moment; return the bytes written.

    A file of that name is replaced, once the new one is whole and on the disk.
    """
    store = data / FILE_NAME
    if not store.is_file():
        raise StoreError(f"{data} holds no store. Name its folder with --data")
    if file.exists() and file.samefile(store):
        raise StoreError(f"{file} is the store itself. Name another file")
    half = file.with_name(file.name + ".part")
    with _lines(f"cannot back up {store} to {file}"):
        try:
            with _open(store) as source, _open(half) as target:
                copy_into(source, target)
                settle_file(target)
            _sync(half)
            half.replace(file)
        finally:
            _remove(half)
        return file.stat().st_size


def restore(file: Path, data: Path, *, force: bool = False) -> None:
    """Put the back-up `file` in place as the store in the folder `data`; what is not a sound store is refused.

    A store that is there is replaced only by `force`; processes that have it open see the other one from then on.
    """
    if not file.is_file():
        raise StoreError(f"{file} is not a file. Name a back-up that `readout backup` wrote")
    store = data / FILE_NAME
    if store.exists() and not force:
        raise StoreError(f"{data} holds a store already. Replace it with --force, or name another folder with --data")
    if store.exists() and store.samefile(file):
        raise StoreError(f"{file} is the store itself. Name a back-up")
    with _lines(f"cannot restore {file}"):
        data.mkdir(parents=True, exist_ok=True)
        with _checked(file) as source:
            if store.exists() and not _is_sound(store):
                _set_aside(store)
            with _open(store) as target:
                copy_into(source, target)


@contextmanager
def _lines(what: str) -> Iterator[None]:
    """Turn an error of the disk or the database into a line."""
    try:
        yield
    except StoreError as error:
        raise StoreError(f"{what}: {error}") from None
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"{what}: {error}") from error


@contextmanager
def _open(path: Path) -> Iterator[Connection]:
    db = connect(path)
    try:
        yield db
    finally:
        db.close()


@contextmanager
def _checked(file: Path) -> Iterator[Connection]:
    """Open a back-up, once it is found to be a sound store that this version can read."""
    db = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    try:
        check(db)
        if not db.execute("select 1 from sqlite_master limit 1").fetchone():
            raise StoreError("it is empty")
        if found := problem(db):
            raise StoreError(f"it is damaged: {found}")
        yield db
    finally:
        db.close()


def _is_sound(store: Path) -> bool:
    try:
        with _open(store) as db:
            check(db)
            return not problem(db)
    except (sqlite3.Error, StoreError):
        return False


def _set_aside(store: Path) -> None:
    """Keep what is no store under another name: it may hold something that somebody wants back."""
    store.replace(store.with_name(store.name + ".damaged"))
    _remove_beside(store)


def _remove(file: Path) -> None:
    file.unlink(missing_ok=True)
    _remove_beside(file)


def _remove_beside(file: Path) -> None:
    for ending in _BESIDE:
        file.with_name(file.name + ending).unlink(missing_ok=True)


def _sync(file: Path) -> None:
    handle = os.open(file, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
