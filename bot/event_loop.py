"""The event loop that a command runs on, and the signals that a service hears on it."""

from __future__ import annotations

import os
import signal
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import asyncio

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end."""
    with runner() as loop:
        return loop.run(work)


def runner() -> asyncio.Runner:
    """Return what runs one coroutine after another on one loop, until it is closed; Ctrl-C cancels the one that runs.

    The loop is uvloop's where it installs: a round over many sources costs a tenth less on it.
    """
    import asyncio  # a third of what --help would cost

    try:
        import uvloop
    except ImportError:
        return asyncio.Runner()
    return asyncio.Runner(loop_factory=uvloop.new_event_loop)


class ServiceSignals:
    """What a service is told by signals: `stop` is set by SIGTERM, Ctrl-C and a terminal that goes away, `reread` by
    any other SIGHUP, which `kill -HUP` and supervisors send.
    """

    def __init__(self) -> None:
        import asyncio

        self.stop, self.reread = asyncio.Event(), asyncio.Event()
        ignored = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN  # by nohup: the terminal may go
        self._attached = not ignored and _has_terminal()
        self._streams = [number for number in (0, 1, 2) if os.isatty(number)]
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop.set)
        loop.add_signal_handler(signal.SIGHUP, self._hung_up)

    def _hung_up(self) -> None:
        if not self._attached or _has_terminal():
            self.reread.set()
            return
        for number in self._streams:  # a terminal that is gone takes no word: it would raise at each
            os.dup2(os.open(os.devnull, os.O_RDWR), number)
        self.stop.set()


def _has_terminal() -> bool:
    """Tell whether the process has a controlling terminal: one that hung up is none any more (tty(4))."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True
