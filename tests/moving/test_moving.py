"""A store that is moved to a server: all of it, or not at all, and every answer as before."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from moved_stores import HAS_SERVER, NOW, answers, database, migrate, released
from service import run

from bot.errors import StoreError
from bot.store.opening import open_store
from tests.postgres_server import MISSING
from tests.terminal import Terminal

pytestmark = pytest.mark.skipif(not HAS_SERVER, reason=MISSING)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return released(tmp_path / "data")


def changed(data: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(data / "readout.sqlite3")) as db, db:
        db.execute(statement, values)


def refused(data: Path, address: str, **environ: str) -> str:
    done = migrate(data, address, **environ)
    assert isinstance(done.exception, StoreError), f"{done.output}{done.exception!r}"
    assert len(str(done.exception).splitlines()) == 1
    return str(done.exception)


def test_every_answer_briefing_and_citation_is_as_before(data: Path) -> None:
    address = database()
    moved = json.loads(run(data, "migrate", "--json", READOUT_STORE=address, READOUT_NOW=NOW))
    assert moved["moved_to"].startswith("postgresql://127.0.0.1:") and not moved["resumed"]
    assert moved["tables"]["articles"]["rows"] == 14 and moved["passages"] > 14
    before, after = answers(data), answers(data, READOUT_STORE=address)
    for asked, answer in before.items():
        assert after[asked] == answer, asked
    assert json.loads(before["ask what did Ushakov say"])["answered"]


def test_what_comes_after_the_move_is_numbered_on(data: Path, tmp_path: Path) -> None:
    address = database()
    assert migrate(data, address).exit_code == 0
    page = tmp_path / "more.jsonl"
    text = "The harbour of Marden opens its third lock on Monday, the harbour master Ida Falk said. Ships pay less."
    published = "2021-12-30T20:00:00Z"  # a minute that has passages already
    lines = [
        json.dumps({"url": f"https://more.example/{n}", "title": f"Lock {n}", "text": text, "published_at": published})
        for n in range(3)
    ]
    page.write_text("\n".join(lines))
    for place in ({}, {"READOUT_STORE": address}):
        report = json.loads(run(data, "ingest", str(page), "--json", READOUT_NOW=NOW, **place))
        assert report["new"] == 3, report
        run(data, "channels", "add", "evening", "--platform", "console", READOUT_NOW=NOW, **place)
    asked = [("ask", "when does the third lock of Marden open"), ("channels", "list"), ("stories",)]
    assert answers(data, asked) == answers(data, asked, READOUT_STORE=address)


def test_its_address_may_stand_in_a_file_and_is_asked_for(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "store"
    file.write_text(database())
    done = migrate(data, READOUT_STORE_FILE=str(file))
    assert done.exit_code == 0 and "each the same on both sides" in done.output
    assert "name where the store goes with --to" in str(migrate(data).exception)
    assert "this is no store's address" in str(migrate(data, "mysql://here/there").exception)


def test_a_store_in_use_is_not_moved(data: Path) -> None:
    address = database()
    with open_store(data) as opened:
        opened.read_now(lambda db: db.execute("select 1").fetchone())
        assert "another process has it open. Stop the service" in refused(data, address)
    held = "insert into leases (name, owner, until) values ('discord', 'one', 1641016830000000)"
    changed(data, held)
    assert "a service holds discord until 06:00:30 UTC" in refused(data, address)
    changed(data, "update leases set until = 1641016799000000 where name = 'discord'")
    assert migrate(data, address).exit_code == 0


def test_only_an_empty_database_takes_it(data: Path, tmp_path: Path) -> None:
    used, half = database(), database()
    run(tmp_path / "other", "channels", "add", "mine", "--platform", "console", READOUT_STORE=used)
    assert "it holds a store already (channels has rows). Name an empty database" in refused(data, used)
    with psycopg.connect(half) as db:
        db.execute("create table articles (mine text)")
    assert "it holds a table 'articles' of another program" in refused(data, half)
    made = database()
    assert migrate(data, made).exit_code == 0
    assert "this store was moved there before. Set READOUT_STORE to it" in refused(data, made)


def test_what_is_half_moved_serves_nobody_and_takes_no_other_store(data: Path, tmp_path: Path) -> None:
    address = database()
    changed(data, "update revisions set seen_at = 'soon' where id = (select max(id) from revisions)")
    assert "revisions: invalid input syntax for type bigint" in refused(data, address)
    with pytest.raises(StoreError, match=r"still being moved into it\. Let `readout migrate` go on"):
        open_store(tmp_path / "beside", _secret(address))
    other = tmp_path / "other"
    run(other, "channels", "add", "mine", "--platform", "console")
    assert "another store is half moved into it" in refused(other, address)
    changed(data, "update revisions set seen_at = 1640900000000000 where id = (select max(id) from revisions)")
    done = migrate(data, address)
    assert done.exit_code == 0, done.exception


def test_a_store_that_was_written_meanwhile_is_found_out(data: Path) -> None:
    address = database()
    changed(data, "update revisions set seen_at = 'soon' where id = (select max(id) from revisions)")
    refused(data, address)
    changed(data, "update revisions set seen_at = 1640900000000000 where id = (select max(id) from revisions)")
    changed(data, "update articles set topic = 'Sport' where id = 3")
    assert "is not what it was copied from: articles has as many rows, but others" in refused(data, address)
    run(data, "doctor", READOUT_NOW=NOW)
    assert "the store was written since its move began" in refused(data, address)


def test_characters_that_the_server_cannot_hold_are_replaced_one_by_one(data: Path) -> None:
    address = database()
    with closing(sqlite3.connect(data / "readout.sqlite3")) as db, db:
        ((revision, text),) = db.execute("select id, text from revisions order by id limit 1")
        db.execute("update revisions set text = ? where id = ?", (text[:40] + "\0" + text[41:], revision))
    done = migrate(data, address)
    assert done.exit_code == 0 and "null characters of 1 rows were replaced" in done.output
    with psycopg.connect(address) as db:
        (held,) = db.execute("select text from revisions where id = %s", (revision,)).fetchone()
    assert held == text[:40] + "\ufffd" + text[41:]


def test_a_server_that_is_away_is_told_in_a_line_without_its_password(data: Path) -> None:
    told = refused(data, "postgresql://readout:not-to-be-seen@127.0.0.1:1/readout")
    assert "postgresql://127.0.0.1:1/readout" in told and "Start the server" in told
    assert "not-to-be-seen" not in told


def test_a_terminal_shows_how_far_it_has_come(data: Path) -> None:
    with Terminal(data, "migrate", READOUT_STORE=database(), READOUT_NOW=NOW, TERM="xterm") as terminal:
        terminal.until("each the same on both sides")
        assert terminal.ends() == 0
    assert re.search(r"(\d{3,})/\1(?!\d)", terminal.screen), "the bar has come to its end"


def test_a_damaged_store_is_not_moved(data: Path) -> None:
    run(data, "stories")  # brought to this version
    changed(data, "update revisions set article_id = 4711 where id = (select max(id) from revisions)")
    assert "is damaged: a row of revisions refers to a row of articles" in refused(data, database())


def _secret(address: str) -> object:
    from pydantic import SecretStr

    return SecretStr(address)
