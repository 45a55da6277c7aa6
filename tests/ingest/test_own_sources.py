"""News of one's own: a watched folder."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from moving import NOW, TEXT, Clock, listed, polled, titles

from bot.desk import own_sources
from bot.desk import sources as source_wishes
from bot.desk.office import Desk
from bot.errors import UsageError
from bot.ingest.inputs import understand_file
from bot.ingest.poll import Own
from bot.ingest.workers import Workers
from bot.models import OPERATOR
from bot.settings import Settings
from bot.store import articles
from bot.store.database import Store

PAGE = f"<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1><p>{'The ferry to Norwick sails again. ' * 9}</p></article></body></html>"
FEED = "<rss version='2.0'><channel><title>Gazette</title><item><title>Dam opened</title><link>https://dam.example/1</link><description>The dam was opened.</description></item></channel></rss>"
LINES = [{"text": f"Line {number} of the news of Eastport.", "title": f"Line {number}"} for number in range(3)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Store(tmp_path / "store") as store:
        yield Desk(store, Settings(data=tmp_path), Clock())


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in box"
    folder.mkdir()
    return folder


async def watch(desk: Desk, folder: Path) -> None:
    address = own_sources.folder_address(str(folder))
    assert address
    await own_sources.add_folder(desk, address, "local")


async def look(desk: Desk, workers: Workers) -> tuple[int, int]:
    return await polled(desk, workers, Own(settle=0.02), 5)


async def test_what_is_put_into_a_folder_comes_in_once_each(desk: Desk, inbox: Path, workers: Workers) -> None:
    await watch(desk, inbox)
    assert await look(desk, workers) == (0, 0)
    (inbox / "note.txt").write_text(TEXT)
    (inbox / "ferry.html").write_text(PAGE)
    (inbox / "below").mkdir()
    (inbox / "below" / "gazette.xml").write_text(FEED)
    (inbox / "lines.jsonl").write_text("".join(json.dumps(line) + "\n" for line in LINES))
    assert await look(desk, workers) == (6, 0)
    assert await look(desk, workers) == (0, 0)
    assert "Dam opened" in titles(desk) and "Line 2" in titles(desk)
    assert (await listed(desk)).startswith("ok: read 2026-03-02 08:15 UTC")
    found = desk.store.read_now(
        lambda db: articles.recent(db, OPERATOR, NOW - timedelta(days=9), NOW + timedelta(days=9))
    )
    assert {each.topic for each in found} == {"local"}
    assert not any(str(inbox) in each.url or each.url.startswith("text:") for each in found)


async def test_a_file_that_changed_is_a_changed_article(desk: Desk, inbox: Path, workers: Workers) -> None:
    await watch(desk, inbox)
    (inbox / "note.txt").write_text(TEXT)
    assert await look(desk, workers) == (1, 0)
    (inbox / "note.txt").write_text(TEXT.replace("14", "9"))
    assert await look(desk, workers) == (0, 1)
    (inbox / "note.txt").unlink()
    assert await look(desk, workers) == (0, 0)
    assert len(titles(desk)) == 1


async def test_a_file_that_is_being_written_is_waited_for(desk: Desk, inbox: Path, workers: Workers) -> None:
    async def write(file: Path) -> None:
        for part in range(10):
            with file.open("a") as opened:
                opened.write(f"Part {part} of a long note on the harbour of Eastport.\n")
            await asyncio.sleep(0.01)

    await watch(desk, inbox)
    (inbox / "half.txt.part").write_text(TEXT)
    (inbox / "torn.jsonl").write_text(json.dumps(LINES[0]) + '\n{"text": "Line 1 of')
    (inbox / "opened.txt").touch()
    writing = asyncio.create_task(write(inbox / "long.txt"))
    await asyncio.sleep(0)
    assert await look(desk, workers) == (0, 0)
    await writing
    (inbox / "torn.jsonl").write_text("".join(json.dumps(line) + "\n" for line in LINES))
    (inbox / "opened.txt").write_text(TEXT)
    assert await look(desk, workers) == (5, 0)


async def test_what_cannot_be_read_is_a_line_and_stops_no_other(desk: Desk, inbox: Path, workers: Workers) -> None:
    await watch(desk, inbox)
    (inbox / "a.bin").write_bytes(b"\x7fELF" + bytes(range(256)) * 8)
    (inbox / "b.txt").write_text(TEXT)
    assert await look(desk, workers) == (1, 0)
    for _ in range(2):
        line = await listed(desk)
        assert "a.bin: not text" in line and "\n" not in line and "failing" not in line
        await look(desk, workers)
    (inbox / "a.bin").unlink()
    await look(desk, workers)
    assert (await listed(desk)).startswith("ok")


async def test_a_line_that_cannot_be_read_is_said_as_long_as_it_is_there(
    desk: Desk, inbox: Path, workers: Workers
) -> None:
    await watch(desk, inbox)
    good, bad = json.dumps(LINES[0]), '{"title": "no text"}'
    (inbox / "lines.jsonl").write_text(f"{good}\n{bad}\nno json\n")
    assert await look(desk, workers) == (1, 0)
    for _ in range(2):
        assert "lines.jsonl: line 2" in await listed(desk) and "and 1 more in it" in await listed(desk)
        assert await look(desk, workers) == (0, 0)
    (inbox / "note.txt").write_text(TEXT)
    assert await look(desk, workers) == (1, 0)
    assert "lines.jsonl: line 2" in await listed(desk)
    (inbox / "lines.jsonl").write_text(f"{good}\n")
    await look(desk, workers)
    assert (await listed(desk)).startswith("ok")


async def test_a_link_out_of_the_folder_is_not_followed(
    desk: Desk, inbox: Path, workers: Workers, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text(TEXT)
    (inbox / "link.txt").symlink_to(tmp_path / "secret.txt")
    (inbox / "up").symlink_to(tmp_path)
    os.mkfifo(inbox / "pipe.txt")
    (inbox / ".hidden.txt").write_text(TEXT)
    await watch(desk, inbox)
    assert await look(desk, workers) == (0, 0)


async def test_a_folder_that_is_gone_is_a_line_and_comes_back(desk: Desk, inbox: Path, workers: Workers) -> None:
    await watch(desk, inbox)
    away = await asyncio.to_thread(inbox.rename, inbox.with_name("away"))
    await look(desk, workers)
    assert "the folder is not there" in await listed(desk)
    await asyncio.to_thread(away.rename, inbox)
    (inbox / "note.txt").write_text(TEXT)
    desk.clock.now += timedelta(hours=3)  # type: ignore[attr-defined]
    assert await look(desk, workers) == (1, 0)


@pytest.mark.parametrize("given", ["file:///tmp", "/tmp", "./x", "file://localhost/etc/passwd"])
async def test_only_the_operator_names_a_folder(desk: Desk, given: str) -> None:
    with pytest.raises(UsageError):
        await source_wishes.add_source(desk, given, owner="discord:1")
    with pytest.raises(UsageError):
        await source_wishes.add_site(desk, given, owner="discord:1")
    report = await source_wishes.import_opml(
        desk, f"<opml><body><outline xmlUrl='{given}'/></body></opml>".encode(), "discord:1"
    )
    assert (report.added, len(report.problems)) == (0, 1)


def test_a_folder_that_is_not_there_is_a_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a folder"):
        own_sources.folder_address(str(tmp_path / "none"))
    assert own_sources.folder_address("https://a.example/feed") is None


async def test_what_is_no_file_any_more_when_it_is_opened_is_not_waited_for(inbox: Path, workers: Workers) -> None:
    os.mkfifo(inbox / "note.txt")
    (inbox / "users.txt").symlink_to("/etc/passwd")
    for name in ("note.txt", "users.txt"):
        found = await asyncio.wait_for(understand_file(inbox / name, workers), 5)
        assert (found.kind, list(found.articles)) == ("unreadable", [])
