"""A service in several processes, each of which may fall, stand still and come back."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Self

from nursery import Nursery
from service import Running

SMALL = ("gateway,web", "scheduler,write", "poll,read")
LARGE = ("gateway,web", "gateway", "scheduler,write", "scheduler,write", "poll,read", "poll,read")


class Fleet:
    """Processes by their number, each with its roles; `stores` is where each finds the store, if not where all do."""

    def __init__(
        self,
        nursery: Nursery,
        data: Path,
        roles: tuple[str, ...],
        now: str = "",
        *,
        stores: Sequence[str] = (),
        **environ: str,
    ) -> None:
        self._nursery = nursery
        self._data = data
        self._now = now
        self._environ = environ
        self._stores = stores
        self._logs: list[Path] = []
        self.roles = roles
        self.running: dict[int, Running] = {}

    def __enter__(self) -> Self:
        for number in range(len(self.roles)):
            self.start(number)
        return self

    def __exit__(self, *_: object) -> None:
        for each in self.running.values():
            each.__exit__()

    def start(self, number: int, *, point: str = "", **environ: str) -> None:
        """Start a process; `point` is where it falls (see falling.py)."""
        around = {**self._environ, **environ, "READOUT_ROLES": self.roles[number]}
        if self._stores:
            around["READOUT_STORE"] = self._stores[number]
        now = around.pop("READOUT_NOW", self._now)
        self.running[number] = self._nursery.service(self._data, now, point=point, **around)
        self._logs.append(self.running[number].log)

    def kill(self, number: int) -> None:
        self.running[number].kill()

    def freeze(self, number: int) -> None:
        os.kill(self.running[number].process.pid, signal.SIGSTOP)

    def thaw(self, number: int) -> None:
        os.kill(self.running[number].process.pid, signal.SIGCONT)

    def revive(self) -> bool:
        """Start those again that ended by themselves, as who supervises them does; True, to be asked while waiting."""
        for number, each in list(self.running.items()):
            if each.process.poll() is not None:
                self.start(number)
        return True

    def until(self, holds: Callable[[], object], seconds: float = 240) -> None:
        """Wait until something holds; show all that the processes said where it never does."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, self.logs()
            time.sleep(0.1)

    def logs(self) -> str:
        return "\n".join(f"== {self.roles[n]}\n{each.log.read_text()[-6_000:]}" for n, each in self.running.items())

    def lines_of(self, logger: str) -> list[str]:
        """What any of them, and those in whose place they came, said by a name."""
        said = (line for log in self._logs for line in log.read_text().splitlines())
        return [line for line in said if f" {logger}: " in line]

    def stop(self) -> None:
        """Ask all of them to stop, and see that each does so in good order."""
        for each in self.running.values():
            each.stop()

    def harm(self, chance: Random, seconds: Callable[[], float]) -> str:
        """Have something happen to one of them, that is over after so many seconds; return what it was."""
        number, lasts = chance.randrange(len(self.roles)), seconds()
        if chance.random() < 0.5:
            self.kill(number)
            time.sleep(lasts)
            self.start(number)
            return f"{self.roles[number]} was killed, and is back after {lasts:.1f} s"
        self.freeze(number)
        time.sleep(lasts)
        self.thaw(number)
        return f"{self.roles[number]} stood still for {lasts:.1f} s"


def environ_of(*platforms: Mapping[str, str], lease: float = 3) -> dict[str, str]:
    """What points processes at platforms, with leases that are soon over."""
    found = {"READOUT_SCHEDULE_LEASE_SECONDS": str(lease)}
    for each in platforms:
        found |= each
    return found
