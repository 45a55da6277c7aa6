"""The processes that read for this one: how many there are, and how large the largest is."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

PROC = Path("/proc")


def descendants(pid: int) -> list[int]:
    """Return the processes that a process started, and theirs; none where the system has no /proc."""
    started = defaultdict(list)
    for each in PROC.glob("[0-9]*/stat"):
        try:
            parent = each.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1]
        except (OSError, IndexError):
            continue  # it has ended meanwhile
        started[int(parent)].append(int(each.parent.name))
    found = list(started[pid])
    for each_pid in found:
        found += started[each_pid]
    return found


def largest_worker() -> tuple[int, int]:
    """Return how many processes read for this one, and the resident bytes of the largest."""
    sizes = [resident(pid) for pid in descendants(os.getpid())]
    return len(sizes), max(sizes, default=0)


def resident(pid: int) -> int:
    """Return the resident bytes of a process; 0 where it is gone (proc(5), statm)."""
    try:
        pages = int((PROC / str(pid) / "statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
