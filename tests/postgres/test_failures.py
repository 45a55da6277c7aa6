"""What is wrong with a server is told in a line with its fix, and what was interrupted is made up for."""

from __future__ import annotations

import json
import logging
import subprocess
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from click.testing import CliRunner
from psycopg import errors
from pydantic import SecretStr

from bot.cli import cli as main
from bot.errors import ReadoutError, StoreError
from bot.store.news import sources
from bot.store.opening import open_store
from bot.store.postgres.failures import reason_of
from bot.store.protocol import Connection, Store
from tests.postgres_server import Databases, free_port, programs, server
from tests.schedule.service import as_in_a_process, surroundings
from tests.store.arrivals import NOON

if TYPE_CHECKING:
    from tests.postgres_server import Server

PASSWORD = "open-sesame-9"
Worker = Callable[[], Store]


def refused(address: str, folder: Path) -> str:
    with pytest.raises(StoreError) as told:
        open_store(folder, SecretStr(address))
    return str(told.value)


def readout(folder: Path, address: str, *words: str) -> str:
    """What a command says that has the address in its surroundings."""
    with as_in_a_process(surroundings(folder, READOUT_STORE=address)):
        done = CliRunner().invoke(main, [*words, "--data", str(folder)])
    assert done.exception is None or isinstance(done.exception, ReadoutError | SystemExit)
    return f"{done.output}{done.exception or ''}"


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    said = refused(f"postgresql://readout:{PASSWORD}@127.0.0.1:{free_port()}/news", tmp_path)
    assert said.startswith("cannot open the store postgresql://127.0.0.1:")
    assert said.endswith("Start the server, or set its address in READOUT_STORE")
    assert PASSWORD not in said and "\n" not in said


def test_a_database_that_is_not_there(databases: Databases, tmp_path: Path) -> None:
    said = refused(server().address("nowhere"), tmp_path)
    assert 'database "nowhere" does not exist. Make it first' in said and "`createdb --owner USER" in said
    assert "\n" not in said


def test_an_address_that_is_none(tmp_path: Path) -> None:
    said = refused("postgresql://host:port:5/x?y", tmp_path)
    assert "READOUT_STORE is to be like postgresql://user:password@host:5432/database" in said
    said = readout(tmp_path, f"mysql://ann:{PASSWORD}@host/news", "stories")
    assert said.startswith("READOUT_STORE: this is no store's address") and PASSWORD not in said


def test_a_wrong_password_is_told_and_shown_nowhere(own_server: Server, tmp_path: Path) -> None:
    own_server.stop()
    hba = own_server.folder / "data/pg_hba.conf"
    hba.write_text("host all readout 127.0.0.1/32 trust\nhost all ann 127.0.0.1/32 scram-sha-256\n")
    own_server.start()
    with psycopg.connect(own_server.address("postgres"), autocommit=True) as db:
        db.execute(f"create role ann login password '{PASSWORD}'")  # type: ignore[call-overload]
        db.execute("create database news owner ann")
    right = own_server.address("news").replace("readout@", f"ann:{PASSWORD}@")
    wrong = own_server.address("news").replace("readout@", "ann:not-the-word-1@")
    said = refused(wrong, tmp_path)
    assert "password authentication failed" in said and "Set the right user and password in READOUT_STORE" in said
    assert "not-the-word-1" not in said
    found = [json.loads(line) for line in readout(tmp_path, right, "doctor", "--json").splitlines()]
    (store,) = (each for each in found if each["check"] == "store")
    assert store["state"] == "ok" and store["message"].startswith("postgresql://127.0.0.1:")
    assert not any(PASSWORD in str(each) for each in found)
    assert "pg_dump" in readout(tmp_path, right, "backup", "copy")
    assert "pg_restore" in readout(tmp_path, right, "restore", "copy")


def test_a_database_in_another_encoding(databases: Databases, tmp_path: Path) -> None:
    with psycopg.connect(server().address("postgres"), autocommit=True) as db:
        db.execute("create database plain encoding 'SQL_ASCII' locale 'C' template template0")
    said = refused(server().address("plain"), tmp_path)
    assert "holds text as SQL_ASCII. Make one with `createdb --encoding UTF8 --template template0`" in said


