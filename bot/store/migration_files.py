"""Numbered migrations as they lie in the folders of a database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources.abc import Traversable

from bot.errors import StoreError


def migrations_in(database: Traversable) -> list[tuple[int, str, str]]:
    """Return `(number, name, sql)` of every migration of a database, in order; two of one number are refused."""
    found: dict[int, tuple[int, str, str]] = {}
    for entry in _files(database.joinpath("migrations")):
        match = re.fullmatch(r"(\d{4})_\w+\.sql", entry.name)
        if not match:
            continue
        number = int(match[1])
        if number in found:
            raise StoreError(f"two migrations have the number {number}: {found[number][1]} and {entry.name}")
        found[number] = (number, entry.name, entry.read_text(encoding="utf-8"))
    return [found[number] for number in sorted(found)]


def _files(folder: Traversable) -> Iterator[Traversable]:
    """Yield the files of a folder, and of those in it: they lie by tens, a folder each."""
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from entry.iterdir()
        else:
            yield entry
