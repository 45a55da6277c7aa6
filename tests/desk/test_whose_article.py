"""Tenancy, once more: the same article in a server's own source and in everybody's is one story and one alert."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.models import Provenance
from bot.store.opening import open_store
from tests.desk.news import FERRY, LIBRARY
from tests.desk.town import Clock, Town, owner_of

MINE = owner_of("1")
FULLER = replace(
    FERRY, text=f"{FERRY.text}\nThe shipyard of Vell had waited for a propeller since January, foreman Jon Arn said."
)
OWNERS = [("", MINE), (MINE, "")]
NAMES = ["everybody's first", "the server's first"]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with open_store(tmp_path) as store:
        yield Town(store, Clock())


@pytest.mark.parametrize("owners", OWNERS, ids=NAMES)
async def test_it_is_one_alert(town: Town, owners: tuple[str, str]) -> None:
    ann = town.person()
    await ann.types("follow Ann Lee now")
    for owner, item in zip(owners, (FERRY, FULLER), strict=True):
        town.clock.wait(minutes=5)
        town.prints(item, owner=owner)
        await town.deliver()
    assert len(town.board.texts("100")) == 1


@pytest.mark.parametrize("owners", OWNERS, ids=NAMES)
async def test_it_is_one_story_and_no_update(town: Town, owners: tuple[str, str]) -> None:
    ann = town.person()
    await ann.types("schedule 06:10 UTC")
    town.prints(FERRY, owner=owners[0])
    town.clock.wait(minutes=10)
    (first,) = await town.deliver()
    assert "Ferry between Norwick and Eastport sails again" in first and "1 article from 1 outlet" in first
    town.clock.wait(hours=1)
    town.prints(FULLER, owner=owners[1])
    town.prints(LIBRARY)
    town.clock.wait(hours=23)
    (second,) = await town.deliver()
    assert "Library of Osterby" in second and "1 article from 1 outlet" in second
    assert "propeller" not in second and "UPDATE" not in second
    assert (await ann.types("stories ferry")).count("Harbour Times") <= 2


async def test_both_at_once_are_told_once(town: Town) -> None:
    ann = town.person()
    for owner in ("", MINE):
        town.prints(FERRY, owner=owner)
    told = await ann.types("brief")
    assert told.count("sails again") <= 3 and "1 outlet" in told and "2 outlets" not in told


# ---------------------------------------------------------------- the same words, by another outlet

ELSEWHERE = replace(FERRY, url="https://valley.example/ferry", source="Valley News")
"""The same words as an agency gives them to two outlets."""


def copied(town: Town) -> list[tuple[str, bool]]:
    """Whose the articles are, and whether each is a copy, in the order in which they came in."""
    query = "select owner, duplicate_of is not null from articles order by id"
    return town.desk.store.read_now(lambda db: [(row[0], bool(row[1])) for row in db.execute(query)])


@pytest.mark.parametrize("owners", [*OWNERS, (MINE, f"{MINE}/100")], ids=[*NAMES, "the server's and the channel's"])
async def test_copies_of_two_owners_are_one_story_and_one_alert(town: Town, owners: tuple[str, str]) -> None:
    ann = town.person()
    await ann.types("follow Ann Lee now")
    for owner, item in zip(owners, (FERRY, ELSEWHERE), strict=True):
        town.clock.wait(minutes=5)
        town.prints(item, owner=owner)
        await town.deliver()
    assert len(town.board.texts("100")) == 1
    (line,) = (await ann.types("stories")).splitlines()
    assert "Harbour Times, Valley News" in line
    told = await ann.types("brief")
    assert told.count("as good as new") == 1 and "2 outlets, 1 independent" in told and "UPDATE" not in told


@pytest.mark.parametrize("owners", OWNERS, ids=NAMES)
async def test_a_servers_copy_is_nothing_to_another_server(town: Town, owners: tuple[str, str]) -> None:
    eve = town.person("200", "2")
    for owner, item in zip(owners, (FERRY, ELSEWHERE), strict=True):
        town.prints(item, owner=owner)
    mine, public = ("Harbour Times", "Valley News") if owners[0] else ("Valley News", "Harbour Times")
    for words in ("stories", "brief", "search ferry hull", "quotes Lee", "What did Ann Lee say?", "sources"):
        assert mine not in await eve.types(words), words
    assert public in await eve.types("stories ferry")
    assert ("", False) in copied(town) and (MINE, True) in copied(town), "everybody's leads"


async def test_copies_of_two_servers_have_nothing_to_do_with_each_other(town: Town) -> None:
    for owner, item in ((MINE, FERRY), (owner_of("2"), ELSEWHERE)):
        town.prints(item, owner=owner)
    assert copied(town) == [(MINE, False), (owner_of("2"), False)]


async def test_what_somebody_sent_to_everybody_leads_no_outlets_own_words_of_a_server(town: Town) -> None:
    whose = Provenance("sender", "rumour.example", sender="rumour.example")
    town.prints(FERRY, owner=MINE)
    town.prints(replace(ELSEWHERE, provenance=whose))
    assert copied(town) == [(MINE, False), ("", False)]


async def test_a_servers_copy_joins_no_two_articles_of_everybodys(town: Town) -> None:
    """It may be put together of both."""
    town.prints(FERRY)
    town.prints(replace(FERRY, url="https://b.example/1", text=f"{FERRY.text}\n{LIBRARY.text}"), owner=MINE)
    town.prints(LIBRARY)
    assert [copy for owner, copy in copied(town) if not owner] == [False, False]
    assert len((await town.person("200", "2").types("stories")).splitlines()) == 2


@pytest.mark.parametrize("owners", OWNERS, ids=NAMES)
async def test_a_servers_article_that_says_more_than_everybodys_is_news_there(
    town: Town, owners: tuple[str, str]
) -> None:
    more = replace(ELSEWHERE, text=f"{FERRY.text}\n{LIBRARY.text}")
    for owner in owners:
        town.prints(more if owner else FERRY, owner=owner)
    assert sorted(copied(town)) == [("", False), (MINE, False)]
    assert len((await town.person().types("stories")).splitlines()) == 2
