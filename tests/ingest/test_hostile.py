"""Forty servers and more that mean harm, and three that do not, in one round."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import re
import shutil
import signal
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from hostile import INSIDE, Hostile, internet, says, the_worst
from newsstand import LONG, answer, rss

from bot.cli.terminal_output import source as source_line
from bot.config.sections import FetchSettings
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.sources import sources as source_commands
from bot.errors import InputError
from bot.ingest.fetching.fetch import Fetcher
from bot.ingest.sources.polling import Poller
from bot.ingest.workers.pool import Workers
from bot.models import OPERATOR
from bot.models.news import Revision
from bot.store.news import revisions
from bot.store.opening import open_store

NOW = datetime(2027, 3, 2, 8, 0, tzinfo=UTC)
GOOD = ("arn.example", "bell.example", "cole.example")
ENDLESS = "no full answer"


def news(name: str) -> Hostile:
    items = [(f"The harbour of {name} {n}", f"https://{name}/{n}", f"{name} {n}. {LONG * 8}") for n in range(3)]
    return Hostile("ok: read", says(answer(rss(*items, title=name), Content_Type="application/rss+xml")))


async def test_forty_hostile_servers_reach_nothing_and_harm_nobody(tmp_path: Path) -> None:
    """Who may take for ever is asked with little patience, the others with more than any machine needs."""
    servers = {**dict(the_worst()), **{name: news(name) for name in GOOD}}
    assert len(servers) >= 43
    endless = {name: server for name, server in servers.items() if ENDLESS in server.says}
    await _round(tmp_path / "endless", endless, patience=2)
    held = await _round(tmp_path / "others", {name: servers[name] for name in servers.keys() - endless.keys()}, 300)
    assert {item.title for item in held if item.source in GOOD} == {
        f"The harbour of {name} {n}" for name in GOOD for n in range(3)
    }
    assert not any("root:" in item.text + item.title for item in held)


async def _round(folder: Path, servers: dict[str, Hostile], patience: float) -> list[Revision]:
    """Return what one round over the servers left in a new store; each is listed with what is wrong with it."""
    with open_store(folder) as store:
        desk = Desk(store, Settings(data=folder), lambda: NOW)
        for name, server in servers.items():
            await source_commands.add_source(desk, f"{server.scheme}://{name}/feed")
        async with internet(servers) as (network, names), Workers(2, call_seconds=60) as workers:
            fetching = FetchSettings(timeout=patience)
            async with Fetcher(fetching, clock=desk.clock, resolver=names, connector=network, spacing=0) as fetcher:
                await Poller(store, fetcher, workers, desk.clock, random=Random(1)).round()
            assert (await workers.text(LONG.encode())).text, "the workers are free again"
        listed = {found.url: source_line(found, NOW) for found in await source_commands.list_sources(desk)}
        held = store.read_now(lambda db: revisions.recent(db, OPERATOR, datetime(2000, 1, 1, tzinfo=UTC), NOW))
    reached = {str(ipaddress.ip_address(address)) for address in network.connected}
    assert all(ipaddress.ip_address(address).is_global for address in reached), "no private address is reached"
    assert reached <= network.ports.keys(), "nor any other that the servers named"
    wrong = [
        line for (name, server), line in zip(servers.items(), listed.values(), strict=True) if not _reads(server, line)
    ]
    assert not wrong, "\n".join(wrong)
    return held


def _reads(server: Hostile, line: str) -> bool:
    """One readable line: what is wrong, since when, and when it is tried again."""
    told = re.search(r"  (?:failing since 2027-03-02 08:00 UTC: |ok: read )", line)
    again = "Tried again 2027-" in line or "ok: read" in line
    return (
        bool(told and again and re.search(server.says, line))
        and line.isprintable()
        and len(line) < 420
        and "Traceback" not in line
    )


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl: no server has a certificate nobody vouches for")
def test_a_server_whose_certificate_nobody_vouches_for_is_among_them() -> None:
    assert "self-signed.example" in dict(the_worst())


@pytest.mark.parametrize("target", INSIDE)
async def test_a_found_link_leads_inside_in_no_spelling(target: str) -> None:
    async with (
        internet({}) as (network, names),
        Fetcher(FetchSettings(timeout=2), resolver=names, connector=network) as fetcher,
    ):
        with pytest.raises(InputError) as caught:
            await fetcher.get(target)
    assert network.connected == []
    assert "\n" not in str(caught.value)


async def test_a_parser_that_hangs_dies_or_grows_costs_its_own_call() -> None:
    for seconds, work, given, told in (
        (1, time.sleep, 600, "given up after 1 s"),
        (60, os._exit, 3, "its parser failed"),
        (60, bytes, 2_000_000_000, "more than 200 MB"),
    ):
        async with Workers(2, call_seconds=seconds, memory_bytes=200_000_000) as workers:
            with pytest.raises(InputError, match=told):
                await workers.run(work, given)
            assert await workers.run(os.getpid), "the next call is served"


@pytest.mark.parametrize("pause", [0, 0.3], ids=["at once", "a moment later"])
async def test_a_worker_that_is_killed_while_it_waits_costs_nothing(pause: float) -> None:
    async with Workers(1, call_seconds=60) as workers:
        for _ in range(3):
            os.kill(await workers.run(os.getpid), signal.SIGKILL)
            await asyncio.sleep(pause)
            texts = await asyncio.wait_for(asyncio.gather(*(workers.text(LONG.encode()) for _ in range(3))), 120)
            assert all(each.text for each in texts)
