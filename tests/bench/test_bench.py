"""The benchmarks run, so that they cannot rot; only a ratio of two costs in one run is held to its bound."""

from __future__ import annotations

from tests.bench import desk, startup


def test_the_help_costs_no_more_than_four_bare_starts() -> None:
    assert startup.help_ratio(7) <= 4


def test_the_benchmarks_run() -> None:
    rows = [*startup.rows(1), *desk.rows(20, 3)]
    assert len(rows) >= 8
    assert all(row.name and row.value for row in rows)
