"""A disk that is small, and can be filled: a file system in memory, which root may mount."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MISSING = "no file system can be mounted here, so no disk can be filled"
_BALLAST = "ballast"
_CHUNK = b"\0" * 65_536


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path | None]:
    """A folder that holds so much and no more; None where none can be mounted."""
    folder = Path(tempfile.mkdtemp(prefix="readout-disk-"))
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "readout", str(folder)]
    mounted = os.getuid() == 0 and subprocess.run(words, capture_output=True).returncode == 0
    try:
        yield folder if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Have a disk hold nothing more while the block runs."""
    ballast = disk / _BALLAST
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(_CHUNK)
        except OSError:
            pass
    try:
        yield
    finally:
        ballast.unlink()
