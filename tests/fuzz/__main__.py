"""One fuzzer in a process of its own: `python -m tests.fuzz feeds|pages SECONDS [FOLDER]`.

atheris (https://github.com/google/atheris) changes inputs so that they reach new branches of our parsers. An input is
a failure that raises anything but InputError, or from which something comes that must not. FOLDER keeps what it found.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["bot"]):
    from tests.fuzz.targets import TARGETS, seeds


def main() -> None:
    """Fuzz until the time is over; exit 77 names a failure, with its traceback and the input beside it."""
    name, seconds, *folder = sys.argv[1:]
    options = [f"-max_total_time={seconds}", "-max_len=8192", "-rss_limit_mb=2048", "-timeout=30", "-verbosity=0"]
    given = [*folder, *seeds(name)] if folder else []
    atheris.Setup([sys.argv[0], *options, *given], TARGETS[name])
    atheris.Fuzz()


main()
