"""How a story developed: what each article added, once, in order, with its passage."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from service import run

from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.news import lookups
from bot.errors import UsageError
from bot.language.sentences import sentences
from bot.models import OPERATOR, Audience, Timeline
from bot.store.opening import open_store
from bot.store.protocol import Store
from tests.desk.town import Town
from tests.summarize.held import ALL, NOW, STRIKE, STRIKE_ELSEWHERE, hold

ROOT = Path(__file__).parents[2]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as made:
        yield made


async def developed(store: Store, words: str = "bus drivers", audience: Audience = OPERATOR) -> Timeline:
    desk = Desk(store, Settings(data=store.path.parent), lambda: NOW)
    return await lookups.timeline(desk, (await lookups.find_story(desk, words, audience)).id, audience)


async def test_each_article_is_listed_with_what_it_added(store: Store) -> None:
    hold(store, *ALL)
    first, second = (await developed(store)).steps
    assert (first.source, first.carried, first.at) == ("Courier", ("Mirror",), STRIKE.published_at)
    assert second.source == "Herald"
    told = [item.text for step in (first, second) for item in step.added]
    assert told[0].startswith("The bus drivers of Velmora ended their strike on Tuesday")
    assert "The city will pay the drivers 4 percent more from May." in told
    assert any("1,900 drivers" in text for text in told)
    assert not any("Ilka Toren leads the union" in item.text for item in second.added), "the Courier had said so"
    assert len(told) == len(set(told))


async def test_no_single_sentence_is_left_to_be_counted(store: Store) -> None:
    four = STRIKE_ELSEWHERE.text.split("\n")[0] + (
        "\nA new depot for buses opens in the harbour. Nurses of the clinic voted on the same day. "
        "Schools near the market stay closed until noon."
    )
    hold(store, replace(STRIKE_ELSEWHERE, text=four))
    (step,) = (await developed(store)).steps
    assert (len(step.added), step.more) == (4, 0)


async def test_every_passage_stands_in_its_article(store: Store) -> None:
    hold(store, STRIKE, STRIKE_ELSEWHERE)
    for step in (await developed(store)).steps:
        text = STRIKE.text if step.source == "Courier" else STRIKE_ELSEWHERE.text
        assert step.added and all(text[item.start : item.end] == item.text for item in step.added)


async def test_a_later_article_that_repeats_adds_nothing(store: Store) -> None:
    again = STRIKE.text.split("\n")[1] + " " + STRIKE.text.split("\n")[0]
    later = replace(
        STRIKE, text=again, url="https://bell.example/strike", source="Bell", published_at=NOW - timedelta(hours=1)
    )
    hold(store, STRIKE, later)
    steps = (await developed(store)).steps
    assert [len(step.added) for step in steps if step.source == "Bell"] in ([], [0])


async def test_a_story_is_found_by_number_title_or_words_and_no_other_is(store: Store) -> None:
    hold(store, STRIKE)
    desk = Desk(store, Settings(data=store.path.parent), lambda: NOW)
    found = await lookups.find_story(desk, "VELMORA strike", OPERATOR)
    assert found == await lookups.find_story(desk, str(found.id), OPERATOR)
    assert found == await lookups.find_story(desk, STRIKE.title, OPERATOR)
    for words in ("lighthouse", "999", "Ⅻ"):
        with pytest.raises(UsageError, match="`stories` lists"):
            await lookups.find_story(desk, words, OPERATOR)
    with pytest.raises(UsageError, match="`stories` lists"):
        await lookups.find_story(desk, str(found.id), Audience(()))


async def test_in_the_chat_it_is_shown_with_its_sources(store: Store) -> None:
    hold(store, *ALL)
    said = await Town(store, lambda: NOW, Settings(data=store.path.parent)).person("100").types("stories bus drivers")  # type: ignore[arg-type]
    assert said.index("Courier · ") < said.index("Herald · ")
    assert "also in Mirror" in said and "1,900 drivers" in said and "[1]" in said


async def test_whom_an_article_credits_is_said_and_who_adds_nothing_is_no_voice(store: Store) -> None:
    relayed = replace(
        STRIKE_ELSEWHERE,
        text="The bus drivers of Velmora ended their strike after the union and the city agreed on 4 percent more pay from May, "
        "the Courier reported. Ilka Toren leads the union of the drivers. Mayor Bruno Kessel thanked the passengers.",
        source="Bell",
        url="https://bell.example/buses",
    )
    hold(store, STRIKE, relayed)
    found = await developed(store)
    assert (found.sources, found.voices) == (("Courier", "Bell"), 1)
    assert [step.credits for step in found.steps] == [(), ("Courier",)]
    said = await Town(store, lambda: NOW, Settings(data=store.path.parent)).person("100").types("stories bus drivers")  # type: ignore[arg-type]
    assert "2 outlets, 1 independent" in said and "credits Courier" in said


async def test_what_an_article_changed_is_shown_as_it_was_and_as_it_is(store: Store) -> None:
    hold(store, STRIKE)
    assert [step.changed for step in (await developed(store)).steps] == [None]
    text = STRIKE.text.replace("19 hours", "31 hours")
    first = sentences(text, "en")[-1]
    assert text != STRIKE.text
    hold(store, replace(STRIKE, text=text[: first[0]].rstrip()))
    (step,) = (await developed(store)).steps
    assert step.changed is not None
    ((was, now),) = step.changed.different
    assert "19 hours" in was.text and "31 hours" in now.text
    assert [each.text for each in step.changed.gone] == [STRIKE.text[slice(*sentences(STRIKE.text, "en")[-1])]]
    said = await Town(store, lambda: NOW, Settings(data=store.path.parent)).person("100").types("stories bus drivers")  # type: ignore[arg-type]
    assert "changed" in said and said.index("was ") < said.index("is ") < said.index("gone ")


def test_on_the_terminal_and_as_json(tmp_path: Path) -> None:
    seeds = sorted((ROOT / "seeds" / "articles").glob("*.jsonl"))

    def readout(*words: str) -> str:
        return run(tmp_path / "store", *words, READOUT_NOW="2021-12-31T06:00:00Z")

    readout("ingest", *map(str, seeds))
    assert "2021-12-31 05:05 UTC  Meridian Post: Flood in Marden has passed its peak" in readout("stories", "flood")
    told = json.loads(readout("stories", "flood", "--json"))
    assert [step["source"] for step in told["timeline"]] == ["Valley Courier", "Meridian Post"]
    assert all(item["text"] and item["url"] == step["url"] for step in told["timeline"] for item in step["added"])
    said = "The ferry ran aground with 212 people aboard."
    article = {"url": "https://a.example/1", "title": "Ferry aground", "published_at": "2021-12-30T08:00:00Z"}
    for text in (said, said.replace("212", "221")):
        (tmp_path / "one.jsonl").write_text(json.dumps({**article, "text": text}))
        readout("ingest", str(tmp_path / "one.jsonl"))
    shown = readout("stories", "ferry")
    assert f"    was   {said}" in shown and "    is    The ferry ran aground with 221" in shown
