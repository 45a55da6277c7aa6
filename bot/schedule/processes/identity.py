"""Who this process is among those of a service, and whether another one of this machine has died.

A lease that a dead process held is over at once for who can tell that it died: a restart needs not wait for it.
"""

from __future__ import annotations

import os
import secrets
import socket
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_PIDS = Path("/proc/self/ns/pid")
_OURS: set[str] = set()


def new_owner() -> str:
    """Return a name for this process that no other has: where it runs, its number there, and a chance number."""
    made = f"{socket.gethostname()}:{os.getpid()}:{_numbering()}:{secrets.token_hex(4)}"
    _OURS.add(made)
    return made


def has_died(owner: str) -> bool:
    """Tell whether it is certain that an owner's process is gone; False where it runs elsewhere, or that is not known.

    One that only stands still has not died.
    """
    parts = owner.rsplit(":", 3)
    if len(parts) != 4 or owner in _OURS or not parts[2] or parts[2] != _numbering() or not parts[1].isdecimal():
        return False
    return int(parts[1]) == os.getpid() or _is_gone(Path("/proc") / parts[1])


def _is_gone(process: Path) -> bool:
    """Tell whether a process has ended; one whose parent has not asked for its end yet is still listed (proc(5))."""
    try:
        state = (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True
    except (OSError, IndexError):
        return False
    return state in "ZX"


def _numbering() -> str:
    """Return what tells in which numbering of processes this one's number counts: "" where that is not known.

    Machines and containers may have the same name, and each numbers its own (pid_namespaces(7)).
    """
    try:
        return f"{_BOOT.read_text().strip()[:13]}.{_PIDS.stat().st_ino}"
    except OSError:
        return ""