def test_a_database_of_another_program(databases: Databases, tmp_path: Path) -> None:
    with psycopg.connect(server().address("postgres"), autocommit=True) as db:
        db.execute("create database others")
    with psycopg.connect(server().address("others"), autocommit=True) as db:
        db.execute("create table this_store (id text)")
    said = refused(server().address("others"), tmp_path)
    assert '"this_store" already exists. It is another program\'s. Name another database in READOUT_STORE' in said


def test_a_full_disk_is_told_with_its_fix() -> None:
    assert reason_of(errors.DiskFull("could not extend file")).endswith("Make room on the server's disk")


def test_a_connection_that_is_lost_on_its_way_costs_nothing(worker: Worker) -> None:
    store, begun = worker(), list[int]()

    def work(db: Connection) -> None:
        sources.add(db, "https://a.example", now=NOON)
        begun.append(db.execute("select pg_backend_pid()").fetchone()[0])
        if len(begun) == 1:
            server().say_plainly("select pg_terminate_backend(%s)", begun[0])
        sources.add(db, "https://b.example", now=NOON)

    store.write_now(work)
    assert len(begun) == 2
    assert [each.url for each in store.read_now(sources.every)] == ["https://a.example", "https://b.example"]


def test_a_server_that_starts_anew_is_waited_for(own_server: Server, tmp_path: Path) -> None:
    own_server.say_plainly("create database news")
    with open_store(tmp_path, SecretStr(own_server.address("news"))) as store:
        store.write_now(lambda db: sources.add(db, "https://a.example", now=NOON))
        own_server.stop()
        with ThreadPoolExecutor(2) as threads:
            reading, begun = threads.submit(store.read_now, sources.every), threading.Event()
            writing = threads.submit(store.write_now, lambda db: sources.add(db, "https://b.example", now=NOON))
            begun.wait(0.5)
            own_server.start()
            assert "https://b.example" in {writing.result().url}
            reading.result()
        assert "https://b.example" in {each.url for each in store.read_now(sources.every)}


def test_an_outage_is_told_when_it_begins_and_when_it_ends(
    own_server: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own_server.say_plainly("create database news")
    with open_store(tmp_path, SecretStr(own_server.address("news"))) as store, ThreadPoolExecutor(4) as threads:
        for _ in range(2):
            caplog.clear()
            own_server.stop()
            reading = [threads.submit(store.read_now, sources.every) for _ in range(4)]
            while not caplog.records:
                assert not any(each.done() for each in reading)
            time.sleep(1.5)  # it is tried some times
            own_server.start()
            assert [each.result() for each in reading] == [[]] * 4
            begun, ended = (record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING)
            assert begun.startswith(f"the store's server 127.0.0.1:{own_server.port} is away, and tried again: ")
            assert ended.startswith(f"the store's server 127.0.0.1:{own_server.port} is back after ")


async def test_what_is_synced_outlives_a_server_that_falls(own_server: Server, tmp_path: Path) -> None:
    own_server.say_plainly("create database news")
    with open_store(tmp_path, SecretStr(own_server.address("news"))) as store:
        for number in range(5):
            await store.write(lambda db, n=number: sources.add(db, f"https://{n}.example", now=NOON))
        await store.write(lambda db: sources.add(db, "https://last.example", now=NOON), synced=True)
        own_server.stop()
        own_server.start()
        assert len(await store.read(sources.every)) == 6, "it, and all that was written before it"


def test_the_log_of_the_pool_holds_no_password(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        refused(f"postgresql://readout:{PASSWORD}@127.0.0.1:{free_port()}/news", tmp_path)
    assert PASSWORD not in caplog.text


def test_a_store_is_backed_up_and_put_back_by_the_servers_own_programs(
    worker: Worker, address: SecretStr, tmp_path: Path
) -> None:
    """As docs/postgres.md says."""
    worker().write_now(lambda db: sources.add(db, "https://a.example", now=NOON))
    where, file = programs(), tmp_path / "readout.dump"
    assert where
    subprocess.run([where / "pg_dump", "--format=custom", f"--file={file}", address.get_secret_value()], check=True)
    server().make("again")
    try:
        again = server().address("again")
        subprocess.run([where / "pg_restore", "--no-owner", f"--dbname={again}", file], check=True)
        with open_store(tmp_path / "again", SecretStr(again)) as store:
            assert [each.url for each in store.read_now(sources.every)] == ["https://a.example"]
            assert store.write_now(lambda db: sources.add(db, "https://b.example", now=NOON)).id == 2
    finally:
        server().drop("again")
