"""A move that is killed again and again ends as one that was not."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from moved_stores import HAS_SERVER, answers, database, moving

from tests.bench import large_store
from tests.postgres_server import MISSING

pytestmark = pytest.mark.skipif(not HAS_SERVER, reason=MISSING)
NOW = "2026-03-02T06:00:00Z"
KILLS = 5
WEEK = [f"2026-02-{day:02}T06:00:00Z" for day in range(22, 29)]


def questions() -> list[tuple[str, ...]]:
    """Sixty questions about what the articles say."""
    chance = random.Random(7)
    asked = []
    for _ in range(20):
        thing, name, district = (
            chance.choice(large_store.THINGS),
            chance.choice(large_store.NAMES),
            chance.randrange(2000),
        )
        asked.append(f"what did {name} say about the {thing}")
        asked.append(f"what happened to the {thing} of district {district}")
        asked.append(f"how much does the {thing} of district {district} cost")
    return [("ask", each) for each in asked]


def written(address: str) -> int:
    """How many rows a move has written, and passages it has let be found."""
    with psycopg.connect(address) as db:
        try:
            return int(db.execute("select coalesce(sum(rows), 0) from readout_move_tables").fetchone()[0])
        except psycopg.errors.UndefinedTable:
            return 0


def killed(data: Path, address: str, when: Callable[[], object]) -> None:
    """Begin or go on with a move, and kill it as soon as something holds."""
    process = moving(data, address)
    while process.poll() is None:
        if when():
            process.kill()
            break
        time.sleep(0.01)
    _, complained = process.communicate()
    assert process.returncode == -9, complained


def killed_among_indexes(data: Path, address: str) -> None:
    """Kill a move while it makes an index: it waits for one whose table is being written, as the copy of rows does not."""
    with psycopg.connect(address) as beside, psycopg.connect(address, autocommit=True) as looking:
        beside.execute("lock table quotes in row exclusive mode")
        waits = "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like 'CREATE INDEX%'"
        killed(data, address, lambda: looking.execute(waits).fetchone())
        left, made = (
            looking.execute(
                f"select count(*) from readout_move_later where statement {which} like 'CREATE INDEX%quotes%'"
            )
            for which in ("not", "")
        )
        assert left.fetchone()[0] > 1 and made.fetchone()[0] >= 1


@pytest.mark.slow
@pytest.mark.parametrize("count", [3_000, pytest.param(100_000, marks=pytest.mark.full)])
def test_a_move_that_is_killed_five_times_gives_every_answer_as_before(tmp_path: Path, count: int) -> None:
    data, address, chance = tmp_path / "data", database(), random.Random(20260302)
    large_store.fill(data, count)
    passages = 3 * count
    rows = passages + 3 * count + count // large_store.TO_A_STORY  # an article has a revision and a quote
    for moment in sorted(chance.uniform(0.05, 0.9) for _ in range(KILLS - 1)):
        killed(data, address, lambda done=moment * (rows + passages): written(address) >= done)
    assert rows * 0.05 < written(address) < rows + passages, "it was killed on its way"
    killed_among_indexes(data, address)
    process = moving(data, address)
    printed, complained = process.communicate()
    assert process.returncode == 0, complained
    moved = json.loads(printed)
    assert moved["resumed"]
    assert (moved["tables"]["articles"]["rows"], moved["passages"]) == (count, passages)
    asked = questions()
    before, after = answers(data, asked, NOW), answers(data, asked, NOW, READOUT_STORE=address)
    unlike = [question for question in before if before[question] != after[question]]
    assert not unlike, [(each, before[each][:600], after[each][:600]) for each in unlike[:3]]
    assert sum(json.loads(answer)["answered"] for answer in before.values()) > 5
    for day in WEEK:
        briefed = [("brief", "--since", "24h")]
        assert answers(data, briefed, day) == answers(data, briefed, day, READOUT_STORE=address), day
