"""A name that nobody bears is asked back, with the nearest that may be seen; it is never answered as if it were that."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from nursery import of_this_process

from bot.evidence.people.similar_names import near_name
from tests.desk.news import FERRY, ORCHARD
from tests.desk.town import Town, owner_of

KNOWN = ("Yuri Ushakov", "Mayor Tom Reed", "the police", "Ursula von der Leyen", "Anna Baden", "Ann Lee")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Ushakof", "Ushakov"),
        ("ushkov", "Ushakov"),
        ("Yuri Ushakof", "Yuri Ushakov"),
        ("Y. Ushakof", "Yuri Ushakov"),
        ("Leyden", "Leyen"),
        ("Bademn", "Baden"),
        ("Ushakov", ""),
        ("Ivan Ushakof", ""),
        ("polise", ""),
        ("Les", ""),
        ("Macron", ""),
        ("", ""),
    ],
)
def test_the_nearest_name_is_one_slip_away(asked: str, meant: str) -> None:
    assert near_name(asked, KNOWN) == meant


async def test_quotes_and_questions_ask_back(town: Town) -> None:
    town.prints(ORCHARD)
    ann = town.person()
    for typed in ("quotes Marrin", "quotes Marrin about the frost", "What did Marrin say?", "what did marrin say?"):
        told = await ann.types(typed)
        assert "Did you mean Marin?" in told, typed
        assert "eight hundred fires" not in told.partition("Closest")[0], typed
    assert "eight hundred fires" in await ann.types("quotes Marin")


async def test_a_name_of_the_news_is_no_slip(town: Town) -> None:
    town.prints(ORCHARD, FERRY)
    ann = town.person()
    assert "I couldn't find anything that Tarn says in your sources" in await ann.types("What did Tarn say?")
    assert "Did you mean" not in await ann.types("quotes Norwick")
    assert "anything that Marin says about cheese" in await ann.types("quotes Marin about cheese")


async def test_no_name_of_another_servers_sources_is_named(town: Town) -> None:
    town.prints(ORCHARD, owner=owner_of("1"))
    here, there = town.person(), town.person("200", "2")
    for typed in ("quotes Marrin", "What did Marrin say?"):
        assert "Marin?" in await here.types(typed)
        told = await there.types(typed)
        assert "Marin" not in told and "Did you mean" not in told


async def test_what_is_followed_or_read_no_longer_is_asked_back(town: Town) -> None:
    ann = town.person()
    await ann.types("follow Climate")
    assert "Did you mean 'Climate'? It follows: Climate" in await ann.types("unfollow climat")
    assert "mean" not in await ann.types("unfollow volcanoes")
    town.reads("https://www.valley.example/feed.xml", owner_of("1"), title="Valley Post")
    town.reads("https://secret.example/feed.xml", owner_of("2"), title="Secret Post")
    assert "Did you mean 'https://www.valley.example/feed.xml'?" in await ann.types("sources remove Valey Post")
    assert "valley.example/feed.xml'?" in await ann.types("sources remove valley.example/feed")
    assert "secret" not in (await ann.types("sources remove secret.example/feed.xm")).partition("Did you")[2]
    assert "Removed: Valley Post" in await ann.types("sources remove valley post")


def test_the_command_line_asks_back(tmp_path: Path) -> None:
    article = tmp_path / "frost.txt"
    article.write_text(ORCHARD.text, encoding="utf-8")
    readout(tmp_path, "ingest", str(article))
    for words in (["quotes", "--speaker", "Marrin"], ["ask", "what did Marrin say"]):
        assert "Nothing in your sources is by or about “Marrin”. Did you mean Marin?" in readout(tmp_path, *words)


def readout(data: Path, *words: str) -> str:
    done = of_this_process().command([*words, "--data", str(data / "store")], dict(os.environ), data)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr
