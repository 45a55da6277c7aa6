"""How much room a store takes: what is free is given back while others write, the log is put away, an old store can shrink."""

from __future__ import annotations

import asyncio
import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.store.opening import open_store
from bot.store.protocol import Connection, Store
from bot.store.sqlite.connection import FILE_NAME

OLD = Path(__file__).parents[1] / "stores/0.1.0.sqlite3.gz"


def fill(db: Connection) -> None:
    db.execute("create table if not exists ballast (id integer primary key, body text)")
    db.executemany("insert into ballast (body) values (?)", [("x" * 100_000,)] * 200)


def empty(db: Connection) -> None:
    db.execute("delete from ballast")


async def test_what_is_free_is_given_back_and_the_log_is_put_away_while_others_write(store: Store) -> None:
    await store.write(fill)
    await store.put_log_away()
    full = store.sizes()
    assert full["store"] > 20_000_000 and full["log"] == 0
    await store.write(empty)
    assert await store.used() < 2_000_000 and store.sizes()["store"] == full["store"]

    async def others() -> int:
        return sum(
            [await store.write(lambda db: db.execute("update leases set until = 0").rowcount) for _ in range(50)]
        )

    await asyncio.gather(store.give_back(), others())
    await store.put_log_away()
    assert store.sizes()["store"] < 6_000_000 and store.sizes()["log"] == 0
    assert await store.problem() == ""


async def test_who_reads_is_not_waited_for(store: Store) -> None:
    await store.write(fill)
    with closing(sqlite3.connect(store.path)) as reader:
        reader.execute("begin")
        before = reader.execute("select count(*) from ballast").fetchone()
        await store.write(empty)
        await asyncio.wait_for(store.put_log_away(), 25)  # a wait for the reader would take 30 s
        assert reader.execute("select count(*) from ballast").fetchone() == before == (200,)
    await store.put_log_away()
    assert store.sizes()["log"] == 0


async def test_a_store_of_an_earlier_version_can_shrink_from_its_upgrade_on(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(gzip.decompress(OLD.read_bytes()))
    with open_store(tmp_path) as store:
        await store.write(fill)
        await store.write(empty)
        await store.give_back()
        await store.put_log_away()
        assert store.sizes()["store"] < 8_000_000 and await store.problem() == ""


async def test_a_store_with_a_spoilt_page_is_upgraded_as_far_as_it_goes(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    file.write_bytes(gzip.decompress(OLD.read_bytes()))
    with closing(sqlite3.connect(file)) as db:
        db.execute("create table ballast (id integer primary key, body text)")
        db.executemany("insert into ballast (body) values (?)", [("x" * 1000,)] * 2000)
        db.commit()
        page = db.execute("pragma page_size").fetchone()[0]
        assert db.execute("pragma auto_vacuum").fetchone()[0] == 0
    with file.open("r+b") as spoilt:
        spoilt.seek(-page * 9, 2)
        spoilt.write(b"\xff" * page)
    with open_store(tmp_path) as store:
        assert await store.read(lambda db: db.execute("select count(*) from sources").fetchone()[0]) >= 0
