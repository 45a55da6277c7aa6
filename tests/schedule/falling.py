"""Runs the command line, and kills its own process at a point: `falling.py before:bot.store.outbox.save run …`.

The point is the call of a function, just before it begins or just after it has returned: what a crash, a power cut or a
kernel that is short of memory does at that moment.
"""

from __future__ import annotations

import functools
import importlib
import os
import signal
import sys
from collections.abc import Callable
from typing import Any


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def set_trap(point: str) -> None:
    moment, _, path = point.partition(":")
    owner, name = locate(path)
    work: Callable[..., Any] = getattr(owner, name)

    @functools.wraps(work)
    def trapped(*given: Any, **named: Any) -> Any:
        if moment == "before":
            die()
        result = work(*given, **named)
        die()
        return result

    setattr(owner, name, trapped)


def locate(path: str) -> tuple[Any, str]:
    """Return what holds the last name of a dotted path: a module, or a class in one."""
    *parts, name = path.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            owner: Any = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            owner = getattr(owner, part)
        return owner, name
    raise SystemExit(f"no such point: {path}")


if __name__ == "__main__":
    set_trap(sys.argv.pop(1))
    from bot.__main__ import main

    main()
