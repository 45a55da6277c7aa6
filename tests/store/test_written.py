"""What is kept of a model's writing is found by who may see all that it rests on, and by nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.models import OPERATOR, PUBLIC, Audience
from bot.store.news import written
from bot.store.opening import open_store
from bot.store.protocol import Store
from tests.summarize.held import LIGHTHOUSE, MATCH, NOW, STRIKE, hold

HERE, THERE = Audience(("", "discord:1")), Audience(("", "discord:2"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        hold(opened, STRIKE)
        hold(opened, LIGHTHOUSE, owner="discord:1")
        yield opened


def revision_of(store: Store, url: str) -> int:
    query = "select revision_id from articles where url = ?"
    return int(store.read_now(lambda db: db.execute(query, (url,)).fetchone())[0])


def keep(store: Store, *urls: str) -> None:
    ids = [revision_of(store, url) for url in urls]
    store.write_now(lambda db: written.keep(db, "k", "[1]", ids, NOW))


def finds(store: Store, audience: Audience) -> bool:
    return bool(store.read_now(lambda db: written.find(db, ["k", "other"], audience)))


def test_it_is_found_by_who_may_see_every_article_that_it_rests_on(store: Store) -> None:
    keep(store, STRIKE.url, LIGHTHOUSE.url)
    assert [finds(store, each) for each in (OPERATOR, HERE, THERE, PUBLIC)] == [True, True, False, False]
    keep(store, STRIKE.url)
    assert [finds(store, each) for each in (OPERATOR, HERE, THERE, PUBLIC)] == [True] * 4


def test_it_is_found_only_while_each_article_stands_as_it_did(store: Store) -> None:
    keep(store, STRIKE.url, LIGHTHOUSE.url)
    former = revision_of(store, STRIKE.url)
    with_another = "update articles set revision_id = ? where revision_id = ?"
    other = revision_of(store, LIGHTHOUSE.url)
    store.write_now(lambda db: db.execute(with_another, (other, former)))
    assert not finds(store, OPERATOR), "not by the row alone: what it rests on is looked at"


def test_what_rests_on_nothing_or_on_what_has_gone_is_not_kept(store: Store) -> None:
    former = revision_of(store, STRIKE.url)
    hold(store, replace(STRIKE, text=STRIKE.text.replace("4 percent", "5 percent")))
    store.write_now(lambda db: written.keep(db, "k", "[1]", [former], NOW))
    store.write_now(lambda db: written.keep(db, "k", "[1]", [], NOW))
    store.write_now(lambda db: written.keep(db, "k", "[1]", [revision_of(store, STRIKE.url), 9_999], NOW))
    assert store.read_now(lambda db: db.execute("select count(*) from written").fetchone())[0] == 0


def test_other_news_changes_nothing_and_a_row_without_its_articles_is_not_found(store: Store) -> None:
    keep(store, STRIKE.url)
    hold(store, MATCH)
    assert finds(store, PUBLIC)
    store.write_now(lambda db: db.execute("delete from written_from"))
    assert not finds(store, PUBLIC), "nor where it is not known any more what it rests on"
