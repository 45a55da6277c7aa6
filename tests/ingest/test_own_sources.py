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

from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.sources import sources as source_commands
from bot.desk.sources.source_health import health
from bot.errors import UsageError
from bot.ingest.sources.inputs import understand_file
from bot.ingest.sources.source_reader import Own
from bot.ingest.workers.pool import Workers
from bot.models import OPERATOR
from bot.store.news import revisions
from bot.store.opening import open_store

PAGE = f"<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1><p>{'The ferry to Norwick sails again. ' * 9}</p></article></body></html>"
FEED = "<rss version='2.0'><channel><title>Gazette</title><item><title>Dam opened</title><link>https://dam.example/1</link><description>The dam was opened.</description></item></channel></rss>"
LINES = [{"text": f"Line {number} of the news of Eastport.", "title": f"Line {number}"} for number in range(3)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_store(tmp_path / "store") as store:
        yield Desk(store, Settings(data=tmp_path), Clock())


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in box"
    folder.mkdir()
    return folder


async def watch(desk: Desk, folder: Path) -> None:
    added = await source_commands.add_site(desk, str(folder), topic="local", by_operator=True)
    assert added.source.kind == "folder"


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
        lambda db: revisions.recent(db, OPERATOR, NOW - timedelta(days=9), NOW + timedelta(days=9))
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
        await source_commands.add_source(desk, given, owner="discord:1")
    with pytest.raises(UsageError):
        await source_commands.add_site(desk, given, owner="discord:1")
    report = await source_commands.import_opml(
        desk, f"<opml><body><outline xmlUrl='{given}'/></body></opml>".encode(), "discord:1"
    )
    assert (report.added, len(report.problems)) == (0, 1)


async def test_a_folder_that_is_not_there_is_a_line(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a folder"):
        await source_commands.add_site(desk, str(tmp_path / "none"), by_operator=True)


async def test_what_is_no_file_any_more_when_it_is_opened_is_not_waited_for(inbox: Path, workers: Workers) -> None:
    os.mkfifo(inbox / "note.txt")
    (inbox / "users.txt").symlink_to("/etc/passwd")
    for name in ("note.txt", "users.txt"):
        found = await asyncio.wait_for(understand_file(inbox / name, workers), 60)
        assert (found.kind, list(found.articles)) == ("unreadable", [])


@pytest.mark.parametrize("nothing", ["", "   ", "file://"])
async def test_nothing_is_no_source_and_removes_none(desk: Desk, nothing: str) -> None:
    await source_commands.add_source(desk, "https://a.example/feed")
    for attempt in (
        source_commands.add_site(desk, nothing, by_operator=True),
        source_commands.remove_source(desk, nothing),
    ):
        with pytest.raises(UsageError):
            await attempt
    with pytest.raises(UsageError):
        await source_commands.check_sources(desk, nothing)
    assert len(await source_commands.list_sources(desk)) == 1


BAD_SOURCES = {
    "an address that is none": "url = 'http://[::1'",
    "no address": "url = ''",
    "a folder that is none": "kind = 'folder', url = 'news'",
    "a chat channel of nowhere": "kind = 'chat', url = 'chat:'",
    "a kind of a later version": "kind = 'telepathy'",
    "a state of a later version": "state = 'asleep'",
    "no numbers": "failures = 'x', interval_s = 'x', gap_s = 'x', moved_polls = 'x', url = 'http://127.0.0.1:9/x'",
    "no times": "next_poll_at = 'x', added_at = 'x', last_ok_at = -9000000000000000000, last_new_at = 'x'",
    "notes and marks that are none": "notes = '{', entries = x'0102'",
}
"""What another program wrote over of a source."""


async def test_sources_of_bad_rows_stop_no_other_and_say_why(desk: Desk, inbox: Path, workers: Workers) -> None:
    for number, damage in enumerate(BAD_SOURCES.values()):
        source = await source_commands.add_source(desk, f"http://127.0.0.1:9/{number}")
        desk.store.write_now(lambda db, damage=damage, one=source.id: db.execute(  # type: ignore[misc]
            f"update sources set {damage} where id = {one}"))  # fmt: skip
    await watch(desk, inbox)
    for number in range(2):
        (inbox / f"note{number}.txt").write_text(TEXT.replace("14", str(number)))
        assert await look(desk, workers) == (1, 0)
    held = await source_commands.list_sources(desk)
    lines = {name: health(each, desk.clock()) for name, each in zip(BAD_SOURCES, held, strict=False)}
    assert all("ok" not in line.split() for line in lines.values()), lines
    for name in ("a kind of a later version", "a state of a later version"):
        assert lines[name].startswith("not read: ") and "this version" in lines[name]
    for name in set(BAD_SOURCES) - {
        "a kind of a later version",
        "a state of a later version",
        "a chat channel of nowhere",
    }:
        assert lines[name].startswith("failing"), lines
