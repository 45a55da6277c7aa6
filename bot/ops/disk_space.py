"""What is wrong with the disk that the store lies on, as `/readyz` and doctor tell it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

FULL_DISK = 20_000_000
"""Bytes that must be free: with less the next large transaction does not fit."""

LOW_DISK = 200_000_000
"""Bytes that ought to be free, for the days until somebody makes room."""


def disk_problems(folder: Path) -> Iterator[str]:
    """Yield what is wrong with the disk that a folder lies on."""
    try:
        if os.statvfs(folder).f_flag & os.ST_RDONLY:
            yield f"disk: {folder} is read-only. Mount it writable, or name another folder with --data"
    except OSError as error:
        yield f"disk: {folder}: {error.strerror or error}"
        return
    free = free_bytes(folder)
    if free is not None and free < FULL_DISK:
        yield f"disk: full: {free:,} bytes are left beside the store in {folder}. Make room"


def low_disk(folder: Path) -> Iterator[str]:
    """Yield that less is free than ought to be."""
    free = free_bytes(folder)
    if free is not None and free < LOW_DISK:
        yield f"disk: low: {free:,} bytes are left beside the store in {folder}. Make room"


def free_bytes(folder: Path) -> int | None:
    """Return how many bytes are free where a folder lies; None where that cannot be seen."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None
