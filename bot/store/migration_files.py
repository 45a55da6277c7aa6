"""Numbered migrations as they lie in the folders of a database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources.abc import Traversable

from bot.errors import StoreError

_NAME = re.compile(r"(\d{4})_\w+\.sql")


def migrations_in(database: Traversable) -> list[tuple[int, str, str]]:
    """Return `(number, name, sql)` of every migration of a database, in order; two of one number are refused."""
    found: dict[int, tuple[int, str, str]] = {}
    for number, entry in _numbered(database):
        if number in found:
            raise StoreError(f"two migrations have the number {number}: {found[number][1]} and {entry.name}")
        found[number] = (number, entry.name, entry.read_text(encoding="utf-8"))
    return [found[number] for number in sorted(found)]


def newest_in(database: Traversable) -> int:
    """Return the number of a database's newest migration, by the names of its files alone."""
    return max(number for number, _ in _numbered(database))


def _numbered(database: Traversable) -> Iterator[tuple[int, Traversable]]:
    for entry in _files(database.joinpath("migrations")):
        if match := _NAME.fullmatch(entry.name):
            yield int(match[1]), entry


def _files(folder: Traversable) -> Iterator[Traversable]:
    """Yield the files of a folder, and of those in it: they lie by tens, a folder each."""
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from entry.iterdir()
        else:
            yield entry
