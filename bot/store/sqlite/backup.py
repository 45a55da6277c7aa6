"""Back-up and restore of a store file, while it is in use."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from bot.errors import StoreError
from bot.private_files import PRIVATE_FOLDER, sync
from bot.store.deliveries.store_id import draw_anew
from bot.store.sqlite.connection import (
    BESIDE,
    FILE_NAME,
    SqliteConnection,
    connect,
    is_damage,
    make_private,
)
from bot.store.sqlite.schema import check, has_table, problem

_BACKUP = "readout-"
_IS_BACKUP = re.compile(r"readout-\d{8}T\d{6}Z\.sqlite3")


def back_up(data: Path, file: Path, *, replace: bool = False) -> int:
    """Write the store in the folder `data` to `file` as it is at this moment; return the bytes written.

    A file of that name is refused, unless it is to be replaced: once the new one is whole, found sound and on the disk.
    """
    store = data / FILE_NAME
    if not store.is_file():
        raise StoreError(f"{data} holds no store. Name its folder with --data")
    if file.exists() and file.samefile(store):
        raise StoreError(f"{file} is the store itself. Name another file")
    if file.exists() and not replace:
        raise StoreError(f"{file} is there already. Replace it with --force, or name another file or a folder")
    half = file.with_name(file.name + ".part")
    with _lines(f"cannot back up {store} to {file}"):
        try:
            make_private(half)
            with _open(store) as source, _open(half) as target:
                _copy(source, target)
                target.execute("pragma journal_mode = delete")  # all in the one file: so it travels
                if found := problem(target):
                    raise StoreError(f"the copy is damaged, and so is the store: {found}")
            sync(half)
            half.replace(file)
        finally:
            _remove(half)
        return file.stat().st_size


def back_up_into(data: Path, folder: Path, now: datetime, keep: int) -> tuple[Path, int]:
    """Write a back-up named by the time into a folder, and keep as many of those as are wanted, the newest.

    Return its file and the bytes written. Only what is named as these are is ever deleted, and only after the new one
    is there.
    """
    file = folder / f"{_BACKUP}{now:%Y%m%dT%H%M%SZ}.sqlite3"
    size = back_up(data, file)
    made = sorted(each for each in folder.iterdir() if _IS_BACKUP.fullmatch(each.name))
    for old in made[: max(0, len(made) - keep)]:
        old.unlink()
    return file, size


def restore(file: Path, data: Path, *, force: bool = False) -> None:
    """Put the back-up `file` in place as the store in the folder `data`; what is not a sound store is refused.

    A store that is there is replaced only by `force`; processes that have it open see the other one from then on, also
    where it was damaged, but for a file that is no database at all any more. What it posts from now on is marked as its
    own: the store that was backed up may have posted more since.
    """
    if not file.is_file():
        raise StoreError(f"{file} is not a file. Name a back-up that `readout backup` wrote")
    store = data / FILE_NAME
    if store.exists() and not force:
        raise StoreError(f"{data} holds a store already. Replace it with --force, or name another folder with --data")
    if store.exists() and store.samefile(file):
        raise StoreError(f"{file} is the store itself. Name a back-up")
    with _lines(f"cannot restore {file}"):
        data.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
        with _checked(file) as source:
            if store.exists() and not _is_sound(store):
                _keep_a_copy(store)
            try:
                _put_in_place(source, store)
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                _set_aside(store)
                _put_in_place(source, store)


def _put_in_place(source: SqliteConnection, store: Path) -> None:
    """Overwrite every page of a store: whatever they hold, if it is a database at all."""
    make_private(store)
    with _open(store) as target:
        _copy(source, target)
        if has_table(target, "this_store"):  # one of an earlier version gets its first id with its schema
            draw_anew(target)


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Make the target file what the source is at this moment, all or nothing; others may use both meanwhile.

    In one step: a copy in several would begin anew with every write of another process
    (https://sqlite.org/c3ref/backup_finish.html).
    """
    source.backup(target, pages=-1)


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
def _open(path: Path) -> Iterator[SqliteConnection]:
    db = connect(path)
    try:
        yield db
    finally:
        db.close()


@contextmanager
def _checked(file: Path) -> Iterator[SqliteConnection]:
    """Open a back-up, once it is found to be a sound store that this version can read."""
    db = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, factory=SqliteConnection)
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


def _keep_a_copy(store: Path) -> None:
    """Keep what is damaged under another name as well: it may hold something that somebody wants back."""
    for ending in ("", "-wal"):
        file = store.with_name(store.name + ending)
        if file.is_file():
            shutil.copyfile(file, store.with_name(f"{store.name}.damaged{ending}"))


def _set_aside(store: Path) -> None:
    """Make room for a store where the file is none."""
    store.unlink()
    _remove_beside(store)


def _remove(file: Path) -> None:
    file.unlink(missing_ok=True)
    _remove_beside(file)


def _remove_beside(file: Path) -> None:
    for ending in BESIDE:
        file.with_name(file.name + ending).unlink(missing_ok=True)
