"""Files of ours on the disk: for nobody else on the machine, and there after a power cut."""

from __future__ import annotations

import os
from pathlib import Path

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
"""What people ask is nobody's business on the same machine."""


def private(path: str, flags: int) -> int:
    """Open a file as `open` does by its `opener`; one that is made is ours alone."""
    return os.open(path, flags, PRIVATE_FILE)


def sync(path: Path) -> None:
    """Return when a file is on the disk; of a folder, the names in it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
