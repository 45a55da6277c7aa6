"""How far something long has come: a bar on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ingest.sources.polling import Progress
    from bot.models import Source


@contextmanager
def polling() -> Iterator[Progress | None]:
    """Give what a round is to call after each source, or None where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(24), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(done: int, wanted: int, source: Source, outcome: str) -> None:
            bar.update(task, completed=done, total=wanted, description=f"{source.title or source.url}: {outcome}"[:100])

        yield show


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """Give what is to be called before each step, with what it is: how many there will be is not known."""
    if not sys.stderr.isatty():
        yield lambda what: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(24), TimeElapsedColumn(), TextColumn("{task.completed}"))
    named = TextColumn("{task.description}", markup=False)
    with Progress(*columns, named, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(what: str) -> None:
            bar.update(task, advance=1, description=" ".join(what.split())[:100])

        yield show


@contextmanager
def rows() -> Iterator[Callable[[int], Callable[[str, int], None]]]:
    """Give what is told how many rows there are, and gives what is called with the work and how many more are done."""
    if not sys.stderr.isatty():
        yield lambda total: lambda what, done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(24), MofNCompleteColumn(), TimeRemainingColumn())
    named = TextColumn("{task.description}", markup=False)
    with Progress(*columns, named, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def planned(total: int) -> Callable[[str, int], None]:
            bar.update(task, total=total)
            return lambda what, done: bar.update(task, advance=done, description=" ".join(what.split())[:100])

        yield planned
