"""Two versions on one database: the next one, with one migration more, beside this one."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr
from service import ROOT, run, surroundings

from bot.errors import StoreError
from bot.store.channels import channels, subscriptions
from bot.store.opening import open_store
from bot.store.postgres.side_by_side import only_adds
from bot.store.protocol import Store
from tests.postgres_server import Databases, server

NOW = datetime(2022, 1, 1, 6, tzinfo=UTC)
ADDS = """-- What the next version knows more.
alter table channels add column mood text not null default 'calm';
alter table subscriptions add column mood text not null default 'calm';
create table moods (id integer primary key, channel_id integer not null references channels (id) on delete cascade);
create index moods_channel on moods (channel_id);
"""
TAKES_AWAY = "drop index channels_untold;"
UPGRADING = "select 1 from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()"
Next = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def place(databases: Databases) -> Iterator[str]:
    """A database of the test's own: what migrations change in it goes with it."""
    server().make("side_by_side")
    yield server().address("side_by_side")
    server().drop("side_by_side")


@pytest.fixture
def next_version(tmp_path: Path, place: str) -> Callable[[str], Next]:
    """The next version of the program, with one migration more; it is run in processes of its own."""
    shutil.copytree(ROOT / "bot", tmp_path / "next/bot")

    def made(sql: str) -> Next:
        (tmp_path / "next/bot/store/postgres/migrations/9000_next.sql").write_text(sql)
        around = surroundings(tmp_path / "beside", READOUT_STORE=place) | {"PYTHONPATH": str(tmp_path / "next")}

        def runs(*words: str) -> subprocess.CompletedProcess[str]:
            command = [sys.executable, "-m", "bot", *words]
            return subprocess.run(command, capture_output=True, text=True, env=around, cwd=tmp_path, timeout=600)

        return runs

    return made


def added(store: Store, name: str) -> None:
    store.write_now(lambda db: channels.add(db, name, "console", now=NOW))


def names(store: Store) -> set[str]:
    assert store.read_now(subscriptions.every) == []  # all columns of a table, however many those are
    return {each.name for each in store.read_now(channels.every)}


def test_this_version_goes_on_beside_the_next_one(
    place: str, next_version: Callable[[str], Next], tmp_path: Path
) -> None:
    with open_store(tmp_path / "one", SecretStr(place)) as store:
        for number in range(60):  # so often that every statement is kept prepared
            added(store, f"before-{number}")
            assert f"before-{number}" in names(store)
        upgraded = next_version(ADDS)("channels", "add", "by-the-next", "--platform", "console")
        assert upgraded.returncode == 0, upgraded.stderr
        added(store, "by-this-one")
        assert {"by-the-next", "by-this-one", "before-0"} <= names(store)
        listed = next_version(ADDS)("channels", "list", "--json")
        assert {json.loads(line)["name"] for line in listed.stdout.splitlines()} == names(store)
    run(tmp_path / "two", "channels", "add", "started-anew", "--platform", "console", READOUT_STORE=place)
    with open_store(tmp_path / "one", SecretStr(place)) as store:
        assert "started-anew" in names(store)
        held = store.read_now(
            lambda db: db.tuples("select version, (select min(mood) from channels) from readout_schema")
        )
        assert held == [(9000, "calm")], "what the next version made stays, and what this one wrote has its default"


def test_what_takes_something_away_waits_for_the_older_ones_to_stop(
    place: str, next_version: Callable[[str], Next], tmp_path: Path
) -> None:
    with open_store(tmp_path / "one", SecretStr(place)) as store:
        added(store, "before")
        refused = next_version(TAKES_AWAY)("channels", "list")
        assert refused.returncode == 2
        assert "connections of an earlier version are open" in refused.stderr and len(refused.stderr.splitlines()) == 1
        added(store, "after")
    upgraded = next_version(TAKES_AWAY)("channels", "list", "--json")
    assert upgraded.returncode == 0 and len(upgraded.stdout.splitlines()) == 2, upgraded.stderr
    with pytest.raises(StoreError, match=r"it was written by a newer Readout \(schema 9000"):
        open_store(tmp_path / "one", SecretStr(place))


def test_an_older_one_that_comes_while_something_is_taken_away_is_refused(
    place: str, next_version: Callable[[str], Next], tmp_path: Path
) -> None:
    """After it was seen that none is there, and before what is taken away is."""
    open_store(tmp_path / "one", SecretStr(place)).close()
    with ThreadPoolExecutor(1) as thread, psycopg.connect(place, autocommit=True) as db:
        upgrading = thread.submit(next_version(f"select pg_sleep(2); {TAKES_AWAY}"), "channels", "list")
        while not db.execute(UPGRADING).fetchall():
            assert not upgrading.done(), upgrading.result().stderr
        with pytest.raises(StoreError, match=r"it was written by a newer Readout \(schema 9000"):
            open_store(tmp_path / "one", SecretStr(place))
        assert upgrading.result().returncode == 0


@pytest.mark.slow
def test_a_process_that_was_cut_off_while_its_version_became_too_old_writes_no_more(place: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "one", SecretStr(place)) as store:
        added(store, "before")
        with psycopg.connect(place, autocommit=True) as db:
            db.execute("update readout_schema set version = 9000, oldest = 9000")
            db.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )
        with pytest.raises(StoreError, match=r"it was written by a newer Readout \(schema 9000"):
            added(store, "after")


def test_what_only_adds_is_told_by_its_statements() -> None:
    assert only_adds(ADDS)
    assert only_adds("create sequence numbers;\nalter table outbox add column extra bigint;  -- null: not known")
    for takes in (
        TAKES_AWAY,
        "alter table channels add column mood text not null;",
        "alter table channels add column mood text unique;",
        "create unique index channels_mood on channels (mood);",
        "update channels set tag = '';",
        "drop table turns;",
        "alter table channels rename column tag to label;",
        ADDS + TAKES_AWAY,
    ):
        assert not only_adds(takes), takes
