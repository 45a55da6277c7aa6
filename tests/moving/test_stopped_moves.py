"""A move that is killed again and again ends as one that was not."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import psycopg
import pytest
from moved_stores import HAS_SERVER, answers, database, moving

from bot.store.moving import BATCH
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


def written(address: str) -> tuple[int, int, bool]:
    """How many rows and passages a move has written, and whether its indexes and references are being made again."""
    try:
        with psycopg.connect(address) as db:
            rows = dict(db.execute("select name, rows from readout_move_tables").fetchall())
            later = db.execute("select count(*) from readout_move_later").fetchone()
    except psycopg.errors.UndefinedTable:
        return 0, 0, False
    passages = rows.pop("passage_index", 0)
    return sum(rows.values()), passages, bool(later) and passages > 0


def killed_at(data: Path, address: str, rows: int, passages: int) -> None:
    """Begin or go on with a move, and kill it once it has written as much."""
    process = moving(data, address)
    while process.poll() is None:
        done = written(address)
        if done[0] >= rows and done[1] >= passages:
            process.kill()
            break
        time.sleep(0.01)
    _, complained = process.communicate()
    assert process.returncode == -9, complained


@pytest.mark.slow
@pytest.mark.parametrize("count", [3_000, pytest.param(100_000, marks=pytest.mark.full)])
def test_a_move_that_is_killed_five_times_gives_every_answer_as_before(tmp_path: Path, count: int) -> None:
    data, address, chance = tmp_path / "data", database(), random.Random(20260302)
    large_store.fill(data, count)
    passages = 3 * count
    rows = passages + 3 * count + count // large_store.TO_A_STORY  # an article has a revision and a quote
    moments = sorted(chance.uniform(0.05, 0.9) for _ in range(KILLS))
    for moment in moments:
        done = moment * (rows + passages)
        killed_at(data, address, max(1, min(int(done), rows)), int(max(0, done - rows)))
    assert written(address)[0] > BATCH, "it was killed on its way"
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
