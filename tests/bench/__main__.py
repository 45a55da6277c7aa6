"""`make bench`: what Readout costs on this machine, as a table. Figures differ by machine; ratios less.

`python -m tests.bench poll` measures one of it.
"""

from __future__ import annotations

import platform
import sys

from tests.bench import (
    asking,
    desk,
    exhaustion,
    model_tokens,
    pages,
    placing,
    poll,
    postgres,
    posting,
    reading,
    startup,
)


def main() -> None:
    """Print a row as soon as it is measured."""
    sys.stdout.write(f"Python {platform.python_version()}, best of some runs\n\n")
    every = (startup, reading, desk, asking, pages, poll, placing, posting, exhaustion, model_tokens, postgres)
    rooms = {room.__name__.rpartition(".")[2]: room for room in every}
    for room in (rooms[name] for name in sys.argv[1:] or rooms):
        for row in room.rows():
            bound = f"   (bound: {row.bound})" if row.bound else ""
            sys.stdout.write(f"{row.name:40} {row.value}{bound}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
